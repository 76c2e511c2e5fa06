import type { LineEntry, Section } from './line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { CASE_INVENTORY } from './sections/a-case-inventory.js';
import { PATERNITY } from './sections/b-paternity.js';
import { SERVICES_REQUIRED } from './sections/c-services-required.js';
import { SERVICES_PROVIDED } from './sections/d-services-provided.js';
import { MEDICAL_SUPPORT } from './sections/e-medical-support.js';
import { COLLECTIONS } from './sections/f-collections.js';
import { STAFF } from './sections/g-staff.js';
import { MEDICAID } from './sections/h-medicaid.js';
import { NONCOOPERATION } from './sections/i-noncooperation.js';
import { STATE_LINES } from './sections/j-state-lines.js';

/** The edition of the rules: the form of CSS Letter 06-35, effective October 2005. */
export const RULE_EDITION = '2005-10';

/** Titles of the form's sections. */
export const SECTION_TITLES: Readonly<Record<Section, string>> = {
  A: 'Case inventory',
  B: 'Paternity establishment',
  C: 'Services required',
  D: 'Services provided',
  E: 'Medical support',
  F: 'Collections due and distributed',
  G: 'Staff',
  H: 'Medicaid',
  I: 'Noncooperation and good cause',
  J: 'Additional state monthly reporting requirements',
};

/** Every line of the CS 1257 in the form's order. */
export const CATALOGUE: readonly LineEntry[] = Object.freeze([
  ...CASE_INVENTORY,
  ...PATERNITY,
  ...SERVICES_REQUIRED,
  ...SERVICES_PROVIDED,
  ...MEDICAL_SUPPORT,
  ...COLLECTIONS,
  ...STAFF,
  ...MEDICAID,
  ...NONCOOPERATION,
  ...STATE_LINES,
]);

const BY_LINE: ReadonlyMap<LineNumber, LineEntry> = new Map(
  CATALOGUE.map((entry) => [entry.line, entry]),
);

/** The entry of a line. */
export function entryOf(line: LineNumber): LineEntry {
  const entry = BY_LINE.get(line);
  if (entry === undefined) throw new Error(`Line ${line} is missing from the catalogue.`);
  return entry;
}

/** The lines of the CS 157: all but those that only the state asks for. */
export function isOnCs157(entry: LineEntry): boolean {
  return !entry.isStateOnly;
}
