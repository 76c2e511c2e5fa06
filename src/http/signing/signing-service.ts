import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { SignedIn } from '../../application/actor.js';
import type { ShownPerson } from '../../web/page.js';
import type { House } from '../../application/house.js';
import { accountOfHolder } from '../../signin/credentials-of-person.js';
import { AttemptCounters } from '../../signin/attempt-counters.js';
import { CredentialDocuments } from '../../signin/credential-documents.js';
import { PasswordHashes, hashSchemeSetting } from '../../signin/password-hashes.js';
import { ProviderClient, providerSetting } from '../../signin/provider-client.js';
import { OpenSessions } from '../../signin/open-sessions.js';
import type { OpenSession } from '../../signin/open-sessions.js';
import type { SignInHouse, Visitor } from '../../signin/sign-in-house.js';
import { hashOfToken, isToken, newToken } from '../../signin/tokens.js';
import { HOUSE } from '../house-token.js';
import { sourceOfRequest } from '../network/request-source.js';
import { isTls } from '../network/service-origin.js';
import { Problem } from '../problems/problem.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';
import { giveCookie, readCookie, takeCookie } from './cookies.js';
import { safeNext } from './way-on.js';
import { clockNow } from '../../ports/clock.js';

/** A request that a page makes by itself says so: it keeps no session going. */
export const UNATTENDED_HEADER = 'x-plumbline-unattended';

/** What is accepted by who wants to be told of a page as it goes on. */
export const EVENT_STREAM = 'text/event-stream';

/** In which a script, and `/v1` by cookie, sends the token of a form. */
export const TOKEN_HEADER = 'x-plumbline-token';

/** What signing in has to do with a request: its cookies, its session, the token that its forms carry. */
@Injectable()
export class SigningService {
  readonly house: SignInHouse;
  /** What stands in place of password and second factor; null where nothing does. */
  readonly provider: ProviderClient | null;
  readonly #sessions: OpenSessions;
  readonly #isTls: boolean;
  #origin: URL;
  /** Cookies from before sign-in that an answer gives. */
  readonly #given = new WeakMap<Request, string>();
  readonly #opened = new WeakMap<Request, Promise<OpenSession | null>>();

