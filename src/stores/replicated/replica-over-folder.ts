import type { County } from '../../../events/values/county.js';
import type { AcceptanceMemory, ReplicaAcceptance } from '../../ports/acceptance.js';
import { isErased } from '../../ports/erasure.js';
import type { ReadEntry } from '../../ports/erasure.js';
import type { AppendOutcome, LedgerEntry, StoredRecord } from '../../ports/event-log.js';
import { LedgerStreamDamaged } from '../../ports/server-failures.js';
import { rangesOf } from '../eventstore/moving/ranges-of.js';
import type { ErasureToTake, Replica } from '../eventstore/replica.js';
import { UnusableStore } from '../../ports/failures.js';
import { BulkAppend } from '../sqlite/bulk/bulk-append.js';
import { appendWithErased } from '../sqlite/erasing/append-with-erased.js';
import type { EntryOrErased } from '../sqlite/erasing/append-with-erased.js';
import { eraseAside } from '../sqlite/erasing/erasing-aside.js';
import { hashOfId } from '../../../projections/seal/erasure-hashes.js';
import type { LedgerFile } from '../sqlite/ledger-file.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import { SqliteAcceptedRecords } from '../sqlite/sqlite-accepted-records.js';

/** How long readers of a replica's file are waited for, milliseconds: appends to the ledger wait meanwhile. */
const READERS_WAIT_MS = 100;

/** Records that are committed to a replica together. */
const TAKE_RECORDS_MAX = 4_000;

/** With so many records at a time they are hashed and committed aside. */
const BULK_RECORDS = 2_000;

/**
 * The replica of ledgers that live in EventStoreDB: the same SQLite files that hold the ledgers where
 * there is no server. What comes from the stream is checked as if it were accepted here, so that a
 * record that no program of ours can have written stops the county.
 */
export class ReplicaOverFolder implements Replica {
  readonly #folder: LedgerFolder;
  readonly #streamOf: (county: County) => string;
  readonly #acceptance: ReplicaAcceptance;
  readonly #states = new Map<County, AcceptanceMemory>();
  /** Of counties that much is taken of. */
  readonly #bulks = new Map<County, BulkAppend>();

  /** @param streamOf - the name of a county's stream, for messages */
  constructor(
    folder: LedgerFolder,
    streamOf: (county: County) => string,
    acceptance: ReplicaAcceptance,
  ) {
    this.#folder = folder;
    this.#acceptance = acceptance;
    this.#streamOf = streamOf;
  }

  size(county: County): number {
    return this.#folder.ledger(county)?.refresh() ?? 0;
  }

