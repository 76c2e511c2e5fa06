import type { Day } from '../../events/values/day.js';
import { accountOf } from '../access/access-state.js';
import type { AccessState, Account, AccountState } from '../access/access-state.js';
import { areDaysKept } from '../access/grants.js';
import type { AccessApplication, User } from './application.js';

/** The users of an application that are open: not closed by it, and no closed account. */
export function openUsers(state: AccessState, application: AccessApplication): readonly User[] {
  return application.users.filter(({ account }) => accountOf(state, account).state !== 'closed');
}

export function isOpenUser(application: AccessApplication, account: Account): boolean {
  return (
    account.state !== 'closed' && application.users.some((user) => user.account === account.account)
  );
}

/** What a user is on a day: `suspended` also from the day after the anniversary of his training or statement. */
export function userStateOn(account: Account, on: Day): AccountState {
  return areDaysKept(account, on) ? account.state : 'suspended';
}
