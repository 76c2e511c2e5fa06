import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { County } from '../../../events/values/county.js';
import type { Month } from '../../../events/values/month.js';
import { editionOf } from '../../../projections/form/editions.js';
import { OPERATOR } from '../../application/actor.js';
import type { Actor } from '../../application/actor.js';
import { Application } from '../../application/application.js';
import type { Stopped } from '../../application/gate.js';
import type { LineEnd } from '../../application/line-of.js';
import type { House } from '../../application/house.js';
import type { EntryName, InputOf } from '../../application/list.js';
import type { AsOfNamed } from '../../reports/as-of.js';
import { Buses } from '../asking/buses.js';
import { KEPT_ANSWERS_BYTES_MAX, KEPT_MS_MAX } from '../bounds.js';
import { HOUSE } from '../house-token.js';
import { Metrics } from '../observing/metrics.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { Problem, isRefusalOfRights } from '../problems/problem.js';
import type { AsOfAsked } from '../requests/parameters.js';
import type {
  AnsweredText,
  PrintedQuestion,
  QuestionAsOf,
  StateQuestion,
  TrailFileTask,
  WrittenTrail,
} from './questions.js';
import { ReplayThreads, problemOfFailed } from './replay-threads.js';

const BYTES_OF_CHARACTER = 2;

/** A question as of the position that was asked for. */
export interface Resolved<Of> {
  readonly question: Of;
  /** The position as of which the answer will be: 0 for a ledger without records. */
  readonly position: number;
}

