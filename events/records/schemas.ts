import { TYPE_CODE } from '../registry.js';
import type { RecordType, SubjectKind } from '../registry.js';
import { CASE_RECORDS } from './case.js';
import { CHILD_RECORDS } from './child.js';
import { COUNTY_RECORDS } from './county.js';
import { RecordVoided } from './envelope.js';

/** The schema of every record type by its name. */
export const RECORD_SCHEMAS = {
  ...CASE_RECORDS,
  ...CHILD_RECORDS,
  ...COUNTY_RECORDS,
  RecordVoided,
} as const satisfies Readonly<Record<RecordType, object>>;

/** A type as the registry lists it. `target`: a `RecordVoided` has the subject of the record it voids. */
export interface RecordTypeEntry {
  readonly name: RecordType;
  readonly code: number;
  readonly subject: SubjectKind | 'target';
}

/** Every record type, in the order of contract/records.md, `RecordVoided` last. */
export const RECORD_TYPES: readonly RecordTypeEntry[] = Object.freeze([
  ...entriesOf(CASE_RECORDS, 'case'),
  ...entriesOf(CHILD_RECORDS, 'child'),
  ...entriesOf(COUNTY_RECORDS, 'county'),
  ...entriesOf({ RecordVoided }, 'target'),
]);

function entriesOf<Name extends RecordType>(
  schemas: Readonly<Record<Name, unknown>>,
  subject: RecordTypeEntry['subject'],
): readonly RecordTypeEntry[] {
  // Object.keys keeps the order of the literal; its result is only typed as strings.
  const names = Object.keys(schemas) as Name[];
  return names.map((name) => Object.freeze({ name, code: TYPE_CODE[name], subject }));
}
