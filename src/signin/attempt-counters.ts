import type { Instant } from '../../events/values/instant.js';
import { comparedEmail } from '../../events/values/email.js';
import {
  NO_ATTEMPTS,
  beginAttempt,
  delayedUntil,
  takeBack,
  weightOfAttempts,
  withCounter,
  wrongFrom,
} from './attempts.js';
import type { AttemptBegun, Attempts, Counters } from './attempts.js';
import type { CredentialDocuments, DocumentKind } from './credential-documents.js';

/** One of 256 documents, each with a bounded number of counters: so all counters together are bounded as well. */
interface CounterKey {
  readonly holder: string;
  readonly key: string;
}

const ATTEMPTS: DocumentKind<Counters<Attempts>> = countersKind();
const WRONG_FROM: DocumentKind<Counters<readonly Instant[]>> = countersKind();

/** Counts attempts by typed e-mail address and by network address, through all services over one store. */
export class AttemptCounters {
  readonly #documents: CredentialDocuments;

  constructor(documents: CredentialDocuments) {
    this.#documents = documents;
  }

  /** Begins an attempt for an e-mail address, which counts as wrong until it is taken back. */
  async begin(email: string, now: Instant): Promise<AttemptBegun> {
    const { holder, key } = await this.#keyOf('email', comparedEmail(email));
    return this.#documents.changeDocument(holder, ATTEMPTS, (counters) => {
      const begun = beginAttempt(counters[key] ?? NO_ATTEMPTS, now);
      const after =
        begun.kind === 'let' ? withCounter(counters, key, begun.after, weightOfAttempts) : null;
      return { after, answer: begun };
    });
  }

  /** The attempt was right, and more is to come. */
  async takeBack(email: string, begunAt: Instant): Promise<void> {
    const { holder, key } = await this.#keyOf('email', comparedEmail(email));
    await this.#documents.changeDocument(holder, ATTEMPTS, (counters) => {
      const counted = counters[key];
      if (counted === undefined) return { after: null, answer: undefined };
      const after = withCounter(counters, key, takeBack(counted, begunAt), weightOfAttempts);
      return { after, answer: undefined };
    });
  }

  /** Somebody has signed in with the e-mail address: nothing is counted any more. */
  async clear(email: string): Promise<void> {
    const { holder, key } = await this.#keyOf('email', comparedEmail(email));
    await this.#documents.changeDocument(holder, ATTEMPTS, (counters) => ({
      after: key in counters ? withCounter(counters, key, null, weightOfAttempts) : null,
      answer: undefined,
    }));
  }

  /** Until when a network address is delayed; null where it is not. */
  async delayOf(from: string, now: Instant): Promise<Instant | null> {
    const { holder, key } = await this.#keyOf('from', from);
    const counters = await this.#documents.readDocument(holder, WRONG_FROM);
    return delayedUntil(counters[key] ?? [], now);
  }

  /** Counts a wrong password or code that came from a network address. */
  async wrong(from: string, now: Instant): Promise<void> {
    const { holder, key } = await this.#keyOf('from', from);
    await this.#documents.changeDocument(holder, WRONG_FROM, (counters) => ({
      after: withCounter(counters, key, wrongFrom(counters[key] ?? [], now), weightOfWrong),
      answer: undefined,
    }));
  }

  async #keyOf(what: 'email' | 'from', text: string): Promise<CounterKey> {
    const key = await this.#documents.keyed(what, text);
    return { holder: `signin-${what}-${key.slice(0, 2)}`, key: key.slice(2, 34) };
  }
}

function weightOfWrong(wrongAt: readonly Instant[]): number {
  return wrongAt.length * 1e14 + (wrongAt.at(-1) ?? 0);
}

function countersKind<Counter>(): DocumentKind<Counters<Counter>> {
  return {
    // Written by this file alone.
    read: (body) => (body === null ? {} : (JSON.parse(body) as Counters<Counter>)),
    write: (counters) => ({ body: JSON.stringify(counters), tokens: [] }),
  };
}
