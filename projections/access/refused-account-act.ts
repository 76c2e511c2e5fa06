import { refused } from '../../events/acts/access-refusals.js';
import type { AccessRefusal } from '../../events/acts/access-refusals.js';
import type { AccessActOf, AccountAct } from '../../events/acts/access-act.js';
import { comparedEmail } from '../../events/values/email.js';
import { accountOf } from './access-state.js';
import type { AccessState, Account, RoleAndScope } from './access-state.js';
import {
  THIRD_PARTY,
  hasItsScope,
  isLastManager,
  isManagersGrant,
  isOrganisations,
  roleAndScopeOf,
  standingGrant,
  standingKey,
} from './grants.js';

/**
 * Why the state of accounts does not let an act be done, in the order of the act's row (contract/access.md, Accounts);
 * null where it does. That whoever acts may do it was found before.
 */
export function refusedAccountAct(state: AccessState, act: AccountAct): AccessRefusal | null {
  switch (act.act) {
    case 'AccountInvited':
      return (
        emailTaken(state, act.email, null) ??
        firstMisfit(act.grants.map(roleAndScopeOf), act.machine === true)
      );
    case 'AccountActivated':
      return refusedActivation(accountOf(state, act.by));
    case 'CbudAccessRequested':
      return null;
    case 'GrantGiven':
    case 'GrantWithdrawn':
    case 'AccountSuspended':
    case 'AccountRestored':
    case 'SignInReset':
    case 'AccountChanged':
    case 'AccountClosed':
    case 'ApiKeyIssued':
    case 'ApiKeyWithdrawn': {
      const account = accountOf(state, act.account);
      return closed(account) ?? refusedOnAccount(state, account, act);
    }
  }
}

type OnAccount = Extract<AccountAct, { readonly account: string }>;

function refusedOnAccount(
  state: AccessState,
  account: Account,
  act: OnAccount,
): AccessRefusal | null {
  switch (act.act) {
    case 'GrantGiven':
      return refusedGiving(account, act);
    case 'GrantWithdrawn':
      return refusedWithdrawing(state, account, act);
    case 'AccountSuspended':
      return suspended(account) ?? ownRights(act) ?? lastManager(state, account, act);
    case 'AccountRestored':
      return notSuspended(account) ?? ownRights(act);
    case 'SignInReset':
      return machineWithoutSignIn(account) ?? ownRights(act);
    case 'AccountChanged': {
      const taken = act.email === undefined ? null : emailTaken(state, act.email, account);
      return taken ?? ownRights(act);
    }
    case 'AccountClosed':
      return ownRights(act) ?? lastManager(state, account, act);
    case 'ApiKeyIssued':
      return refusedKey(account, act);
    case 'ApiKeyWithdrawn':
      return standingKey(account, act.key, act.on) === null
        ? alreadySo(`no key ${JSON.stringify(act.key)} of account ${act.account} stands`)
        : null;
  }
}

export function emailTaken(
  { byEmail }: AccessState,
  email: string,
  by: Account | null,
): AccessRefusal | null {
  const holder = byEmail.get(comparedEmail(email));
  if (holder === undefined || holder === by?.account) return null;
  return refused(
    'EMAIL_TAKEN',
    `The e-mail address ${email} is that of account ${holder}: give another, or use that account.`,
  );
}

export function closed({ account, state }: Account): AccessRefusal | null {
  if (state !== 'closed') return null;
  return refused('ACCOUNT_CLOSED', `Account ${account} is closed, which is final: invite anew.`);
}

export function ownRights(act: {
  readonly by: string;
  readonly account?: string | undefined;
}): AccessRefusal | null {
  if (act.account !== act.by) return null;
  return refused(
    'OWN_RIGHTS',
    `Account ${act.by} is that of whoever acts: nobody changes the rights or the state of his own.`,
  );
}

export function alreadySo(what: string): AccessRefusal {
  return refused('ALREADY_SO', `It is so already: ${what}.`);
}

