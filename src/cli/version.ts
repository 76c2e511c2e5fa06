import { RULE_EDITION } from '../../projections/form/rule-edition.js';
import { programVersion } from '../program-version.js';

/** Name, version and rule edition on one line. */
export function versionLine(): string {
  return `plumbline ${programVersion()} (rules ${RULE_EDITION})`;
}
