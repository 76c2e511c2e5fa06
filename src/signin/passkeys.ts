import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { beginSession } from './begun-session.js';
import { CHALLENGE_MS, PASSKEYS_MAX } from './bounds.js';
import type { CredentialsOfPerson } from './credentials-of-person.js';
import type { Passkey } from './passkey.js';
import { withGoneOn } from './second-factor.js';
import type { SecondFactorOutcome } from './second-factor.js';
import type { OpenSession } from './open-sessions.js';
import { activePerson, isResting } from './sign-in-house.js';
import type { SignInHouse, Visitor } from './sign-in-house.js';
import { hashOfToken } from './tokens.js';

/** What a challenge is for: one that was asked for one thing is good for no other. */
export type PasskeyPurpose = 'add' | 'sign-in';

const NONCE_BYTES = 16;
const INSTANT_BYTES = 6;
const MAC_BYTES = 32;
const LABEL_LENGTH_MAX = 40;

/**
 * A challenge that its service knows again without keeping it: it has in it until when it is good, and is bound to a
 * purpose and to the cookie of the browser that asked.
 */
async function newChallenge(
  { documents }: SignInHouse,
  purpose: PasskeyPurpose,
  cookie: string,
  now: Instant,
): Promise<Buffer<ArrayBuffer>> {
  const head = Buffer.alloc(NONCE_BYTES + INSTANT_BYTES);
  randomBytes(NONCE_BYTES).copy(head);
  head.writeUIntBE(now + CHALLENGE_MS, NONCE_BYTES, INSTANT_BYTES);
  const mac = await documents.keyed('challenge', macText(purpose, cookie, head));
  return Buffer.concat([head, Buffer.from(mac, 'hex')]);
}

async function isChallenge(
  { documents }: SignInHouse,
  purpose: PasskeyPurpose,
  cookie: string,
  challenge: Buffer,
  now: Instant,
): Promise<boolean> {
  if (challenge.length !== NONCE_BYTES + INSTANT_BYTES + MAC_BYTES) return false;
  const head = challenge.subarray(0, NONCE_BYTES + INSTANT_BYTES);
  const mac = await documents.keyed('challenge', macText(purpose, cookie, head));
  const isOurs = timingSafeEqual(Buffer.from(mac, 'hex'), challenge.subarray(head.length));
  return isOurs && now < head.readUIntBE(NONCE_BYTES, INSTANT_BYTES);
}

function macText(purpose: PasskeyPurpose, cookie: string, head: Buffer): string {
  return `${purpose}\n${hashOfToken(cookie)}\n${head.toString('hex')}`;
}

