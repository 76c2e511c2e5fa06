import type { Instant } from '../../events/values/instant.js';
import { beginSession, withBegun, withSignIn } from './begun-session.js';
import type { SessionBegun } from './begun-session.js';
import type { CredentialsOfPerson } from './credentials-of-person.js';
import { hashOfRecoveryCode, isRecoveryCode } from './recovery-codes.js';
import type { OpenSession } from './open-sessions.js';
import type { SessionStage } from './sessions.js';
import type { SignInHouse, Visitor } from './sign-in-house.js';
import { stepOfCode } from './time-codes.js';

/** What came of a code. */
export type SecondFactorOutcome =
  /** Signed in, or the second factor given again: the session goes on under a new token. */
  | { readonly kind: 'right'; readonly token: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'waits'; readonly until: Instant };

/**
 * The second factor as a code: of an authenticator program, or one of the recovery codes, each good once
 * (contract/access.md, Signing in). Given after the password it signs in; given later it stands for 15 minutes more.
 */
export async function giveCode(
  house: SignInHouse,
  { account, session }: OpenSession,
  typed: string,
  visitor: Visitor,
): Promise<SecondFactorOutcome> {
  const { documents, attempts } = house;
  const { from, now } = visitor;
  const begun = await attempts.begin(account.email, now);
  if (begun.kind === 'waits') return begun;
  const fromHash = await documents.keyed('from', from);
  const next = beginSession('whole', visitor);
  const isRight = await documents.change(account, (current) => {
    const used = withCodeUsed(current, typed, now);
    const isStill = current.sessions.some(({ hash }) => hash === session.hash);
    if (used === null || !isStill) return { after: null, answer: false };
    const after = withGoneOn(used, next, session, fromHash, now);
    return { after, answer: true };
  });
  if (!isRight) {
    await attempts.wrong(from, now);
    return { kind: 'wrong' };
  }
  await attempts.clear(account.email);
  return { kind: 'right', token: next.token };
}

/** The session goes on under a new token: signed in from now on, or as long as it would have lasted. */
export function withGoneOn(
  credentials: CredentialsOfPerson,
  next: SessionBegun,
  before: { readonly hash: string; readonly stage: SessionStage; readonly begunAt: Instant },
  fromHash: string,
  now: Instant,
): CredentialsOfPerson {
  if (before.stage !== 'whole') {
    return withSignIn(withBegun(credentials, next, before.hash), fromHash, now);
  }
  const session = { ...next.session, begunAt: before.begunAt };
  return withBegun(credentials, { token: next.token, session }, before.hash);
}

/** What is left when a code was used; null where it is none, or was used before. */
function withCodeUsed(
  credentials: CredentialsOfPerson,
  typed: string,
  now: Instant,
): CredentialsOfPerson | null {
  const { timeCodes, recoveryCodes } = credentials;
  if (isRecoveryCode(typed)) {
    const used = hashOfRecoveryCode(typed);
    if (!recoveryCodes.includes(used)) return null;
    return { ...credentials, recoveryCodes: recoveryCodes.filter((hash) => hash !== used) };
  }
  if (timeCodes === null) return null;
  const lastStep = stepOfCode(timeCodes.secret, typed, timeCodes.lastStep, now);
  return lastStep === null ? null : { ...credentials, timeCodes: { ...timeCodes, lastStep } };
}
