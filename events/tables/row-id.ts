import type { ParsedRecord } from '../wire/parse.js';
import { canonicalString } from '../wire/canonical.js';

/** Stands for the id of a row that has none while its other fields are parsed. */
export const NO_ID = '00000000-0000-8000-8000-000000000000';

const ID_FIELD = `"id":"${NO_ID}"`;

/** A row's canonical content: its record, as it is stored, without an id. */
export function contentOfRow({ body }: ParsedRecord): string {
  // Quotes within a text are escaped, and no field of a record's data is called so.
  return body.replace(`${ID_FIELD},`, '');
}

/**
 * What the id of a row without one is the hash of (contract/intake.md, CSV): the canonical JSON of an array of county,
 * type, subject, the row's content, and which of several equal rows of the file it is, from 1.
 */
export function textOfRowId(
  { record, subjectId }: ParsedRecord,
  content: string,
  which: number,
): string {
  const subject = canonicalString(subjectId);
  return `["${record.county}","${record.type}",${subject},${content},${String(which)}]`;
}

/** The digits that a UUID may have where its variant stands. */
const VARIANTS = '89ab';

/**
 * The version 8 UUID (RFC 9562) of the first 16 bytes of a SHA-256.
 *
 * @param hash - 64 hexadecimal digits: texts are cut and joined for each row of a file, and no bytes made
 */
export function uuidOfHash(hash: string): string {
  const variant = VARIANTS[Number.parseInt(hash.charAt(16), 16) & 3] ?? '';
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** The record with the id that was made for it. */
export function withIdOfRow(parsed: ParsedRecord, id: string): ParsedRecord {
  const body = parsed.body.replace(ID_FIELD, `"id":"${id}"`);
  const { claims, record } = parsed;
  return { ...parsed, claims: { ...claims, id }, record: { ...record, id }, body };
}