  constructor(
    @Inject(HOUSE) house: House,
    @Inject(SERVICE_SETTINGS) { network, port, env = {} }: ServiceSettings,
  ) {
    const documents = new CredentialDocuments(house.credentials);
    this.#origin = network.origin ?? new URL(`http://localhost:${String(port)}`);
    const originOf = (): URL => this.#origin;
    this.house = {
      documents,
      attempts: new AttemptCounters(documents),
      hashes: new PasswordHashes(hashSchemeSetting(env)),
      accessActs: house.accessActs,
      get origin() {
        return originOf();
      },
    };
    const provider = providerSetting(env);
    const returnTo = (): URL => new URL('/sign-in/provider/return', this.#origin);
    this.provider = provider === null ? null : new ProviderClient(provider, documents, returnTo);
    this.#sessions = new OpenSessions(this.house);
    this.#isTls = isTls(this.#origin);
  }

  /** Where the service listens: where it was given no port, its origin on this machine has that one. */
  listensAt(url: string): void {
    if (this.#origin.protocol === 'http:' && this.#origin.port === '0') {
      this.#origin = new URL(`http://localhost:${new URL(url).port}`);
    }
  }

  /** Who comes, as far as it is seen before he says who he is. */
  visitorOf(request: Request): Visitor {
    const agent = request.headers['user-agent'] ?? '';
    return { from: sourceOfRequest(request).address, agent, now: clockNow() };
  }

  /** The session of a request at whatever stage; null where it has none that stands. Found once for each request. */
  sessionOf(request: Request): Promise<OpenSession | null> {
    const known = this.#opened.get(request);
    if (known !== undefined) return known;
    const token = this.#tokenOf(request, 'session');
    const isAsked = !isUnattended(request);
    const opened =
      token === null ? Promise.resolve(null) : this.#sessions.open(token, isAsked, clockNow());
    this.#opened.set(request, opened);
    return opened;
  }

  /** Whether the session that a request came with stands now, however long ago it came. */
  async isStillSignedIn(request: Request): Promise<boolean> {
    const token = this.#tokenOf(request, 'session');
    const open = token === null ? null : await this.#sessions.open(token, false, clockNow());
    return open?.session.stage === 'whole';
  }

  /** The session of who has signed in with both factors. */
  async wholeSessionOf(request: Request): Promise<OpenSession | null> {
    const open = await this.sessionOf(request);
    return open?.session.stage === 'whole' ? open : null;
  }

  /** Who has signed in, by the session of a request; null where nobody has. */
  async personOf(request: Request): Promise<SignedIn | null> {
    const open = await this.wholeSessionOf(request);
    if (open === null) return null;
    const { account, session } = open;
    return {
      kind: 'account',
      account: account.account,
      secondFactorAt: session.secondFactorAt,
    };
  }

  /** The same as a page shows him. */
  async shownOf(request: Request): Promise<ShownPerson | null> {
    const open = await this.wholeSessionOf(request);
    if (open === null) return null;
    const { account, name } = open.account;
    const { lastVisitAt } = open.credentials;
    return { account, name: `${name.first} ${name.last}`, endsAt: open.endsAt, lastVisitAt };
  }

  /** The cookie that a passkey's challenge is bound to: of the session, or of who has none. */
  async boundTo(request: Request): Promise<string> {
    const open = await this.sessionOf(request);
    const brought = this.#tokenOf(request, open === null ? 'before' : 'session');
    return brought ?? this.#given.get(request) ?? '';
  }

  /** Keeps where somebody goes on to while he is away at the provider: the address is not the provider's to know. */
  keepWayOn(response: Response, next: string): void {
    giveCookie(response, 'way', Buffer.from(next).toString('base64url'), this.#isTls);
  }

  /** Where he goes on to now that he is back. */
  takeWayOn(request: Request, response: Response): string {
    const kept = readCookie(request, 'way', this.#isTls) ?? '';
    takeCookie(response, 'way', this.#isTls);
    return safeNext(Buffer.from(kept, 'base64url').toString('utf8'));
  }

  /**
   * The token that the forms of an answer carry: of the session where there is one that stands; else of a cookie of
   * its own, which is given here where the browser has none.
   */
  async formToken(request: Request, response: Response): Promise<string> {
    const open = await this.sessionOf(request);
    if (open !== null) return this.#formTokenFor(this.#tokenOf(request, 'session') ?? '');
    const brought = this.#tokenOf(request, 'before') ?? this.#given.get(request) ?? null;
    if (brought !== null) return this.#formTokenFor(brought);
    const given = newToken();
    this.#given.set(request, given);
    giveCookie(response, 'before', given, this.#isTls);
    return this.#formTokenFor(given);
  }

  /**
   * The account whose page sent a form, though the session may have ended: by the session's cookie and the token that
   * only its pages have. Null where it is nobody's.
   */
  async senderOf(request: Request, sent: string): Promise<string | null> {
    const token = this.#tokenOf(request, 'session');
    if (token === null || sent !== (await this.#formTokenFor(token))) return null;
    return accountOfHolder((await this.house.documents.holderOf(hashOfToken(token))) ?? '');
  }

  /** Throws a `Problem` unless a form, or a script, sent the token that its page was given. */
  async refuseForged(request: Request, sent: string): Promise<void> {
    const expected = await this.#formTokenFor(await this.boundTo(request));
    const isRight =
      sent.length === expected.length && timingSafeEqual(Buffer.from(sent), Buffer.from(expected));
    if (isRight && (await this.boundTo(request)) !== '') return;
    throw new Problem(
      'not-permitted',
      'The form is not of this session, which may have ended: open the page again and send its form.',
    );
  }

  /** Gives the browser its session; the cookie from before is thrown away. */
  begin(response: Response, token: string): void {
    giveCookie(response, 'session', token, this.#isTls);
    takeCookie(response, 'before', this.#isTls);
  }

  /** Ends the session, and has the browser throw away all that it holds of this service. */
  async end(request: Request, response: Response): Promise<void> {
    const token = this.#tokenOf(request, 'session');
    if (token !== null) await this.#sessions.end(token, clockNow());
    takeCookie(response, 'session', this.#isTls);
    response.set('Clear-Site-Data', '"cache", "cookies", "storage"');
  }

  #tokenOf(request: Request, name: 'session' | 'before'): string | null {
    const token = readCookie(request, name, this.#isTls);
    return token !== null && isToken(token) ? token : null;
  }

  #formTokenFor(token: string): Promise<string> {
    return this.house.documents.keyed('form', token);
  }
}

/** A page that asks by itself, or is told what goes on, keeps no session going. */
function isUnattended({ headers }: Request): boolean {
  return headers[UNATTENDED_HEADER] !== undefined || headers.accept === EVENT_STREAM;
}
