import type { Logger } from 'pino';
import { civilDayOf } from '../../events/values/civil-day.js';
import { instantOfMs, later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState, Account } from '../../projections/access/access-state.js';
import { concerns, keyOfOccasion } from '../../projections/notices/occasions.js';
import type { Occasion } from '../../projections/notices/occasions.js';
import type { AccessActs } from '../access/access-acts.js';
import type { LinkReason, Mailing } from '../ports/mailing.js';
import type { CredentialDocuments } from '../signin/credential-documents.js';
import { addressOfLink, makeLink } from '../signin/one-time-links.js';
import { CLAIM_MS, FIRST_PAUSE_MS, MAIL_TRIED_MS, ROUND_MS, SOON_MS } from './bounds.js';
import { codeOf, isRefusedAlone, logUnsent } from './hand-over.js';
import { linkMail } from './link-mail.js';
import {
  MAIL_OF_ACCOUNT,
  givenUp,
  holderOfMail,
  untold,
  withClaim,
  withTold,
  withoutPast,
} from './mail-of-account.js';
import type { LinkWanted, MailOfAccount } from './mail-of-account.js';
import type { HandOver, Mail } from './mail.js';
import { noticeMail } from './notice-mail.js';
import { occasionsNow } from './occasions-now.js';
import type { OccasionSources, OccasionsNow } from './occasions-now.js';

/** What mails are made of, and by whom they are taken. */
export interface MailHouse extends OccasionSources {
  readonly accessActs: AccessActs;
  readonly documents: CredentialDocuments;
  readonly handOver: HandOver;
  /** The only source of links. */
  readonly origin: () => URL;
  readonly clock: () => Instant;
  readonly log: Logger;
}

/** What became of a mail: taken, refused alone, or the server is away for all. */
type Handed = 'taken' | 'refused' | 'away';

/** Somebody, and what he is told of now. */
interface Person {
  readonly account: Account;
  readonly occasions: readonly (Occasion & { readonly key: string })[];
  readonly isOver: OccasionsNow['isOver'];
}

/**
 * Goes round all people again and again, and sends each what he was not told yet. What is to be told is found in what is
 * kept, and what was told is kept, so that a service that stops, or a mail server that is away, loses nothing; it is
 * tried for a day. Whoever does something that is told of waits for none of it.
 */
export class MailRounds implements Mailing {
  readonly #house: MailHouse;
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
  #isAskedAgain = false;
  #pauseMs = FIRST_PAUSE_MS;
  #isStopped = false;
  #waiting = 0;

  constructor(house: MailHouse) {
    this.#house = house;
  }

  /** Mails that the server had not taken at the end of the last round. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Begins to go round, until `stop`. */
  start(): void {
    this.#next(SOON_MS);
  }

  /** Ends; a mail that is being handed over is let go, and sent again by whoever is there next. */
  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async sendLink(id: string, reason: LinkReason): Promise<void> {
    const { accessActs, documents, clock } = this.#house;
    const account = (await accessActs.read()).accounts.get(id);
    if (account === undefined || account.isMachine) return;
    const link = { reason, resets: account.signInResets, since: clock() };
    await documents.changeDocument(holderOfMail(id), MAIL_OF_ACCOUNT, (mail) => ({
      after: { ...mail, link },
      answer: undefined,
    }));
    this.#waiting += 1;
    this.#next(0);
  }

  readonly lookSoon = (): void => {
    this.#next(SOON_MS);
  };

