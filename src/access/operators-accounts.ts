import { OPERATOR_NAME } from '../../events/values/access-ids.js';
import { sameDayYearsOn } from '../../events/values/anniversary.js';
import { civilDayOf } from '../../events/values/civil-day.js';
import { formatDay } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState, RoleAndScope } from '../../projections/access/access-state.js';
import { isOrganisations, isStanding } from '../../projections/access/grants.js';
import { done, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { CredentialDocuments } from '../signin/credential-documents.js';
import { makeLink } from '../signin/one-time-links.js';
import type { GivenNow } from './access-acts.js';
import { keepKey, newKey } from './api-keys.js';
import type { AccessHouse } from './do-access-act.js';

/** Most grants that one key carries. */
const GRANTS_OF_KEY_MAX = 20;

/** Whom the operator lets in: a person; or, with the label of a key, a machine. */
export interface Invitation {
  readonly email: string;
  readonly first: string;
  readonly last: string;
  readonly role: string;
  readonly county: string | null;
  readonly application: string | null;
  /** Null for a person. */
  readonly key: string | null;
}

/** What the operator is given for an account: each is shown this once. */
export interface AccountSecrets {
  readonly account: string;
  /** The token of a one-time link; null where none was made. */
  readonly link: string | null;
  readonly key: string | null;
}

/** Lets somebody in, as the operator: with a one-time link, or as a machine with a key that carries its grant. */
export async function inviteAccount(
  { accessActs, credentials }: AccessHouse,
  { email, first, last, role, county, application, key }: Invitation,
  clock: () => Instant,
): Promise<Outcome<AccountSecrets>> {
  const scope = {
    ...(county === null ? {} : { county }),
    ...(application === null ? {} : { application }),
  };
  const grants = [{ role, ...scope }];
  const machine = key === null ? {} : { machine: true };
  const name = { first, last };
  const acts = ({ accounts }: AccessState): readonly GivenNow[] => {
    const account = `A-${String(accounts.size + 1)}`;
    const until = aYearAhead(clock());
    return [
      { act: 'AccountInvited', email, name, ...machine, grants },
      ...(key === null ? [] : [{ act: 'ApiKeyIssued', account, key, grants, until }]),
    ];
  };
  const outcome = await accessActs.do(acts, operatorBy(clock));
  if (outcome.kind === 'refusal') return refusedByRule(outcome.code, outcome.message);
  const account = outcome.accepted[0]?.made.account ?? '';
  if (key === null) {
    const link = await linkOf({ accessActs, credentials }, account, clock());
    return done({ account, link, key: null });
  }
  const secret = newKey();
  await keepKey(credentials, { account, key }, secret, outcome.at);
  return done({ account, link: null, key: secret });
}

/** Makes another one-time link, as `SignInReset` by the operator: what was chosen before counts no more. */
export async function remakeLink(
  house: AccessHouse,
  account: string,
  clock: () => Instant,
): Promise<Outcome<AccountSecrets>> {
  const reason = 'another one-time link was made on the command line';
  const given = { act: 'SignInReset', account, reason };
  const outcome = await house.accessActs.do(() => [given], operatorBy(clock));
  if (outcome.kind === 'refusal') return refusedByRule(outcome.code, outcome.message);
  return done({ account, link: await linkOf(house, account, clock()), key: null });
}

/** Issues a key that carries what the account's standing grants are and a key may carry, for a year. */
export async function issueKey(
  { accessActs, credentials }: AccessHouse,
  { account, key }: { readonly account: string; readonly key: string },
  clock: () => Instant,
): Promise<Outcome<AccountSecrets>> {
  const acts = (state: AccessState): readonly GivenNow[] => {
    const now = clock();
    const grants = grantsForKey(state, account, now).map(namedGrant);
    return [{ act: 'ApiKeyIssued', account, key, grants, until: aYearAhead(now) }];
  };
  const state = await accessActs.read();
  if (state.accounts.has(account) && grantsForKey(state, account, clock()).length === 0) {
    return refusedByRule(
      'SCOPE_MISMATCH',
      `Account ${account} has no standing grant that a key may carry: give it one first.`,
    );
  }
  const outcome = await accessActs.do(acts, operatorBy(clock));
  if (outcome.kind === 'refusal') return refusedByRule(outcome.code, outcome.message);
  const secret = newKey();
  await keepKey(credentials, { account, key }, secret, outcome.at);
  return done({ account, link: null, key: secret });
}

/** Where there is no such account, one that is refused for that reason and no other. */
const ANY_GRANT: RoleAndScope = { role: 'account-manager', county: null, application: null };

function grantsForKey(
  { accounts }: AccessState,
  account: string,
  now: Instant,
): readonly RoleAndScope[] {
  const found = accounts.get(account);
  if (found === undefined) return [ANY_GRANT];
  const on = civilDayOf(now);
  return found.grants
    .filter((grant) => isStanding(grant, on) && !isOrganisations(grant))
    .slice(0, GRANTS_OF_KEY_MAX);
}

function namedGrant({ role, county, application }: RoleAndScope): object {
  return {
    role,
    ...(county === null ? {} : { county }),
    ...(application === null ? {} : { application }),
  };
}

async function linkOf(
  { accessActs, credentials }: AccessHouse,
  id: string,
  now: Instant,
): Promise<string> {
  const account = (await accessActs.read()).accounts.get(id);
  if (account === undefined) throw new Error(`Account ${id} was made, and is not there.`);
  return makeLink(new CredentialDocuments(credentials), account, now);
}

function operatorBy(clock: () => Instant): {
  readonly by: string;
  readonly clock: () => Instant;
  readonly order: 'asLoaded';
} {
  return { by: OPERATOR_NAME, clock, order: 'asLoaded' };
}

function aYearAhead(now: Instant): string {
  return formatDay(sameDayYearsOn(civilDayOf(now), 1));
}
