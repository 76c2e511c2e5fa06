import type { County } from '../../events/values/county.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { SampleMethod } from '../../events/acts/sample-acts.js';
import type { Column } from '../form/line.js';

/** A row of a trail that can be drawn: of a case or a child. */
export interface PopulationRow {
  readonly column: Column;
  readonly subject: { readonly kind: 'case' | 'child'; readonly id: string };
  /** Cents of a line that sums dollars; null on a line that counts. */
  readonly cents: bigint | null;
}

/** A row that was drawn. */
export interface DrawnRow extends PopulationRow {
  /** From 1, in order of drawing. */
  readonly n: number;
  /** SHA-256 of the seed and the row's key, 64 hexadecimal digits. */
  readonly rank: string;
}

/** What a sample is drawn for, and by which seed. */
export interface DrawOf {
  readonly county: County;
  readonly month: Month;
  readonly line: LineNumber;
  readonly method: SampleMethod;
  readonly size: number;
  readonly reserve: number;
  readonly seed: string;
}

/** The sample and its replacements; why it cannot be drawn so. */
export type Drawn =
  | {
      readonly kind: 'drawn';
      readonly rows: readonly DrawnRow[];
      readonly reserve: readonly DrawnRow[];
    }
  | { readonly kind: 'refused'; readonly message: string };

/** SHA-256 of a text in UTF-8: 32 bytes. */
export type Sha256 = (text: string) => Uint8Array;

interface Ranked extends PopulationRow {
  readonly rank: string;
}

/**
 * Draws a sample (contract/audit.md, Drawing): anyone who has the rows and the seed draws the same one. Rows of equal
 * rank, which no two subjects have, stay in the order of the trail.
 */
export function drawSample(rows: readonly PopulationRow[], of: DrawOf, sha256: Sha256): Drawn {
  const ranked = rows
    .map((row): Ranked => ({ ...row, rank: hex(sha256(`${of.seed}\n${keyOf(row, of)}`)) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0));
  return of.method === 'rows' ? firstRows(ranked, of) : systematic(ranked, of, sha256);
}

/** The K smallest ranks; the next are its replacements. */
function firstRows(ranked: readonly Ranked[], { size, reserve }: DrawOf): Drawn {
  const numbered = ranked.slice(0, size + reserve).map((row, index) => ({ ...row, n: index + 1 }));
  return { kind: 'drawn', rows: numbered.slice(0, size), reserve: numbered.slice(size) };
}

/** Points at equal distances over the cents of all rows, laid end to end in order of rank. */
function systematic(
  ranked: readonly Ranked[],
  { size, reserve, seed }: DrawOf,
  sha256: Sha256,
): Drawn {
  if (reserve > 0) {
    return refused('A sample by dollars has no replacements: leave the reserve out.');
  }
  // A row that takes back more than it gives has no length: no point falls on it.
  const lengths = ranked.map(({ cents }) => (cents !== null && cents > 0n ? cents : 0n));
  const total = lengths.reduce((sum, cents) => sum + cents, 0n);
  if (total === 0n) return refused('The rows of the line have no dollars: draw by rows.');
  if (BigInt(size) > total) {
    return refused(
      `The size is ${String(size)}, and the rows have ${String(total)} cents in all: give a smaller one.`,
    );
  }
  const step = total / BigInt(size);
  let point = unsigned(sha256(`${seed}|start`).subarray(0, 8)) % step;
  const drawn: DrawnRow[] = [];
  let end = 0n;
  for (const [index, row] of ranked.entries()) {
    end += lengths[index] ?? 0n;
    while (point < end && drawn.length < size) {
      drawn.push({ ...row, n: drawn.length + 1 });
      point += step;
    }
  }
  return { kind: 'drawn', rows: drawn, reserve: [] };
}

function refused(message: string): Drawn {
  return { kind: 'refused', message };
}

/** What a row is called where its rank is made. */
export function keyOf(
  { column, subject }: Pick<PopulationRow, 'column' | 'subject'>,
  { county, month, line }: Pick<DrawOf, 'county' | 'month' | 'line'>,
): string {
  return `${county}|${formatMonth(month)}|${line}|${column}|${subject.kind}:${subject.id}`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function unsigned(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}
