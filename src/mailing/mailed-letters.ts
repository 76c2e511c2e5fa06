import { latest } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { RightsActor } from '../../projections/access/rights.js';
import type { LetterKind } from '../../projections/process/letters/letter.js';
import { readsAs } from '../../projections/process/readers.js';
import type { Credentials } from '../ports/credentials.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { allLetters, readable } from '../process/letters/kept-letters.js';
import { processOn } from '../process/process-house.js';
import type { ProcessHouse } from '../process/process-house.js';
import { holderOfMails, isWaiting, mailsOfText } from './mails-of-letters.js';
import type { MailOfLetters } from './mails-of-letters.js';

/** How far the mails with a letter have come; nothing of a letter that went by mail to nobody. */
export interface MailedLetter {
  /** The number of the act that made it, from 1. */
  readonly act: number;
  readonly kind: LetterKind;
  /** To how many addresses it goes, and how many of their servers took it. */
  readonly addresses: number;
  readonly taken: number;
  /** `given-up`: a day is over, and not all were taken. */
  readonly state: 'sent' | 'waiting' | 'given-up';
  /** When the last was taken; null before. */
  readonly at: Instant | null;
}

/** The letters of an application that somebody may read, as far as they went by mail. */
export async function mailedLetters(
  house: Pick<ProcessHouse, 'access'> & { readonly credentials: Credentials },
  { application: id }: { readonly application: string },
  actor: RightsActor,
  clock: () => Instant,
): Promise<Answer<readonly MailedLetter[]>> {
  const { state, on, acts } = await processOn(house, null, clock);
  const application = state.applications.get(id);
  const as = application === undefined ? null : readsAs(state, actor, application, on);
  if (as === null) return misaddressed(`There is no application ${id}.`);
  const own = allLetters(acts).filter(({ applications }) => applications.includes(id));
  const now = clock();
  const kept = new Map<string, readonly MailOfLetters[]>();
  const mailed: MailedLetter[] = [];
  for (const { act, kind, applications } of readable(own, as)) {
    const holder = holderOfMails(applications[0]);
    const mails = kept.get(holder) ?? (await mailsOf(house.credentials, holder));
    kept.set(holder, mails);
    const those = mails.filter((mail) => mail.act === act && mail.kinds.includes(kind));
    if (those.length > 0) mailed.push({ act, kind, ...standingOf(those, now) });
  }
  return done(mailed);
}

async function mailsOf(
  credentials: Credentials,
  holder: string,
): Promise<readonly MailOfLetters[]> {
  const kept = await credentials.read(holder);
  return kept === null ? [] : mailsOfText(kept.body);
}

function standingOf(
  mails: readonly MailOfLetters[],
  now: Instant,
): Omit<MailedLetter, 'act' | 'kind'> {
  const times = mails.flatMap(({ sent }) => (sent === null ? [] : [sent.at]));
  const [first, ...others] = times;
  const isOnItsWay = mails.some((mail) => isWaiting(mail, now));
  return {
    addresses: mails.length,
    taken: times.length,
    state: isOnItsWay ? 'waiting' : times.length === mails.length ? 'sent' : 'given-up',
    at: first === undefined ? null : latest(first, ...others),
  };
}
