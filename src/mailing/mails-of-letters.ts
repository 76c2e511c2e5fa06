import { later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { LetterKind } from '../../projections/process/letters/letter.js';
import type { LetterOfAct } from '../../projections/process/letters/letters-of-acts.js';
import { MAIL_TRIED_MS } from './bounds.js';

/** A mail that goes with letters: those of one act that are for one address. */
export interface MailOfLetters {
  /** The number of the act that made them, from 1. */
  readonly act: number;
  /** When the act was done: from then on a server is tried for a day. */
  readonly since: Instant;
  readonly to: string;
  readonly kinds: readonly LetterKind[];
  /** How often it was tried. */
  readonly tries: number;
  /** From when it is tried again, by whichever service is first. */
  readonly next: Instant;
  /** When a server took it, and the SHA-256 of each letter as it was sent, in the order of `kinds`; null before. */
  readonly sent: { readonly at: Instant; readonly sha256: readonly string[] } | null;
}

/** Most mails of which something is kept for one application: the oldest go first. */
export const MAILS_KEPT_MAX = 400;

const FIRST_PAUSE_MS = 60_000;
const PAUSE_MS_MAX = 60 * 60 * 1000;

/** Letters of an act with to whom they go. */
export interface LetterToMail {
  readonly letter: Pick<LetterOfAct, 'act' | 'kind'>;
  readonly since: Instant;
  readonly addresses: readonly string[];
}

/**
 * What is kept with what is new. To whom the letters of an act go is found out once: whoever gets a role later, or has
 * another address, is sent nothing again.
 */
export function withLetters(
  kept: readonly MailOfLetters[],
  letters: readonly LetterToMail[],
): readonly MailOfLetters[] {
  const known = new Set(kept.map(({ act }) => act));
  const added = new Map<string, MailOfLetters>();
  for (const { letter, since, addresses } of letters) {
    const { act, kind } = letter;
    if (known.has(act)) continue;
    for (const to of addresses) {
      const key = `${String(act)} ${to}`;
      const kinds = [...(added.get(key)?.kinds ?? []), kind];
      added.set(key, { act, since, to, kinds, tries: 0, next: since, sent: null });
    }
  }
  return [...kept, ...added.values()].slice(-MAILS_KEPT_MAX);
}

/** Whether a mail is to be tried now. */
export function isDue(mail: MailOfLetters, now: Instant): boolean {
  return isWaiting(mail, now) && mail.next <= now;
}

/** Whether it is on its way: not sent, and its day is not over. */
export function isWaiting({ sent, since }: MailOfLetters, now: Instant): boolean {
  return sent === null && now - since < MAIL_TRIED_MS;
}

/** As it is while one service tries it: others leave it alone until its pause is over, and longer with every try. */
export function claimed(mail: MailOfLetters, now: Instant): MailOfLetters {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** mail.tries, PAUSE_MS_MAX);
  return { ...mail, tries: mail.tries + 1, next: later(now, pause) };
}

/** The document's text. */
export function textOfMails(mails: readonly MailOfLetters[]): string {
  return JSON.stringify({ mails });
}

/** The same, read back. */
export function mailsOfText(text: string): readonly MailOfLetters[] {
  return (JSON.parse(text) as { readonly mails: readonly MailOfLetters[] }).mails; // as written above
}

/** Whose document the mails about an application are; those about the guide have one of their own. */
export function holderOfMails(application: string | undefined): string {
  return `letters-${application ?? 'guide'}`;
}
