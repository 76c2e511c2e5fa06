import { TOTP } from 'otpauth';
import type { AccessActName } from '../../events/acts/access-act.js';
import { readActValue } from '../../events/acts/read-access-act.js';
import { formatInstant, later, parseInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { Account } from '../../projections/access/access-state.js';
import { decideInOrder } from '../../projections/access/decide.js';
import { AccessActs } from '../../src/access/access-acts.js';
import { ACCESS_KIND } from '../../src/access/access-log.js';
import { decideAndAppendAll } from '../../src/acts/decide-and-append.js';
import { ACCESS } from '../../src/ports/act-log.js';
import { AttemptCounters } from '../../src/signin/attempt-counters.js';
import { CredentialDocuments } from '../../src/signin/credential-documents.js';
import { makeLink, useLink } from '../../src/signin/one-time-links.js';
import { PasswordHashes } from '../../src/signin/password-hashes.js';
import { giveCode } from '../../src/signin/second-factor.js';
import { OpenSessions } from '../../src/signin/open-sessions.js';
import type { OpenSession } from '../../src/signin/open-sessions.js';
import { signInByPassword } from '../../src/signin/sign-in-by-password.js';
import type { SignInHouse, Visitor } from '../../src/signin/sign-in-house.js';
import { choosePassword, finishWelcome, timeSecretOf } from '../../src/signin/welcome.js';
import { ACCESS_STREAM } from '../../src/stores/sqlite/act-file.js';
import { ActFolder } from '../../src/stores/sqlite/act-folder.js';
import { CredentialsFile } from '../../src/stores/sqlite/credentials-file.js';
import { temporaryFolder } from '../cli/in-process.js';
import { present } from '../store/present.js';

/** As little work as the hash can be told to do: what it protects is tested elsewhere. */
export const FAST = { kind: 'argon2id', memoryKib: 64, passes: 1 } as const;

/** A password that nobody has on a list. */
export const PASSWORD = 'nine umbrellas under Tuesday';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** What one service works with: its houses share nothing but the folder. */
export interface Service {
  readonly house: SignInHouse;
  readonly sessions: OpenSessions;
}

/** A folder of accounts, with a clock that goes on when it is told to. */
export class AccountsInFolder {
  readonly #folder = temporaryFolder();
  readonly #acts = new ActFolder(this.#folder.path, ACCESS_STREAM);
  now: Instant = present(parseInstant('2026-03-02T18:00:00Z'));

  /** The data folder. */
  get path(): string {
    return this.#folder.path;
  }

  readonly remove = (): void => {
    this.#folder.remove();
  };

  /** A service over the folder, as another process would be. */
  service(hashes = new PasswordHashes(FAST)): Service {
    const documents = new CredentialDocuments(new CredentialsFile(this.#folder.path));
    const house = {
      documents,
      attempts: new AttemptCounters(documents),
      hashes,
      accessActs: new AccessActs(this.#acts),
      origin: new URL('https://plumbline.example'),
    };
    return { house, sessions: new OpenSessions(house) };
  }

  later(milliseconds: number): this {
    this.now = later(this.now, milliseconds);
    return this;
  }

  visitor(from = '203.0.113.7'): Visitor {
    return { from, agent: 'a browser', now: this.now };
  }

  /** Does an act by the operator; throws where it is refused. */
  async act(act: AccessActName, fields: Readonly<Record<string, unknown>>): Promise<void> {
    const at = formatInstant(this.now);
    const read = readActValue({ act, at, by: 'operator', ...fields });
    await decideAndAppendAll(this.#acts, ACCESS_KIND, ACCESS, null, ({ state }) => {
      const [decision] = decideInOrder(state, [read], this.now).decisions;
      if (decision?.kind !== 'done') throw new Error(`${act}: ${decision?.message ?? ''}`);
      return { bodies: [decision.body], answer: undefined };
    });
  }

  async account(service: Service, id: string): Promise<Account> {
    return present((await service.house.accessActs.read()).accounts.get(id));
  }

  /** Invites a person, who gets the next number. */
  async invited(email: string, ...grants: readonly object[]): Promise<void> {
    const name = { first: 'Ana', last: 'Diaz' };
    const given = grants.length === 0 ? [{ role: 'dcss-analyst' }] : grants;
    await this.act('AccountInvited', { email, name, grants: given });
  }

  /** The token of a new link of an account. */
  async link(service: Service, id: string): Promise<string> {
    return makeLink(service.house.documents, await this.account(service, id), this.now);
  }

  async open(service: Service, token: string): Promise<OpenSession> {
    return present(await service.sessions.open(token, true, this.now));
  }

  /** Takes an invited or reset person through the welcome: password and authenticator program. */
  async welcomed(service: Service, id: string, password = PASSWORD): Promise<Welcomed> {
    const used = await useLink(service.house, await this.link(service, id), this.visitor());
    if (used.kind !== 'used') throw new Error('The link was not taken.');
    await choosePassword(service.house, await this.open(service, used.token), password);
    const secret = present(await timeSecretOf(service.house, await this.open(service, used.token)));
    const typed = this.code(secret);
    const session = await this.open(service, used.token);
    const factor = { kind: 'timeCode', typed } as const;
    const done = await finishWelcome(service.house, session, factor, this.visitor());
    if (done.kind !== 'done') throw new Error(`The welcome ended ${done.kind}.`);
    const { token, recoveryCodes } = done;
    return { token, recoveryCodes, secret };
  }

  /** What an authenticator program shows now. */
  code(secret: string): string {
    return new TOTP({ secret }).generate({ timestamp: this.now });
  }

  /** Password and code, each at a service of its own: the token of the session; else how it ended. */
  async signIn(
    services: readonly Service[],
    { email, password, code }: { email: string; password: string; code: string },
    from?: string,
  ): Promise<{ readonly kind: string; readonly token: string }> {
    const first = present(services[0]);
    const second = present(services.at(-1));
    const visitor = this.visitor(from);
    const half = await signInByPassword(first.house, { email, password }, visitor);
    if (half.kind !== 'right') return { kind: half.kind, token: '' };
    const whole = await giveCode(second.house, await this.open(second, half.token), code, visitor);
    return { kind: whole.kind, token: whole.kind === 'right' ? whole.token : '' };
  }
}

/** What somebody has when he was welcomed. */
export interface Welcomed {
  readonly token: string;
  readonly recoveryCodes: readonly string[];
  readonly secret: string;
}
