import type { AccessActOf, AccountAct, CbudRow } from '../../events/acts/access-act.js';
import type { Day } from '../../events/values/day.js';
import { comparedEmail } from '../../events/values/email.js';
import { accountOf } from './access-state.js';
import type { AccessDraft, Account, Grant } from './access-state.js';
import { grantOf, isSameScope, roleAndScopeOf, standingGrant } from './grants.js';
import type { NamedGrant } from './grants.js';
import { NOTHING_MADE } from './made.js';
import type { Made, RowOutcome } from './made.js';

/** What an account has to be made of. */
type NewAccount = Pick<Account, 'email' | 'name' | 'telephone' | 'isMachine' | 'grants'> &
  Partial<Pick<Account, 'training' | 'statement'>>;

/** An account as an invitation makes it; a machine is active at once. */
export function invite(draft: AccessDraft, given: NewAccount): Account {
  return draft.addAccount({
    ...{ training: null, statement: null },
    ...given,
    state: given.isMachine ? 'active' : 'invited',
    restoredTo: given.isMachine ? 'active' : 'invited',
    keys: [],
    suspensions: 0,
    signInResets: 0,
    lastReset: null,
  });
}

/** Does an act on accounts that nothing was found against, and answers what it made. */
export function evolveAccountAct(draft: AccessDraft, act: AccountAct): Made {
  switch (act.act) {
    case 'AccountInvited': {
      const { email, name, telephone = null, machine = false } = act;
      const grants = act.grants.map(grantOf);
      const { account } = invite(draft, { email, name, telephone, isMachine: machine, grants });
      return { account };
    }
    case 'AccountActivated':
      return changed(draft, act.by, () => ({ state: 'active', restoredTo: 'active' }));
    case 'GrantGiven':
      return changed(draft, act.account, ({ grants }) => ({
        grants: [...grants, grantOf(act.grant)],
      }));
    case 'GrantWithdrawn':
      return changed(draft, act.account, ({ grants }) => ({
        grants: without(grants, act.grant),
      }));
    case 'AccountSuspended':
      return changed(draft, act.account, ({ suspensions }) => ({
        state: 'suspended',
        suspensions: suspensions + 1,
      }));
    case 'AccountRestored':
      return changed(draft, act.account, ({ restoredTo }) => ({ state: restoredTo }));
    case 'SignInReset':
      return changed(draft, act.account, ({ signInResets }) => ({
        signInResets: signInResets + 1,
        lastReset: { at: act.at, by: act.by, reason: act.reason },
      }));
    case 'AccountChanged':
      return changed(draft, act.account, (account) => ({
        email: act.email ?? account.email,
        name: act.name ?? account.name,
        telephone: act.telephone ?? account.telephone,
      }));
    case 'AccountClosed':
      return changed(draft, act.account, () => ({ state: 'closed' }));
    case 'ApiKeyIssued':
      return changed(draft, act.account, (account) => withKey(account, act));
    case 'ApiKeyWithdrawn':
      return changed(draft, act.account, ({ keys }) => ({
        keys: keys.filter(({ key }) => key !== act.key),
      }));
    case 'CbudAccessRequested':
      return { rows: act.rows.map((row, index) => rowOutcome(draft, act, row, index + 1)) };
  }
}

/** Puts an account in place of what it was. */
export function changed(
  draft: AccessDraft,
  id: string,
  change: (account: Account) => Partial<Account>,
): Made {
  const account = accountOf(draft, id);
  draft.setAccount({ ...account, ...change(account) });
  return NOTHING_MADE;
}

/** The grants without those of a role and scope, which may have run out once and been given again. */
export function without(grants: readonly Grant[], named: NamedGrant): readonly Grant[] {
  const scope = roleAndScopeOf(named);
  return grants.filter((grant) => !isSameScope(grant, scope));
}

/** A key whose label is free again takes the place of the one that had it. */
function withKey(
  { keys }: Account,
  { key, grants, until, at }: AccessActOf<'ApiKeyIssued'>,
): Pick<Account, 'keys'> {
  const others = keys.filter((other) => other.key !== key);
  const issued = { key, grants: grants.map(roleAndScopeOf), until, issuedAt: at };
  return { keys: [...others, issued] };
}

function rowOutcome(
  draft: AccessDraft,
  act: AccessActOf<'CbudAccessRequested'>,
  asked: CbudRow,
  row: number,
): RowOutcome {
  if (asked.kind === 'badRow') return { row, error: 'INVALID_FIELD', message: asked.message };
  const id = draft.byEmail.get(comparedEmail(asked.email));
  const account = id === undefined ? null : accountOf(draft, id);
  if (account !== null && account.account === act.by) {
    const message = `The e-mail address is that of whoever acts, ${act.by}: nobody changes his own rights.`;
    return { row, error: 'OWN_RIGHTS', message };
  }
  const viewer = { role: 'cbud-viewer', county: act.county } as const;
  return asked.level === 1
    ? letIn(draft, account, asked, viewer, { on: act.on, row })
    : takenAway(draft, account, viewer, { on: act.on, row });
}

/** The number of a row, and the day of its act. */
interface RowOnDay {
  readonly on: Day;
  readonly row: number;
}

function letIn(
  draft: AccessDraft,
  account: Account | null,
  asked: Extract<CbudRow, { readonly kind: 'row' }>,
  viewer: NamedGrant,
  { on, row }: RowOnDay,
): RowOutcome {
  const grant = grantOf(viewer);
  if (account === null) {
    const { first, last, telephone, email } = asked;
    const person = { email, name: { first, last }, telephone, isMachine: false };
    const made = invite(draft, { ...person, grants: [grant] });
    return { row, result: 'granted', account: made.account };
  }
  if (standingGrant(account, grant, on) !== null) {
    return { row, result: 'already', account: account.account };
  }
  draft.setAccount({ ...account, grants: [...account.grants, grant] });
  return { row, result: 'granted', account: account.account };
}

function takenAway(
  draft: AccessDraft,
  account: Account | null,
  viewer: NamedGrant,
  { on, row }: RowOnDay,
): RowOutcome {
  if (account === null || standingGrant(account, roleAndScopeOf(viewer), on) === null) {
    return { row, result: 'already', account: null };
  }
  draft.setAccount({ ...account, grants: without(account.grants, viewer) });
  return { row, result: 'withdrawn', account: account.account };
}
