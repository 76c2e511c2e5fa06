import { formatDay } from '../../events/values/day.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import type { Role } from '../../events/acts/permissions.js';
import type { AccessState, Account, AccountState, RoleAndScope } from './access-state.js';
import { isStanding, standingGrant } from './grants.js';

/** An account as it is shown on a day (contract/access.md, Acts): the grants and keys that stand, in the order given. */
export interface ShownAccount {
  readonly account: string;
  readonly email: string;
  readonly name: { readonly first: string; readonly last: string };
  readonly telephone: string | null;
  readonly machine: boolean;
  readonly state: AccountState;
  readonly grants: readonly ShownGrant[];
  readonly keys: readonly ShownKey[];
}

export interface ShownGrant {
  readonly role: Role;
  readonly county: County | null;
  readonly application: string | null;
  readonly until: string | null;
}

export interface ShownKey {
  readonly key: string;
  /** Of those that it carries the ones whose account grant stands, perhaps none. */
  readonly grants: readonly RoleAndScope[];
  readonly until: string;
}

/** All accounts as they are shown on a day, in order of number. */
export function shownAccounts({ accounts }: AccessState, on: Day): readonly ShownAccount[] {
  return Array.from(accounts.values(), (account) => shownAccount(account, on));
}

function shownAccount(of: Account, on: Day): ShownAccount {
  const { account, email, name, telephone, isMachine, state } = of;
  return {
    account,
    email,
    name: { first: name.first, last: name.last },
    telephone,
    machine: isMachine,
    state,
    grants: of.grants
      .filter((grant) => isStanding(grant, on))
      .map(({ role, county, application, until }) => ({
        role,
        county,
        application,
        until: until === null ? null : formatDay(until),
      })),
    keys: of.keys
      .filter((key) => isStanding(key, on))
      .map(({ key, grants, until }) => ({
        key,
        grants: grants.filter((carried) => standingGrant(of, carried, on) !== null),
        until: formatDay(until),
      })),
  };
}