  /** One round; who asks while one is under way waits for another one behind it. */
  async look(): Promise<void> {
    while (this.#round !== null) await this.#round;
    this.#round = this.#goRound().finally(() => {
      this.#round = null;
    });
    await this.#round;
  }

  #next(pauseMs: number): void {
    if (this.#isStopped) return;
    if (this.#round !== null) {
      this.#isAskedAgain = true;
      return;
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.look().finally(() => {
        const pause = this.#isAskedAgain ? SOON_MS : this.#pauseAfter();
        this.#isAskedAgain = false;
        this.#next(pause);
      });
    }, pauseMs);
    this.#timer.unref();
  }

  /** Where mails wait, it is tried again less and less often. */
  #pauseAfter(): number {
    if (this.#waiting === 0) {
      this.#pauseMs = FIRST_PAUSE_MS;
      return ROUND_MS;
    }
    const pause = this.#pauseMs;
    this.#pauseMs = Math.min(pause * 2, ROUND_MS);
    return pause;
  }

  /** What goes wrong in one is logged, and the next tries again. */
  async #goRound(): Promise<void> {
    try {
      const state = await this.#house.accessActs.read();
      const found = await occasionsNow(this.#house, state, this.#house.clock());
      this.#waiting = await this.#tellAll(state, found);
    } catch (error) {
      if (this.#isStopped) return;
      this.#house.log.warn({ code: codeOf(error) }, 'what is to be told by mail could not be read');
    }
  }

  async #tellAll(state: AccessState, { occasions, isOver }: OccasionsNow): Promise<number> {
    const on = civilDayOf(this.#house.clock());
    const keyed = occasions.map((each) => ({ ...each, key: keyOfOccasion(each) }));
    let waiting = 0;
    let isAway = false;
    for (const account of state.accounts.values()) {
      if (this.#isStopped) return waiting;
      if (account.isMachine || account.state === 'closed' || account.state === 'suspended')
        continue;
      const own = keyed.filter((each) => concerns(state, account, each, on));
      const handed = await this.#tell({ account, occasions: own, isOver }, isAway);
      waiting += handed.filter((each) => each !== 'taken').length;
      isAway ||= handed.includes('away');
    }
    return waiting;
  }

  /** @param isAway - whether the server answers nobody: then what waits is counted alone */
  async #tell(person: Person, isAway: boolean): Promise<readonly Handed[]> {
    const { documents, clock } = this.#house;
    const holder = holderOfMail(person.account.account);
    const mail = await documents.readDocument(holder, MAIL_OF_ACCOUNT);
    const past = withoutPast(mail, person.isOver);
    if (past !== mail) await this.#change(person.account, (now) => withoutPast(now, person.isOver));
    const handed: Handed[] = [];
    if (mail.link !== null) {
      if (!isWanted(mail.link, person.account, clock())) await this.#dropLink(person.account);
      else handed.push(isAway ? 'away' : await this.#sendWanted(person.account, mail.link));
    }
    if (person.account.state !== 'active') return handed;
    const news = untold(await this.#withoutGivenUp(person.account, past), person.occasions);
    if (news.length > 0) {
      const isToWait = isAway || handed.includes('away');
      handed.push(isToWait ? 'away' : await this.#sendNews(person.account, news));
    }
    return handed;
  }

  async #sendWanted(account: Account, { reason, since }: LinkWanted): Promise<Handed> {
    const { documents, origin, clock } = this.#house;
    if (!(await this.#claim(account, []))) return 'refused';
    const link = addressOfLink(origin(), await makeLink(documents, account, clock()));
    const handed = await this.#hand(linkMail(account.email, link, reason));
    await this.#change(account, (mail) => ({
      ...mail,
      claimedUntil: instantOfMs(0),
      link: handed === 'taken' && mail.link?.since === since ? null : mail.link,
    }));
    return handed;
  }

  async #sendNews(account: Account, news: Person['occasions']): Promise<Handed> {
    const keys = news.map(({ key }) => key);
    if (!(await this.#claim(account, keys))) return 'refused';
    const handed = await this.#hand(noticeMail(account.email, this.#house.origin(), news));
    await this.#change(account, (mail) =>
      handed === 'taken' ? withTold(mail, keys) : { ...mail, claimedUntil: instantOfMs(0) },
    );
    return handed;
  }

  async #withoutGivenUp(account: Account, mail: MailOfAccount): Promise<MailOfAccount> {
    const keys = givenUp(mail, this.#house.clock());
    if (keys.length === 0) return mail;
    await this.#change(account, (now) => withTold(now, keys));
    this.#house.log.error({ notices: keys.length }, 'notices were given up after a day');
    return withTold(mail, keys);
  }

  async #dropLink(account: Account): Promise<void> {
    await this.#change(account, (mail) => ({ ...mail, link: null }));
    this.#house.log.error('a link by mail was given up: it was a day old, or another was made');
  }

  /** Whether this service alone tries now. */
  #claim({ account }: Account, keys: readonly string[]): Promise<boolean> {
    const now = this.#house.clock();
    return this.#house.documents.changeDocument(holderOfMail(account), MAIL_OF_ACCOUNT, (mail) =>
      now < mail.claimedUntil
        ? { after: null, answer: false }
        : { after: withClaim(mail, keys, now, later(now, CLAIM_MS)), answer: true },
    );
  }

  #change({ account }: Account, change: (mail: MailOfAccount) => MailOfAccount): Promise<void> {
    return this.#house.documents.changeDocument(holderOfMail(account), MAIL_OF_ACCOUNT, (mail) => ({
      after: change(mail),
      answer: undefined,
    }));
  }

  async #hand(mail: Mail): Promise<Handed> {
    const { handOver, log } = this.#house;
    try {
      await handOver(mail);
      log.info('a mail was sent');
      return 'taken';
    } catch (error) {
      logUnsent(log, error);
      return isRefusedAlone(error) ? 'refused' : 'away';
    }
  }
}

/** Whether a link is still to be sent: its sign-in was not reset anew since, and it was not tried for a day. */
function isWanted({ resets, since }: LinkWanted, { signInResets }: Account, now: Instant): boolean {
  return signInResets === resets && now - since <= MAIL_TRIED_MS;
}
