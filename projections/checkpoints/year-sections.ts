import { LINE_NUMBERS, lineCodeOf } from '../../events/line-numbers.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { STATUSES } from '../columns/codes.js';
import { packSegment, unpackSegment } from '../columns/segment.js';
import type { RecordedColumns } from '../columns/record-columns.js';
import { editionNamed } from '../form/editions.js';
import type { Edition } from '../form/editions.js';
import type { Plan, PlannedSum } from '../form/counted/line-plans.js';
import type { MemberColumns } from '../form/counted/month-members.js';
import { CELLS_OF_LINE } from '../form/counted/tally.js';
import { CaseStates } from './case-states.js';
import type { KeptCounty } from './kept-county.js';
import type { CaseChildren } from './kept-year.js';

/**
 * The parts of a kept year as bytes, little-endian, each of a length that 8 divides. What speaks of lines names them by
 * their codes. Whether bytes are those written is for the caller's checksum to say.
 */

/** Raised when any of them is written otherwise, or the fold keeps another state. */
export const SECTIONS_VERSION = 1;

/** What stands in one file. */
export type SectionName = 'county' | 'children' | 'states' | 'rows' | `month-${string}`;

/** The section of a month's members. */
export function monthSection(month: Month): SectionName {
  return `month-${formatMonth(month)}`;
}

/** A section that this program cannot read: it is made anew. */
export class UnreadableSection extends Error {
  override readonly name = 'UnreadableSection';
}

const ALIGNMENT = 8;

type ColumnOfNumbers = Uint32Array | Uint16Array | Float64Array;

/** Columns one after the other behind the number of entries of each. */
function packColumns(columns: readonly ColumnOfNumbers[], text = ''): Uint8Array {
  const words = new TextEncoder().encode(text);
  const lengths = Float64Array.from([...columns.map(({ length }) => length), words.length]);
  const parts = [lengths, ...columns, words];
  const size = parts.reduce((sum, { byteLength }) => sum + aligned(byteLength), 0);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += aligned(part.byteLength);
  }
  return bytes;
}

/** Reads columns where they lie. */
class Columns {
  readonly #bytes: Uint8Array;
  readonly #lengths: Float64Array;
  #at: number;
  #next = 0;

  /** @param count - of columns, without the text behind them */
  constructor(bytes: Uint8Array, count: number) {
    // Columns lie over the bytes, which must begin where numbers may.
    this.#bytes = bytes.byteOffset % ALIGNMENT === 0 ? bytes : new Uint8Array(bytes);
    if (bytes.length < (count + 1) * ALIGNMENT) throw new UnreadableSection('It is too short.');
    this.#lengths = new Float64Array(this.#bytes.buffer, this.#bytes.byteOffset, count + 1);
    this.#at = (count + 1) * ALIGNMENT;
  }

