import type { AccessAct } from '../../events/acts/access-act.js';
import type { AccessRefusal } from '../../events/acts/access-refusals.js';
import { keptAct, readActValue } from '../../events/acts/read-access-act.js';
import { formatInstant, latest } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { NO_ACTS } from '../../projections/access/access-state.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { accessStateAfter, decideInOrder } from '../../projections/access/decide.js';
import type { ActDecision, RefusalOrder } from '../../projections/access/decide.js';
import { decideAndAppendAll, momentAfter, salted } from '../acts/decide-and-append.js';
import type { ActsSoFar } from '../acts/decide-and-append.js';
import { ACCESS } from '../ports/act-log.js';
import type { ActLog, ActsAfter, StoredAct } from '../ports/act-log.js';
import { ACCESS_KIND } from './access-log.js';

/** An act as somebody does it now: without `at` and `by`, which are the clock's and his. */
export type GivenNow = Readonly<Record<string, unknown>>;

/** An act that was accepted. */
export type ActAccepted = Extract<ActDecision, { readonly kind: 'done' }>;

/** What came of acts that were done now: all of them, at one moment; or none, for what the first refused one says. */
export type DoneNow =
  | { readonly kind: 'done'; readonly at: Instant; readonly accepted: readonly ActAccepted[] }
  | AccessRefusal;

/** By whom acts are done, by which clock, and in which order he is told what is against them. */
export interface DoneBy {
  /** An account, or `operator`. */
  readonly by: string;
  readonly clock: () => Instant;
  readonly order: RefusalOrder;
}

/**
 * What the acts of access come to now, for whoever asks at every request: only what is new is read and folded, and those
 * who ask at the same time share one look. An act that was done before a look began is in it, whoever did it. Acts that
 * are done here wait for each other, so that many at once do not keep each other from ending.
 */
export class AccessActs {
  readonly #log: ActLog & ActsAfter;
  #known: ActsSoFar<AccessState> = { size: 0, lastAt: null, state: NO_ACTS };
  /** What was read and has still to be folded: whoever only compares needs no state. */
  #unfolded: readonly StoredAct[] = [];
  /** Looks are taken one after the other. */
  #lastLook: Promise<unknown> = Promise.resolve();
  /** One that has not begun: whoever comes now shares it. */
  #waiting: Promise<void> | null = null;
  #lastAct: Promise<unknown> = Promise.resolve();

  constructor(log: ActLog & ActsAfter) {
    this.#log = log;
  }

  /** As it was last read. */
  get known(): ActsSoFar<AccessState> {
    const added = this.#unfolded;
    if (added.length > 0) {
      const { size, state } = this.#known;
      const acts = added.map(({ body }) => keptAct(body));
      const after = accessStateAfter(state, acts);
      this.#known = { size: size + added.length, lastAt: after.lastAt, state: after };
      this.#unfolded = [];
    }
    return this.#known;
  }

  /** Reads what is new. Throws what reading the stream throws. */
  async read(): Promise<AccessState> {
    await this.compare();
    return this.known.state;
  }

  /** Reads what is new, so that it is compared with what was signed, and makes nothing of it yet. Throws as `read`. */
  compare(): Promise<void> {
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
   * Does acts by the clock, decided on all that was done before, here and elsewhere; all of them or none. On disk when
   * it answers.
   *
   * @param acts - given what there is; called anew where others were faster
   */
  do(acts: (state: AccessState) => readonly GivenNow[], by: DoneBy): Promise<DoneNow> {
    const done = this.#lastAct.then(() => this.#do(acts, by));
    this.#lastAct = done.catch(() => undefined);
    return done;
  }

  async #do(
    acts: (state: AccessState) => readonly GivenNow[],
    { by, clock, order }: DoneBy,
  ): Promise<DoneNow> {
    await this.read();
    return decideAndAppendAll<AccessAct, AccessState, DoneNow>(
      this.#log,
      ACCESS_KIND,
      ACCESS,
      this.known,
      ({ state }) => {
        const now = clock();
        const at = momentAfter(state.lastAt, now);
        const reads = acts(state).map((given) =>
          readActValue({ ...given, at: formatInstant(at), by }),
        );
        const { decisions } = decideInOrder(state, reads, latest(now, at), order);
        const refused = decisions.find((each) => each.kind === 'refusal');
        if (refused !== undefined) return { bodies: [], answer: refused };
        const accepted = decisions.filter((each) => each.kind === 'done');
        const bodies = accepted.map(({ body }) => salted(body));
        return { bodies, answer: { kind: 'done', at, accepted } };
      },
    );
  }

  async #look(): Promise<void> {
    const size = this.#known.size + this.#unfolded.length;
    const added = await this.#log.readAfter(ACCESS, size);
    if (added.length > 0) this.#unfolded = [...this.#unfolded, ...added];
  }
}
