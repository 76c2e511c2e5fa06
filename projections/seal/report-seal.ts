/**
 * The hashes that a version of a report is known by: of the report itself and of the trail behind
 * its cells, each as 64 hexadecimal digits.
 */
import { createHash, hash } from 'node:crypto';
import { canonicalJson } from '../../events/wire/canonical.js';

/** A report as `report --format json` prints it, whatever the order of its keys. */
export interface SealedReport {
  readonly form: 'CS 1257';
  /** From the second edition of the form on. */
  readonly edition?: string;
  readonly county: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly asOf: number;
  readonly lines: Readonly<
    Partial<Record<string, Readonly<Record<string, number | string | null>>>>
  >;
}

/** SHA-256 of the canonical JSON of a report (RFC 8785), in UTF-8. */
export function reportHash(report: SealedReport): string {
  return hash('sha256', canonicalJson(report), 'hex');
}

/** UTF-16 code units that are hashed together: a call for each row takes longer than its bytes. */
const HASHED_LENGTH = 64 * 1024;

/**
 * SHA-256 of canonical trail rows, each ended by a newline. The rows are those of all lines in the
 * form's order, each without its `records`.
 */
export function trailHash(rows: Iterable<string>): string {
  const sum = createHash('sha256');
  let text = '';
  for (const row of rows) {
    text += `${row}\n`;
    if (text.length < HASHED_LENGTH) continue;
    sum.update(text, 'utf8');
    text = '';
  }
  return sum.update(text, 'utf8').digest('hex');
}

/** A version 8 UUID (RFC 9562 5.8) of the first 16 bytes of the SHA-256 of a value's canonical JSON. */
export function uuidOfContent(value: unknown): string {
  const bytes = hash('sha256', canonicalJson(value), 'buffer').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
