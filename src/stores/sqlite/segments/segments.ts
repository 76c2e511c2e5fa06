import { withoutParticipants } from '../../../../projections/columns/county-columns.js';
import type { LedgerView, ViewInBlocks } from '../../../../projections/columns/ledger-view.js';
import type {
  RecordedColumns,
  SubjectBlock,
} from '../../../../projections/columns/record-columns.js';
import {
  blockOf,
  rowsOfSubjects,
  rowsOfThese,
  sortBySubject,
} from '../../../../projections/columns/subject-block.js';
import type { SortedRows } from '../../../../projections/columns/subject-block.js';
import {
  CASE_SUBJECT,
  CHILD_SUBJECT,
  COUNTY_SUBJECT,
} from '../../../../projections/columns/codes.js';
import { DamagedSegments } from '../../../ports/failures.js';
import type { Subject } from '../../../ports/ledger-rows.js';
import type { AtHand } from './columns-at-hand.js';
import type { SegmentedLedger } from './segmented-ledger.js';
import { columnsOfRows, columnsOfSubjects } from './row-columns.js';
import type { OnRead } from './row-columns.js';
import { blockOfSubject, endSubjectOf, firstSubjectOf } from './segment-blocks.js';
import { SegmentTable } from './segment-table.js';

/** How segments are cut. */
export interface RangeSizes {
  /** Records of one range of positions: what is encoded in memory at a time when segments are built. */
  readonly range: number;
  /** A tail of rows shorter than this is left to be read as rows. */
  readonly tail: number;
}

/** Records of one range of positions. */
export const RANGE_RECORDS = 262_144;

export const RANGES: RangeSizes = { range: RANGE_RECORDS, tail: 20_000 };

/** Reading so many subjects row by row takes longer than reading the segments of a block, however many records they have. */
const SUBJECTS_WORTH_A_BLOCK = 3;

/** A block with more segments than this is put together into one. */
const SEGMENTS_MAX = 8;

/**
 * Brings the segments of a file, open for writing, level with its rows: what is not yet covered is
 * read, encoded and stored range by range, each in a transaction of its own, so that a process that
 * dies leaves whole ranges. Answers the position covered.
 */
export function extendSegments(
  file: SegmentedLedger,
  onRead: OnRead = () => undefined,
  { range }: RangeSizes = RANGES,
): number {
  const table = new SegmentTable(file.connection);
  table.prepare();
  const size = file.refresh();
  for (let covered = table.covered(); covered < size; covered = table.covered()) {
    const last = Math.min(size, covered + range);
    const before = covered;
    const columns = columnsOfRows(file, covered + 1, last, (count) => {
      onRead(before + count);
    });
    const sorted = sortBySubject([columns], 0, file.subjectCount + 1);
    if (!addRange(file, table, covered + 1, last, sorted)) file.refresh();
  }
  compactSegments(file, table);
  return table.covered();
}

/**
 * Stores the segments of the next range of positions, in a transaction of its own. Answers false where another process
 * has covered it meanwhile, dropped those before it, or erased records: nothing is stored then.
 */
export function addRange(
  file: SegmentedLedger,
  table: SegmentTable,
  first: number,
  last: number,
  sorted: SortedRows,
): boolean {
  return file.connection.database
    .transaction((): boolean => {
      if (table.covered() !== first - 1 || file.tables.erased.isBehind()) return false;
      table.add(first, last, columnsByBlock(sorted));
      return true;
    })
    .immediate();
}

/** Brings segments level only where the uncovered tail is worth it. */
export function extendSegmentsWhereWorth(
  file: SegmentedLedger,
  onRead?: OnRead,
  ranges: RangeSizes = RANGES,
): void {
  const covered = new SegmentTable(file.connection).covered();
  if (file.refresh() - covered >= ranges.tail) extendSegments(file, onRead, ranges);
}

/** Drops every segment of a file, open for writing, and builds them anew from the rows. */
export function rebuildSegments(file: SegmentedLedger, onRead?: OnRead): number {
  dropSegments(file);
  return extendSegments(file, onRead);
}

