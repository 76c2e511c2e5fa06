import { claimsOf } from '../../../events/claims.js';
import type { Line } from '../../../events/wire/lines.js';
import { parseLine, rejectTooLong } from '../../../events/wire/parse.js';
import type { ParseResult } from '../../../events/wire/parse.js';
import { PlainRecords } from '../../../events/wire/plain/plain-records.js';
import type { PlainRecord } from '../../../events/wire/plain/plain-records.js';
import { encodeScalars } from '../../../projections/columns/encode.js';
import type { RecordRefs } from '../../../projections/columns/encode.js';
import type { ParsedLine } from '../county-batch.js';
import { PackedRecord, UNRESOLVED } from './packed-lines.js';

/** In place of what only the ledger can say of a record. */
export const REFS: RecordRefs = {
  ref: UNRESOLVED.ref,
  ref2: UNRESOLVED.ref2,
  childNumber: () => UNRESOLVED.child,
};

let plainRecords: PlainRecords | null = null;

/** What the parser makes of a line. */
export function parsedLine(line: Line): ParseResult {
  return line.kind === 'tooLong' ? rejectTooLong() : parseLine(line.bytes);
}

/** The record of a plainly spelt line, until the next is asked for; null where `parsedLine` has to say what it is. */
export function plainRecordOf(line: Line): PlainRecord | null {
  if (line.kind === 'tooLong') return null;
  plainRecords ??= new PlainRecords();
  const { bytes } = line;
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return plainRecords.read(buffer, 0, buffer.length);
}

/** Writes the canonical body of the record that `plainRecordOf` gave last; answers where it ends. */
export function writePlainBody(out: Uint8Array, at: number): number {
  if (plainRecords === null) throw new Error('No plain line was read.');
  return plainRecords.writeBody(out, at);
}

/** What the parser makes of the lines of a file: the same as line by line, and quicker where they are plainly spelt. */
export function parsedLines(lines: readonly Line[], file: string): readonly ParsedLine[] {
  let room = 0;
  for (const line of lines) room += line.kind === 'line' ? line.bytes.length : 0;
  const bytes = Buffer.allocUnsafeSlow(room);
  let end = 0;
  return lines.map((line) => {
    const plain = plainRecordOf(line);
    if (plain === null) return { file, line: line.number, result: parsedLine(line) };
    const start = end;
    end = writePlainBody(bytes, end);
    const { record, typeCode, effective, recorded } = plain;
    const scalars: number[] = [];
    encodeScalars(record, REFS, scalars);
    const read = { claims: claimsOf(record), typeCode, effective, recorded };
    const result = new PackedRecord(read, { bytes, start, end }, scalars);
    return { file, line: line.number, result };
  });
}
