import type { Instant } from '../../../../events/values/instant.js';
import type { SignInReset } from '../../../../projections/access/access-state.js';
import type { AccountShown } from '../../../access/show-accounts.js';
import type { Tone } from '../../components/status-tag.js';
import { headingOfInert } from '../../../packages/audit/audit-files.js';
import { grantInWords } from '../../role-words.js';

/** An account as a line of the list. */
export interface AccountLine {
  readonly account: string;
  readonly name: string;
  readonly email: string;
  readonly isMachine: boolean;
  readonly state: { readonly text: string; readonly tone: Tone };
  /** Roles that stand, in words. */
  readonly roles: readonly string[];
  readonly keyCount: number;
  /** Null: never, or a machine. */
  readonly lastSignIn: Instant | null;
}

/** A sign-in that was reset lately. */
export interface ResetLine extends SignInReset {
  readonly account: string;
}

export interface AccountsView {
  readonly accounts: readonly AccountLine[];
  /** Sign-ins that were reset in the last 30 days, the latest first. */
  readonly resets: readonly ResetLine[];
  /** Whoever has not signed in for so long may not any more, days. */
  readonly restDays: number;
}

/** After so many days without a sign-in an account rests until it gets a new link (contract/access.md, Signing in). */
const REST_DAYS = 120;

/** Resets are shown first for so long, milliseconds. */
const RESETS_SHOWN_MS = 30 * 24 * 60 * 60 * 1000;

const STATES: Readonly<Record<AccountShown['state'], { text: string; tone: Tone }>> = {
  invited: { text: 'invited', tone: 'waiting' },
  active: { text: 'active', tone: 'good' },
  suspended: { text: 'suspended', tone: 'bad' },
  closed: { text: 'closed', tone: 'plain' },
};

/** What an account's state is called. */
export function stateInWords(state: AccountShown['state']): { text: string; tone: Tone } {
  return STATES[state];
}

/** The accounts in scope, in order of number. */
export function accountsView(accounts: readonly AccountShown[], now: Instant): AccountsView {
  return {
    restDays: REST_DAYS,
    resets: accounts
      .flatMap(({ account, lastReset }) => (lastReset === null ? [] : [{ account, ...lastReset }]))
      .filter(({ at }) => now - at < RESETS_SHOWN_MS)
      .sort((one, other) => other.at - one.at),
    accounts: accounts.map((of) => ({
      account: of.account,
      name: `${of.name.first} ${of.name.last}`,
      email: of.email,
      isMachine: of.machine,
      state: stateInWords(of.state),
      roles: of.grants.map(grantInWords),
      keyCount: of.keys.length,
      lastSignIn: of.lastSignIn,
    })),
  };
}

const HEADINGS = [
  'Account',
  headingOfInert('Name'),
  headingOfInert('E-mail'),
  ...['Kind', 'State', 'Roles', 'Keys', 'Last sign-in'],
];

/** The list for the yearly review, a line an account, with its headings. */
export function reviewRows(
  { accounts }: AccountsView,
  instantText: (instant: Instant) => string,
): readonly (readonly string[])[] {
  const rows = accounts.map((of) => [
    of.account,
    of.name,
    of.email,
    of.isMachine ? 'machine' : 'person',
    of.state.text,
    of.roles.join('; '),
    String(of.keyCount),
    of.lastSignIn === null ? '' : instantText(of.lastSignIn),
  ]);
  return [HEADINGS, ...rows];
}