/** What a browser is to ask its device for a new passkey with, as JSON. */
export async function askForNewPasskey(
  house: SignInHouse,
  { account, credentials }: OpenSession,
  cookie: string,
  now: Instant,
): Promise<object> {
  const { email, name } = account;
  return generateRegistrationOptions({
    rpName: 'Plumbline',
    rpID: house.origin.hostname,
    userName: email,
    userID: new TextEncoder().encode(account.account),
    userDisplayName: `${name.first} ${name.last}`,
    challenge: await newChallenge(house, 'add', cookie, now),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    excludeCredentials: credentials.passkeys.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** The passkey that a device has made; null where what it says proves nothing. Kept by whoever asked for it. */
export async function newPasskey(
  house: SignInHouse,
  response: unknown,
  label: string,
  cookie: string,
  now: Instant,
): Promise<Passkey | null> {
  const verified = await provedOrNull(() =>
    verifyRegistrationResponse({
      // The library looks at every field before it believes one.
      response: response as RegistrationResponseJSON,
      expectedChallenge: (challenge) =>
        isChallenge(house, 'add', cookie, Buffer.from(challenge, 'base64url'), now),
      expectedOrigin: house.origin.origin,
      expectedRPID: house.origin.hostname,
      requireUserVerification: true,
    }),
  );
  if (verified?.verified !== true) return null;
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  return {
    id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    counter,
    transports: transports.map(String).slice(0, 10),
    label: label.trim().slice(0, LABEL_LENGTH_MAX) || 'Passkey',
    addedAt: now,
    usedAt: null,
  };
}

/** Adds a passkey to a signed-in person's account. False where it has as many as it may, or the session was ended. */
export function addPasskey(
  { documents }: SignInHouse,
  { account, session }: OpenSession,
  passkey: Passkey,
): Promise<boolean> {
  return documents.change(account, (current) => {
    const isStanding = current.sessions.some(({ hash }) => hash === session.hash);
    const others = current.passkeys.filter(({ id }) => id !== passkey.id);
    if (!isStanding || others.length >= PASSKEYS_MAX) return { after: null, answer: false };
    return { after: { ...current, passkeys: [...others, passkey] }, answer: true };
  });
}

/** What a browser is to ask its device for a passkey with, as JSON. It names nobody: the device knows whose it is. */
export async function askForPasskey(
  house: SignInHouse,
  cookie: string,
  now: Instant,
): Promise<object> {
  return generateAuthenticationOptions({
    rpID: house.origin.hostname,
    challenge: await newChallenge(house, 'sign-in', cookie, now),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
  });
}

/** What came of a passkey: whose it was, where it was right. */
export type PasskeyOutcome =
  | (SecondFactorOutcome & { readonly account?: string })
  | { readonly kind: 'resting'; readonly account: string };

/**
 * Signs in by a passkey alone, which is two factors by itself; or, with a session that stands, gives the second factor in
 * it. It waits for no counter: no stranger keeps its owner out.
 *
 * @param open - the session that it is given in: then no other account's passkey counts
 */
export async function signInByPasskey(
  house: SignInHouse,
  response: unknown,
  cookie: string,
  open: OpenSession | null,
  visitor: Visitor,
): Promise<PasskeyOutcome> {
  const { documents } = house;
  const { from, now } = visitor;
  const account = activePerson(await house.accessActs.read(), accountNamedIn(response));
  if (account === null || (open !== null && open.account.account !== account.account)) {
    return { kind: 'wrong' };
  }
  const credentials = await documents.of(account);
  const used = await verifiedPasskey(house, credentials, response, cookie, now);
  if (used === null) return { kind: 'wrong', account: account.account };
  if (isResting(credentials, now)) return { kind: 'resting', account: account.account };
  const next = beginSession('whole', visitor);
  const fromHash = await documents.keyed('from', from);
  const before = open?.session ?? { hash: '', stage: 'password' as const, begunAt: now };
  const isRight = await documents.change(account, (current) => {
    const after = withPasskeyUsed(current, used, now);
    if (after === null) return { after: null, answer: false };
    return { after: withGoneOn(after, next, before, fromHash, now), answer: true };
  });
  if (!isRight) return { kind: 'wrong', account: account.account };
  await house.attempts.clear(account.email);
  return { kind: 'right', token: next.token, account: account.account };
}

/** A passkey that was proved, how often its device says it was used, and the challenge that it answered. */
interface UsedPasskey {
  readonly id: string;
  readonly counter: number;
  readonly challengeHash: string;
}

async function verifiedPasskey(
  house: SignInHouse,
  { passkeys }: CredentialsOfPerson,
  response: unknown,
  cookie: string,
  now: Instant,
): Promise<UsedPasskey | null> {
  const passkey = passkeys.find(({ id }) => id === textOf(response, 'id'));
  if (passkey === undefined) return null;
  let challengeHash = '';
  const verified = await provedOrNull(() =>
    verifyAuthenticationResponse({
      // The library looks at every field before it believes one.
      response: response as AuthenticationResponseJSON,
      expectedChallenge: (challenge) => {
        challengeHash = hashOfToken(challenge);
        return isChallenge(house, 'sign-in', cookie, Buffer.from(challenge, 'base64url'), now);
      },
      expectedOrigin: house.origin.origin,
      expectedRPID: house.origin.hostname,
      credential: {
        id: passkey.id,
        publicKey: Buffer.from(passkey.publicKey, 'base64url'),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    }),
  );
  if (verified?.verified !== true) return null;
  return { id: passkey.id, counter: verified.authenticationInfo.newCounter, challengeHash };
}

/** With the passkey used; null where its challenge was answered before, or it was taken away meanwhile. */
function withPasskeyUsed(
  credentials: CredentialsOfPerson,
  { id, counter, challengeHash }: UsedPasskey,
  now: Instant,
): CredentialsOfPerson | null {
  const answered = credentials.answered.filter(({ until }) => now < until);
  const isThere = credentials.passkeys.some((passkey) => passkey.id === id);
  if (!isThere || answered.some(({ hash }) => hash === challengeHash)) return null;
  const passkeys = credentials.passkeys.map((passkey) =>
    passkey.id === id ? { ...passkey, counter, usedAt: now } : passkey,
  );
  const until = later(now, CHALLENGE_MS);
  return {
    ...credentials,
    passkeys,
    answered: [...answered, { hash: challengeHash, until }],
  };
}

/** The account that a device says a passkey is for: it is believed once the passkey is found there, and proved. */
function accountNamedIn(response: unknown): string {
  const inner =
    typeof response === 'object' && response !== null && 'response' in response
      ? response.response
      : null;
  return Buffer.from(textOf(inner, 'userHandle'), 'base64url').toString('utf8');
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null || !(name in value)) return '';
  const text = (value as Readonly<Record<string, unknown>>)[name];
  return typeof text === 'string' ? text : '';
}

/** The library throws where something does not fit: that proves nothing, and says nothing to a stranger. */
async function provedOrNull<Verified>(verify: () => Promise<Verified>): Promise<Verified | null> {
  try {
    return await verify();
  } catch {
    return null;
  }
}
