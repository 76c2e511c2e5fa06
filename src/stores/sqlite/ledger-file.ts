import type { County } from '../../../events/values/county.js';
import { instantOfMs } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import type { LedgerView, ViewInBlocks } from '../../../projections/columns/ledger-view.js';
import { EMPTY_ROOT } from '../../../projections/seal/merkle.js';
import type { CompleteSubtrees } from '../../../projections/seal/merkle.js';
import { leafText } from '../../../projections/seal/leaf.js';
import type { AppendOutcome, LedgerEntry } from '../../ports/event-log.js';
import type { Erasure } from '../../ports/erasure.js';
import type {
  ErasedRemains,
  LedgerReader,
  OnRecords,
  RecordLeaf,
  ReplaySource,
  RetentionInForce,
} from '../../ports/ledger-reader.js';
import { DamagedLedger, UnusableStore } from '../../ports/failures.js';
import type { LedgerContradicted } from '../../ports/failures.js';
import { openConnection } from './connection.js';
import { erasedText } from './erasing/erased-text.js';
import type { LedgerConnection, OpenMode } from './connection.js';
import type { PackedEntries } from './bulk/packed-entries.js';
import { appendEntries, appendPacked } from './ledger-append.js';
import { appendInTransaction } from './append-transaction.js';
import { readHead } from './ledger-head.js';
import type { LedgerHead } from './ledger-head.js';
import { LedgerTables } from './ledger-tables.js';
import { refuseOtherCounts } from './ledger-counts.js';
import { ROW } from '../../ports/ledger-rows.js';
import { ledgerRow } from './rows.js';
import { SameFile } from './same-file.js';
import type { LedgerRow, RawRow, Subject } from '../../ports/ledger-rows.js';
import type { AtHand } from './segments/columns-at-hand.js';
import { segmentedView, segmentedViewOfSubjects } from './segments/segments.js';
import { speakingOf } from './sqlite-errors.js';

/**
 * One county's ledger in one SQLite file. Everything is synchronous. Each read is verified against the row's checksum and
 * its place; what is not as it was written is a `DamagedLedger`. `size` and what depends on it are those of
 * the last `refresh` or `append`, so several reads agree while another process writes.
 */
export class LedgerFile implements LedgerReader {
  readonly county: County;
  readonly path: string;
  readonly #connection: LedgerConnection;
  readonly #tables: LedgerTables;
  readonly #sameFile: SameFile;
  readonly #atHand: AtHand;
  #head: LedgerHead;

  private constructor(connection: LedgerConnection, atHand: AtHand) {
    this.#connection = connection;
    this.#atHand = atHand;
    this.county = connection.county;
    this.path = connection.path;
    this.#sameFile = new SameFile(connection.county, connection.path);
    this.#tables = this.#reading(() => new LedgerTables(connection));
    this.#head = this.#reading(() =>
      connection.database.transaction(() => {
        this.#tables.seeErasures();
        const head = readHead(connection.database, connection.county);
        refuseOtherCounts(connection, this.#tables, head);
        return head;
      })(),
    );
  }

  /** Opens an existing file; see `openConnection` for what it throws. `atHand`: what of it is held in memory. */
  static open(path: string, county: County, mode: OpenMode, atHand: AtHand = null): LedgerFile {
    const connection = openConnection(path, county, mode);
    try {
      return new LedgerFile(connection, atHand);
    } catch (error) {
      connection.database.close();
      throw error;
    }
  }

  get size(): number {
    return this.#head.size;
  }

  get lastRecorded(): Instant | null {
    return this.#head.lastRecorded;
  }

  get subjectCount(): number {
    return this.#head.subjects;
  }

  /** The connection, for the check and the backup of the same folder. */
  get connection(): LedgerConnection {
    return this.#connection;
  }

  get tables(): LedgerTables {
    return this.#tables;
  }

