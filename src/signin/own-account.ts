import type { Instant } from '../../events/values/instant.js';
import { beginSession, withBegun } from './begun-session.js';
import type { CredentialsOfPerson } from './credentials-of-person.js';
import { refusedPassword } from './password-policy.js';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import type { OpenSession } from './open-sessions.js';
import { withoutSession } from './sessions.js';
import type { SignInHouse, Visitor } from './sign-in-house.js';
import { stepOfCode } from './time-codes.js';

/** What came of a change of one's own account. */
export type OwnChange =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly message: string }
  /** The session was ended meanwhile. */
  | { readonly kind: 'over' };

/** The same of the password: where it was changed, the session goes on under a new token. */
export type PasswordChange =
  | Exclude<OwnChange, { readonly kind: 'done' }>
  | { readonly kind: 'changed'; readonly token: string };

const OVER = { kind: 'over' } as const;

/** Chooses another password: every other session ends, and this one goes on under a new token. */
export async function changePassword(
  { documents, hashes }: SignInHouse,
  { account, session }: OpenSession,
  typed: string,
  visitor: Visitor,
): Promise<PasswordChange> {
  const message = refusedPassword(typed, account);
  if (message !== null) return { kind: 'refused', message };
  const password = await hashes.make(typed);
  const next = beginSession('whole', visitor);
  const { begunAt, secondFactorAt } = session;
  const goesOn = { token: next.token, session: { ...next.session, begunAt, secondFactorAt } };
  return documents.change<PasswordChange>(account, (current) => {
    if (!isStanding(current, session.hash)) return { after: null, answer: OVER };
    const changed = { ...current, password, isPasswordSpent: false, sessions: [] };
    return {
      after: withBegun(changed, goesOn, null),
      answer: { kind: 'changed', token: next.token },
    };
  });
}

/** Makes ten new recovery codes, which are answered this once; the old ones are good no more. */
export function renewRecoveryCodes(
  house: SignInHouse,
  open: OpenSession,
): Promise<readonly string[] | null> {
  const codes = newRecoveryCodes();
  return house.documents.change<readonly string[] | null>(open.account, (current) =>
    isStanding(current, open.session.hash)
      ? {
          after: { ...current, recoveryCodes: codes.map(hashOfRecoveryCode) },
          answer: codes,
        }
      : { after: null, answer: null },
  );
}

/** Puts another authenticator program in place of the one before, once a code of it is right. */
export function changeTimeCodes(
  house: SignInHouse,
  { account, session }: OpenSession,
  typed: string,
  now: Instant,
): Promise<OwnChange> {
  return house.documents.change<OwnChange>(account, (current) => {
    const standing = current.sessions.find(({ hash }) => hash === session.hash);
    if (standing === undefined) return { after: null, answer: OVER };
    const secret = standing.chosen.timeSecret;
    const lastStep = secret === null ? null : stepOfCode(secret, typed, null, now);
    if (secret === null || lastStep === null) {
      const message = 'The code is not the one that the program shows now: type the next one.';
      return { after: null, answer: { kind: 'refused', message } };
    }
    const sessions = current.sessions.map((each) =>
      each.hash === session.hash ? { ...each, chosen: { ...each.chosen, timeSecret: null } } : each,
    );
    const after = { ...current, timeCodes: { secret, lastStep }, sessions };
    return { after, answer: { kind: 'done' } };
  });
}

/** Takes a passkey away; the last second factor stays. */
export function removePasskey(
  house: SignInHouse,
  { account, session }: OpenSession,
  id: string,
): Promise<OwnChange> {
  return house.documents.change<OwnChange>(account, (current) => {
    if (!isStanding(current, session.hash)) return { after: null, answer: OVER };
    const passkeys = current.passkeys.filter((passkey) => passkey.id !== id);
    if (passkeys.length === 0 && current.timeCodes === null) {
      const message =
        'This is your only second factor: add another passkey or an authenticator program first.';
      return { after: null, answer: { kind: 'refused', message } };
    }
    return { after: { ...current, passkeys }, answer: { kind: 'done' } };
  });
}

/** Ends one of one's sessions by its hash; with null all but the one that asks. */
export function endSessions(
  house: SignInHouse,
  { account, session }: OpenSession,
  which: string | null,
): Promise<OwnChange> {
  return house.documents.change<OwnChange>(account, (current) => {
    const sessions =
      which === null
        ? current.sessions.filter(({ hash }) => hash === session.hash)
        : withoutSession(current.sessions, which);
    return { after: { ...current, sessions }, answer: { kind: 'done' } };
  });
}

function isStanding({ sessions }: CredentialsOfPerson, hash: string): boolean {
  return sessions.some((session) => session.hash === hash);
}
