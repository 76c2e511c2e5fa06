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

/** The version 8 UUID (RFC 9562) of the first 16 bytes of a SHA-256. */
export function uuidOfHash(hash: Uint8Array): string {
  const bytes = hash.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The record with the id that was made for it. */
export function withIdOfRow(parsed: ParsedRecord, id: string): ParsedRecord {
  const body = parsed.body.replace(ID_FIELD, `"id":"${id}"`);
  return { ...parsed, record: { ...parsed.record, id }, body };
}