  leaves(county: County, from: number, to: number): readonly Uint8Array[] {
    return [...this.#file(county).leaves(from, to)];
  }

  root(county: County, size: number): string {
    return Buffer.from(this.#file(county).root(size)).toString('hex');
  }

  idHash(county: County, position: number): Uint8Array {
    return hashOfId(this.#file(county).row(position).id);
  }

  erasures(county: County): readonly number[] {
    const file = this.#folder.ledger(county);
    file?.refresh();
    return file?.tables.erased.erasures.map(({ order }) => order) ?? [];
  }

  async erase(county: County, size: number, erasures: readonly ErasureToTake[]): Promise<boolean> {
    const ordered = erasures.map(({ move, entries }) => {
      const { order, on, firstMonth, cut, plan, records, size: decidedSize } = move;
      const erasure = { order, on, firstMonth, cut, plan, records, size: decidedSize };
      return { ...erasure, ranges: rangesOf(entries.map(({ position }) => position)) };
    });
    const work = { kind: 'erase', county, size, erasures: ordered } as const;
    if ((await eraseAside(this.#folder, work)) === 'sizeDiffers') return false;
    // It remembers cases that are gone.
    this.#states.get(county)?.drop();
    await this.removeTraces(county);
    return true;
  }

  /**
   * Takes out of the file what is left of erased records in pages that are free; nothing to do where none are. While
   * somebody still reads the ledger as it was, it is left for the next time; answers whether it is done.
   */
  async removeTraces(county: County): Promise<boolean> {
    const file = this.#folder.ledger(county);
    if (file?.tables.erased.hasTraces() !== true) return true;
    try {
      await eraseAside(this.#folder, { kind: 'removeTraces', county, waitMs: READERS_WAIT_MS });
      return true;
    } catch (error) {
      if (error instanceof UnusableStore && error.kind === 'busy') return false;
      throw error;
    }
  }

  async take(county: County, entries: readonly ReadEntry[]): Promise<void> {
    for (let from = 0; from < entries.length; from += TAKE_RECORDS_MAX) {
      await this.#takeSome(county, entries.slice(from, from + TAKE_RECORDS_MAX));
    }
  }

  async rest(county: County): Promise<void> {
    const bulk = this.#bulks.get(county);
    this.#bulks.delete(county);
    await bulk?.close();
  }

  /**
   * Takes records that are on their way into the stream as if they were accepted here, without keeping them yet;
   * false where acceptance would not take them, as when they were decided before an erasure. `keep` or `drop` follows.
   */
  prepare(county: County, expectedSize: number, records: readonly StoredRecord[]): boolean {
    this.#folder.ledgerForAppend(county).refresh();
    const state = this.#stateOf(county);
    const isLevel = state.size === expectedSize;
    if (isLevel && records.every((record) => this.#acceptance.take(state, record).kind === 'taken'))
      return true;
    state.drop();
    return false;
  }

  /** Keeps what was prepared: it is in the stream. */
  async keep(county: County, records: readonly StoredRecord[]): Promise<void> {
    const state = this.#stateOf(county);
    const file = this.#folder.ledgerForAppend(county);
    // Another process on this folder may have taken the first of them from the stream already.
    if (!this.#append(file, state, state.undecided())) await this.take(county, records);
  }

  /** Forgets what was prepared. */
  drop(county: County): void {
    this.#stateOf(county).drop();
  }

  async #takeSome(county: County, entries: readonly ReadEntry[], mayBeAside = true): Promise<void> {
    const file = this.#folder.ledgerForAppend(county);
    file.refresh();
    const state = this.#stateOf(county);
    const isMuch = mayBeAside && entries.length >= BULK_RECORDS && !entries.some(isErased);
    state.isForBulk = isMuch;
    try {
      const items: EntryOrErased[] = [];
      for (const entry of entries) {
        if (entry.position > state.size) items.push(this.#takeOne(county, file, state, entry));
      }
      if (items.length === 0) return;
      if (isMuch ? await this.#appendAside(file, state) : this.#append(file, state, items)) return;
    } finally {
      state.isForBulk = false;
    }
    // Another process on this folder was faster; what it has not taken follows.
    await this.#takeSome(county, entries, false);
  }

  /**
   * Hashes and commits what was taken on a thread of its own, while the next pages come. Answers false where the file has
   * another size.
   */
  async #appendAside(file: LedgerFile, state: AcceptanceMemory): Promise<boolean> {
    const { county } = file;
    const bulk = this.#bulks.get(county) ?? new BulkAppend(this.#folder);
    this.#bulks.set(county, bulk);
    let outcome: AppendOutcome;
    try {
      outcome = await bulk.append(county, state.committedSize, state.undecided());
    } catch (error) {
      state.drop();
      throw error;
    }
    return this.#settle(state, outcome);
  }

  #takeOne(
    county: County,
    file: LedgerFile,
    state: AcceptanceMemory,
    entry: ReadEntry,
  ): EntryOrErased {
    const { position } = entry;
    const damaged = (finding: string): LedgerStreamDamaged => {
      state.drop();
      return new LedgerStreamDamaged(county, this.#streamOf(county), position, finding);
    };
    if (!isErased(entry)) {
      const taking = this.#acceptance.take(state, entry);
      if (taking.kind === 'taken') return taking.entry;
      throw damaged(taking.message);
    }
    if (position !== state.size + 1 || state.lastRecordedAfter(entry.recorded) !== null) {
      throw damaged('what is left of an erased record cannot stand there.');
    }
    if (!file.tables.erased.erasures.some(({ order }) => order === entry.order)) {
      throw damaged(
        `its record was erased by order ${String(entry.order)}, which never moved the ledger.`,
      );
    }
    state.addErased(entry.recorded);
    return entry;
  }

  /** Answers false where the file has another size. */
  #append(file: LedgerFile, state: AcceptanceMemory, items: readonly EntryOrErased[]): boolean {
    let outcome: AppendOutcome;
    try {
      outcome = this.#appended(file, state, items);
    } catch (error) {
      state.drop();
      throw error;
    }
    return this.#settle(state, outcome);
  }

  /** What another process on this folder took is the same, and perhaps not all of it. */
  #settle(state: AcceptanceMemory, { kind }: AppendOutcome): boolean {
    if (kind === 'sizeDiffers') state.drop();
    else state.commit();
    this.#easeMemory(state);
    return kind === 'appended';
  }

  #appended(
    file: LedgerFile,
    state: AcceptanceMemory,
    items: readonly EntryOrErased[],
  ): AppendOutcome {
    const size = state.committedSize;
    const entries = items.filter((item): item is LedgerEntry => !isErased(item));
    if (entries.length === items.length) return file.append(size, entries);
    try {
      return appendWithErased(file, size, items);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new LedgerStreamDamaged(
        file.county,
        this.#streamOf(file.county),
        size + 1,
        error.message,
      );
    }
  }

  #file(county: County): LedgerFile {
    const file = this.#folder.ledger(county);
    if (file !== null) return file;
    throw new Error(`There is no replica of county ${county} on this machine.`);
  }

  /** The states of all counties share one bound; the one in use keeps what it remembers. */
  #easeMemory(inUse: AcceptanceMemory): void {
    let weight = 0;
    for (const state of this.#states.values()) weight += state.weight;
    if (weight <= this.#acceptance.weightMax) return;
    for (const state of this.#states.values()) if (state !== inUse) state.forget();
  }

  /** The state that checks what comes; begun anew where others have added to the file. */
  #stateOf(county: County): AcceptanceMemory {
    let state = this.#states.get(county);
    if (state === undefined) {
      state = this.#acceptance.memoryOf(county, new SqliteAcceptedRecords(this.#folder, county));
      this.#states.set(county, state);
    }
    if (state.undecided().length === 0 && state.isBehind()) state.drop();
    return state;
  }
}
