import { comparedEmail } from '../../events/values/email.js';
import type { Account } from '../../projections/access/access-state.js';
import { beginSession } from './begun-session.js';
import type { SessionBegun } from './begun-session.js';
import { accountOfHolder, hashOfProviderPerson } from './credentials-of-person.js';
import type { CredentialsOfPerson } from './credentials-of-person.js';
import type { ProviderSaid } from './provider-client.js';
import { withGoneOn } from './second-factor.js';
import type { OpenSession } from './open-sessions.js';
import { activePerson, isResting } from './sign-in-house.js';
import type { SignInHouse, Visitor } from './sign-in-house.js';
import { activate } from './welcome.js';
import { earliest } from '../../events/values/instant.js';

/** What came of an answer of the provider. */
export type ProviderOutcome =
  | { readonly kind: 'right'; readonly account: string; readonly token: string }
  | { readonly kind: 'refused'; readonly account: string | null; readonly message: string };

const UNKNOWN =
  'Your organization says who you are, and nobody of that name has an account here: use your one-time link first.';
const ANOTHER =
  'Your organization says that you are somebody else than whom this link was made for: sign in there as yourself.';
const RESTING =
  'You have not signed in for 120 days, so your account rests: ask your account manager for a new link.';

/**
 * Signs in by what the provider says (contract/access.md, Signing in). Who was bound is known by issuer and subject alone;
 * an e-mail address counts once, when the link of an invited person binds them, and must be verified and his.
 *
 * @param open - the session that was there: of the welcome, or of who gives his second factor again
 */
export async function signInByProvider(
  house: SignInHouse,
  said: ProviderSaid,
  open: OpenSession | null,
  visitor: Visitor,
): Promise<ProviderOutcome> {
  return open?.session.stage === 'welcome'
    ? bind(house, said, open, visitor)
    : comeBack(house, said, open, visitor);
}

async function bind(
  house: SignInHouse,
  said: ProviderSaid,
  { account, session }: OpenSession,
  visitor: Visitor,
): Promise<ProviderOutcome> {
  const { now } = visitor;
  const { verifiedEmail, issuer, subject } = said;
  const isHis =
    verifiedEmail !== null && comparedEmail(verifiedEmail) === comparedEmail(account.email);
  if (!isHis) return { kind: 'refused', account: account.account, message: ANOTHER };
  const other = accountOfHolder((await house.documents.holderOf(hashOfProviderPerson(said))) ?? '');
  if (other !== null && other !== account.account) {
    return { kind: 'refused', account: account.account, message: ANOTHER };
  }
  if (account.state === 'invited') await activate(house, account, now);
  const fromHash = await house.documents.keyed('from', visitor.from);
  const next = sessionSince(said, visitor);
  return house.documents.change<ProviderOutcome>(account, (current) => {
    const isStill = current.sessions.some(({ hash }) => hash === session.hash);
    if (!isStill) return { after: null, answer: refusedFor(account, UNKNOWN) };
    const bound = { ...current, provider: { issuer, subject }, link: null, sessions: [] };
    const after = withGoneOn(bound, next, { ...session, stage: 'password' }, fromHash, now);
    return { after, answer: { kind: 'right', account: account.account, token: next.token } };
  });
}

async function comeBack(
  house: SignInHouse,
  said: ProviderSaid,
  open: OpenSession | null,
  visitor: Visitor,
): Promise<ProviderOutcome> {
  const { now } = visitor;
  const id = accountOfHolder((await house.documents.holderOf(hashOfProviderPerson(said))) ?? '');
  const account = id === null ? null : activePerson(await house.accessActs.read(), id);
  if (account === null) return { kind: 'refused', account: null, message: UNKNOWN };
  if (open !== null && open.account.account !== account.account) {
    return refusedFor(account, 'You are signed in as somebody else: sign out first.');
  }
  const fromHash = await house.documents.keyed('from', visitor.from);
  const next = sessionSince(said, visitor);
  const before = open?.session ?? { hash: '', stage: 'password' as const, begunAt: now };
  return house.documents.change<ProviderOutcome>(account, (current) => {
    if (!isBoundTo(current, said)) return { after: null, answer: refusedFor(account, UNKNOWN) };
    if (isResting(current, now)) return { after: null, answer: refusedFor(account, RESTING) };
    const after = withGoneOn(current, next, before, fromHash, now);
    return { after, answer: { kind: 'right', account: account.account, token: next.token } };
  });
}

/** The provider says when the second factor was given: it counts from then. */
function sessionSince({ authenticatedAt }: ProviderSaid, visitor: Visitor): SessionBegun {
  const { token, session } = beginSession('whole', visitor);
  return { token, session: { ...session, secondFactorAt: earliest(authenticatedAt, visitor.now) } };
}

function isBoundTo({ provider }: CredentialsOfPerson, { issuer, subject }: ProviderSaid): boolean {
  return provider?.issuer === issuer && provider.subject === subject;
}

function refusedFor({ account }: Account, message: string): ProviderOutcome {
  return { kind: 'refused', account, message };
}
