import { rmSync } from 'node:fs';
import type { County } from '../../../events/values/county.js';
import { formatMonth } from '../../../events/values/month.js';
import type { Ffy, Month } from '../../../events/values/month.js';
import type { House } from '../../application/house.js';
import { PACKAGES_WAITING_MAX } from '../../ports/package-shelf.js';
import type { KeptPackage, PackageShelf, PackageState } from '../../ports/package-shelf.js';
import { NoReply } from '../../threads/pool-thread.js';
import { ThreadPool } from '../../threads/thread-pool.js';
import type { ThreadStart } from '../acting/act-threads.js';
import { PACKAGE_ATTEMPTS_MAX, PACKAGE_MS_MAX } from '../bounds.js';
import { faultOf } from '../observing/request-log.js';
import type { LoggedFault } from '../observing/request-log.js';
import { tooBusy } from '../slots.js';
import type { Failed } from '../reading/questions.js';

/** A package to be made. */
export interface PackingTask {
  readonly county: County;
  readonly month: Month;
  readonly version: number;
  readonly auditFfy: Ffy | null;
  readonly program: string;
  /** Absolute path of the zip file. */
  readonly zip: string;
  /** Of the folder in it. */
  readonly name: string;
}

/** What came of it. */
export type PackingReply =
  | { readonly kind: 'made'; readonly zipped: { readonly bytes: number; readonly sha256: string } }
  | Failed;

/** What the thread tells meanwhile. */
export type Told = { readonly kind: 'records'; readonly records: number } | LoggedFault;

/** Of the time that a package takes, about what it takes to read its records and write them. */
const READING_SHARE = 0.8;

/** How often the records up to a version are read for its package, about. */
const READINGS = 2;

/** How much more has to be done before it is said in the data folder again, for whoever asks there. */
const TOLD_SHARE = 0.05;

/**
 * The packages that wait to be made, in the data folder and in order; one is made at a time, in a thread. After a restart
 * what waited is made, and what was being made is begun again, or marked as failed where that happened before.
 */
export class PackageQueue {
  readonly #shelf: PackageShelf;
  readonly #house: House;
  readonly #program: string;
  readonly #pool: ThreadPool<PackingTask, PackingReply, Told>;
  readonly #onFault: (fault: LoggedFault) => void;
  #making: { kept: KeptPackage; readonly asOf: number; records: number; told: number } | null =
    null;
  #isClosed = false;

  /**
   * @param program - the program's version
   * @param onFault - told of what goes wrong and is no package's
   */
  constructor(
    house: House,
    program: string,
    start: ThreadStart,
    onFault: (fault: LoggedFault) => void,
  ) {
    this.#house = house;
    this.#shelf = house.packages;
    this.#program = program;
    this.#onFault = onFault;
    this.#pool = new ThreadPool({
      name: 'packages',
      program: new URL('./packing-thread.js', import.meta.url),
      workerData: start,
      threads: 1,
      waitingMax: 1,
      msMax: PACKAGE_MS_MAX,
      kindOf: () => null,
      onFault: (told) => {
        this.#told(told);
      },
    });
  }

  /** Packages that are not made yet. */
  get waitingCount(): number {
    return this.#shelf.waiting().length;
  }

  /** Throws a `Problem` where no more may wait. */
  refuseWhereFull(): void {
    if (this.waitingCount >= PACKAGES_WAITING_MAX) throw tooBusy(PACKAGES_WAITING_MAX, 'packages');
  }

  /** How much of a package is done, from 0 to 1. */
  doneOf({ county, number, state }: KeptPackage): number {
    if (state.kind === 'ready') return 1;
    const making = this.#making;
    if (making?.kept.county !== county || making.kept.number !== number) return 0;
    const share = making.records / Math.max(1, making.asOf * READINGS);
    return Math.round(Math.min(1, share) * READING_SHARE * 100) / 100;
  }

  /** Makes what waits, until nothing does. To be called when one was ordered, and at the start. */
  wake(): void {
    if (this.#making !== null || this.#isClosed) return;
    let next: KeptPackage | undefined;
    try {
      [next] = this.#shelf.waiting();
    } catch (error) {
      this.#onFault(faultOf(error));
      return;
    }
    if (next === undefined) return;
    this.#make(next).then(
      () => {
        this.#making = null;
        this.wake();
      },
      (error: unknown) => {
        // Not begun again at once: what cannot be written now cannot be in a moment.
        this.#making = null;
        this.#onFault(faultOf(error));
      },
    );
  }

  /** Ends the thread: what is being made is begun again by the next service. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pool.close();
  }

  async #make(kept: KeptPackage): Promise<void> {
    const attempts = kept.state.kind === 'making' ? kept.state.attempts + 1 : 1;
    if (attempts > PACKAGE_ATTEMPTS_MAX) {
      const message = `The service was stopped ${String(PACKAGE_ATTEMPTS_MAX)} times while it was made: make it again, or with "plumbline package" on the machine.`;
      this.#shelf.update(kept, { kind: 'failed', message });
      return;
    }
    const begun = this.#shelf.update(kept, { kind: 'making', attempts });
    const { county, month, version, auditFfy } = kept;
    const asOf = this.#house.ledgers.ledger(county)?.size ?? 0;
    this.#making = { kept: begun, asOf, records: 0, told: 0 };
    const zip = this.#shelf.fileOf(kept);
    const name = `plumbline-${county}-${formatMonth(month)}-v${String(version)}`;
    const task = { county, month, version, auditFfy, program: this.#program, zip, name };
    const state = await this.#stateAfter(task);
    if (state !== null) this.#shelf.update(begun, state);
  }

  /** Null where the service is stopping: then it is as it was, and begun again. */
  async #stateAfter(task: PackingTask): Promise<PackageState | null> {
    try {
      const reply = await this.#pool.ask(task);
      if (reply.kind === 'made') return { kind: 'ready', ...reply.zipped };
      this.#onFault(reply.fault);
      return { kind: 'failed', message: reply.detail };
    } catch (error) {
      if (error instanceof NoReply && error.why === 'closed') return null;
      rmSync(task.zip, { force: true });
      const message =
        'The thread that made it ended or took too long: make it with "plumbline package" on the machine.';
      return { kind: 'failed', message };
    }
  }

  #told(told: Told): void {
    const making = this.#making;
    if ('at' in told) this.#onFault(told);
    else if (making !== null) {
      making.records = told.records;
      const done = this.doneOf(making.kept);
      if (making.kept.state.kind !== 'making' || done - making.told < TOLD_SHARE) return;
      making.told = done;
      making.kept = this.#shelf.update(making.kept, { ...making.kept.state, done });
    }
  }

  /** The shelf of whoever orders packages by another way than the route of it: what is ordered is made. */
  woken(shelf: PackageShelf): PackageShelf {
    return {
      order: (ordered) => {
        const kept = shelf.order(ordered);
        setImmediate(() => {
          this.wake();
        });
        return kept;
      },
      find: (...asked) => shelf.find(...asked),
      all: (county) => shelf.all(county),
      waiting: () => shelf.waiting(),
      update: (...of) => shelf.update(...of),
      fileOf: (of) => shelf.fileOf(of),
      forget: (...what) => shelf.forget(...what),
    };
  }
}
