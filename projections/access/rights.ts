import { OPERATOR_NAME } from '../../events/values/access-ids.js';
import { PERMISSIONS, ROLE_SCOPES } from '../../events/acts/permissions.js';
import type { Action, Permitted, RoleScope } from '../../events/acts/permissions.js';
import { civilDayOf } from '../../events/values/civil-day.js';
import { COUNTIES } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import { isInForce } from '../process/application.js';
import type { AccessState, Account, Grant, RoleAndScope } from './access-state.js';
import { THIRD_PARTY, areDaysKept, isSameScope, isStanding, standingKey } from './grants.js';

/** What an action is about, as far as the scope of a grant has a say in it. */
export type RightsAddress =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'county'; readonly county: County }
  | { readonly kind: 'allCounties' }
  | { readonly kind: 'application'; readonly application: string };

/** Who asks: the operator, nobody who has signed in, an account, or a key of one. */
export type RightsActor =
  typeof OPERATOR_NAME | null | { readonly account: string; readonly key: string | null };

/**
 * Whether somebody may do an action about something at a moment (contract/access.md, Accounts). Asked at every request:
 * it is a function of the acts up to then and of the clock.
 */
export function may(
  state: AccessState,
  actor: RightsActor,
  action: Action,
  address: RightsAddress,
  at: Instant,
): boolean {
  if (actor === OPERATOR_NAME) return true;
  const { roles }: { readonly roles: Permitted } = PERMISSIONS[action];
  if (roles.includes('anyone')) return true;
  const account = actor === null ? undefined : state.accounts.get(actor.account);
  if (actor === null || account === undefined) return false;
  const on = civilDayOf(at);
  if (actor.key === null) return accountMay(state, account, action, address, on);
  const key = standingKey(account, actor.key, on);
  return key !== null && grantsReach(state, account, { action, address, on, within: key.grants });
}

/** Whether an account, its person signed in, may do an action about something on a day. */
export function accountMay(
  state: AccessState,
  account: Account,
  action: Action,
  address: RightsAddress,
  on: Day,
): boolean {
  return grantsReach(state, account, { action, address, on, within: null });
}

/** In which counties somebody may do an action at a moment: in those alone, or in all. */
export function countiesReached(
  state: AccessState,
  actor: RightsActor,
  action: Action,
  at: Instant,
): 'all' | readonly County[] {
  if (may(state, actor, action, { kind: 'allCounties' }, at)) return 'all';
  return COUNTIES.filter((county) => may(state, actor, action, { kind: 'county', county }, at));
}

/**
 * The application by which somebody may do an action in a county at a moment: the latest in force where no grant of a
 * county or of the state suffices; null where one does, or where he may not.
 */
export function applicationOfRight(
  state: AccessState,
  actor: RightsActor,
  action: Action,
  county: County,
  at: Instant,
): string | null {
  if (actor === OPERATOR_NAME || actor?.key !== null) return null;
  const account = state.accounts.get(actor.account);
  if (account === undefined) return null;
  const asked: Reach = {
    action,
    address: { kind: 'county', county },
    on: civilDayOf(at),
    within: null,
  };
  const { roles }: { readonly roles: Permitted } = PERMISSIONS[action];
  const reaching = account.grants.filter((grant) =>
    grantReaches(state, account, grant, roles, asked),
  );
  if (account.state !== 'active' || reaching.some(({ application }) => application === null)) {
    return null;
  }
  const numbers = reaching.map(({ application }) => Number(application?.slice(2)));
  return numbers.length === 0 ? null : `T-${String(Math.max(...numbers))}`;
}

/** What is asked of an account's grants. `within`: what its key carries; null where no key limits them. */
interface Reach {
  readonly action: Action;
  readonly address: RightsAddress;
  readonly on: Day;
  readonly within: readonly RoleAndScope[] | null;
}

function grantsReach(state: AccessState, account: Account, asked: Reach): boolean {
  if (account.state !== 'active') return false;
  const { roles }: { readonly roles: Permitted } = PERMISSIONS[asked.action];
  if (roles.includes('*')) return true;
  return account.grants.some((grant) => grantReaches(state, account, grant, roles, asked));
}

function grantReaches(
  state: AccessState,
  account: Account,
  grant: Grant,
  roles: Permitted,
  asked: Reach,
): boolean {
  const { on, within } = asked;
  return (
    isStanding(grant, on) &&
    roles.includes(grant.role) &&
    (within === null || within.some((carried) => isSameScope(carried, grant))) &&
    (grant.role !== THIRD_PARTY || isUserAtWork(state, account, grant, on)) &&
    reaches(state, grant, asked)
  );
}

/** Whether a person of another organisation has rights through its application on a day (contract/process.md). */
function isUserAtWork(
  { applications }: AccessState,
  account: Account,
  grant: RoleAndScope,
  on: Day,
): boolean {
  const application = applications.get(grant.application ?? '');
  return application !== undefined && isInForce(application, on) && areDaysKept(account, on);
}

function reaches(state: AccessState, grant: RoleAndScope, { action, address }: Reach): boolean {
  const scope: RoleScope = ROLE_SCOPES[grant.role];
  // A list, a search, one's own home: what it shows is limited by the scope of the grants.
  if (address.kind === 'nothing') return true;
  if (scope === 'organisation') return reachesAsOrganisation(state, grant, action, address);
  if (grant.county === null) return true;
  switch (address.kind) {
    case 'county':
      return grant.county === address.county;
    case 'application':
      return grant.county === state.applications.get(address.application)?.county;
    case 'allCounties':
      return false;
  }
}

function reachesAsOrganisation(
  { applications }: AccessState,
  grant: RoleAndScope,
  action: Action,
  address: Exclude<RightsAddress, { readonly kind: 'nothing' }>,
): boolean {
  switch (address.kind) {
    case 'application':
      return grant.application === address.application;
    case 'county':
      return (
        action === 'case.read' &&
        applications.get(grant.application ?? '')?.county === address.county
      );
    case 'allCounties':
      return false;
  }
}
