import type { ApplicationAct } from './wrong-state.js';
import { NEEDS } from './wrong-state.js';
import type { ShownApplication } from './shown-application.js';

/** The acts that an application of a state asks for or bears, in the order of the contract's table. */
export function actsIn(state: ShownApplication['state']): readonly ApplicationAct['act'][] {
  return ACTS.filter((act) => {
    const needs: readonly string[] | 'any' = NEEDS[act];
    return needs === 'any' || needs.includes(state);
  });
}

const ACTS = Object.keys(NEEDS) as readonly ApplicationAct['act'][]; // its own keys
