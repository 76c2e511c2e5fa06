import type { AccessAct } from '../../events/acts/access-act.js';
import { keptAct } from '../../events/acts/read-access-act.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { accessStateOf } from '../../projections/access/decide.js';

/** The acts of access and of the Third Party Access Process: one stream, one fold. */
export const ACCESS_KIND = {
  what: 'acts of access',
  parse: keptAct,
  fold: (acts: readonly AccessAct[]): AccessState => accessStateOf(acts),
} as const;