function refusedActivation(account: Account): AccessRefusal | null {
  const { state } = account;
  if (state === 'closed' || state === 'invited') return closed(account);
  return alreadySo(`account ${account.account} is ${state}, not invited`);
}

function refusedGiving(account: Account, act: AccessActOf<'GrantGiven'>): AccessRefusal | null {
  const scope = roleAndScopeOf(act.grant);
  const misfit = firstMisfit([scope], account.isMachine);
  if (misfit !== null) return misfit;
  if (standingGrant(account, scope, act.on) !== null) {
    return alreadySo(`account ${act.account} has ${shownScope(scope)}`);
  }
  return ownRights(act);
}

function refusedWithdrawing(
  state: AccessState,
  account: Account,
  act: AccessActOf<'GrantWithdrawn'>,
): AccessRefusal | null {
  const scope = roleAndScopeOf(act.grant);
  if (!hasItsScope(scope)) return misfitOf(scope);
  if (standingGrant(account, scope, act.on) === null) {
    return alreadySo(`account ${act.account} does not have ${shownScope(scope)}`);
  }
  return ownRights(act) ?? (isManagersGrant(scope) ? lastManager(state, account, act) : null);
}

function refusedKey(account: Account, act: AccessActOf<'ApiKeyIssued'>): AccessRefusal | null {
  const scopes = act.grants.map(roleAndScopeOf);
  const other = scopes.find(
    (scope) => isOrganisations(scope) || standingGrant(account, scope, act.on) === null,
  );
  if (other !== undefined) {
    return refused(
      'SCOPE_MISMATCH',
      `A key of account ${act.account} cannot carry ${shownScope(other)}: give roles and scopes of its standing grants, and none of another organization's.`,
    );
  }
  if (standingKey(account, act.key, act.on) === null) return null;
  return alreadySo(`key ${JSON.stringify(act.key)} of account ${act.account} stands`);
}

function firstMisfit(scopes: readonly RoleAndScope[], isMachine: boolean): AccessRefusal | null {
  const misfit = scopes.find((scope) => !hasItsScope(scope) || scope.role === THIRD_PARTY);
  if (misfit !== undefined) return misfitOf(misfit);
  const personal = isMachine ? scopes.find(isOrganisations) : undefined;
  if (personal === undefined) return null;
  return refused(
    'SCOPE_MISMATCH',
    `A machine cannot have ${shownScope(personal)}: give it to a person.`,
  );
}

function misfitOf(scope: RoleAndScope): AccessRefusal {
  const why =
    scope.role === THIRD_PARTY
      ? 'it is given by UserAccountOpened and by a renewal alone'
      : 'give the role the county or application that it needs, and no other';
  return refused('SCOPE_MISMATCH', `${shownScope(scope)} cannot be: ${why}.`);
}

function shownScope({ role, county, application }: RoleAndScope): string {
  const where = [
    ...(county === null ? [] : [`county ${county}`]),
    ...(application === null ? [] : [application]),
  ].join(' and ');
  return where === '' ? role : `${role} of ${where}`;
}

function suspended({ account, state }: Account): AccessRefusal | null {
  return state === 'suspended' ? alreadySo(`account ${account} is suspended`) : null;
}

function notSuspended({ account, state }: Account): AccessRefusal | null {
  return state === 'suspended' ? null : alreadySo(`account ${account} is ${state}, not suspended`);
}

function machineWithoutSignIn({ account, isMachine }: Account): AccessRefusal | null {
  if (!isMachine) return null;
  return refused(
    'SCOPE_MISMATCH',
    `Account ${account} is a machine's, which has no sign-in: withdraw its keys instead.`,
  );
}

function lastManager(
  state: AccessState,
  account: Account,
  { on }: Pick<AccountAct, 'on'>,
): AccessRefusal | null {
  if (!isLastManager(state, account, on)) return null;
  return refused(
    'LAST_MANAGER',
    `Account ${account.account} is the last active account manager: give another person that grant first.`,
  );
}
