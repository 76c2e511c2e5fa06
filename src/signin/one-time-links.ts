import { later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState, Account } from '../../projections/access/access-state.js';
import { LINK_MS } from './bounds.js';
import { beginSession, withBegun } from './begun-session.js';
import type { CredentialDocuments } from './credential-documents.js';
import { accountOfHolder } from './credentials-of-person.js';
import type { SignInHouse, Visitor } from './sign-in-house.js';
import { hashOfToken, isToken, newToken } from './tokens.js';

/** Where a one-time link leads; its token stands behind `#`, which no browser sends to anybody. */
export const WELCOME_PATH = '/welcome';

/** A one-time link as a whole, for the one mail or line that it is told in. */
export function addressOfLink(origin: URL, token: string): string {
  return `${origin.origin}${WELCOME_PATH}#${token}`;
}

/**
 * Makes a person's one-time link: good for 72 hours, once, and void as soon as another is made (contract/access.md,
 * Signing in). Only its hash is kept.
 *
 * @returns its token
 */
export async function makeLink(
  documents: CredentialDocuments,
  account: Account,
  now: Instant,
): Promise<string> {
  const token = newToken();
  const link = { hash: hashOfToken(token), until: later(now, LINK_MS) };
  await documents.change(account, (current) => ({
    after: { ...current, link },
    answer: undefined,
  }));
  return token;
}

/** What came of a link. One that was used, is void or ran out is told from none by nothing. */
export type LinkOutcome =
  | { readonly kind: 'used'; readonly account: string; readonly token: string }
  | { readonly kind: 'noLink' };

/** Uses a link up, once through all services: a session begins in which password and second factor are chosen. */
export async function useLink(
  house: SignInHouse,
  token: string,
  visitor: Visitor,
): Promise<LinkOutcome> {
  const { documents } = house;
  const { now } = visitor;
  const account = await accountOfLink(documents, await house.accessActs.read(), token);
  if (account === null) return { kind: 'noLink' };
  const begun = beginSession('welcome', visitor);
  return documents.change<LinkOutcome>(account, (current) => {
    const { link } = current;
    const isGood = link !== null && link.hash === hashOfToken(token) && now < link.until;
    if (!isGood) return { after: null, answer: { kind: 'noLink' } };
    const after = { ...withBegun(current, begun, null), link: null };
    return { after, answer: { kind: 'used', account: account.account, token: begun.token } };
  });
}

async function accountOfLink(
  documents: CredentialDocuments,
  { accounts }: AccessState,
  token: string,
): Promise<Account | null> {
  if (!isToken(token)) return null;
  const id = accountOfHolder((await documents.holderOf(hashOfToken(token))) ?? '');
  const account = id === null ? undefined : accounts.get(id);
  if (account === undefined || account.isMachine) return null;
  return account.state === 'invited' || account.state === 'active' ? account : null;
}
