import type { County } from '../../events/values/county.js';
import { LedgerState, REFERENCES_MAX, REFERENCES_OF_BULK_MAX } from './acceptance/ledger-state.js';
import { CountyBatch } from './county-batch.js';
import type { ParsedLine, RejectedLine, Settled, SettledRejection } from './county-batch.js';
import type { BulkAppender, LedgerWriter, Rights } from '../ports/ledger-writer.js';

/** Most characters of undecided bodies that all counties of one input hold together. */
export const HELD_CHARACTERS_MAX = 32 * 1024 * 1024;

/** Most rejections that wait for an earlier line to become final. */
export const HELD_REJECTIONS_MAX = 10_000;

/** After so long without input, what is held is appended. */
const IDLE_MS = 200;

/** How one input is appended. */
export interface AppendOptions extends Rights {
  /** Told of every rejected line, in the order of the input; waited for where it answers a promise. */
  readonly onRejected: (rejected: RejectedLine) => void | Promise<void>;
  /** Whether the input may be long: what can be done side by side then is. */
  readonly isBulk?: boolean;
  /** Told after every append how many lines are final, for progress. */
  readonly onSettled?: (lineCount: number) => void;
}

/** What became of an input. `ledgers` has every county with a ledger of which a record came. */
export interface AppendOutcomeOfInput {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly ledgers: Readonly<Record<string, { readonly size: number }>>;
}

/**
 * Takes parsed lines, in batches as they were read, into the ledgers of their counties: decides each
 * in order, appends what is accepted in transactions, and says what became of it. When it answers,
 * every accepted record is durable. It throws what the source, the store or `onRejected` throws; what
 * was appended until then stays, and the same input sent again ends in the same ledgers.
 */
export async function appendRecords(
  writer: LedgerWriter,
  lines: AsyncIterable<readonly ParsedLine[]>,
  options: AppendOptions,
): Promise<AppendOutcomeOfInput> {
  const bulk = options.isBulk === true ? (writer.openBulk?.() ?? null) : null;
  const run = new AppendRun(writer, options, bulk);
  try {
    await appendAll(run, lines);
    // Before the appending ends, which needs memory of its own to put segments together.
    return run.ended();
  } finally {
    await bulk?.close();
  }
}

async function appendAll(
  run: AppendRun,
  lines: AsyncIterable<readonly ParsedLine[]>,
): Promise<void> {
  const source = lines[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = source.next();
      if (await isSlow(next)) await run.settleAll();
      const read = await next;
      if (read.done === true) break;
      await run.add(read.value);
    }
  } catch (error) {
    // Not waited for: a source that lets us wait for its next line would let us wait for its end, too.
    Promise.resolve(source.return?.()).catch(() => undefined);
    throw error;
  }
  await run.settleAll();
}

class AppendRun {
  readonly #writer: LedgerWriter;
  readonly #options: AppendOptions;
  readonly #bulk: BulkAppender | null;
  readonly #referencesMax: number;
  readonly #counties = new Map<County, CountyBatch>();
  #rejections: SettledRejection[] = [];
  #lineCount = 0;
  #accepted = 0;
  #duplicates = 0;
  #rejected = 0;

  constructor(writer: LedgerWriter, options: AppendOptions, bulk: BulkAppender | null) {
    this.#writer = writer;
    this.#bulk = bulk;
    this.#referencesMax = options.isBulk === true ? REFERENCES_OF_BULK_MAX : REFERENCES_MAX;
    this.#options = options;
  }

  async add(lines: readonly ParsedLine[]): Promise<void> {
    for (const from of lines) {
      const order = this.#lineCount;
      this.#lineCount += 1;
      const { file, line, result } = from;
      if (result.kind === 'rejection') {
        const { id, code, message } = result;
        this.#rejections.push({ order, rejected: { file, line, id, code, message } });
        continue;
      }
      // Parsed: the county is one of the 58.
      const county = result.claims.county as County;
      const batch = this.#counties.get(county) ?? (await this.#open(county));
      batch.add(order, from, result);
      if (batch.isFull) this.#settled(batch, await batch.advance());
    }
    if (this.#isHoldingMuch()) await this.settleAll();
    else await this.#report();
  }

  async settleAll(): Promise<void> {
    for (const batch of this.#counties.values()) {
      if (batch.firstOrder !== null) this.#settled(batch, await batch.settle());
    }
    await this.#report();
  }

  /** What came of it. What it remembers is given back: of a long input that is hundreds of megabytes. */
  ended(): AppendOutcomeOfInput {
    const ledgers: Record<string, { readonly size: number }> = {};
    for (const { ledger } of [...this.#counties.values()].sort(byCounty)) {
      if (ledger.size > 0) ledgers[ledger.county] = { size: ledger.size };
      ledger.forget();
    }
    return {
      accepted: this.#accepted,
      duplicates: this.#duplicates,
      rejected: this.#rejected,
      ledgers,
    };
  }

  async #open(county: County): Promise<CountyBatch> {
    const accepted = await this.#writer.acceptedRecords(county);
    const ledger = new LedgerState(county, accepted, this.#referencesMax, this.#bulk !== null);
    const batch = new CountyBatch(ledger, this.#writer, this.#options, this.#bulk);
    this.#counties.set(county, batch);
    return batch;
  }

  #settled(batch: CountyBatch, settled: Settled): void {
    this.#accepted += settled.accepted;
    this.#duplicates += settled.duplicates;
    for (const rejection of settled.rejections) this.#rejections.push(rejection);
    this.#easeMemory(batch);
    this.#options.onSettled?.(this.#accepted + this.#duplicates + this.#rejected);
  }

  /** Reports the rejections in front of the first line that may still change. */
  async #report(): Promise<void> {
    if (this.#rejections.length === 0) return;
    let firstOpen = Number.POSITIVE_INFINITY;
    for (const { firstOrder } of this.#counties.values()) {
      if (firstOrder !== null && firstOrder < firstOpen) firstOpen = firstOrder;
    }
    const sorted = this.#rejections.sort((one, other) => one.order - other.order);
    const waiting = sorted.findIndex(({ order }) => order > firstOpen);
    const ready = waiting === -1 ? sorted : sorted.slice(0, waiting);
    this.#rejections = waiting === -1 ? [] : sorted.slice(waiting);
    for (const { rejected } of ready) {
      this.#rejected += 1;
      const told = this.#options.onRejected(rejected);
      if (told !== undefined) await told;
    }
  }

  #isHoldingMuch(): boolean {
    let characters = 0;
    for (const batch of this.#counties.values()) characters += batch.characters;
    return characters > HELD_CHARACTERS_MAX || this.#rejections.length > HELD_REJECTIONS_MAX;
  }

  /** The states of all counties share one bound; the one in use keeps what it remembers. */
  #easeMemory(inUse: CountyBatch): void {
    let weight = 0;
    for (const { ledger } of this.#counties.values()) weight += ledger.weight;
    if (weight <= this.#referencesMax) return;
    for (const batch of this.#counties.values()) {
      if (batch !== inUse && batch.firstOrder === null) batch.ledger.forget();
    }
  }
}

function byCounty(one: CountyBatch, other: CountyBatch): number {
  return Number(one.ledger.county) - Number(other.ledger.county);
}

/** Whether the promise is still open after `IDLE_MS`. */
async function isSlow(promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<true>((resolve) => {
    timer = setTimeout(resolve, IDLE_MS, true);
  });
  try {
    return await Promise.race([promise.then(() => false), idle]);
  } finally {
    clearTimeout(timer);
  }
}
