import { refused } from '../../events/acts/access-refusals.js';
import type { AccessRefusal } from '../../events/acts/access-refusals.js';
import type { AccessActOf } from '../../events/acts/access-act.js';
import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { accountOf } from '../access/access-state.js';
import type { AccessState, Account } from '../access/access-state.js';
import { isOlderThanAYear } from '../access/grants.js';
import { alreadySo, closed, emailTaken, ownRights } from '../access/refused-account-act.js';
import type { AccessApplication } from './application.js';
import { isOpenUser, openUsers } from './users.js';

/** An act on the users of an application. */
export type UserAct = AccessActOf<'UserAccountOpened' | 'UserAccountClosed' | 'TrainingRecorded'>;

/** Why an act on the users of an application is refused, in the order of its row; null where it is not. */
export function refusedUserAct(
  state: AccessState,
  application: AccessApplication,
  act: UserAct,
): AccessRefusal | null {
  switch (act.act) {
    case 'UserAccountOpened':
      return refusedOpening(state, application, act);
    case 'UserAccountClosed':
      return notAUser(state, application, act.account) ?? ownRights(act);
    case 'TrainingRecorded':
      return (
        notAUser(state, application, act.account) ??
        earlierThanKept(accountOf(state, act.account), act)
      );
  }
}

/** The later of a kept day and the given one: what counts. */
export function laterDay(kept: Day | null, given: Day): Day {
  return kept !== null && kept > given ? kept : given;
}

function refusedOpening(
  state: AccessState,
  application: AccessApplication,
  act: AccessActOf<'UserAccountOpened'>,
): AccessRefusal | null {
  const account = act.account === undefined ? null : accountOf(state, act.account);
  return (
    expired('TRAINING_EXPIRED', laterDay(account?.training ?? null, act.training), act.on) ??
    expired('STATEMENT_EXPIRED', laterDay(account?.statement ?? null, act.statement), act.on) ??
    notYetInForce(application, act.on) ??
    openAlready(application, account) ??
    exhausted(state, application) ??
    (act.email === undefined ? null : emailTaken(state, act.email, null)) ??
    (account === null ? null : refusedAsUser(account)) ??
    ownRights(act)
  );
}

function expired(
  code: 'TRAINING_EXPIRED' | 'STATEMENT_EXPIRED',
  day: Day,
  on: Day,
): AccessRefusal | null {
  if (!isOlderThanAYear(day, on)) return null;
  const what = code === 'TRAINING_EXPIRED' ? 'training' : 'statement of confidentiality';
  return refused(code, `The ${what} of ${formatDay(day)} is older than a year: give a newer one.`);
}

function notYetInForce({ application, mou }: AccessApplication, on: Day): AccessRefusal | null {
  if (mou === null || on >= mou.from) return null;
  return refused(
    'MOU_NOT_IN_FORCE',
    `The memorandum of ${application} is in force from ${formatDay(mou.from)} on: open accounts then.`,
  );
}

function openAlready(
  application: AccessApplication,
  account: Account | null,
): AccessRefusal | null {
  if (account === null || !isOpenUser(application, account)) return null;
  return alreadySo(`account ${account.account} is a user of ${application.application}`);
}

function exhausted(state: AccessState, application: AccessApplication): AccessRefusal | null {
  const accounts = application.accounts ?? 0;
  if (openUsers(state, application).length < accounts) return null;
  return refused(
    'ACCOUNTS_EXHAUSTED',
    `${application.application} has ${String(accounts)} accounts, and all are open: close one, or have them raised.`,
  );
}

function refusedAsUser(account: Account): AccessRefusal | null {
  const isClosed = closed(account);
  if (isClosed !== null || !account.isMachine) return isClosed;
  return refused(
    'SCOPE_MISMATCH',
    `Account ${account.account} is a machine's: a user is a person.`,
  );
}

function notAUser(
  state: AccessState,
  application: AccessApplication,
  account: string,
): AccessRefusal | null {
  if (isOpenUser(application, accountOf(state, account))) return null;
  return refused('NOT_A_USER', `Account ${account} is no user of ${application.application}.`);
}

function earlierThanKept(
  kept: Account,
  { training, statement }: AccessActOf<'TrainingRecorded'>,
): AccessRefusal | null {
  return (
    earlier('training', kept.training, training) ?? earlier('statement', kept.statement, statement)
  );
}

function earlier(what: string, kept: Day | null, given: Day | undefined): AccessRefusal | null {
  if (given === undefined || kept === null || given >= kept) return null;
  return refused(
    'EARLIER_THAN_KEPT',
    `\`${what}\` is ${formatDay(given)}, and ${formatDay(kept)} is recorded: give that day or a later one.`,
  );
}