/** Drops every segment of a file, open for writing. */
export function dropSegments(file: SegmentedLedger): void {
  const table = new SegmentTable(file.connection);
  table.prepare();
  file.connection.database
    .transaction(() => {
      table.clear();
    })
    .immediate();
}

/**
 * The ledger up to a position for a replay: segments as far as they cover it, rows behind them. With
 * `isFromRows` segments are not looked at. Both give the same blocks.
 */
export function segmentedView(
  file: SegmentedLedger,
  asOf: number,
  isFromRows: boolean,
  onRead: OnRead = () => undefined,
): ViewInBlocks {
  const table = new SegmentTable(file.connection);
  const fromSegments = isFromRows ? 0 : Math.min(table.covered(), asOf);
  const tail = columnsOfRows(file, fromSegments + 1, asOf, onRead);
  return new StoredView(file, table, fromSegments, sortBySubject([tail], 0, file.subjectCount + 1));
}

/**
 * All records of some subjects up to a position. Where a block has enough of them its segments are read, else each
 * subject's own rows; both give the same. Of the county's own records those of participants are left out.
 *
 * @param atHand - what is held of the ledger, and gives the same again
 */
export function segmentedViewOfSubjects(
  file: SegmentedLedger,
  subjects: ReadonlySet<number>,
  asOf: number,
  atHand: AtHand = null,
): LedgerView {
  const table = new SegmentTable(file.connection);
  const held = atHand?.columnsOf(file, subjects, asOf) ?? null;
  if (held !== null) return new StoredView(file, table, 0, sortedRows(file, held));
  const covered = Math.min(table.covered(), asOf);
  const { ofBlocks, others } = readBy(subjects, covered > 0);
  const parts = [...ofBlocks].flatMap(([block, wanted]) => {
    const stored = table.wholeBlock(block, covered);
    if (stored === null) return [columnsOfSubjects(file, wanted, 0, asOf)];
    const ofWanted = stored.map((columns) => rowsOfThese(columns, wanted));
    return [...ofWanted, columnsOfSubjects(file, wanted, covered, asOf)];
  });
  parts.push(columnsOfSubjects(file, others, 0, asOf));
  const participants = new Set<number>();
  const ofLines = parts.map((columns) => withoutParticipants(columns, participants));
  return new StoredView(file, table, 0, sortedRows(file, ofLines));
}

function sortedRows(file: SegmentedLedger, parts: readonly RecordedColumns[]): SortedRows {
  return sortBySubject(parts, 0, file.subjectCount + 1);
}

/** What is read by blocks, and what subject by subject. */
function readBy(
  subjects: ReadonlySet<number>,
  hasSegments: boolean,
): {
  readonly ofBlocks: ReadonlyMap<number, ReadonlySet<number>>;
  readonly others: readonly number[];
} {
  const byBlock = new Map<number, Set<number>>();
  for (const subject of subjects) {
    const block = blockOfSubject(subject);
    const known = byBlock.get(block);
    if (known === undefined) byBlock.set(block, new Set([subject]));
    else known.add(subject);
  }
  const isWorth = ([block, { size }]: readonly [number, ReadonlySet<number>]): boolean =>
    hasSegments && (block === BLOCK_OF_COUNTY || size >= SUBJECTS_WORTH_A_BLOCK);
  return {
    ofBlocks: new Map([...byBlock].filter(isWorth)),
    others: [...byBlock].filter((each) => !isWorth(each)).flatMap(([, wanted]) => [...wanted]),
  };
}

/** Every participant is registered in it: the county's own records are many. */
const BLOCK_OF_COUNTY = 0;

class StoredView implements ViewInBlocks {
  readonly subjectCount: number;
  readonly county: SubjectBlock;
  readonly #file: SegmentedLedger;
  readonly #table: SegmentTable;
  readonly #fromSegments: number;
  readonly #tail: SortedRows;
  #ids: readonly string[] | null = null;

