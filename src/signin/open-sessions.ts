import { latest } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { Account } from '../../projections/access/access-state.js';
import { SEEN_KEPT_MS } from './bounds.js';
import { accountOfHolder } from './credentials-of-person.js';
import type { CredentialsOfPerson } from './credentials-of-person.js';
import { endOfSession, sessionIn, withoutSession } from './sessions.js';
import type { Session } from './sessions.js';
import { isResting } from './sign-in-house.js';
import type { SignInHouse } from './sign-in-house.js';
import { hashOfToken, isToken } from './tokens.js';

/** A session that stands, and whose it is. */
export interface OpenSession {
  readonly account: Account;
  readonly credentials: CredentialsOfPerson;
  readonly session: Session;
  /** When it ends if nothing more is asked. */
  readonly endsAt: Instant;
}

/** Most sessions whose last request is remembered here more exactly than it is kept. */
const SEEN_MAX = 10_000;

/** Finds sessions by their tokens at every request, and ends them. */
export class OpenSessions {
  readonly #house: SignInHouse;
  readonly #seenAt = new Map<string, Instant>();

  constructor(house: SignInHouse) {
    this.#house = house;
  }

  /**
   * The session of a token; null where it is over, was ended, or never was: by the account's state, a suspension, its
   * sign-in reset, its password changed, 15 minutes without a request, 12 hours (contract/access.md, Signing in).
   *
   * @param isAsked - whether somebody asks, and not a page by itself: then it goes on from now
   */
  async open(token: string, isAsked: boolean, now: Instant): Promise<OpenSession | null> {
    const found = await this.#find(token, now);
    if (found === null) return null;
    const { account, credentials, session } = found;
    if (!isAsked) return { ...found, endsAt: endOfSession(session) };
    const seen = { ...session, seenAt: now };
    this.#remember(session.hash, now);
    // The document has what this process remembers only where it is a little older.
    const keptAt = credentials.sessions.find(({ hash }) => hash === session.hash)?.seenAt ?? now;
    if (now - keptAt > SEEN_KEPT_MS) await this.#keepSeen(account, session.hash, now);
    return { account, credentials, session: seen, endsAt: endOfSession(seen) };
  }

  /** Ends a session; answers whose it was, null where there was none. */
  async end(token: string, now: Instant): Promise<Account | null> {
    const found = await this.#find(token, now);
    if (found === null) return null;
    const { account, session } = found;
    this.#seenAt.delete(session.hash);
    await this.#house.documents.change(account, (current) => ({
      after: { ...current, sessions: withoutSession(current.sessions, session.hash) },
      answer: undefined,
    }));
    return account;
  }

  async #find(token: string, now: Instant): Promise<Omit<OpenSession, 'endsAt'> | null> {
    if (!isToken(token)) return null;
    const hash = hashOfToken(token);
    const { documents, accessActs } = this.#house;
    const id = accountOfHolder((await documents.holderOf(hash)) ?? '');
    const account = id === null ? undefined : (await accessActs.read()).accounts.get(id);
    if (account === undefined || account.isMachine) return null;
    const credentials = await documents.of(account);
    const session = this.#withSeen(credentials.sessions, hash, now);
    if (session === null) return null;
    const isGood =
      session.stage === 'welcome'
        ? account.state === 'invited' || account.state === 'active'
        : account.state === 'active' && !isResting(credentials, now);
    return isGood ? { account, credentials, session } : null;
  }

  #withSeen(sessions: readonly Session[], hash: string, now: Instant): Session | null {
    const seenAt = this.#seenAt.get(hash) ?? null;
    const exact = sessions.map((session) =>
      session.hash === hash && seenAt !== null
        ? { ...session, seenAt: latest(session.seenAt, seenAt) }
        : session,
    );
    return sessionIn(exact, hash, now);
  }

  #remember(hash: string, now: Instant): void {
    this.#seenAt.delete(hash);
    this.#seenAt.set(hash, now);
    const [oldest] = this.#seenAt.keys();
    if (this.#seenAt.size > SEEN_MAX && oldest !== undefined) this.#seenAt.delete(oldest);
  }

  async #keepSeen(account: Account, hash: string, now: Instant): Promise<void> {
    await this.#house.documents.change(account, (current) => {
      const kept = current.sessions.find((session) => session.hash === hash);
      if (kept === undefined || kept.seenAt >= now) return { after: null, answer: undefined };
      const sessions = current.sessions.map((session) =>
        session.hash === hash ? { ...session, seenAt: now } : session,
      );
      return { after: { ...current, sessions }, answer: undefined };
    });
  }
}
