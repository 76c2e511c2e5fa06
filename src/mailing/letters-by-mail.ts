import { setTimeout as wait } from 'node:timers/promises';
import { civilDayOf } from '../../events/values/civil-day.js';
import { earliest } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { addressesOfLetter } from '../../projections/process/letters/letter-receivers.js';
import type { LetterOfAct } from '../../projections/process/letters/letters-of-acts.js';
import type { AccessActs } from '../access/access-acts.js';
import type { Credentials } from '../ports/credentials.js';
import type { LetterMail } from '../ports/letter-mail.js';
import { allLetters, keptLetters, pdfOfLetter } from '../process/letters/kept-letters.js';
import { processOn } from '../process/process-house.js';
import type { ProcessHouse } from '../process/process-house.js';
import { MAIL_TRIED_MS } from './bounds.js';
import type { Mail } from './mail.js';
import { mailWithLetters } from './mail-with-letters.js';
import {
  claimed,
  holderOfMails,
  isDue,
  isWaiting,
  mailsOfText,
  textOfMails,
  withLetters,
} from './mails-of-letters.js';
import type { LetterToMail, MailOfLetters } from './mails-of-letters.js';

/** What mails with letters are made of. */
export interface LetterMailHouse extends ProcessHouse {
  readonly accessActs: AccessActs;
  readonly credentials: Credentials;
}

/** How letters are sent. */
export interface LetterMailing {
  /** Tries a mail once; answers whether the server took it. */
  readonly once: (mail: Mail) => Promise<boolean>;
  /** The only source of links. */
  readonly origin: () => URL;
  readonly clock: () => Instant;
  /** Told what kept letters from being looked through; they are looked through again. */
  readonly onFault: (error: unknown) => void;
}

/** How often it is looked for what others did, or what a server did not take, milliseconds. */
const LOOK_EVERY_MS = 60_000;

/** How long a stop waits for a mail that is under way, milliseconds. */
const STOP_WAIT_MS = 2_000;

/** What has to be done again where another was faster, at most so often. */
const ATTEMPTS_MAX = 20;

/**
 * Sends the letters of the process to whom they are addressed or copied. Which letters there are is a function of the
 * acts, so none can be lost between an act and its mail: those of acts of the last day that are not marked as sent are
 * to be sent. The marks are documents, one an application, replaced at the revision that was read: of several services
 * one tries a mail, and the others leave it alone for its pause. A mail that was taken just before a crash may be sent
 * twice; none is left out. Letters of acts that were loaded with an earlier day are on their pages alone.
 */
export class LettersByMail implements LetterMail {
  readonly #house: LetterMailHouse;
  readonly #mailing: LetterMailing;
  readonly #timer: NodeJS.Timeout;
  #passing: Promise<void> | null = null;
  #isWoken = false;
  #isStopped = false;
  /** Acts that were gone through, and when one of their mails is due next; null: none waits. */
  #seen: { readonly size: number; readonly next: Instant | null } | null = null;

