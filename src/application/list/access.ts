import type { ActLine, LineDecided } from '../../access/load-acts.js';
import { done } from '../../ports/outcome.js';
import { personNeededForAct } from '../../../events/acts/person-needed.js';
import type { GivenNow } from '../../access/access-acts.js';
import { actingAs } from '../actor.js';
import {
  COUNTIES_IN_SCOPE,
  NOTHING,
  act,
  addressOfCounty,
  question,
  unconcerned,
} from '../entry.js';
import { ACCOUNT, COUNTY, DAY, TEXT, fields, inProcess, orNull } from '../forms.js';

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

  inviteAccount: act({
    action: 'operator',
    input: fields({
      email: TEXT,
      first: TEXT,
      last: TEXT,
      role: TEXT,
      county: orNull(TEXT),
      application: orNull(TEXT),
      key: orNull(TEXT),
    }),
    addresses: () => NOTHING,
    retention: NO_RECORDS,
    showsPerson: false,
    load: async () => {
      const { inviteAccount } = await import('../../access/operators-accounts.js');
      return (house, asked, { clock }) => inviteAccount(house, asked, clock);
    },
  }),

  makeLink: act({
    action: 'operator',
    input: fields({ account: TEXT }),
    addresses: () => NOTHING,
    retention: NO_RECORDS,
    showsPerson: false,
    load: async () => {
      const { remakeLink } = await import('../../access/operators-accounts.js');
      return (house, { account }, { clock }) => remakeLink(house, account, clock);
    },
  }),

  issueKey: act({
    action: 'operator',
    input: fields({ account: TEXT, key: TEXT }),
    addresses: () => NOTHING,
    retention: NO_RECORDS,
    showsPerson: false,
    load: async () => {
      const { issueKey } = await import('../../access/operators-accounts.js');
      return (house, asked, { clock }) => issueKey(house, asked, clock);
    },
  }),

  doAccessAct: act({
    // Which act it is decides which action it needs: the use case finds that out, by the rights of its moment.
    action: 'self',
    personNeeded: ({ given }) => personNeededForAct(String(given['act'])),
    input: fields({ given: inProcess<GivenNow>() }),
    addresses: () => NOTHING,
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { doActWithLetters } = await import('../../process/do-act-with-letters.js');
      return (house, { given }, { actor, clock }) =>
        doActWithLetters(house, given, actingAs(actor), clock);
    },
  }),

  accounts: question({
    action: 'account.read',
    input: fields({ county: orNull(COUNTY) }),
    addresses: ({ county }) => (county === null ? COUNTIES_IN_SCOPE : addressOfCounty(county)),
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { accountsInScope } = await import('../../access/show-accounts.js');
      return async (house, { county }, { counties, clock }) => {
        const asked = { ...house, counties: counties(), now: clock() };
        return done(await accountsInScope(asked, county));
      };
    },
  }),

  account: question({
    action: 'account.read',
    input: fields({ account: ACCOUNT }),
    addresses: () => COUNTIES_IN_SCOPE,
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { accountInScope } = await import('../../access/show-accounts.js');
      return (house, { account }, { counties, clock }) =>
        accountInScope({ ...house, counties: counties(), now: clock() }, account);
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
