import { availableParallelism } from 'node:os';
import { knownWith } from '../../projections/form/editions.js';
import { ReportFolding } from '../../projections/form/report.js';
import type { MonthReport } from '../../projections/form/report.js';
import { sharedLinks } from '../../projections/replay/child-links-of-months.js';
import type { LedgerReader, OnRecords } from '../ports/ledger-reader.js';
import { foldHere } from '../reports/report-of-county.js';
import type { FoldMonths, MonthsToFold } from '../reports/report-of-county.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
import { BlockTurns } from './block-turns.js';
import { begunOf, idleThread } from './idle.js';
import type { BegunElsewhere, IdleThread } from './idle.js';
import { PartInTurns } from './report-part.js';
import type { ReportPartReply, ReportPartTask } from './report-part.js';
import { NoReply } from './pool-thread.js';
import { ThreadPool } from './thread-pool.js';

/** With fewer records than this, starting threads costs more than it saves. */
export const PARTS_WORTH_RECORDS = 1_500_000;

/** Besides the one who asks: each has a connection of its own, and loads the program. */
const THREADS_MAX = 7;

/** Threads start from built files only. */
const PROGRAM = new URL('./report-thread.js', import.meta.url);
const IS_BUILT = import.meta.url.endsWith('.js');

/** No report takes so long, milliseconds: a timer bears no more. */
const MS_MAX = 2 ** 31 - 1;

/**
 * Folds months of one county with all cores: blocks of its subjects are shared out to whoever is ready, threads and the
 * one who asks; first all cases, then the children from what their cases left. The reports are the same whatever the
 * number of threads, because what parts count is only added up.
 */
export class ReportInParts {
  readonly #pool: ThreadPool<ReportPartTask, ReportPartReply>;
  readonly #folder: string;
  /** Those that are started for it. */
  readonly #threads: number;
  readonly #idle: IdleThread | null;

  /**
   * @param folder - the data folder that the ledgers are in; threads open it for themselves
   * @param threads - besides the one who asks
   * @param idle - one of them, if it is there already
   */
  constructor(folder: string, threads: number, idle: IdleThread | null = null) {
    this.#folder = folder;
    this.#threads = idle === null ? threads : threads - 1;
    this.#idle = idle;
    this.#pool = new ThreadPool({
      name: 'report',
      program: PROGRAM,
      workerData: { folder },
      threads: this.#threads,
      waitingMax: 1,
      msMax: MS_MAX,
      kindOf: () => null,
      onFault: () => undefined,
    });
  }

  /** The reports, in the order of the months. Throws what reading a block throws. */
  async reports(
    file: LedgerReader,
    asked: MonthsToFold,
    onRecords: OnRecords,
  ): Promise<readonly MonthReport[]> {
    const { months, asOf, edition } = asked;
    const view = viewOfLedger(file, asOf, onRecords);
    const folding = new ReportFolding(view, { months, asOf, known: knownWith(edition) });
    const of = { county: file.county, months, asOf, edition: edition ?? null };
    const begun = begunOf(this.#idle, of);
    const links = begun?.task.links ?? sharedLinks(folding.needed.length, view.subjectCount);
    const turns =
      begun === null ? BlockTurns.begin(view.blockCount) : new BlockTurns(begun.task.turns);
    const others = this.#ask({ ...of, links, turns: turns.memory }, turns, begun);
    const own = new PartInTurns(folding, links, turns);
    own.foldCases(view);
    const parts = (await turns.whenAllFolded()) ? [own.foldChildren()] : [];
    for (const reply of await others) {
      // What went wrong in a thread goes wrong here, too, and is told; or it was the thread itself.
      if (reply.kind === 'failed') return foldHere(file, asked, onRecords);
      parts.push(reply.part);
    }
    view.assertWhole(parts.reduce((sum, { records }) => sum + records, 0));
    return folding.reports(parts.map(({ tallies }) => tallies));
  }

  /** What the threads say; one that dies lets nobody wait for it. */
  async #ask(
    task: ReportPartTask,
    turns: BlockTurns,
    begun: BegunElsewhere | null,
  ): Promise<readonly ReportPartReply[]> {
    const ofIdle = begun?.reply ?? this.#idle?.fold(this.#folder, task);
    try {
      const ofPool = await this.#askPool(task);
      return ofIdle === undefined ? ofPool : [...ofPool, await ofIdle];
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      turns.stop();
      return [{ kind: 'failed' }];
    }
  }

  #askPool(task: ReportPartTask): Promise<readonly ReportPartReply[]> {
    const tasks = Array.from({ length: this.#threads }, () => task);
    if (tasks.length === 0) return Promise.resolve([]);
    return this.#pool.askAll(
      () => tasks,
      () => undefined,
    );
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/**
 * Folds months of a county of a data folder with all cores where that is worth it, in threads that are ended with it. For
 * a process that has no threads.
 */
export function foldMonthsOf(folder: string): FoldMonths {
  return async (file, asked, onRecords) => {
    const threads = Math.min(THREADS_MAX, availableParallelism() - 1);
    const isWorth = asked.asOf >= PARTS_WORTH_RECORDS && asked.source === 'segments';
    if (!IS_BUILT || threads < 1 || !isWorth) return foldHere(file, asked, onRecords);
    const inParts = new ReportInParts(folder, threads, idleThread());
    try {
      return await inParts.reports(file, asked, onRecords);
    } finally {
      await inParts.close();
    }
  };
}
