import { createHmac, randomBytes } from 'node:crypto';
import type { Account } from '../../projections/access/access-state.js';
import type { Credentials, CredentialsToKeep } from '../ports/credentials.js';
import { credentialsAsOf, holderOfAccount, toKeep } from './credentials-of-person.js';
import type { CountsOfAccount, CredentialsOfPerson } from './credentials-of-person.js';

/** How often a document is decided on anew because others were faster. */
const CHANGES_MAX = 50;

const SECRET_HOLDER = 'signin-secret';
const SECRET_BYTES = 32;

/** What was decided on a document: what to put in its place, null to leave it; and what is answered. */
export interface DocumentChange<Said, Answer> {
  readonly after: Said | null;
  readonly answer: Answer;
}

/** Whose credentials they are, and since which reset and suspension they count. */
export type Owner = Pick<Account, 'account'> & CountsOfAccount;

/** One kind of document: how it is read and written. */
export interface DocumentKind<Said> {
  readonly read: (body: string | null) => Said;
  readonly write: (said: Said) => CredentialsToKeep;
}

/**
 * Reads and replaces documents of the port: what is decided on one that was changed meanwhile is decided anew. In this
 * process one change of a document waits for the other, so that many at once do not keep each other from ending.
 */
export class CredentialDocuments {
  readonly #credentials: Credentials;
  readonly #underWay = new Map<string, Promise<unknown>>();
  #secret: Promise<Buffer> | null = null;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** What an account has as things stand. */
  async of({ account, ...counts }: Owner): Promise<CredentialsOfPerson> {
    const kept = await this.#credentials.read(holderOfAccount(account));
    return credentialsAsOf(kept, counts);
  }

  /** Decides on what an account has and keeps what was decided, once. */
  change<Answer>(
    { account, ...counts }: Owner,
    decide: (now: CredentialsOfPerson) => DocumentChange<CredentialsOfPerson, Answer>,
  ): Promise<Answer> {
    const read = (body: string | null): CredentialsOfPerson =>
      credentialsAsOf(body === null ? null : { body }, counts);
    return this.changeDocument(holderOfAccount(account), { read, write: toKeep }, decide);
  }

  /** The same for any document. */
  async changeDocument<Said, Answer>(
    holder: string,
    kind: DocumentKind<Said>,
    decide: (said: Said) => DocumentChange<Said, Answer>,
  ): Promise<Answer> {
    const before = this.#underWay.get(holder) ?? Promise.resolve();
    const changed = before.then(() => this.#changeNow(holder, kind, decide));
    const settled = changed.catch(() => undefined);
    this.#underWay.set(holder, settled);
    try {
      return await changed;
    } finally {
      if (this.#underWay.get(holder) === settled) this.#underWay.delete(holder);
    }
  }

  /** What a document says. */
  async readDocument<Said>(holder: string, { read }: DocumentKind<Said>): Promise<Said> {
    return read((await this.#credentials.read(holder))?.body ?? null);
  }

  /** Whose document names a token by its hash; null where none does. */
  holderOf(tokenHash: string): Promise<string | null> {
    return this.#credentials.holderOf(tokenHash);
  }

  /**
   * A keyed hash (64 hexadecimal digits) with the secret that all services over one store share: for what must be
   * compared and not be read.
   */
  async keyed(purpose: string, text: string): Promise<string> {
    this.#secret ??= this.#sharedSecret().catch((error: unknown) => {
      this.#secret = null;
      throw error;
    });
    return createHmac('sha256', await this.#secret)
      .update(`${purpose}\n${text}`)
      .digest('hex');
  }

  async #sharedSecret(): Promise<Buffer> {
    const kind: DocumentKind<string | null> = {
      read: (body) => body,
      write: (body) => ({ body: body ?? '', tokens: [] }),
    };
    const body = await this.changeDocument(SECRET_HOLDER, kind, (kept) => {
      const made = JSON.stringify({ secret: randomBytes(SECRET_BYTES).toString('base64url') });
      return kept === null ? { after: made, answer: made } : { after: null, answer: kept };
    });
    // Written three lines above, by this service or another.
    return Buffer.from((JSON.parse(body) as { secret: string }).secret, 'base64url');
  }

  async #changeNow<Said, Answer>(
    holder: string,
    { read, write }: DocumentKind<Said>,
    decide: (said: Said) => DocumentChange<Said, Answer>,
  ): Promise<Answer> {
    for (let attempt = 1; attempt <= CHANGES_MAX; attempt += 1) {
      const kept = await this.#credentials.read(holder);
      const { after, answer } = decide(read(kept?.body ?? null));
      if (after === null) return answer;
      const outcome = await this.#credentials.replace(holder, kept?.revision ?? 0, write(after));
      if (outcome.kind === 'replaced') return answer;
    }
    throw new Error(
      `What is kept for signing in was changed by others ${String(CHANGES_MAX)} times while one change was made: try again.`,
    );
  }
}
