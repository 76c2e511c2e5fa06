import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  Credentials,
  CredentialsKept,
  CredentialsToKeep,
  ReplaceOutcome,
} from '../../ports/credentials.js';
import { refuseUnkeepable } from '../../ports/credentials.js';
import { backOffMs } from './connection.js';
import { changeSettings } from './moving/stream-settings.js';
import { newestEvent } from './moving/stream-reads.js';
import { appendPatiently } from './moving/stream-writer.js';
import { JSON_CONTENT } from './record-event.js';
import { sizeShown } from './size-shown.js';
import type { StoreCalls } from './store-calls.js';

/** The type of every event. Storage: never change it. */
const TYPE = 'CredentialsReplaced';

/** How often an index is written anew because others were faster. */
const INDEX_ATTEMPTS_MAX = 50;

/** Digits of a token's hash that say in which index it stands: 256 of them. */
const INDEX_DIGITS = 2;

/** A document as its stream has it, with the tokens that lead to it. */
export type CredentialsInStream = CredentialsKept & CredentialsToKeep;

/** What the newest event of a stream says, and where it stands. */
interface Newest {
  readonly revision: number;
  readonly id: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * Credentials in EventStoreDB (KurrentDB): stream `credentials-A-7` of one event (`$maxCount` 1), written at its
 * expected revision. Beside them, kept in the same way, indexes that only lead to a document and prove nothing:
 * `credential-tokens-00` to `-ff` from a token's hash to its holder, and `credential-holders`.
 */
export class CredentialStreams implements Credentials {
  readonly #calls: StoreCalls;
  readonly #streamPrefix: string;

  /** @param calls - of the log whose connection it shares, which also closes it */
  constructor(calls: StoreCalls, streamPrefix: string) {
    this.#calls = calls;
    this.#streamPrefix = streamPrefix;
  }

  /** @throws EventStoreUnavailable, EventStoreRefused, as all of these */
  async read(holder: string): Promise<CredentialsInStream | null> {
    const newest = await this.#newest(this.#streamOf(holder));
    if (newest === null) return null;
    const { body, tokens } = newest.value;
    if (typeof body !== 'string') throw this.#foreign(this.#streamOf(holder));
    return { revision: newest.revision, body, tokens: textsIn(tokens) };
  }

  async replace(
    holder: string,
    expectedRevision: number,
    document: CredentialsToKeep,
  ): Promise<ReplaceOutcome> {
    refuseUnkeepable(holder, document);
    const before = await this.read(holder);
    const revision = before?.revision ?? 0;
    if (revision !== expectedRevision) return { kind: 'revisionDiffers', revision };
    const had = new Set(before?.tokens);
    const has = new Set(document.tokens);
    // First what leads to it: an index that leads to a document without the token harms nobody.
    if (before === null) await this.#changeIndex('credential-holders', { add: [holder] }, holder);
    await this.#changeTokens(holder, { add: [...has].filter((each) => !had.has(each)) });
    const { body, tokens } = document;
    const outcome = await this.#write(this.#streamOf(holder), expectedRevision, { body, tokens });
    if (outcome.kind === 'replaced') {
      await this.#changeTokens(holder, { remove: [...had].filter((each) => !has.has(each)) });
    }
    return outcome;
  }

  async holderOf(tokenHash: string): Promise<string | null> {
    const newest = await this.#newest(this.#indexOf(tokenHash));
    const value = newest?.value ?? {};
    const holder = Object.hasOwn(value, tokenHash) ? value[tokenHash] : null;
    return typeof holder === 'string' ? holder : null;
  }

  async holders(): Promise<readonly string[]> {
    const newest = await this.#newest(`${this.#streamPrefix}credential-holders`);
    const named = Object.keys(newest?.value ?? {});
    // It is named before its first document is written, which may not have come to pass.
    const documents = await Promise.all(named.map((holder) => this.read(holder)));
    return named.filter((_, index) => documents[index] !== null).sort();
  }

