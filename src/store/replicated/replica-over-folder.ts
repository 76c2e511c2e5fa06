import type { County } from '../../../events/values/county.js';
import { LedgerState, REFERENCES_MAX } from '../../ledger/acceptance/ledger-state.js';
import { take } from '../../ledger/acceptance/take.js';
import type { StoredRecord } from '../event-log.js';
import type { Replica } from '../eventstore/catch-up.js';
import { LedgerStreamDamaged } from '../eventstore/failures.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import { SqliteAcceptedRecords } from '../sqlite/sqlite-accepted-records.js';
import { ROW, idOf, typeOf } from '../sqlite/rows.js';

/** Records that are committed to a replica together. */
const TAKE_RECORDS_MAX = 4_000;

/**
 * The replica of ledgers that live in EventStoreDB: the same SQLite files that hold the ledgers where
 * there is no server. What comes from the stream is checked as if it were accepted here, so that a
 * record that no program of ours can have written stops the county.
 */
export class ReplicaOverFolder implements Replica {
  readonly #folder: LedgerFolder;
  readonly #streamOf: (county: County) => string;
  readonly #states = new Map<County, LedgerState>();

  /** @param streamOf - the name of a county's stream, for messages */
  constructor(folder: LedgerFolder, streamOf: (county: County) => string) {
    this.#folder = folder;
    this.#streamOf = streamOf;
  }

  size(county: County): number {
    return this.#folder.ledger(county)?.refresh() ?? 0;
  }

  recordAt(county: County, position: number): StoredRecord {
    const file = this.#folder.ledger(county);
    if (file === null) throw new Error(`There is no replica of county ${county} on this machine.`);
    for (const page of file.scan(position, position)) {
      for (const row of page) {
        const body = row[ROW.body];
        return {
          position,
          recorded: row[ROW.recorded],
          id: idOf(body),
          type: typeOf(row),
          body,
        };
      }
    }
    throw new Error(`The replica of county ${county} has no record ${String(position)}.`);
  }

  take(county: County, records: readonly StoredRecord[]): void {
    for (let from = 0; from < records.length; from += TAKE_RECORDS_MAX) {
      this.#takeSome(county, records.slice(from, from + TAKE_RECORDS_MAX));
    }
  }

  #takeSome(county: County, records: readonly StoredRecord[]): void {
    const file = this.#folder.ledgerForAppend(county);
    file.refresh();
    const state = this.#stateOf(county);
    const fresh = records.filter(({ position }) => position > state.size);
    for (const record of fresh) {
      const taking = take(state, record);
      if (taking.kind === 'taken') continue;
      state.drop();
      throw new LedgerStreamDamaged(
        county,
        this.#streamOf(county),
        record.position,
        taking.message,
      );
    }
    const entries = state.undecided();
    if (entries.length === 0) return;
    const outcome = file.append(state.committedSize, entries);
    // Another process on this folder was faster: what it took is the same.
    if (outcome.kind === 'sizeDiffers') state.drop();
    else state.commit();
    this.#easeMemory(state);
  }

  /** The states of all counties share one bound; the one in use keeps what it remembers. */
  #easeMemory(inUse: LedgerState): void {
    let weight = 0;
    for (const state of this.#states.values()) weight += state.weight;
    if (weight <= REFERENCES_MAX) return;
    for (const state of this.#states.values()) if (state !== inUse) state.forget();
  }

  /** The state that checks what comes; begun anew where others have added to the file. */
  #stateOf(county: County): LedgerState {
    let state = this.#states.get(county);
    if (state === undefined) {
      state = new LedgerState(county, new SqliteAcceptedRecords(this.#folder, county));
      this.#states.set(county, state);
    }
    if (state.isBehind()) state.drop();
    return state;
  }
}
