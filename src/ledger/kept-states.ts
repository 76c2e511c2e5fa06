import type { County } from '../../events/values/county.js';
import type { EventLog } from '../ports/event-log.js';
import type { LedgerState } from './acceptance/ledger-state.js';

/** What all kept states of a log remember at most, in ids: two counties of 30,000 cases; see `REFERENCES_MAX`. */
export const KEPT_REFERENCES_MAX = 2_000_000;

/**
 * What acceptance knows of ledgers between one append and the next: the next one need not read the same cases again.
 * A state is out of here while somebody decides with it, and comes back when what he decided is in the ledger; whoever
 * appends to the same county meanwhile begins with one of his own.
 */
export class KeptStates {
  readonly #referencesMax: number;
  /** Used longest ago first. */
  readonly #states = new Map<County, LedgerState>();

  constructor(referencesMax = KEPT_REFERENCES_MAX) {
    this.#referencesMax = referencesMax;
  }

  /** What all of them remember, in ids. */
  get weight(): number {
    return [...this.#states.values()].reduce((sum, state) => sum + state.weight, 0);
  }

  /** The state of a county as its ledger is now; undefined where none is here. */
  take(county: County): LedgerState | undefined {
    const state = this.#states.get(county);
    this.#states.delete(county);
    if (state?.isStale() === true) state.drop();
    return state;
  }

  /** Keeps a state of which nothing is undecided, and lets go of those used longest ago where it is too much. */
  keep(state: LedgerState): void {
    this.#states.delete(state.county);
    this.#states.set(state.county, state);
    let { weight } = this;
    for (const [county, oldest] of this.#states) {
      if (weight <= this.#referencesMax) return;
      weight -= oldest.weight;
      this.#states.delete(county);
    }
  }
}

/** By log: what one remembers is of its store alone, and goes with it. Writers over the same log come and go with requests. */
const OF_LOGS = new WeakMap<EventLog, KeptStates>();

/** The states that are kept for appends to a log. */
export function keptStatesOf(log: EventLog): KeptStates {
  const known = OF_LOGS.get(log);
  if (known !== undefined) return known;
  const states = new KeptStates();
  OF_LOGS.set(log, states);
  return states;
}
