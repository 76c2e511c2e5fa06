import type { Instant } from '../../events/values/instant.js';
import { comparedEmail } from '../../events/values/email.js';
import type { AccessState, Account } from '../../projections/access/access-state.js';
import type { AccessActs } from '../access/access-acts.js';
import { REST_MS } from '../access/api-keys.js';
import type { AttemptCounters } from './attempt-counters.js';
import type { CredentialDocuments } from './credential-documents.js';
import type { CredentialsOfPerson } from './credentials-of-person.js';
import type { PasswordHashes } from './password-hashes.js';

/** All that signing in works with. */
export interface SignInHouse {
  readonly documents: CredentialDocuments;
  readonly attempts: AttemptCounters;
  readonly hashes: PasswordHashes;
  /** Accounts as they are at this moment, and where one is activated. */
  readonly accessActs: AccessActs;
  /** By which name the service is known: the only source of links and of what a passkey is bound to. */
  readonly origin: URL;
}

/** Who comes, as far as it can be seen before he says who he is. */
export interface Visitor {
  /** His network address. */
  readonly from: string;
  /** What his browser calls itself. */
  readonly agent: string;
  readonly now: Instant;
}

/** The person's account of that id or e-mail address that may sign in; null where there is none. */
export function activePerson({ accounts }: AccessState, account: string): Account | null {
  const found = accounts.get(account);
  return found?.state === 'active' && !found.isMachine ? found : null;
}

/** The same by a typed e-mail address. */
export function activePersonOfEmail(state: AccessState, email: string): Account | null {
  return activePerson(state, state.byEmail.get(comparedEmail(email)) ?? '');
}

/** Whether he has not signed in for 120 days: then account and keys rest until `SignInReset`. */
export function isResting({ lastSignInAt }: CredentialsOfPerson, now: Instant): boolean {
  return lastSignInAt !== null && now - lastSignInAt > REST_MS;
}