  async #changeTokens(
    holder: string,
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<void> {
    const { add = [], remove = [] } = change;
    const byIndex = Map.groupBy([...add, ...remove], indexName);
    for (const [name, hashes] of byIndex) {
      const of = (some: readonly string[]): readonly string[] =>
        hashes.filter((each) => some.includes(each));
      await this.#changeIndex(name, { add: of(add), remove: of(remove) }, holder);
    }
  }

  async #changeIndex(
    name: string,
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
    holder: string,
  ): Promise<void> {
    const { add = [], remove = [] } = change;
    const stream = `${this.#streamPrefix}${name}`;
    for (let attempt = 1; attempt <= INDEX_ATTEMPTS_MAX; attempt += 1) {
      const newest = await this.#newest(stream);
      const value = { ...newest?.value };
      const isSo =
        add.every((each) => value[each] === holder) &&
        remove.every((each) => !Object.hasOwn(value, each));
      if (isSo) return;
      const kept = Object.entries(value).filter(([each]) => !remove.includes(each));
      const added = add.map((each): readonly [string, unknown] => [each, holder]);
      const changed: Readonly<Record<string, unknown>> = Object.fromEntries([...kept, ...added]);
      const outcome = await this.#write(stream, newest?.revision ?? 0, changed);
      if (outcome.kind === 'replaced') return;
      await pause(Math.random() * backOffMs(1));
    }
    throw new Error(
      `Stream "${stream}" was changed by others ${String(INDEX_ATTEMPTS_MAX)} times meanwhile: do it again.`,
    );
  }

  /** Writes the one event of a stream at its revision. What came of an attempt without an answer is found out. */
  async #write(stream: string, expectedRevision: number, value: object): Promise<ReplaceOutcome> {
    if (expectedRevision === 0) await this.#keepOne(stream);
    const id = randomUUID();
    const data = Buffer.from(JSON.stringify(value));
    const event = { id, type: TYPE, data, metadata: new Uint8Array() };
    const { kind } = await appendPatiently(this.#calls, stream, expectedRevision, [event]);
    const replaced = { kind: 'replaced', revision: expectedRevision + 1 } as const;
    if (kind === 'written') return replaced;
    let newest: Newest | null = null;
    // Whoever was faster is perhaps not shown yet.
    const revision = await sizeShown(
      async () => {
        newest = await this.#newest(stream);
        return newest?.revision ?? 0;
      },
      (size) => size > expectedRevision,
      this.#calls.callTimeoutMs,
    );
    // A refusal may come of this very event, written by an attempt that was not answered.
    return idOf(newest) === id ? replaced : { kind: 'revisionDiffers', revision };
  }

  /** Only the newest event of the stream is kept. */
  async #keepOne(stream: string): Promise<void> {
    await changeSettings(this.#calls, stream, (settings) =>
      settings['$maxCount'] === 1 ? null : { ...settings, $maxCount: 1 },
    );
  }

  async #newest(stream: string): Promise<Newest | null> {
    const event = await newestEvent(this.#calls, stream);
    if (event === null) return null;
    if (event.type !== TYPE || event.contentType !== JSON_CONTENT) throw this.#foreign(stream);
    const value = objectIn(Buffer.from(event.data).toString('utf8'));
    if (value === null) throw this.#foreign(stream);
    return { revision: event.revision + 1, id: event.id, value };
  }

  #foreign(stream: string): Error {
    return new Error(
      `Stream "${stream}" was not written by this program: find out who wrote to it, and restore it from a backup.`,
    );
  }

  #streamOf(holder: string): string {
    return `${this.#streamPrefix}credentials-${holder}`;
  }

  #indexOf(tokenHash: string): string {
    return `${this.#streamPrefix}${indexName(tokenHash)}`;
  }
}

function indexName(tokenHash: string): string {
  return `credential-tokens-${tokenHash.slice(0, INDEX_DIGITS)}`;
}

function idOf(newest: Newest | null): string | null {
  return newest === null ? null : newest.id;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