/** The read side as the routes see it. */
@Injectable()
export class Reading {
  readonly #house: House;
  readonly #application: Application;
  readonly #buses: Buses;
  readonly #threads: ReplayThreads;
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
    this.#threads = threads;
    this.#metrics = metrics;
    metrics.watch('plumbline_questions_waiting', 'Questions that wait for a replay thread.', () => {
      return threads.waitingCount;
    });
  }

  /** The ledger's size with what other processes have appended. Throws what made the county stand still. */
  sizeOf(county: County): number {
    const fault = this.#house.writer.standsStill?.(county) ?? null;
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
   * A question as of what was asked for, once the gate lets it pass as of all there is: whoever may not ask it is not
   * told which positions, versions and days there are. Throws a `Problem` where the ledger has no such position.
   *
   * @param question - as of null
   * @param month - whose versions `vN` numbers, null where the address names none
   */
  async resolved<Of extends QuestionAsOf>(
    actor: Actor,
    question: Of,
    month: Month | null,
    asked: AsOfAsked | undefined,
  ): Promise<Resolved<Of>> {
    this.askGate(actor, question.name, question.input);
    const { county } = question.input;
    if (asked === undefined) return { question, position: this.sizeOf(county) };
    const { position, edition } = await this.positionOf(county, month, asked.asked);
    const input = { ...question.input, asOf: position, ...edition };
    // The question with another position is the question of the same name.
    return { question: { ...question, input }, position };
  }

  /**
   * The position that what was asked for comes to, and the edition of the form that is meant besides: a version keeps
   * the one that it was made under. No edition where no version is named, or where the month has that edition anyway.
   * To be asked for somebody who may ask the question that it belongs to. Throws a `Problem`.
   */
  async positionOf(
    county: County,
    month: Month | null,
    asked: AsOfNamed,
  ): Promise<{ readonly position: number; readonly edition: { readonly edition?: string } }> {
    const size = this.sizeOf(county);
    // Others may have the right to the question, and none to the ledger's positions: the house itself asks for them.
    const reply = await this.#application.ask(OPERATOR, 'position', { county, month, asked });
    if (reply.kind === 'misaddressed') {
      throw new Problem('unknown-position', reply.message, { members: { size } });
    }
    const position = valueOrProblem(reply);
    if (asked.kind !== 'version' || month === null) return { position, edition: {} };
    const version = { county, month, version: asked.version };
    const of = valueOrProblem(await this.#application.ask(OPERATOR, 'editionOfVersion', version));
    return { position, edition: of === editionOf(month).id ? {} : { edition: of } };
  }

  /** Asks the gate, and throws a `Problem` where it lets nobody pass: to be asked before "not modified" is said. */
  askGate<Name extends EntryName>(actor: Actor, name: Name, input: InputOf<Name>): void {
    const stopped = this.#application.stopped(actor, name, input);
    if (stopped !== null) valueOrProblem(stopped);
  }

  /**
   * Asks a replay thread, or gives what it gave a moment ago. Who asks for all there is may be given more
   * than there was when he asked, and never less; the answer says as of which position it is. Throws a
   * `Problem`.
   */
  async ask(actor: Actor, question: PrintedQuestion): Promise<AnsweredText> {
    const { name, input } = question;
    const stopped = await this.#application.letIn(actor, name, input);
    if (stopped !== null) return this.#told(actor, question, stopped);
    return this.#onLog(actor, name, input, () => this.#answered(actor, question));
  }

  /** Throws why somebody was not let in. Too many looks are a line of their own; other refusals have theirs where they are told. */
  async #told(actor: Actor, { name, input }: PrintedQuestion, stopped: Stopped): Promise<never> {
    if (stopped.kind === 'tooManyLooks') {
      const unwritten = await this.#application.logged(actor, name, input, stopped);
      if (unwritten !== null) valueOrProblem(unwritten);
    }
    return valueOrProblem<never>(stopped);
  }

  /** Lets a thread write a whole trail to its file; it may be sent when its line is on the access log. Throws a `Problem`. */
  writeTrail(actor: Actor, task: TrailFileTask): Promise<WrittenTrail> {
    return this.#onLog(actor, 'trail', task.input, async () => {
      this.askGate(actor, 'trail', task.input);
      return this.#threads.writeTrail(task);
    });
  }

  /** What a thread has made is answered when its line is on the access log. */
  async #onLog<Name extends EntryName, Value extends { readonly asOf: number | null }>(
    actor: Actor,
    name: Name,
    input: InputOf<Name>,
    work: () => Promise<Value>,
  ): Promise<Value> {
    const log = async (end: LineEnd): Promise<void> => {
      const unwritten = await this.#application.logged(actor, name, input, end);
      if (unwritten !== null) valueOrProblem(unwritten);
    };
    let value: Value;
    try {
      value = await work();
    } catch (error) {
      if (!isRefusalOfRights(error)) await log({ kind: 'failed' });
      throw error;
    }
    await log({ kind: 'done', asOf: value.asOf });
    return value;
  }

  async #answered(actor: Actor, question: PrintedQuestion): Promise<AnsweredText> {
    this.askGate(actor, question.name, question.input);
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
      this.askGate(actor, question.name, question.input);
      return answered;
    } finally {
      // Where it failed before a thread began with it.
      if (this.#waiting.get(key) === answer) this.#waiting.delete(key);
    }
  }

  #pinned(question: PrintedQuestion): PrintedQuestion {
    return isAsOf(question) && question.input.asOf === null
      ? asOf(question, this.sizeOf(question.input.county))
      : question;
  }

  async #ask(actor: Actor, question: PrintedQuestion, onBegin: () => void): Promise<AnsweredText> {
    const startedMs = performance.now();
    const sizes = isOfState(question) ? this.sizes() : [];
    const reply = await this.#buses.ask(actor, question, sizes, onBegin);
    this.#metrics.replayed(kindShown(question), (performance.now() - startedMs) / 1000);
    if (reply.kind === 'failed') throw problemOfFailed(reply);
    const { value } = reply;
    if (isAsOf(question) && isKept(question) && value.asOf !== null) {
      this.#kept.set(JSON.stringify(asOf(question, value.asOf)), value);
    }
    return value;
  }
}

/** As metrics have always called it. */
function kindShown({ name }: PrintedQuestion): string {
  return name === 'trailPage' ? 'trail' : name;
}

export function isOfState(question: PrintedQuestion): question is StateQuestion {
  return question.name === 'stateReport' || question.name === 'measuresOfState';
}

function isAsOf(question: PrintedQuestion): question is QuestionAsOf {
  return 'asOf' in question.input;
}

/** The question as of another position: still the question of that name. */
function asOf(question: QuestionAsOf, position: number): QuestionAsOf {
  return { ...question, input: { ...question.input, asOf: position } } as QuestionAsOf;
}

/** Reports, measures and roots. Trails and histories hold ids, which are not kept longer than they must be. */
function isKept({ name }: QuestionAsOf): boolean {
  switch (name) {
    case 'report':
    case 'root':
    case 'measures':
      return true;
    case 'trailPage':
    case 'history':
    case 'explain':
    case 'proveRecord':
      return false;
  }
}
