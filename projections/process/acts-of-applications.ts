import type { AccessAct } from '../../events/acts/access-act.js';
import { AccessDraft } from '../access/access-state.js';
import type { AccessState } from '../access/access-state.js';
import { evolve } from '../access/decide.js';

/** A stream of acts gone through once: what it comes to, and which acts are which application's. */
export interface ActsByApplication {
  readonly state: AccessState;
  /** By application the places of its acts in the stream, from 0, in order. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Goes through the acts in order. A renewal's start is an act of both applications. */
export function actsByApplication(acts: readonly AccessAct[]): ActsByApplication {
  const draft = new AccessDraft();
  const places = new Map<string, number[]>();
  const add = (application: string | undefined, place: number): void => {
    if (application === undefined) return;
    const known = places.get(application);
    if (known === undefined) places.set(application, [place]);
    else known.push(place);
  };
  for (const [place, act] of acts.entries()) {
    const made = evolve(draft, act);
    if ('application' in act) add(act.application, place);
    add(made.application, place);
    add(made.renewal, place);
  }
  return { state: draft, places };
}