  words(): Uint32Array {
    const { from, length } = this.#take(4);
    return new Uint32Array(this.#bytes.buffer, from, length);
  }

  shorts(): Uint16Array {
    const { from, length } = this.#take(2);
    return new Uint16Array(this.#bytes.buffer, from, length);
  }

  doubles(): Float64Array {
    const { from, length } = this.#take(8);
    return new Float64Array(this.#bytes.buffer, from, length);
  }

  text(): string {
    const { from, length } = this.#take(1);
    return new TextDecoder().decode(new Uint8Array(this.#bytes.buffer, from, length));
  }

  #take(width: number): { readonly from: number; readonly length: number } {
    const length = this.#lengths[this.#next]!;
    this.#next += 1;
    const from = this.#at;
    this.#at += aligned(length * width);
    if (!Number.isSafeInteger(length) || this.#at > this.#bytes.length) {
      throw new UnreadableSection('It is shorter than it says.');
    }
    return { from: this.#bytes.byteOffset + from, length };
  }
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

/** As JSON: a plan by its status, cells and sums. */
type PlanText = readonly [status: number, cells: readonly number[], sums: readonly number[]];

interface MembersText {
  readonly edition: string;
  readonly plans: readonly PlanText[];
  readonly large: readonly (readonly [number, string])[];
}

export function packMembers(members: MemberColumns): Uint8Array {
  const { edition, plans, plan, amountsCount, cells, cents, large } = members;
  const codeOf = (cell: number): number => codeOfCell(edition, cell);
  const text: MembersText = {
    edition: edition.id,
    plans: plans.map(({ status, cells: ofPlan, sums }) => [
      status,
      ofPlan.map(codeOf),
      sums.map(({ lineIndex }) => lineCodeOf(edition.lines[lineIndex]?.line ?? '')),
    ]),
    large: large.map(([at, cents]) => [at, cents.toString()]),
  };
  return packColumns([plan, amountsCount, cells.map(codeOf), cents], JSON.stringify(text));
}

export function unpackMembers(bytes: Uint8Array): MemberColumns {
  const columns = new Columns(bytes, 4);
  const plan = columns.words();
  const amountsCount = columns.shorts();
  const codes = columns.shorts();
  const cents = columns.doubles();
  const text = JSON.parse(columns.text()) as MembersText; // written by `packMembers`, and its checksum looked at
  const edition = editionNamed(text.edition);
  const cellOf = cellsByCode(edition);
  return {
    edition,
    plans: text.plans.map((each) => planOf(edition, cellOf, each)),
    plan,
    amountsCount,
    cells: codes.map((code) => cellOf[code]!),
    cents,
    large: text.large.map(([at, sum]) => [at, BigInt(sum)]),
  };
}

function planOf(edition: Edition, cellOf: Uint16Array, [code, cells, sums]: PlanText): Plan {
  const status = STATUSES[code];
  if (status === undefined) throw new UnreadableSection('It names a status that there is not.');
  const plannedSum = (line: number): PlannedSum => {
    const lineIndex = edition.indexOf(LINE_NUMBERS[line] ?? '');
    const rule = edition.lines[lineIndex]?.rule;
    if (rule?.kind !== 'sumByStatus' && rule?.kind !== 'sumCases') {
      throw new UnreadableSection('It names a sum that there is not.');
    }
    return { lineIndex, rule };
  };
  return { status, cells: cells.map((cell) => cellOf[cell]!), sums: sums.map(plannedSum) };
}

function codeOfCell({ lines }: Edition, cell: number): number {
  const place = Math.floor(cell / CELLS_OF_LINE);
  return lineCodeOf(lines[place]?.line ?? '') * CELLS_OF_LINE + (cell % CELLS_OF_LINE);
}

/** By a cell's code, where it stands among the cells of an edition. */
function cellsByCode(edition: Edition): Uint16Array {
  return Uint16Array.from({ length: LINE_NUMBERS.length * CELLS_OF_LINE }, (_, code) => {
    const line = LINE_NUMBERS[Math.floor(code / CELLS_OF_LINE)] ?? '';
    return Math.max(0, edition.indexOf(line)) * CELLS_OF_LINE + (code % CELLS_OF_LINE);
  });
}

export function packStates({ start, numbers }: CaseStates): Uint8Array {
  return packColumns([start, numbers]);
}

export function unpackStates(bytes: Uint8Array): CaseStates {
  const columns = new Columns(bytes, 2);
  return new CaseStates(columns.words(), columns.doubles());
}

export function packChildren({ start, children }: CaseChildren): Uint8Array {
  return packColumns([start, children]);
}

export function unpackChildren(bytes: Uint8Array): CaseChildren {
  const columns = new Columns(bytes, 2);
  return { start: columns.words(), children: columns.words() };
}

/** In the order of `monthsOfYear`. */
export function packCounties(counties: readonly KeptCounty[]): Uint8Array {
  return packColumns([], JSON.stringify(counties));
}

export function unpackCounties(bytes: Uint8Array): readonly KeptCounty[] {
  return JSON.parse(new Columns(bytes, 0).text()) as readonly KeptCounty[]; // written by `packCounties`, likewise
}

export function packRows(rows: RecordedColumns): Uint8Array {
  return packSegment(rows);
}

export function unpackRows(bytes: Uint8Array): RecordedColumns {
  return unpackSegment(bytes);
}
