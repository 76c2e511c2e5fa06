import type { CaseState } from '../case-state.js';
import type { Visit } from '../visit.js';

/** Something that may happen to a case, seldom and by chance. */
export interface Happening {
  /** How often a year it happens to a case to which it can happen. */
  readonly perYear: number;
  readonly canHappen: (state: CaseState) => boolean;
  /** Writes the records, on the visit's effective day, and changes the state. */
  readonly happen: (visit: Visit) => void;
}

/** A happening of open cases. */
export function happening(
  perYear: number,
  canHappen: (state: CaseState) => boolean,
  happen: (visit: Visit) => void,
): Happening {
  return { perYear, canHappen: (state) => state.isOpen && canHappen(state), happen };
}
