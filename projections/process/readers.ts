import { OPERATOR_NAME } from '../../events/values/access-ids.js';
import { PERMISSIONS, ROLE_SCOPES } from '../../events/acts/permissions.js';
import type { Role } from '../../events/acts/permissions.js';
import type { Day } from '../../events/values/day.js';
import type { AccessState } from '../access/access-state.js';
import { isSameScope, isStanding, standingKey } from '../access/grants.js';
import type { RightsActor } from '../access/rights.js';
import type { AccessApplication } from './application.js';

/** In which roles somebody reads an application: all of it, or as its county or organisation does. */
export type ReadsAs =
  | { readonly kind: 'all' }
  | { readonly kind: 'concerned'; readonly roles: readonly Role[]; readonly account: string };

/**
 * What of an application somebody reads (contract/process.md, Who reads what): DCSS roles and auditors all of it, the
 * county and the contact what concerns them; null: nothing.
 */
export function readsAs(
  state: AccessState,
  actor: RightsActor,
  application: AccessApplication,
  on: Day,
): ReadsAs | null {
  if (actor === OPERATOR_NAME) return { kind: 'all' };
  const roles = rolesToward(state, actor, application, on);
  if (actor === null || roles.length === 0) return null;
  const isOfState = roles.some((role) => ROLE_SCOPES[role] === 'state' || role === 'auditor');
  return isOfState ? { kind: 'all' } : { kind: 'concerned', roles, account: actor.account };
}

/** The roles of somebody's standing grants that reach an application, but for those who only look at cases. */
export function rolesToward(
  state: AccessState,
  actor: RightsActor,
  { application, county }: Pick<AccessApplication, 'application' | 'county'>,
  on: Day,
): readonly Role[] {
  if (actor === null || actor === OPERATOR_NAME) return [];
  const account = state.accounts.get(actor.account);
  if (account?.state !== 'active') return [];
  const key = actor.key === null ? null : standingKey(account, actor.key, on);
  if (actor.key !== null && key === null) return [];
  return account.grants
    .filter((grant) => isStanding(grant, on) && READERS.has(grant.role))
    .filter((grant) => key === null || key.grants.some((each) => isSameScope(each, grant)))
    .filter(
      (grant) =>
        (grant.county === null || grant.county === county) &&
        (grant.application === null || grant.application === application),
    )
    .map(({ role }) => role);
}

/** The roles that `application.read` is for. */
const READERS: ReadonlySet<Role> = new Set<Role>(PERMISSIONS['application.read'].roles);
