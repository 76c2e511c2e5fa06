import { LRUCache } from 'lru-cache';
import { withoutParticipants } from '../../../../projections/columns/county-columns.js';
import { GrowingColumns } from '../../../../projections/columns/growing-columns.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import { sortBySubject } from '../../../../projections/columns/subject-block.js';
import type { SortedRows } from '../../../../projections/columns/subject-block.js';
import { LatestRows, bytesOfColumns } from './latest-rows.js';
import { columnsOfSubjects } from './row-columns.js';
import { blockOfSubject, endSubjectOf, firstSubjectOf } from './segment-blocks.js';
import { SegmentTable } from './segment-table.js';
import type { SegmentedLedger } from './segmented-ledger.js';

/** Whoever has asked for so many subjects of a block has paid about as much as its segments cost. */
const SUBJECTS_WORTH_HOLDING = 8;

/** With more records than this behind its segments nothing is held of a ledger: they are behind, or there are none. */
const BEHIND_SEGMENTS_MAX = 40_000;

/** Latest records of a ledger that are held one by one; more of them are put to the blocks that they belong to. */
const LATEST_MAX = 80_000;

/** The latest records are put to so many blocks for each question: nobody waits until they are put to all. */
const BLOCKS_AT_A_TIME = 2;

/** A block that one of so many questions asked about is not given up for another: all would be read again and again. */
const QUESTIONS_OF_NOW = 64;

/** The records of a block of subjects at positions 1 to `upTo`. */
interface HeldBlock {
  readonly of: HeldLedger;
  readonly number: number;
  readonly upTo: number;
  readonly rows: SortedRows;
  /** The question that it was last asked about for. */
  usedFor: number;
}

/** What is held of one ledger besides its blocks. */
interface HeldLedger {
  readonly id: number;
  /** How much had been erased of it when that was read. */
  readonly erased: string;
  readonly table: SegmentTable;
  readonly latest: LatestRows;
  /** The position up to which the latest records are being put to the blocks; null while they are not. */
  relievedTo: number | null;
  /** By block that is not held: for how many subjects of it was asked. */
  readonly asked: Map<number, number>;
  /** Registrations of participants, which are left out of the county's block. */
  readonly participants: Set<number>;
}

/** How many records the latest ones of a ledger may be, and how blocks are treated. */
interface HeldSizes {
  readonly behindMax: number;
  readonly latestMax: number;
  readonly blocksAtATime: number;
  readonly questionsOfNow: number;
}

const SIZES: HeldSizes = {
  behindMax: BEHIND_SEGMENTS_MAX,
  latestMax: LATEST_MAX,
  blocksAtATime: BLOCKS_AT_A_TIME,
  questionsOfNow: QUESTIONS_OF_NOW,
};

/**
 * Records of ledgers as columns, held by a thread that answers again and again while records come in: of a case that
 * has one more record only that one is read. Segments of blocks that were asked for, those used longest ago go first unless they are asked about now, and the
 * records after them, each read once. Records never change; where some were erased, all of that ledger is
 * forgotten. It gives what the rows of the ledger give.
 */
export class ColumnsAtHand {
  readonly #sizes: HeldSizes;
  readonly #blocks: LRUCache<string, HeldBlock>;
  readonly #ledgers = new WeakMap<SegmentedLedger, HeldLedger>();
  #lastId = 0;
  #questions = 0;

