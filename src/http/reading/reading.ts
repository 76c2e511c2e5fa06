import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { County } from '../../../events/values/county.js';
import type { Month } from '../../../events/values/month.js';
import { LEDGER_DESK } from '../../ledger/append-records.js';
import type { LedgerDesk } from '../../ledger/ledger-desk.js';
import { LEDGERS } from '../../reports/ledgers.js';
import type { Ledgers } from '../../reports/ledgers.js';
import { PositionQuery } from '../../submissions/position.js';
import { KEPT_ANSWERS_BYTES_MAX, KEPT_MS_MAX } from '../bounds.js';
import { Metrics } from '../observing/metrics.js';
import { Problem } from '../problems/problem.js';
import type { AsOfAsked } from '../requests/parameters.js';
import { KeptValues } from './kept-values.js';
import type { AnsweredText, Question } from './questions.js';
import { refuseErased } from './refuse-erased.js';
import { ReplayThreads } from './replay-threads.js';

const BYTES_OF_CHARACTER = 2;

/** The read side as the routes see it. */
@Injectable()
export class Reading {
  readonly #desk: LedgerDesk;
  readonly #ledgers: Ledgers;
  readonly #queries: QueryBus;
  readonly #threads: ReplayThreads;
  readonly #metrics: Metrics;
  /** Answers as of a position, which never change. */
  readonly #kept = new KeptValues<AnsweredText>(
    { bytesMax: KEPT_ANSWERS_BYTES_MAX, msMax: KEPT_MS_MAX },
    ({ text }) => text.length * BYTES_OF_CHARACTER,
  );
  /** Questions that no thread has begun with: who asks the same is given the same answer. */
  readonly #waiting = new Map<string, Promise<AnsweredText>>();

  constructor(
    @Inject(LEDGER_DESK) desk: LedgerDesk,
    @Inject(LEDGERS) ledgers: Ledgers,
    queries: QueryBus,
    threads: ReplayThreads,
    metrics: Metrics,
  ) {
    this.#desk = desk;
    this.#ledgers = ledgers;
    this.#queries = queries;
    this.#threads = threads;
    this.#metrics = metrics;
    metrics.watch('plumbline_questions_waiting', 'Questions that wait for a replay thread.', () => {
      return threads.waitingCount;
    });
  }

  /** The ledger's size with what other processes have appended. Throws what made the county stand still. */
  sizeOf(county: County): number {
    const fault = this.#desk.standsStill?.(county) ?? null;
    if (fault !== null) throw fault;
    return this.#ledgers.ledger(county)?.refresh() ?? 0;
  }

  /** The counties with records and the sizes of their ledgers, in order of number. */
  sizes(): readonly (readonly [County, number])[] {
    return this.#ledgers
      .counties()
      .map((county) => [county, this.sizeOf(county)] as const)
      .filter(([, size]) => size > 0);
  }

  /**
   * The position as of which the answer will be: the one that what was asked comes to, or all there is now; 0 for
   * a ledger without records. Throws a `Problem` where the ledger has no such position.
   *
   * @param month - whose versions `vN` numbers, null where the address names none
   */
  async positionOf(
    county: County,
    month: Month | null,
    asOf: AsOfAsked | undefined,
  ): Promise<number> {
    const size = this.sizeOf(county);
    if (asOf === undefined) return size;
    const query = new PositionQuery(county, month, asOf.asked, () => Date.now());
    const position = await this.#queries.execute(query);
    if (position.kind === 'answered') return position.value;
    throw new Problem('unknown-position', position.message, { members: { size } });
  }

  /** Throws a `Problem` where an erasure has made the question unanswerable: to be asked before "not modified" is said. */
  refuseErased(question: Question): void {
    refuseErased(this.#ledgers, question);
  }

  /**
   * Asks a replay thread, or gives what it gave a moment ago. Who asks for all there is may be given more
   * than there was when he asked, and never less; the answer says as of which position it is. Throws a
   * `Problem`.
   */
  async ask(question: Question): Promise<AnsweredText> {
    this.refuseErased(question);
    const kept = this.#kept.get(JSON.stringify(this.#pinned(question)));
    if (kept !== null) return kept;
    const key = JSON.stringify(question);
    const same = this.#waiting.get(key);
    if (same !== undefined) return same;
    const answer = this.#ask(question, () => {
      this.#waiting.delete(key);
    });
    this.#waiting.set(key, answer);
    try {
      return await answer;
    } finally {
      // Where it failed before a thread began with it.
      if (this.#waiting.get(key) === answer) this.#waiting.delete(key);
    }
  }

  #pinned(question: Question): Question {
    if (question.kind === 'stateReport' || question.asOf !== null) return question;
    return { ...question, asOf: this.sizeOf(question.county) };
  }

  async #ask(question: Question, onBegin: () => void): Promise<AnsweredText> {
    const startedMs = performance.now();
    const reply = await this.#threads.ask(question, onBegin);
    this.#metrics.replayed(question.kind, (performance.now() - startedMs) / 1000);
    switch (reply.kind) {
      case 'answered':
        if (isKept(question)) {
          this.#kept.set(JSON.stringify({ ...question, asOf: reply.value.asOf }), reply.value);
        }
        return reply.value;
      case 'refused':
        throw new Problem('unknown-subject', reply.message);
      case 'failed':
        throw new Problem(reply.problem, reply.detail, { cause: reply.fault });
    }
  }
}

/** Reports and roots. Trails and histories hold ids, which are not kept longer than they must be. */
function isKept(question: Question): boolean {
  switch (question.kind) {
    case 'report':
    case 'root':
      return true;
    case 'stateReport':
    case 'trail':
    case 'history':
    case 'explain':
      return false;
  }
}
