import type { Instant } from '../../events/values/instant.js';
import type { Account } from '../../projections/access/access-state.js';
import { isPasswordSpent } from './attempts.js';
import type { Attempts } from './attempts.js';
import { beginSession, withBegun } from './begun-session.js';
import type { Owner } from './credential-documents.js';
import type { PasswordVerified } from './password-hashes.js';
import { activePersonOfEmail, isResting } from './sign-in-house.js';
import type { SignInHouse, Visitor } from './sign-in-house.js';

/** What was typed into the form for signing in. */
export interface TypedPassword {
  readonly email: string;
  readonly password: string;
}

/** What came of it. `wrong` says the same of an account that there is not. */
export type PasswordOutcome =
  | { readonly kind: 'right'; readonly account: string; readonly token: string }
  | { readonly kind: 'wrong'; readonly account: string | null }
  | { readonly kind: 'waits'; readonly until: Instant }
  /** The password was right, and the account rests until its sign-in is reset. */
  | { readonly kind: 'resting'; readonly account: string };

/** Stands for the account of an e-mail address that nobody has, so that as much is read for it. */
const NOBODYS: Owner = { account: 'A-0', signInResets: 0, suspensions: 0 };

/**
 * The first factor: e-mail address and password (contract/access.md, Signing in). Right, it begins a session in which
 * nothing can be done but giving the second factor. Known and unknown addresses take the same steps and as long.
 *
 * @throws LineIsFull where too many sign in at this moment
 */
export async function signInByPassword(
  house: SignInHouse,
  { email, password }: TypedPassword,
  visitor: Visitor,
): Promise<PasswordOutcome> {
  const { documents, attempts, hashes } = house;
  const { from, now } = visitor;
  const account = activePersonOfEmail(await house.accessActs.read(), email);
  const credentials = await documents.of(account ?? NOBODYS);
  const delayed = await attempts.delayOf(from, now);
  if (delayed !== null && !credentials.knownFrom.includes(await documents.keyed('from', from))) {
    return { kind: 'waits', until: delayed };
  }
  const begun = await attempts.begin(email, now);
  if (begun.kind === 'waits') return begun;
  const verified = await verifiedOrTakenBack(house, email, now, () =>
    hashes.verify(credentials.isPasswordSpent ? null : credentials.password, password),
  );
  if (account === null || !verified.isRight) {
    await attempts.wrong(from, now);
    await markSpent(house, account, begun.after);
    return { kind: 'wrong', account: account?.account ?? null };
  }
  await attempts.takeBack(email, now);
  if (isResting(credentials, now)) return { kind: 'resting', account: account.account };
  const renewed = verified.isOutdated ? await hashes.make(password) : null;
  return halfSignedIn(house, account, credentials.password, renewed, visitor);
}

/** What the line turned away was no attempt. */
async function verifiedOrTakenBack(
  { attempts }: SignInHouse,
  email: string,
  begunAt: Instant,
  verify: () => Promise<PasswordVerified>,
): Promise<PasswordVerified> {
  try {
    return await verify();
  } catch (error) {
    await attempts.takeBack(email, begunAt);
    throw error;
  }
}

/** After a hundred wrong ones in a row the password counts no more, whoever gave them. */
async function markSpent(
  { documents }: SignInHouse,
  account: Account | null,
  attempts: Attempts,
): Promise<void> {
  if (account === null || !isPasswordSpent(attempts)) return;
  await documents.change(account, (now) => ({
    after: now.isPasswordSpent ? null : { ...now, isPasswordSpent: true },
    answer: undefined,
  }));
}

function halfSignedIn(
  { documents }: SignInHouse,
  account: Account,
  verified: string | null,
  renewed: string | null,
  visitor: Visitor,
): Promise<PasswordOutcome> {
  const begun = beginSession('password', visitor);
  return documents.change<PasswordOutcome>(account, (now) => {
    // Changed while it was compared: what was right is so no more.
    if (now.password !== verified) {
      return { after: null, answer: { kind: 'wrong', account: account.account } };
    }
    const after = { ...withBegun(now, begun, null), password: renewed ?? now.password };
    return { after, answer: { kind: 'right', account: account.account, token: begun.token } };
  });
}
