import type { Instant } from '../../events/values/instant.js';
import type { Account } from '../../projections/access/access-state.js';
import { beginSession, withSignIn } from './begun-session.js';
import type { CredentialsOfPerson } from './credentials-of-person.js';
import type { Passkey } from './passkey.js';
import { refusedPassword } from './password-policy.js';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import type { OpenSession } from './open-sessions.js';
import type { Chosen, Session } from './sessions.js';
import type { SignInHouse, Visitor } from './sign-in-house.js';
import { newTimeSecret, stepOfCode } from './time-codes.js';

/** Why something that was chosen is not taken; or that it was. */
export type ChosenOutcome =
  | { readonly kind: 'chosen' }
  | { readonly kind: 'refused'; readonly message: string }
  /** The session was ended meanwhile. */
  | { readonly kind: 'over' };

/** What came of the last step of the welcome. */
export type WelcomeOutcome =
  | { readonly kind: 'done'; readonly token: string; readonly recoveryCodes: readonly string[] }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'noPassword' }
  | { readonly kind: 'over' };

/** The second factor that was proved. */
export type ProvedFactor =
  | { readonly kind: 'timeCode'; readonly typed: string }
  | { readonly kind: 'passkey'; readonly passkey: Passkey };

/** The first step: the password. It counts when the second factor is proved. */
export async function choosePassword(
  house: SignInHouse,
  { account, session }: OpenSession,
  typed: string,
): Promise<ChosenOutcome> {
  const message = refusedPassword(typed, account);
  if (message !== null) return { kind: 'refused', message };
  const password = await house.hashes.make(typed);
  const kept = await choose(house, account, session, (chosen) => ({ ...chosen, password }));
  return kept === null ? { kind: 'over' } : { kind: 'chosen' };
}

/**
 * The secret that an authenticator program is to be given: the same however often the page is asked for. Null where the
 * session was ended.
 */
export async function timeSecretOf(
  house: SignInHouse,
  { account, session }: OpenSession,
): Promise<string | null> {
  const kept = await choose(house, account, session, (chosen) =>
    chosen.timeSecret === null ? { ...chosen, timeSecret: newTimeSecret() } : chosen,
  );
  return kept?.timeSecret ?? null;
}

/** Changes what is chosen in a session; answers it, null where the session is there no more. */
function choose(
  { documents }: SignInHouse,
  account: Account,
  { hash }: Session,
  change: (chosen: Chosen) => Chosen,
): Promise<Chosen | null> {
  return documents.change<Chosen | null>(account, (current) => {
    const session = current.sessions.find((each) => each.hash === hash);
    if (session === undefined) return { after: null, answer: null };
    const chosen = change(session.chosen);
    if (chosen === session.chosen) return { after: null, answer: chosen };
    const sessions = current.sessions.map((each) =>
      each.hash === hash ? { ...each, chosen } : each,
    );
    return { after: { ...current, sessions }, answer: chosen };
  });
}

/**
 * The last step: the second factor, proved. The account is activated, password and factor count from now on, ten recovery
 * codes are answered this once, every other session is over, and he is signed in.
 */
export async function finishWelcome(
  house: SignInHouse,
  { account, session }: OpenSession,
  factor: ProvedFactor,
  visitor: Visitor,
): Promise<WelcomeOutcome> {
  const { documents } = house;
  const { from, now } = visitor;
  const { password } = session.chosen;
  if (password === null) return { kind: 'noPassword' };
  const proved = withFactor(await documents.of(account), session, factor, now);
  if (proved === null) return { kind: 'wrong' };
  if (account.state === 'invited') await activate(house, account, now);
  const next = beginSession('whole', visitor);
  const recoveryCodes = newRecoveryCodes();
  const fromHash = await documents.keyed('from', from);
  const isDone = await documents.change(account, (current) => {
    const standing = current.sessions.find(({ hash }) => hash === session.hash);
    const after = standing === undefined ? null : withFactor(current, standing, factor, now);
    if (after === null) return { after: null, answer: false };
    const counting: CredentialsOfPerson = {
      ...after,
      password,
      isPasswordSpent: false,
      recoveryCodes: recoveryCodes.map(hashOfRecoveryCode),
      link: null,
      sessions: [next.session],
    };
    return { after: withSignIn(counting, fromHash, now), answer: true };
  });
  if (!isDone) return { kind: 'over' };
  await house.attempts.clear(account.email);
  return { kind: 'done', token: next.token, recoveryCodes };
}

/** With the factor in place; null where it proves nothing. */
function withFactor(
  credentials: CredentialsOfPerson,
  { chosen }: Session,
  factor: ProvedFactor,
  now: Instant,
): CredentialsOfPerson | null {
  if (factor.kind === 'passkey') {
    return { ...credentials, passkeys: [...credentials.passkeys, factor.passkey] };
  }
  if (chosen.timeSecret === null) return null;
  const lastStep = stepOfCode(chosen.timeSecret, factor.typed, null, now);
  if (lastStep === null) return null;
  return { ...credentials, timeCodes: { secret: chosen.timeSecret, lastStep } };
}

/** The act by which an invited person becomes one who acts. Another service may have been faster: he is one then. */
export async function activate(
  { accessActs }: SignInHouse,
  { account }: Account,
  now: Instant,
): Promise<void> {
  const by = { by: account, clock: () => now, order: 'asLoaded' } as const;
  await accessActs.do(() => [{ act: 'AccountActivated' }], by);
}
