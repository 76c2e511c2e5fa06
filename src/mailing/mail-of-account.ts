import { instantOfMs } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { NoticeKind } from '../../projections/notices/occasions.js';
import type { LinkReason } from '../ports/mailing.js';
import type { DocumentKind } from '../signin/credential-documents.js';
import { MAIL_TRIED_MS } from './bounds.js';

/**
 * What is kept of one account's mail: what it wants no notices of, what it was told, and what is still to be told. So a
 * notice outlives the service that did not get it out, and of several services one sends it.
 */
export interface MailOfAccount {
  /** Kinds of notices that he does not want. */
  readonly without: readonly NoticeKind[];
  /** Keys of the occasions that he was told of, as long as they last. */
  readonly told: readonly string[];
  /** By the keys of occasions that were tried, since when. */
  readonly tried: Readonly<Record<string, Instant>>;
  /** A one-time link that is still to be sent; it is made when it is. */
  readonly link: LinkWanted | null;
  /** Until when one service alone tries. */
  readonly claimedUntil: Instant;
}

/** A one-time link that somebody is to be sent. */
export interface LinkWanted {
  readonly reason: LinkReason;
  /** How often his sign-in was reset: where it is reset again meanwhile, this link is wanted no more. */
  readonly resets: number;
  readonly since: Instant;
}

export const NO_MAIL: MailOfAccount = Object.freeze({
  without: [],
  told: [],
  tried: {},
  link: null,
  claimedUntil: instantOfMs(0),
});

/** In whose name it is kept. */
export function holderOfMail(account: string): string {
  return `mail-${account}`;
}

export const MAIL_OF_ACCOUNT: DocumentKind<MailOfAccount> = {
  // Written by this file alone.
  read: (body) => (body === null ? NO_MAIL : (JSON.parse(body) as MailOfAccount)),
  write: (mail) => ({ body: JSON.stringify(mail), tokens: [] }),
};

/** Of the occasions that are his now, those that he wants to hear of and has not heard of. */
export function untold<Kinded extends { readonly kind: NoticeKind; readonly key: string }>(
  { without, told }: MailOfAccount,
  occasions: readonly Kinded[],
): readonly Kinded[] {
  return occasions.filter(({ kind, key }) => !without.includes(kind) && !told.includes(key));
}

/** With these begun to be told by one service, which alone tries until that moment. */
export function withClaim(
  mail: MailOfAccount,
  keys: readonly string[],
  now: Instant,
  until: Instant,
): MailOfAccount {
  const begun = Object.fromEntries(keys.map((key) => [key, mail.tried[key] ?? now]));
  return { ...mail, tried: { ...mail.tried, ...begun }, claimedUntil: until };
}

/** With these told: they are not tried again. */
export function withTold(mail: MailOfAccount, keys: readonly string[]): MailOfAccount {
  const tried = Object.entries(mail.tried).filter(([key]) => !keys.includes(key));
  const told = [...new Set([...mail.told, ...keys])];
  return { ...mail, told, tried: Object.fromEntries(tried), claimedUntil: instantOfMs(0) };
}

/** Keys that were tried for a day: they are given up. */
export function givenUp({ tried }: MailOfAccount, now: Instant): readonly string[] {
  return Object.entries(tried).flatMap(([key, since]) =>
    now - since > MAIL_TRIED_MS ? [key] : [],
  );
}

/** Without what is over: it is told anew where it comes back. The same where nothing is. */
export function withoutPast(mail: MailOfAccount, isOver: (key: string) => boolean): MailOfAccount {
  const told = mail.told.filter((key) => !isOver(key));
  const tried = Object.entries(mail.tried).filter(([key]) => !isOver(key));
  const isSame =
    told.length === mail.told.length && tried.length === Object.keys(mail.tried).length;
  return isSame ? mail : { ...mail, told, tried: Object.fromEntries(tried) };
}
