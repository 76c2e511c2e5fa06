import { civilDayOf } from '../../events/values/civil-day.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState, Account, SignInReset } from '../../projections/access/access-state.js';
import { isStanding } from '../../projections/access/grants.js';
import { shownAccounts } from '../../projections/access/shown-account.js';
import type { ShownAccount } from '../../projections/access/shown-account.js';
import type { Credentials } from '../ports/credentials.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import type { AccessActs } from './access-acts.js';
import { lastSignInOf } from './api-keys.js';

/** An account as it stands, and how its person signed in. */
export interface AccountShown extends ShownAccount {
  /** Null where he never did. */
  readonly lastSignIn: Instant | null;
  /** When, by whom and why his sign-in was last reset; null where it never was. */
  readonly lastReset: SignInReset | null;
}

/** Where accounts are looked at, for whom and when. */
export interface AccountsAsked {
  readonly accessActs: AccessActs;
  readonly credentials: Credentials;
  /** The counties whose accounts whoever asks may see. */
  readonly counties: 'all' | readonly County[];
  readonly now: Instant;
}

/** How many documents of credentials are read at once. */
const DOCUMENTS_AT_ONCE = 16;

/**
 * The accounts in scope, in order of number: to whoever sees some counties alone, those that have a standing grant in
 * one of them, an organisation's in its application's county.
 *
 * @param county - those with a grant in this county alone; null for all
 */
export async function accountsInScope(
  asked: AccountsAsked,
  county: County | null,
): Promise<readonly AccountShown[]> {
  const { accessActs, credentials, counties, now } = asked;
  const state = await accessActs.read();
  const day = civilDayOf(now);
  const shown = shownAccounts(state, day).filter(({ account }) => {
    const of = state.accounts.get(account);
    if (of === undefined) return false;
    const isWanted = county === null || isIn(state, of, [county], day);
    return isWanted && (counties === 'all' || isIn(state, of, counties, day));
  });
  const accounts: AccountShown[] = [];
  for (let next = 0; next < shown.length; next += DOCUMENTS_AT_ONCE) {
    const some = shown.slice(next, next + DOCUMENTS_AT_ONCE);
    const reads = some.map(async (each) => ({
      ...each,
      lastSignIn: await lastSignInOf(credentials, each.account),
      lastReset: state.accounts.get(each.account)?.lastReset ?? null,
    }));
    accounts.push(...(await Promise.all(reads)));
  }
  return accounts;
}

/** One account, where it is in scope; whoever sees some counties alone is not told whether there is another. */
export async function accountInScope(
  asked: AccountsAsked,
  account: string,
): Promise<Outcome<AccountShown>> {
  const { accessActs, credentials, counties, now } = asked;
  const state = await accessActs.read();
  const day = civilDayOf(now);
  const found = state.accounts.get(account);
  const isSeen = counties === 'all' || (found !== undefined && isIn(state, found, counties, day));
  if (!isSeen) return refusedByRule('NOT_PERMITTED', 'The account is not in scope.');
  const shown = shownAccounts(state, day).find((each) => each.account === account);
  if (shown === undefined) {
    return misaddressed(`There is no account ${account}: correct its number.`);
  }
  const lastSignIn = await lastSignInOf(credentials, account);
  return done({ ...shown, lastSignIn, lastReset: found?.lastReset ?? null });
}

function isIn(
  { applications }: AccessState,
  { grants }: Account,
  counties: readonly County[],
  on: Day,
): boolean {
  return grants.some((grant) => {
    const county = grant.county ?? applications.get(grant.application ?? '')?.county;
    return isStanding(grant, on) && county !== undefined && counties.includes(county);
  });
}
