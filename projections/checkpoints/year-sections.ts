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
export const SECTIONS_VERSION = 2;

/** What stands in one file. */
export type SectionName = 'county' | 'children' | 'states' | `rows-${string}` | `month-${string}`;

/** The bytes of a section one after the other, which may lie over what they were packed from. */
export type SectionBytes = readonly Uint8Array[];

/** The section of a month's members. */
export function monthSection(month: Month): SectionName {
  return `month-${formatMonth(month)}`;
}

const ROWS = 'rows-';

/** The section of the rows of a run of subjects (see `PART_SUBJECTS`). @param part - from 0 on */
export function rowsSection(part: number): SectionName {
  return `${ROWS}${String(part)}`;
}

export function isRowsSection(name: SectionName): boolean {
  return name.startsWith(ROWS);
}

/** A section that this program cannot read: it is made anew. */
export class UnreadableSection extends Error {
  override readonly name = 'UnreadableSection';
}

const ALIGNMENT = 8;

type ColumnOfNumbers = Uint32Array | Uint16Array | Uint8Array | Float64Array;

/** Columns one after the other behind the number of entries of each, none copied. */
function packColumns(columns: readonly ColumnOfNumbers[], text = ''): SectionBytes {
  const words = new TextEncoder().encode(text);
  const lengths = Float64Array.from([...columns.map(({ length }) => length), words.length]);
  return [lengths, ...columns, words].flatMap(({ buffer, byteOffset, byteLength }) => [
    new Uint8Array(buffer, byteOffset, byteLength),
    new Uint8Array(aligned(byteLength) - byteLength),
  ]);
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

  octets(): Uint8Array {
    const { from, length } = this.#take(1);
    return new Uint8Array(this.#bytes.buffer, from, length);
  }

  text(): string {
    return new TextDecoder().decode(this.octets());
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

/** Cents are in one of two columns; the other is empty. */
const NO_WORDS = new Uint32Array(0);
const NO_DOUBLES = new Float64Array(0);

export function packMembers(members: MemberColumns): SectionBytes {
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
  const [narrow, wide] = cents instanceof Uint32Array ? [cents, NO_DOUBLES] : [NO_WORDS, cents];
  return packColumns([plan, amountsCount, cells.map(codeOf), narrow, wide], JSON.stringify(text));
}

export function unpackMembers(bytes: Uint8Array): MemberColumns {
  const columns = new Columns(bytes, 5);
  const plan = columns.words();
  const amountsCount = columns.shorts();
  const codes = columns.shorts();
  const narrow = columns.words();
  const wide = columns.doubles();
  const text = JSON.parse(columns.text()) as MembersText; // written by `packMembers`, and its checksum looked at
  const edition = editionNamed(text.edition);
  const cellOf = cellsByCode(edition);
  return {
    edition,
    plans: text.plans.map((each) => planOf(edition, cellOf, each)),
    plan,
    amountsCount,
    cells: codes.map((code) => cellOf[code]!),
    cents: wide.length > 0 ? wide : narrow,
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

export function packStates({ start, bytes }: CaseStates): SectionBytes {
  return packColumns([start, bytes]);
}

export function unpackStates(bytes: Uint8Array): CaseStates {
  const columns = new Columns(bytes, 2);
  return new CaseStates(columns.words(), columns.octets());
}

export function packChildren({ start, children }: CaseChildren): SectionBytes {
  return packColumns([start, children]);
}

export function unpackChildren(bytes: Uint8Array): CaseChildren {
  const columns = new Columns(bytes, 2);
  return { start: columns.words(), children: columns.words() };
}

/** In the order of `monthsOfYear`. */
export function packCounties(counties: readonly KeptCounty[]): SectionBytes {
  return packColumns([], JSON.stringify(counties));
}

export function unpackCounties(bytes: Uint8Array): readonly KeptCounty[] {
  return JSON.parse(new Columns(bytes, 0).text()) as readonly KeptCounty[]; // written by `packCounties`, likewise
}

export function packRows(rows: RecordedColumns): SectionBytes {
  return [packSegment(rows)];
}

export function unpackRows(bytes: Uint8Array): RecordedColumns {
  return unpackSegment(bytes);
}
