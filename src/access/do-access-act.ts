import { OPERATOR_NAME } from '../../events/values/access-ids.js';
import type { AccessActName } from '../../events/acts/access-act.js';
import type { Instant } from '../../events/values/instant.js';
import type { Made } from '../../projections/access/made.js';
import type { Credentials } from '../ports/credentials.js';
import type { Mailing } from '../ports/mailing.js';
import { done, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import type { AccessActs, GivenNow } from './access-acts.js';
import { forgetKey, keepKey, newKey } from './api-keys.js';

/** Where acts of access are done. */
export interface AccessHouse {
  readonly accessActs: AccessActs;
  readonly credentials: Credentials;
  /** Sends one-time links, where there is mail. */
  readonly mailing?: Mailing | undefined;
}

/** An act that was done, with what it made and the key that it issued, which is shown this once. */
export interface AccessActDone {
  readonly act: AccessActName;
  readonly at: Instant;
  readonly by: string;
  readonly given: GivenNow;
  readonly made: Made;
  /** Null where no key was issued. */
  readonly secret: string | null;
}

/**
 * Does an act of access or of the process by the clock, and what it means for the credentials: a key that is issued is
 * made, one that is withdrawn is forgotten. Whoever may not do it is told nothing of what there is.
 *
 * @param given - the act as it was sent, without `at` and `by`
 * @param by - the account that acts, or `operator`
 */
export async function doAccessAct(
  { accessActs, credentials, mailing }: AccessHouse,
  given: GivenNow,
  by: string,
  clock: () => Instant,
): Promise<Outcome<AccessActDone>> {
  const refused = refusedAsSent(given);
  if (refused !== null) return refused;
  const order = by === OPERATOR_NAME ? 'asLoaded' : 'existenceWithheld';
  const outcome = await accessActs.do(() => [given], { by, clock, order });
  if (outcome.kind === 'refusal') return refusedByRule(outcome.code, outcome.message);
  const { at, accepted } = outcome;
  const [only] = accepted;
  if (only === undefined) throw new Error('An act was accepted, and there is none.');
  const { act, made } = only;
  const secret = await keysAfter(credentials, act, given, at);
  if (mailing !== undefined) await sendLinks(mailing, accessActs, act, given, made);
  return done({ act, at, by, given, made, secret });
}

/** Who was invited by the act, or had his sign-in reset, is sent his link. */
async function sendLinks(
  mailing: Mailing,
  accessActs: AccessActs,
  act: AccessActName,
  given: GivenNow,
  { account, rows = [] }: Made,
): Promise<void> {
  if (act === 'SignInReset') {
    await mailing.sendLink(String(given['account']), 'reset');
    return;
  }
  const made = [account, ...rows.map((row) => ('account' in row ? row.account : null))];
  const { accounts } = await accessActs.read();
  for (const id of new Set(made)) {
    if (id !== undefined && id !== null && accounts.get(id)?.state === 'invited') {
      await mailing.sendLink(id, 'invited');
    }
  }
}

/** What only a loaded file may say, and what only a one-time link does. */
function refusedAsSent(given: GivenNow): Outcome<never> | null {
  for (const name of ['at', 'by']) {
    if (Object.hasOwn(given, name)) {
      const message = `The act has \`${name}\`, which is the service's to say: leave it out.`;
      return refusedByRule('UNKNOWN_FIELD', message);
    }
  }
  if (given['act'] !== 'AccountActivated') return null;
  return refusedByRule(
    'INVALID_FIELD',
    '`act` is AccountActivated, which a person does with the one-time link alone.',
  );
}

async function keysAfter(
  credentials: Credentials,
  act: AccessActName,
  { account, key }: GivenNow,
  at: Instant,
): Promise<string | null> {
  // Both acts have both, as texts: they were accepted.
  const of = { account: String(account), key: String(key) };
  if (act === 'ApiKeyWithdrawn') await forgetKey(credentials, of);
  if (act !== 'ApiKeyIssued') return null;
  const secret = newKey();
  await keepKey(credentials, of, secret, at);
  return secret;
}
