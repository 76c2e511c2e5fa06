import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { County } from '../../../events/values/county.js';
import type { Month } from '../../../events/values/month.js';
import { editionOf } from '../../../projections/form/editions.js';
import { OPERATOR } from '../../application/actor.js';
import type { Actor } from '../../application/actor.js';
import { Application } from '../../application/application.js';
import type { LineEnd } from '../../application/line-of.js';
import type { House } from '../../application/house.js';
import { Buses } from '../asking/buses.js';
import { KEPT_ANSWERS_BYTES_MAX, KEPT_MS_MAX } from '../bounds.js';
import { HOUSE } from '../house-token.js';
import { Metrics } from '../observing/metrics.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { Problem, isRefusalOfRights } from '../problems/problem.js';
import type { AsOfAsked } from '../requests/parameters.js';
import type { AnsweredText, PrintedQuestion } from './questions.js';
import { ReplayThreads, problemOfFailed } from './replay-threads.js';

const BYTES_OF_CHARACTER = 2;

/** The read side as the routes see it. */
@Injectable()
export class Reading {
  readonly #house: House;
  readonly #application: Application;
  readonly #buses: Buses;
  readonly #metrics: Metrics;
  /** Answers as of a position, which never change; what was erased meanwhile must not be answered for ever. */
  readonly #kept = new LRUCache<string, AnsweredText>({
    maxSize: KEPT_ANSWERS_BYTES_MAX,
    sizeCalculation: ({ text }) => 1 + text.length * BYTES_OF_CHARACTER,
    ttl: KEPT_MS_MAX,
  });
  /** Questions that no thread has begun with: who asks the same is given the same answer. */
  readonly #waiting = new Map<string, Promise<AnsweredText>>();

  constructor(
    @Inject(HOUSE) house: House,
    application: Application,
    buses: Buses,
    threads: ReplayThreads,
    metrics: Metrics,
  ) {
    this.#house = house;
    this.#application = application;
    this.#buses = buses;
    this.#metrics = metrics;
    metrics.watch('plumbline_questions_waiting', 'Questions that wait for a replay thread.', () => {
      return threads.waitingCount;
    });
  }

  /** The ledger's size with what other processes have appended. Throws what made the county stand still. */
  sizeOf(county: County): number {
    const fault = this.#house.desk.standsStill?.(county) ?? null;
    if (fault !== null) throw fault;
    return this.#house.ledgers.ledger(county)?.refresh() ?? 0;
  }

  /** The counties with records and the sizes of their ledgers, in order of number. */
  sizes(): readonly (readonly [County, number])[] {
    return this.#house.ledgers
      .counties()
      .map((county) => [county, this.sizeOf(county)] as const)
      .filter(([, size]) => size > 0);
  }

  /**
   * The position as of which the answer will be: the one that what was asked comes to, or all there is now; 0 for
   * a ledger without records. To be asked once the gate lets the question pass: whoever may not ask it is not told which
   * positions there are. Throws a `Problem` where the ledger has no such position.
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
    const { asked } = asOf;
    const reply = await this.#application.ask(OPERATOR, 'position', { county, month, asked });
    if (reply.kind !== 'misaddressed') return valueOrProblem(reply);
    throw new Problem('unknown-position', reply.message, { members: { size } });
  }

  /**
   * The edition of the form that is meant besides the position: a version keeps the one that it was made under. Nothing
   * where no version is named, or where the month has that edition anyway.
   */
  async editionOf(
    county: County,
    month: Month,
    asOf: AsOfAsked | undefined,
  ): Promise<{ readonly edition?: string }> {
    if (asOf?.asked.kind !== 'version') return {};
    const input = { county, month, version: asOf.asked.version };
    const reply = await this.#application.ask(OPERATOR, 'editionOfVersion', input);
    const edition = valueOrProblem(reply);
    return edition === editionOf(month).id ? {} : { edition };
  }

  /** Asks the gate, and throws a `Problem` where it lets nobody pass: to be asked before "not modified" is said. */
  askGate(actor: Actor, { name, input }: PrintedQuestion): void {
    const stopped = this.#application.stopped(actor, name, input);
    if (stopped !== null) valueOrProblem(stopped);
  }

  /**
   * Asks a replay thread, or gives what it gave a moment ago. Who asks for all there is may be given more
   * than there was when he asked, and never less; the answer says as of which position it is. Throws a
   * `Problem`.
   */
  async ask(actor: Actor, question: PrintedQuestion): Promise<AnsweredText> {
    const onLog = (end: LineEnd): Promise<void> => this.putOnLog(actor, question, end);
    let answered: AnsweredText;
    try {
      answered = await this.#answered(actor, question);
    } catch (error) {
      if (!isRefusalOfRights(error)) await onLog({ kind: 'failed' });
      throw error;
    }
    await onLog({ kind: 'done', asOf: answered.asOf });
    return answered;
  }

  /**
   * Puts an answer on the access log, to be waited for before it leaves: "not modified" is one, too. Throws a `Problem`
   * where that is not possible.
   */
  async putOnLog(actor: Actor, { name, input }: PrintedQuestion, end: LineEnd): Promise<void> {
    // The names and inputs of questions are those of the list.
    const unwritten = await this.#application.logged(actor, name, input as never, end);
    if (unwritten !== null) valueOrProblem(unwritten);
  }

  async #answered(actor: Actor, question: PrintedQuestion): Promise<AnsweredText> {
    this.askGate(actor, question);
    const kept = this.#kept.get(JSON.stringify(this.#pinned(question)));
    if (kept !== undefined) return kept;
    const key = JSON.stringify([actor, question]);
    const same = this.#waiting.get(key);
    if (same !== undefined) return same;
    const answer = this.#ask(actor, question, () => {
      this.#waiting.delete(key);
    });
    this.#waiting.set(key, answer);
    try {
      const answered = await answer;
      // A right that was withdrawn meanwhile counts: nothing of the answer has left.
      await this.#application.readAccess(actor);
      this.askGate(actor, question);
      return answered;
    } finally {
      // Where it failed before a thread began with it.
      if (this.#waiting.get(key) === answer) this.#waiting.delete(key);
    }
  }

  #pinned(question: PrintedQuestion): PrintedQuestion {
    if (question.name === 'stateReport' || question.input.asOf !== null) return question;
    return asOf(question, this.sizeOf(question.input.county));
  }

  async #ask(actor: Actor, question: PrintedQuestion, onBegin: () => void): Promise<AnsweredText> {
    const startedMs = performance.now();
    const reply = await this.#buses.ask(actor, question, onBegin);
    this.#metrics.replayed(kindShown(question), (performance.now() - startedMs) / 1000);
    if (reply.kind === 'failed') throw problemOfFailed(reply);
    const { value } = reply;
    if (isKept(question)) this.#kept.set(JSON.stringify(asOf(question, value.asOf)), value);
    return value;
  }
}

/** As metrics have always called it. */
function kindShown({ name }: PrintedQuestion): string {
  return name === 'trailPage' ? 'trail' : name;
}

/** The question as of another position: still the question of that name. */
function asOf(question: PrintedQuestion, position: number): PrintedQuestion {
  return { ...question, input: { ...question.input, asOf: position } } as PrintedQuestion;
}

/** Reports and roots. Trails and histories hold ids, which are not kept longer than they must be. */
function isKept(question: PrintedQuestion): boolean {
  switch (question.name) {
    case 'report':
    case 'root':
      return true;
    case 'stateReport':
    case 'trailPage':
    case 'history':
    case 'explain':
      return false;
  }
}