  /** @param bytesMax - of blocks, of all ledgers together */
  constructor(bytesMax: number, sizes: Partial<HeldSizes> = {}) {
    this.#sizes = { ...SIZES, ...sizes };
    this.#blocks = new LRUCache({
      maxSize: bytesMax,
      sizeCalculation: ({ rows }) => 1 + bytesOfColumns(rows.columns) + rows.start.byteLength,
    });
  }

  /** How much of blocks is held, bytes. */
  get bytes(): number {
    return this.#blocks.calculatedSize;
  }

  /**
   * All records of some subjects up to a position, those of one subject in order of position; of the county's own those of
   * participants are left out. Null where the ledger is not one of which anything is held.
   */
  columnsOf(
    file: SegmentedLedger,
    subjects: ReadonlySet<number>,
    asOf: number,
  ): readonly RecordedColumns[] | null {
    this.#questions += 1;
    const ledger = this.#ledgerOf(file);
    if (ledger === null) return null;
    const columns = new GrowingColumns(0);
    const others: number[] = [];
    const ascending = [...subjects].sort((one, other) => one - other);
    for (const [number, wanted] of Map.groupBy(ascending, blockOfSubject)) {
      const block = this.#blockOf(file, ledger, number, wanted.length);
      if (block === null) others.push(...wanted);
      else for (const subject of wanted) addRowsOf(columns, block, subject, asOf);
    }
    const held = columns.finish();
    // One part alone is in order already.
    if (others.length === 0) return [held];
    return [held, withoutParticipants(columnsOfSubjects(file, others, 0, asOf), new Set())];
  }

  /** What is held of a ledger, with its latest records up to its size. */
  #ledgerOf(file: SegmentedLedger): HeldLedger | null {
    const { erasures, positions } = file.tables.erased;
    const erased = `${String(erasures.length)} ${String(positions.count)}`;
    const known = this.#ledgers.get(file);
    const ledger = known?.erased === erased ? known : this.#begun(file, erased);
    if (known !== undefined && known !== ledger) this.#forget(known);
    if (ledger === null || file.size - ledger.latest.to > this.#sizes.behindMax) return null;
    ledger.latest.readTo(file, file.size);
    this.#relieve(ledger);
    return ledger;
  }

  #begun(file: SegmentedLedger, erased: string): HeldLedger | null {
    const table = new SegmentTable(file.connection);
    const covered = Math.min(table.covered(), file.size);
    if (file.size - covered > this.#sizes.behindMax) return null;
    this.#lastId += 1;
    const latest = new LatestRows(covered);
    const ledger: HeldLedger = {
      ...{ id: this.#lastId, erased, table, latest, relievedTo: null },
      asked: new Map(),
      participants: new Set(),
    };
    this.#ledgers.set(file, ledger);
    return ledger;
  }

  #forget(ledger: HeldLedger): void {
    for (const [key, { of }] of [...this.#blocks.entries()]) {
      if (of === ledger) this.#blocks.delete(key);
    }
  }

  /** Puts the older half of many latest records to the blocks that are held, a few blocks at a time. */
  #relieve(ledger: HeldLedger): void {
    const { latest } = ledger;
    const { latestMax, blocksAtATime } = this.#sizes;
    if (latest.count > latestMax) ledger.relievedTo ??= latest.to - Math.floor(latestMax / 2);
    const upTo = ledger.relievedTo;
    if (upTo === null) return;
    const behind = [...this.#blocks.entries()].filter(
      ([, block]) => block.of === ledger && block.upTo < upTo,
    );
    for (const [key, block] of behind.slice(0, blocksAtATime)) {
      this.#blocks.set(key, withLatest(block, upTo));
    }
    if (behind.length > blocksAtATime) return;
    latest.forgetTo(upTo);
    ledger.relievedTo = null;
  }

  /** Whether another block can be held without giving up one that is asked about now. */
  #hasRoom(): boolean {
    const { size, calculatedSize, maxSize } = this.#blocks;
    if (size === 0 || calculatedSize + calculatedSize / size <= maxSize) return true;
    const [usedLongestAgo] = this.#blocks.rvalues();
    return (usedLongestAgo?.usedFor ?? 0) < this.#questions - this.#sizes.questionsOfNow;
  }

  /** A block that is held, or is from now on; null where its subjects are better read one by one. */
  #blockOf(
    file: SegmentedLedger,
    ledger: HeldLedger,
    number: number,
    wanted: number,
  ): HeldBlock | null {
    const key = `${String(ledger.id)}/${String(number)}`;
    const held = this.#blocks.get(key);
    if (held !== undefined) {
      held.usedFor = this.#questions;
      return held;
    }
    const asked = (ledger.asked.get(number) ?? 0) + wanted;
    ledger.asked.set(number, asked);
    const isWorth = asked >= SUBJECTS_WORTH_HOLDING && this.#hasRoom();
    if (!isWorth && number !== BLOCK_OF_COUNTY) return null;
    const read = readBlock(file, ledger, number, this.#questions);
    if (read === null) return null;
    ledger.asked.delete(number);
    this.#blocks.set(key, read);
    return read;
  }
}

/** What a ledger's file holds of itself in memory; null for nothing. */
export type AtHand = ColumnsAtHand | null;

/** Every participant is registered in it: the county's own records are many. */
const BLOCK_OF_COUNTY = 0;

/** A block from its segments; null where these end before the latest records begin. */
function readBlock(
  file: SegmentedLedger,
  ledger: HeldLedger,
  number: number,
  usedFor: number,
): HeldBlock | null {
  const first = firstSubjectOf(number);
  const { database } = file.connection;
  // Others may drop segments, or make them: how far they reach, and what they are, is read at once.
  return database.transaction(() => {
    const upTo = Math.min(ledger.table.covered(), file.size);
    if (upTo < ledger.latest.from) return null;
    const stored = upTo === 0 ? [] : ledger.table.columnsOf(number, upTo);
    const parts = stored.map((part) => ofLines(ledger, number, part));
    const rows = sortBySubject(parts, first, endSubjectOf(number) - first);
    return { of: ledger, number, upTo, rows, usedFor };
  })();
}

function ofLines(of: HeldLedger, block: number, columns: RecordedColumns): RecordedColumns {
  return block === BLOCK_OF_COUNTY ? withoutParticipants(columns, of.participants) : columns;
}

/** The same block with the latest records up to a position. */
function withLatest(block: HeldBlock, upTo: number): HeldBlock {
  const { of, number, rows, usedFor } = block;
  const first = firstSubjectOf(number);
  const end = endSubjectOf(number);
  const later = new GrowingColumns(0);
  for (let subject = first; subject < end; subject += 1) {
    of.latest.addTo(later, subject, block.upTo, upTo);
  }
  const parts = [rows.columns, ofLines(of, number, later.finish())];
  return { of, number, upTo, rows: sortBySubject(parts, first, end - first), usedFor };
}

function addRowsOf(columns: GrowingColumns, block: HeldBlock, subject: number, asOf: number): void {
  const { number, rows, upTo, of } = block;
  const { position } = rows.columns;
  const place = subject - rows.firstSubject;
  const end = rows.start[place + 1] ?? 0;
  for (let row = rows.start[place] ?? end; row < end; row += 1) {
    if ((position[row] ?? 0) > asOf) break;
    columns.addRowOf(rows.columns, row);
  }
  if (number !== BLOCK_OF_COUNTY) {
    of.latest.addTo(columns, subject, upTo, asOf);
    return;
  }
  const later = new GrowingColumns(0);
  of.latest.addTo(later, subject, upTo, asOf);
  const added = ofLines(of, number, later.finish());
  for (let row = 0; row < added.count; row += 1) columns.addRowOf(added, row);
}
