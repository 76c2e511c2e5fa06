import { keptAct, readActValue } from '../../events/acts/read-access-act.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { NO_ACTS } from '../../projections/access/access-state.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { accessStateAfter, decideInOrder } from '../../projections/access/decide.js';
import type { ActDecision, RefusalOrder } from '../../projections/access/decide.js';
import { decideAndAppendAll, momentAfter } from '../acts/decide-and-append.js';
import type { ActsSoFar } from '../acts/decide-and-append.js';
import { ACCESS } from '../ports/act-log.js';
import type { ActLog, ActsAfter } from '../ports/act-log.js';
import { ACCESS_KIND } from './access-log.js';

/** An act as somebody does it now: without `at` and `by`, which are the clock's and his. */
export type GivenNow = Readonly<Record<string, unknown>>;

/** What came of an act that was done now, and when it was done. */
export interface DoneNow {
  readonly at: Instant;
  readonly decision: ActDecision;
}

/**
 * What the acts of access come to now, for whoever asks at every request: only what is new is read and folded, and those
 * who ask at the same time share one look. An act that was done before a look began is in it, whoever did it. Acts that
 * are done here wait for each other, so that many at once do not keep each other from ending.
 */
export class AccessActs {
  readonly #log: ActLog & ActsAfter;
  #known: ActsSoFar<AccessState> = { size: 0, lastAt: null, state: NO_ACTS };
  /** Looks are taken one after the other. */
  #lastLook: Promise<unknown> = Promise.resolve();
  /** One that has not begun: whoever comes now shares it. */
  #waiting: Promise<AccessState> | null = null;
  #lastAct: Promise<unknown> = Promise.resolve();

  constructor(log: ActLog & ActsAfter) {
    this.#log = log;
  }

  /** As it was last read. */
  get known(): ActsSoFar<AccessState> {
    return this.#known;
  }

  /** Reads what is new. Throws what reading the stream throws. */
  read(): Promise<AccessState> {
    if (this.#waiting !== null) return this.#waiting;
    const look = this.#lastLook.then(() => {
      this.#waiting = null;
      return this.#look();
    });
    this.#waiting = look;
    this.#lastLook = look.catch(() => undefined);
    return look;
  }

  /**
   * Does an act by the clock, decided on all that was done before, here and elsewhere; on disk when it answers.
   *
   * @param given - without `at` and `by`, whose presence is refused as any field that the act has not
   * @param by - an account, or `operator`
   */
  do(given: GivenNow, by: string, clock: () => Instant, order: RefusalOrder): Promise<DoneNow> {
    const done = this.#lastAct.then(() => this.#do(given, by, clock, order));
    this.#lastAct = done.catch(() => undefined);
    return done;
  }

  async #do(
    given: GivenNow,
    by: string,
    clock: () => Instant,
    order: RefusalOrder,
  ): Promise<DoneNow> {
    await this.read();
    return decideAndAppendAll(this.#log, ACCESS_KIND, ACCESS, this.#known, ({ state }) => {
      const now = clock();
      const at = momentAfter(state.lastAt, now);
      const read = readActValue({ ...given, at: formatInstant(at), by });
      const { decisions } = decideInOrder(state, [read], Math.max(now, at), order);
      const [decision] = decisions;
      if (decision === undefined) throw new Error('Nothing was decided on an act.');
      const bodies = decision.kind === 'done' ? [decision.body] : [];
      return { bodies, answer: { at, decision } };
    });
  }

  async #look(): Promise<AccessState> {
    const { size, state } = this.#known;
    const added = await this.#log.readAfter(ACCESS, size);
    if (added.length > 0) {
      const after = accessStateAfter(
        state,
        added.map(({ body }) => keptAct(body)),
      );
      this.#known = { size: size + added.length, lastAt: after.lastAt, state: after };
    }
    return this.#known.state;
  }
}