  constructor(house: LetterMailHouse, mailing: LetterMailing) {
    this.#house = house;
    this.#mailing = mailing;
    this.#timer = setInterval(() => {
      this.wake();
    }, LOOK_EVERY_MS).unref();
  }

  wake(): void {
    if (this.#isStopped) return;
    if (this.#passing !== null) {
      this.#isWoken = true;
      return;
    }
    this.#passing = this.#pass()
      .catch(this.#mailing.onFault)
      .finally(() => {
        this.#passing = null;
        const isWoken = this.#isWoken;
        this.#isWoken = false;
        if (isWoken) this.wake();
      });
  }

  /** Answers when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#passing !== null) await this.#passing;
  }

  /** Begins nothing from now on; waits a little for the mail that is under way, so that it is not sent twice. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await Promise.race([this.idle(), wait(STOP_WAIT_MS, undefined, { ref: false })]);
  }

  /** Goes through the letters of the last day, where there may be something to do. */
  async #pass(): Promise<void> {
    const { clock } = this.#mailing;
    const now = clock();
    await this.#house.accessActs.read();
    const { size } = this.#house.accessActs.known;
    const { next = null, size: seen = -1 } = this.#seen ?? {};
    if (seen === size && (next === null || next > now)) return;
    const { state, acts } = await processOn(this.#house, null, clock);
    const toMail = lettersToMail(allLetters(acts), acts, state, now);
    let nextOfAll: Instant | null = null;
    for (const [holder, letters] of toMail) {
      const waiting = await this.#send(holder, letters);
      if (waiting !== null) nextOfAll = earliest(waiting, nextOfAll ?? waiting);
    }
    this.#seen = { size, next: nextOfAll };
  }

  /** Sends what is due of one document; when the next of it is, null where nothing waits. */
  async #send(holder: string, letters: readonly LetterOfNow[]): Promise<Instant | null> {
    const { clock } = this.#mailing;
    const now = clock();
    const due: MailOfLetters[] = [];
    let mails = await this.#replace(holder, (kept) => {
      due.length = 0;
      return withLetters(kept, letters).map((mail) => {
        if (!isDue(mail, now)) return mail;
        due.push(mail);
        return claimed(mail, now);
      });
    });
    for (const mail of due) {
      if (this.#isStopped) break;
      const sha256 = await this.#try(mail, letters);
      if (sha256 === null) continue;
      const sent = { at: clock(), sha256 };
      mails = await this.#replace(holder, (kept) =>
        kept.map((each) => (isSame(each, mail) ? { ...each, sent } : each)),
      );
    }
    const [first, ...others] = mails.filter((mail) => isWaiting(mail, now)).map(({ next }) => next);
    return first === undefined ? null : earliest(first, ...others);
  }

  /** Hands a mail to the server; the SHA-256 of its letters where it was taken, else null. */
  async #try(
    mail: MailOfLetters,
    letters: readonly LetterOfNow[],
  ): Promise<readonly string[] | null> {
    const own = letters
      .map(({ letter }) => letter)
      .filter(({ act, kind }) => act === mail.act && mail.kinds.includes(kind));
    const { letters: shelf, operatorSettings } = this.#house;
    const office = (): ReturnType<typeof operatorSettings>['office'] => operatorSettings().office;
    const listed = await keptLetters(shelf, own, office);
    const pdfs: Uint8Array[] = [];
    for (const letter of own) pdfs.push(await pdfOfLetter(shelf, letter, office));
    const enclosed = own.map((letter, place) => ({
      letter,
      sha256: listed[place]?.sha256 ?? '',
      bytes: pdfs[place] ?? new Uint8Array(),
    }));
    const isTaken = await this.#mailing.once(
      mailWithLetters(mail, enclosed, this.#mailing.origin()),
    );
    return isTaken ? enclosed.map(({ sha256 }) => sha256) : null;
  }

  async #replace(
    holder: string,
    change: (kept: readonly MailOfLetters[]) => readonly MailOfLetters[],
  ): Promise<readonly MailOfLetters[]> {
    const { credentials } = this.#house;
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const kept = await credentials.read(holder);
      const before = kept === null ? '' : kept.body;
      const mails = change(before === '' ? [] : mailsOfText(before));
      const body = textOfMails(mails);
      if (body === before) return mails;
      const outcome = await credentials.replace(holder, kept?.revision ?? 0, { body, tokens: [] });
      if (outcome.kind === 'replaced') return mails;
    }
    throw new Error('The mails of letters were replaced by others again and again.');
  }
}

type LetterOfNow = LetterToMail & { readonly letter: LetterOfAct };

/** The letters of acts of the last day, by the document that their mails are marked in. */
function lettersToMail(
  letters: readonly LetterOfAct[],
  acts: readonly { readonly at: Instant }[],
  state: AccessState,
  now: Instant,
): ReadonlyMap<string, readonly LetterOfNow[]> {
  const on = civilDayOf(now);
  const found = new Map<string, LetterOfNow[]>();
  for (const letter of letters) {
    const since = acts[letter.act - 1]?.at;
    if (since === undefined || now - since >= MAIL_TRIED_MS) continue;
    const holder = holderOfMails(letter.applications[0]);
    const of = found.get(holder) ?? [];
    found.set(holder, of);
    of.push({ letter, since, addresses: addressesOfLetter(letter, state, on) });
  }
  return found;
}

function isSame(one: MailOfLetters, other: MailOfLetters): boolean {
  return one.act === other.act && one.to === other.to;
}
