import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { County } from '../../../../events/values/county.js';
import type { BulkAppender } from '../../../ports/ledger-writer.js';
import type { AppendOutcome, LedgerEntry } from '../../../ports/event-log.js';
import type { IdIndex } from '../id-index.js';
import type { LentTables } from '../id-tables.js';
import type { LedgerFolder } from '../ledger-folder.js';
import { erasedIn, unpackedFailure } from './append-answer.js';
import type { BulkAnswer, AppendQuestion } from './append-answer.js';
import type { AppendThreadTask } from './append-thread.js';
import { packed } from './packed-entries.js';
import type { Buffers } from './packed-entries.js';

/** With fewer records than this, starting a thread costs more than it saves. */
const THREAD_WORTH_RECORDS = 8_000;

/** The thread holds no more than one append at a time: with more room for new objects it would only take more memory. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 24 };

/** Threads start from built files only. */
const THREAD = new URL('./append-thread.js', import.meta.url);
const IS_BUILT = import.meta.url.endsWith('.js');

/**
 * Appends to the ledgers of a data folder: at first here, and on a thread of its own once the input turns out to be
 * long, so that the next records are decided on one core while the ones before are hashed and written on
 * another. Both do the same to the same packed entries; the thread has connections of its own, as another process has.
 * What is in memory of a ledger's ids is there once: the thread adds to it, and here it is looked into.
 */
export class BulkAppend implements BulkAppender {
  readonly #folder: LedgerFolder;
  readonly #worthRecords: number;
  #appended = 0;
  #thread: AppendThread | null = null;
  #spare: Buffers | undefined;
  readonly #lent = new Map<County, IdIndex>();

  /** @param worthRecords - how many records are appended here before the thread is started */
  constructor(folder: LedgerFolder, worthRecords = THREAD_WORTH_RECORDS) {
    this.#folder = folder;
    this.#worthRecords = worthRecords;
  }

  async append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    const packedEntries = packed(entries, this.#spare);
    this.#spare = undefined;
    this.#appended += entries.length;
    if (this.#thread === null && this.#isThreadWorth()) {
      this.#thread = new AppendThread(this.#folder.path);
    }
    if (this.#thread === null) {
      this.#spare = packedEntries;
      return this.#folder.ledgerForAppend(county).appendPacked(expectedSize, packedEntries);
    }
    const { outcome, buffers } = await this.#thread.ask({
      county,
      expectedSize,
      erased: erasedIn(this.#folder.ledger(county)),
      ids: this.#lend(county),
      entries: packedEntries,
    });
    this.#spare = buffers;
    if (outcome.kind === 'failed') throw unpackedFailure(outcome.failure);
    // The thread writes as another process does: what it has written is seen from now on.
    this.#folder.ledger(county)?.refresh();
    return outcome;
  }

  async close(): Promise<void> {
    const isOrderly = (await this.#thread?.close()) ?? true;
    this.#thread = null;
    for (const ids of this.#lent.values()) ids.takeBack(isOrderly);
    this.#lent.clear();
  }

  /** The ids of a ledger that the thread has not been asked about. */
  #lend(county: County): LentTables | null {
    if (this.#lent.has(county)) return null;
    const { tables, connection } = this.#folder.ledgerForAppend(county);
    tables.loadIds(connection);
    this.#lent.set(county, tables.ids);
    return tables.ids.lend();
  }

  #isThreadWorth(): boolean {
    return IS_BUILT && availableParallelism() > 1 && this.#appended > this.#worthRecords;
  }
}

/** Questions are answered in the order in which they are asked. The thread keeps the process alive while one is open. */
class AppendThread {
  readonly #worker: Worker;
  readonly #open: Asked[] = [];
  readonly #ended: Promise<void>;
  #hasEnded = false;
  #failure: unknown = null;

  constructor(folder: string) {
    const workerData: AppendThreadTask = { folder };
    this.#worker = new Worker(THREAD, { workerData, resourceLimits: RESOURCE_LIMITS });
    this.#worker.unref();
    this.#worker.on('message', (answer: BulkAnswer) => this.#open.shift()?.resolve(answer));
    this.#worker.on('error', (error) => {
      this.#failure = error;
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#end();
        resolve();
      });
    });
  }

  async ask(question: AppendQuestion): Promise<BulkAnswer> {
    if (this.#hasEnded) throw this.#reason();
    const { numbers, bytes, scalars } = question.entries;
    const handedOver: (ArrayBuffer | MessagePort)[] = [
      numbers.buffer,
      bytes.buffer,
      scalars.buffer,
    ];
    if (question.ids !== null) handedOver.push(question.ids.port);
    this.#worker.ref();
    try {
      return await new Promise((resolve, reject) => {
        this.#open.push({ resolve, reject });
        this.#worker.postMessage(question, handedOver);
      });
    } finally {
      if (this.#open.length === 0) this.#worker.unref();
    }
  }

  /** Answers whether it ended because of this. */
  async close(): Promise<boolean> {
    const hasEnded = this.#hasEnded;
    this.#worker.ref();
    this.#worker.postMessage(null);
    await this.#ended;
    return !hasEnded && this.#failure === null;
  }

  /** It ends before it was asked to by a fault alone. */
  #end(): void {
    this.#hasEnded = true;
    for (const { reject } of this.#open.splice(0)) reject(this.#reason());
  }

  #reason(): Error {
    return this.#failure instanceof Error
      ? this.#failure
      : new Error('The thread that appends records ended in the midst of it.');
  }
}

interface Asked {
  readonly resolve: (answer: BulkAnswer) => void;
  readonly reject: (reason: Error) => void;
}