  /** @param fromSegments - positions 1 to this one are read from segments, the others are `tail` */
  constructor(file: SegmentedLedger, table: SegmentTable, fromSegments: number, tail: SortedRows) {
    this.#file = file;
    this.#table = table;
    this.#fromSegments = fromSegments;
    this.#tail = tail;
    this.subjectCount = tail.subjectCount;
    this.county = this.#block(0);
  }

  get blockCount(): number {
    return blockOfSubject(this.subjectCount - 1) + 1;
  }

  block(number: number): SubjectBlock {
    // The county's block is kept, because it is asked for again and again.
    return number === 0 ? this.county : this.#block(number);
  }

  *blocks(): Generator<SubjectBlock> {
    let count = 0;
    for (let number = 0; number < this.blockCount; number += 1) {
      const block = this.block(number);
      count += block.columns.count;
      yield block;
    }
    this.assertWhole(count);
  }

  assertWhole(count: number): void {
    const { positions } = this.#file.tables.erased;
    const covered = this.#fromSegments - positions.countUpTo(this.#fromSegments);
    const expected = covered + this.#tail.columns.count;
    if (count === expected) return;
    this.#file.refuseErasedMeanwhile();
    const finding = `they gave ${String(count)} records of ${String(expected)}`;
    throw new DamagedSegments(this.#file.county, null, finding);
  }

  #block(number: number): SubjectBlock {
    const first = firstSubjectOf(number);
    const end = endSubjectOf(number);
    const parts = [...this.#stored(number), rowsOfSubjects(this.#tail, first, end)];
    return blockOf(
      parts.filter(({ count }) => count > 0),
      first,
      end - first,
    );
  }

  /** Where another process has dropped the segments meanwhile, the rows that they were made of. */
  #stored(number: number): readonly RecordedColumns[] {
    const limit = this.#fromSegments;
    if (limit === 0) return [];
    const stored = this.#table.wholeBlock(number, limit);
    if (stored !== null) return stored;
    const first = firstSubjectOf(number);
    const count = Math.min(endSubjectOf(number), this.subjectCount) - first;
    const subjects = Array.from({ length: count }, (_, place) => first + place);
    return [columnsOfSubjects(this.#file, subjects, 0, limit)];
  }

  get subjectKinds(): Uint8Array {
    return kindsOf(this.#file.subjects());
  }

  get subjectIds(): readonly string[] {
    this.#ids ??= this.#file.subjects().map(({ id }) => id);
    return this.#ids;
  }
}

/** By list of subjects, which is the same list while they are the same. */
const KINDS = new WeakMap<readonly Subject[], Uint8Array>();

function kindsOf(subjects: readonly Subject[]): Uint8Array {
  const known = KINDS.get(subjects);
  if (known !== undefined) return known;
  const kinds = Uint8Array.from(subjects, ({ kind }) => SUBJECT_CODES[kind]);
  KINDS.set(subjects, kinds);
  return kinds;
}

const SUBJECT_CODES = { county: COUNTY_SUBJECT, case: CASE_SUBJECT, child: CHILD_SUBJECT } as const;

function columnsByBlock(
  sorted: SortedRows,
): readonly { readonly block: number; readonly columns: RecordedColumns }[] {
  const blocks: { readonly block: number; readonly columns: RecordedColumns }[] = [];
  const last = blockOfSubject(sorted.subjectCount - 1);
  for (let block = 0; block <= last; block += 1) {
    const columns = rowsOfSubjects(sorted, firstSubjectOf(block), endSubjectOf(block));
    if (columns.count > 0) blocks.push({ block, columns });
  }
  return blocks;
}

/** Puts many segments of a block together, block by block. */
export function compactSegments(file: SegmentedLedger, table: SegmentTable): void {
  const compact = file.connection.database.transaction((block: number): void => {
    const first = firstSubjectOf(block);
    const count = endSubjectOf(block) - first;
    const parts = table.columnsOf(block, Infinity);
    table.replace(block, 1, table.covered(), sortBySubject(parts, first, count).columns);
  });
  for (const { block, count } of table.counts()) {
    if (count > SEGMENTS_MAX) compact.immediate(block);
  }
}
