import type { Instant } from '../../events/values/instant.js';
import type { Account } from '../../projections/access/access-state.js';
import type { CredentialsKept, CredentialsToKeep } from '../ports/credentials.js';
import type { Passkey } from './passkey.js';
import type { Session } from './sessions.js';
import { hashOfToken } from './tokens.js';

/** All by which one person signs in, and is signed in (contract/access.md, Signing in). */
export interface CredentialsOfPerson {
  /** How many `SignInReset`s the account had when this was begun: where it had more since, nothing of it counts. */
  readonly resets: number;
  /** How often the account had been suspended when this was last kept: where it was since, its sessions are over. */
  readonly suspensions: number;
  /** The hash of the password; null where none was chosen. */
  readonly password: string | null;
  /** So many wrong ones came in a row that the password counts no more. */
  readonly isPasswordSpent: boolean;
  readonly timeCodes: TimeCodes | null;
  readonly passkeys: readonly Passkey[];
  /** Hashes of the recovery codes that were not used. */
  readonly recoveryCodes: readonly string[];
  /** Whom the provider says that he is, where one stands in place of password and second factor. */
  readonly provider: { readonly issuer: string; readonly subject: string } | null;
  readonly link: OneTimeLink | null;
  readonly sessions: readonly Session[];
  readonly lastSignInAt: Instant | null;
  /** When he last asked for something before he signed in that time; null where he had not been here. */
  readonly lastVisitAt: Instant | null;
  /** Hashes of the network addresses that he signed in from, the latest last. */
  readonly knownFrom: readonly string[];
  /** Hashes of challenges that passkeys have answered, until they run out: none is answered twice. */
  readonly answered: readonly { readonly hash: string; readonly until: Instant }[];
}

/** A secret that he shares with an authenticator program, and the step of the last code that he used. */
export interface TimeCodes {
  readonly secret: string;
  readonly lastStep: number | null;
}

/** A link that was sent, or shown to the operator; its token is kept as a hash. */
export interface OneTimeLink {
  readonly hash: string;
  readonly until: Instant;
}

/** How often an account's sign-in was reset, and itself suspended: what was kept before the last time is gone, or over. */
export type CountsOfAccount = Pick<Account, 'signInResets' | 'suspensions'>;

/** What an account has before anything was chosen. */
export function noCredentials({ signInResets, suspensions }: CountsOfAccount): CredentialsOfPerson {
  return {
    resets: signInResets,
    suspensions,
    password: null,
    isPasswordSpent: false,
    timeCodes: null,
    passkeys: [],
    recoveryCodes: [],
    provider: null,
    link: null,
    sessions: [],
    lastSignInAt: null,
    lastVisitAt: null,
    knownFrom: [],
    answered: [],
  };
}

/** In whose name the document of an account is kept, beside that of its keys. */
export function holderOfAccount(account: string): string {
  return `signin-${account}`;
}

/** The account whose document it is; null where it is another's. */
export function accountOfHolder(holder: string): string | null {
  return holder.startsWith('signin-A-') ? holder.slice('signin-'.length) : null;
}

/** What an account's document says as things stand. */
export function credentialsAsOf(
  kept: Pick<CredentialsKept, 'body'> | null,
  counts: CountsOfAccount,
): CredentialsOfPerson {
  if (kept === null) return noCredentials(counts);
  // Written by `toKeep` alone. What an earlier version of the program wrote knows of no visits and no suspensions.
  const said = JSON.parse(kept.body) as Omit<CredentialsOfPerson, SaidLater>;
  if (said.resets !== counts.signInResets) return noCredentials(counts);
  const known: CredentialsOfPerson = { lastVisitAt: null, suspensions: 0, ...said };
  if (known.suspensions === counts.suspensions) return known;
  return { ...known, suspensions: counts.suspensions, sessions: [] };
}

/** What documents of an earlier version of the program do not have. */
type SaidLater = 'lastVisitAt' | 'suspensions';

/** The document of what an account has, with the hashes of the tokens by which it is found. */
export function toKeep(credentials: CredentialsOfPerson): CredentialsToKeep {
  const { sessions, link, provider } = credentials;
  const tokens = [
    ...sessions.map(({ hash }) => hash),
    ...(link === null ? [] : [link.hash]),
    ...(provider === null ? [] : [hashOfProviderPerson(provider)]),
  ];
  return { body: JSON.stringify(credentials), tokens };
}

/** Under which hash somebody is found by what a provider says of him. */
export function hashOfProviderPerson(said: {
  readonly issuer: string;
  readonly subject: string;
}): string {
  return hashOfToken(`provider\n${said.issuer}\n${said.subject}`);
}
