import type { ActLine, LineDecided } from '../../access/load-acts.js';
import { done } from '../../ports/outcome.js';
import { NOTHING, act, question, unconcerned } from '../entry.js';
import { DAY, fields, inProcess, orNull } from '../forms.js';

const NO_RECORDS = unconcerned('acts of access stand beside the ledgers, which are erased');

/** Who has access, and how organisations came to it. */
export const ACCESS_ENTRIES = {
  loadAccess: act({
    action: 'operator',
    input: fields({
      lines: inProcess<AsyncIterable<readonly ActLine[]>>(),
      onDecided: inProcess<(decided: readonly LineDecided[]) => void | Promise<void>>(),
    }),
    addresses: () => NOTHING,
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { loadActs } = await import('../../access/load-acts.js');
      return async ({ access }, { lines, onDecided }, { clock }) =>
        done(await loadActs(access, lines, clock, onDecided));
    },
  }),

  showAccess: question({
    action: 'operator',
    input: fields({ on: orNull(DAY) }),
    addresses: () => NOTHING,
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { showAccess } = await import('../../access/show-access.js');
      return async ({ access }, { on }, { clock }) => done(await showAccess(access, on, clock));
    },
  }),
};