  /** Looks what other processes have appended or erased, and answers the size. */
  refresh(): number {
    this.#head = this.#reading(() =>
      this.#connection.database.transaction(() => {
        this.#tables.seeErasures();
        return readHead(this.#connection.database, this.county);
      })(),
    );
    return this.#head.size;
  }

  /**
   * Appends all entries in one transaction, on disk when it returns, or none. Waits for another process's append to
   * end. Throws `UnusableStore` (`full`, `busy`) and then nothing was added.
   */
  append(expectedSize: number, entries: readonly LedgerEntry[]): AppendOutcome {
    return this.#guardedAppend(expectedSize, (head) =>
      entries.length === 0 ? head : appendEntries(this.#tables, head, entries),
    );
  }

  /** The same of packed entries, whose leaves are hashed here. */
  appendPacked(expectedSize: number, entries: PackedEntries): AppendOutcome {
    return this.#guardedAppend(expectedSize, (head) =>
      entries.count === 0 ? head : appendPacked(this.#tables, head, entries),
    );
  }

  #guardedAppend(expectedSize: number, add: (head: LedgerHead) => LedgerHead): AppendOutcome {
    this.#sameFile.beforeAppend(() => LedgerFile.open(this.path, this.county, 'read'));
    const outcome = this.#append(expectedSize, add);
    if (outcome.kind === 'appended') {
      const { size } = outcome;
      this.#sameFile.afterAppend(size, size === 0 ? EMPTY_ROOT : this.root(size));
    }
    return outcome;
  }

  /** Why nothing is asked of the ledger any more: its file was replaced while it was open. Null while it is not. */
  get contradicted(): LedgerContradicted | null {
    return this.#sameFile.contradicted;
  }

  #append(expectedSize: number, add: (head: LedgerHead) => LedgerHead): AppendOutcome {
    return this.#reading(() => {
      const { outcome, head } = appendInTransaction(
        this.#connection,
        this.#tables,
        expectedSize,
        add,
      );
      this.#head = head;
      return outcome;
    });
  }

  /**
   * The raw rows at `from` to `to`, both included, in order, in pages: the fast way through a ledger. There is no row
   * of an erased record, here and wherever records are read.
   */
  *scan(from: number, to: number): Generator<readonly RawRow[]> {
    this.#refuseBeyond(from, to);
    const pages = this.#tables.records.pages(from, to);
    for (;;) {
      const page = this.#reading(() => pages.next());
      if (page.done === true) return;
      yield page.value;
    }
  }

  /** The records at `from` to `to`, both included, in order, in pages. */
  *rows(from: number, to: number): Generator<readonly LedgerRow[]> {
    for (const page of this.scan(from, to)) yield page.map((row) => this.#ledgerRow(row));
  }

  /** The entries, with their leaf hashes, at `from` to `to`, both included, in order, in pages. */
  *entries(from: number, to: number): Generator<readonly LedgerEntry[]> {
    for (const page of this.rows(from, to)) {
      yield this.#reading(() =>
        page.map((row) => ({ ...row, leaf: this.#tables.tiles.leaf(row.position) })),
      );
    }
  }

  /** The record at a position from 1 to the size. */
  row(position: number): LedgerRow {
    this.#refuseBeyond(position, position);
    return this.#ledgerRow(this.#tables.records.row(position));
  }

  /** The position of the record with this id, 0 if the ledger has none. */
  positionOf(id: string): number {
    return this.#rowOf(id)?.[ROW.position] ?? 0;
  }

  #rowOf(id: string): RawRow | null {
    return this.#reading(() => {
      const { ids } = this.#tables;
      if (ids.loadedTo < this.#head.size) this.#tables.loadIds(this.#connection);
      const row = this.#tables.rowOf(id);
      return row === null || row[ROW.position] > this.#head.size ? null : row;
    });
  }

  /** The record with this id, null if the ledger has none. */
  find(id: string): LedgerRow | null {
    const { ids } = this.#tables;
    // Most ids that are asked for are new, and that takes one look at the memory.
    if (ids.loadedTo >= this.#head.size && !ids.mayHave(id)) return null;
    const row = this.#rowOf(id);
    return row === null ? null : this.#ledgerRow(row);
  }

  /** What remains of the erased record that had this id, null if there was none. */
  findErased(id: string): ErasedRemains | null {
    if (this.#tables.erased.positions.count === 0) return null;
    return this.#reading(() => {
      const row = this.#tables.erased.find(id);
      return row === null ? null : { ...row, leaf: this.#tables.tiles.leaf(row.position) };
    });
  }

  /** When the record at a position from 1 to the size was recorded, erased or not. */
  recordedAt(position: number): Instant {
    this.#refuseBeyond(position, position);
    return instantOfMs(
      this.#reading(
        () =>
          this.#tables.erased.at(position)?.recorded ??
          this.#tables.records.row(position)[ROW.recorded],
      ),
    );
  }

  get retention(): RetentionInForce | null {
    return this.#tables.erased.inForce;
  }

  get erasures(): readonly Erasure[] {
    return this.#tables.erased.erasures;
  }

  isErasedAt(position: number): boolean {
    return this.#tables.erased.positions.has(position);
  }

  /** What another process erases between two reads looks like damage to the second. */
  refuseErasedMeanwhile(cause?: DamagedLedger): void {
    if (!this.#connection.database.open || this.#connection.database.inTransaction) return;
    if (!this.#tables.erased.isBehind()) return;
    throw new UnusableStore(
      'busy',
      this.path,
      `Records of county ${this.county} were erased while they were read: run the command again.`,
      cause,
    );
  }

  columns(asOf: number, source: ReplaySource, onRecords: OnRecords): ViewInBlocks {
    return segmentedView(this, asOf, source === 'rows', onRecords);
  }

  columnsOf(subjects: ReadonlySet<number>, asOf: number): LedgerView {
    return segmentedViewOfSubjects(this, subjects, asOf, this.#atHand);
  }

  /** The raw rows after a position of a subject by its number (0: the county's own records), in order. */
  rawRowsOf(subject: number, after = 0): readonly RawRow[] {
    return this.#reading(() => {
      if (subject > this.#head.subjects) return [];
      const { last } = this.#tables.chainEnds.ends(subject, this.#head.size);
      const rows = this.#tables.records.chain('subject', last, after);
      const stranger = rows.find((row) => row[ROW.subject] !== subject);
      if (stranger === undefined) return this.#upToSize(rows);
      throw new DamagedLedger(
        this.county,
        stranger[ROW.position],
        `the record is chained to those of subject ${String(subject)}, and is of another.`,
      );
    });
  }

  /** The records of a subject by its number (0: the county's own records), in order of position. */
  rowsOf(subject: number): readonly LedgerRow[] {
    return this.rawRowsOf(subject).map((row) => this.#ledgerRow(row));
  }

  /** The `ChildAddedToCase` records that name a child, standing or not, in order of position. */
  casesNaming(child: number): readonly LedgerRow[] {
    return this.#reading(() => {
      if (child > this.#head.subjects) return [];
      const { lastNaming } = this.#tables.chainEnds.ends(child, this.#head.size);
      const rows = this.#upToSize(this.#tables.records.chain('naming', lastNaming));
      return rows.map((row) => this.#ledgerRow(row));
    });
  }

  /** The number of a case or child, 0 if the ledger does not know it. */
  subjectNumber(kind: 'case' | 'child', id: string): number {
    this.#loadSubjects();
    const number = this.#tables.subjects.numberOf(kind, id);
    return number > this.#head.subjects ? 0 : number;
  }

  /** The county (number 0), then all cases and children by number. */
  subjects(): readonly Subject[] {
    this.#loadSubjects();
    return this.#tables.subjects.first(this.#head.subjects);
  }

  /** The leaf hashes at `from` to `to`, both included, in order. */
  *leaves(from: number, to: number): Generator<Uint8Array> {
    this.#refuseBeyond(from, to);
    yield* this.#tables.tiles.leaves(from, to);
  }

  /** The Merkle root over the positions 1 to `size`, 32 bytes. */
  root(size: number = this.#head.size): Uint8Array {
    this.#refuseBeyond(1, size);
    return this.#reading(() => this.#tables.tiles.root(size));
  }

  /** The tree's complete subtrees, for proofs. */
  subtrees(): CompleteSubtrees {
    return this.#tables.tiles;
  }

  /** What was hashed for the record with this id, null if the ledger has none. */
  leafOf(id: string): RecordLeaf | null {
    const row = this.find(id);
    if (row === null) return this.#leafOfErased(id);
    const { position } = row;
    const leaf = this.#reading(() => this.#tables.tiles.leaf(position));
    return { position, text: leafText(position, row.body, row.recorded), leaf };
  }

  #leafOfErased(id: string): RecordLeaf | null {
    const erased = this.findErased(id);
    if (erased === null) return null;
    const erasure = this.#tables.erased.erasures.find(({ order }) => order === erased.order);
    if (erasure === undefined) {
      throw new DamagedLedger(this.county, erased.position, 'the order that erased it is missing.');
    }
    const { position, leaf } = erased;
    return { position, text: erasedText(erased, erasure), leaf };
  }

  close(): void {
    this.#connection.database.close();
  }

  #ledgerRow(row: RawRow): LedgerRow {
    const subject = this.#subjectAt(row[ROW.subject]);
    if (subject === undefined) {
      throw new DamagedLedger(
        this.county,
        row[ROW.position],
        `the record's subject ${String(row[ROW.subject])} is not in the table of subjects.`,
      );
    }
    return ledgerRow(row, subject);
  }

  /** Reads by the tables may already see what another process has appended since the last `refresh`. */
  #upToSize(rows: readonly RawRow[]): readonly RawRow[] {
    const last = rows.at(-1);
    if (last === undefined || last[ROW.position] <= this.#head.size) return rows;
    return rows.filter((row) => row[ROW.position] <= this.#head.size);
  }

  #subjectAt(number: number): Subject | undefined {
    this.#loadSubjects();
    return this.#tables.subjects.subject(number);
  }

  #loadSubjects(): void {
    if (this.#tables.subjects.count > this.#head.subjects) return;
    this.#reading(() => {
      this.#tables.subjects.load(this.#head.subjects);
    });
  }

  #refuseBeyond(from: number, to: number): void {
    if (from >= 1 && to <= this.#head.size) return;
    throw new RangeError(
      `The ledger of county ${this.county} has positions 1 to ${String(this.#head.size)}, not ${String(from)} to ${String(to)}.`,
    );
  }

  #reading<Result>(work: () => Result): Result {
    try {
      return speakingOf(this.county, this.path, null, work);
    } catch (error) {
      if (error instanceof DamagedLedger) this.refuseErasedMeanwhile(error);
      throw error;
    }
  }
}
