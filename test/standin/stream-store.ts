/** Which server the stand-in behaves like. Seen on 23.10.8 and 24.10.4. */
export type ServerVersion = '23.10.8' | '24.10.4';

/** Both versions refuse an append of more than this, but count it differently. */
export const APPEND_SIZE_MAX = 1_048_576;

/** `truncateBefore` of a stream that was deleted but not tombstoned: the greatest 64-bit revision. */
export const DELETED_TRUNCATE_BEFORE = 9_223_372_036_854_775_807n;

export type Expected = number | 'any' | 'no_stream' | 'stream_exists';

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface KeptEvent extends ProposedEvent {
  readonly revision: number;
  /** Place in the log of all streams; commit and prepare are the same here. */
  readonly position: number;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

export type AppendAnswer =
  | { readonly kind: 'success'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrongExpectedVersion'; readonly actual: number | null }
  | { readonly kind: 'tooBig'; readonly max: number }
  | { readonly kind: 'deleted' };

export type ReadAnswer =
  | { readonly kind: 'events'; readonly events: readonly KeptEvent[] }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'deleted' };

interface KeptStream {
  readonly events: KeptEvent[];
  tombstoned: boolean;
  /** How many of the newest events a read does not show yet; the check of the expected revision knows them. */
  unshown: number;
}

interface StreamLimits {
  readonly truncateBefore: bigint;
  readonly countMax: number | null;
}

const NO_LIMITS: StreamLimits = { truncateBefore: 0n, countMax: null };

/** What an append counts against the limit: 24.10 the whole of it, 23.10 the data only. */
export const appendSize = (version: ServerVersion, events: readonly ProposedEvent[]): number => {
  let size = 0;
  for (const event of events) {
    size += event.data.length;
    if (version === '24.10.4') size += event.metadata.length + 2 * event.type.length;
  }
  return size;
};

/**
 * The streams of a server with the manners of the real one: its check of the expected revision
 * and what it takes for idempotent (the ids alone, never the data). Kept apart from the sockets,
 * so that it outlives a node that is killed.
 */
export class StreamStore {
  readonly version: ServerVersion;
  /** How long a write takes to be on disk and shown to readers, as with a slow disk, milliseconds. */
  commitMs = 0;
  readonly #streams = new Map<string, KeptStream>();
  readonly #listeners = new Set<(stream: string) => void>();
  readonly appendSizeMax: number;
  #position = 0;

  constructor(version: ServerVersion = '24.10.4', appendSizeMax = APPEND_SIZE_MAX) {
    this.version = version;
    this.appendSizeMax = appendSizeMax;
  }

  /** Calls back after each write, with the stream's name. Returns what ends it. */
  onWrite(listener: (stream: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Everything is gone, as where a server's disk was replaced: it begins a new history without a word. */
  empty(): void {
    this.#streams.clear();
    this.#position = 0;
  }

  exists(name: string): boolean {
    return this.#streams.has(name);
  }

  /** All that was ever written, cut off or not: for the tests' own look behind the server. */
  everything(name: string): readonly KeptEvent[] {
    return this.#streams.get(name)?.events ?? [];
  }

  /** How many events a stream ever had, without those that are not shown yet. */
  shownSize(name: string): number {
    const stream = this.#streams.get(name);
    return stream === undefined ? 0 : stream.events.length - stream.unshown;
  }

  /** The newest place in the log of all streams. */
  get position(): number {
    return this.#position;
  }

  /** Every event of every stream: what a node's files hold until a scavenge. */
  *allEvents(): Generator<KeptEvent> {
    for (const { events } of this.#streams.values()) yield* events;
  }

  /**
   * The places of what a scavenge may take away before a place in the log: what is cut off. The last event of a
   * stream stays, cut off or not: by it the server knows how far the stream has come.
   */
  *cutOffBefore(position: number): Generator<number> {
    for (const [name, { events }] of this.#streams) {
      const first = this.firstRevision(name) ?? events.length;
      for (const event of events.slice(0, Math.min(first, events.length - 1))) {
        if (event.position < position) yield event.position;
      }
    }
  }

  append(name: string, expected: Expected, proposed: readonly ProposedEvent[]): AppendAnswer {
    if (appendSize(this.version, proposed) > this.appendSizeMax) {
      return { kind: 'tooBig', max: this.appendSizeMax };
    }
    const stream = this.#streams.get(name);
    if (stream?.tombstoned === true) return { kind: 'deleted' };
    const last = (stream?.events.length ?? 0) - 1;
    const verdict = this.#check(name, stream, last, expected, proposed);
    switch (verdict.kind) {
      case 'refuse':
        return { kind: 'wrongExpectedVersion', actual: last < 0 ? null : last };
      case 'known': {
        const known = stream?.events[verdict.revision];
        return { kind: 'success', revision: verdict.revision, position: known?.position ?? 0 };
      }
      case 'write':
        return this.#write(name, proposed);
    }
  }

  /** `count` events from `from` on, in either direction, beginning where the stream was cut. */
  read(name: string, from: number | 'start' | 'end', count: number, backward: boolean): ReadAnswer {
    const stream = this.#streams.get(name);
    if (stream === undefined) return { kind: 'notFound' };
    if (stream.tombstoned) return { kind: 'deleted' };
    const first = this.firstRevision(name);
    const last = stream.events.length - stream.unshown - 1;
    if (first === null || last < 0) return { kind: 'notFound' };
    if (!backward) {
      const begin = Math.max(first, from === 'start' ? 0 : from === 'end' ? last + 1 : from);
      const end = Math.min(begin + count, last + 1);
      return { kind: 'events', events: stream.events.slice(begin, end) };
    }
    const end = from === 'end' ? last : from === 'start' ? first : Math.min(from, last);
    const begin = Math.max(first, end - count + 1);
    return { kind: 'events', events: stream.events.slice(begin, end + 1).reverse() };
  }

  /** The first revision that is still to be read, or null where the whole stream was deleted. */
  firstRevision(name: string): number | null {
    const stream = this.#streams.get(name);
    if (stream === undefined) return null;
    const limits = this.#limits(name);
    if (limits.truncateBefore >= DELETED_TRUNCATE_BEFORE) return null;
    const byCount =
      limits.countMax === null ? 0 : Math.max(0, stream.events.length - limits.countMax);
    return Math.max(Number(limits.truncateBefore), byCount);
  }

  /** Deletes as `deleteStream` does: the name can be written again and goes on at the old end. */
  delete(name: string): void {
    this.#writeMetadata(name, `{"$tb":${DELETED_TRUNCATE_BEFORE.toString()}}`);
  }

  /** Deletes for good. */
  tombstone(name: string): void {
    const stream = this.#streams.get(name) ?? { events: [], tombstoned: false, unshown: 0 };
    stream.tombstoned = true;
    this.#streams.set(name, stream);
    this.#announce(name);
  }

  /** Takes away the newest events, as no sound server does: for the tests of the alarm. */
  cutTail(name: string, size: number): void {
    this.#streams.get(name)?.events.splice(size);
  }

  /** A new leader that does not show the newest events yet, though a majority has them; 0 shows them. */
  unshow(name: string, count: number): void {
    const stream = this.#streams.get(name);
    if (stream === undefined) throw new Error(`no stream "${name}"`);
    stream.unshown = count;
    this.#announce(name);
  }

  /** Puts another event in an event's place, as no sound server does. */
  replace(name: string, revision: number, change: Partial<KeptEvent>): void {
    const events = this.#streams.get(name)?.events;
    const event = events?.[revision];
    if (events === undefined || event === undefined) throw new Error(`no event ${revision}`);
    events[revision] = { ...event, ...change };
  }

  #check(
    name: string,
    stream: KeptStream | undefined,
    last: number,
    expected: Expected,
    proposed: readonly ProposedEvent[],
  ): { kind: 'write' } | { kind: 'refuse' } | { kind: 'known'; revision: number } {
    if (expected === 'any' || expected === 'stream_exists') {
      if (expected === 'stream_exists' && last < 0) return { kind: 'refuse' };
      return this.#checkAny(stream, last, proposed);
    }
    const at = expected === 'no_stream' ? -1 : expected;
    if (at > last) return { kind: 'refuse' };
    // An empty append succeeds at the right revision, with revision 0 where there is no stream.
    if (at === last) {
      return proposed.length === 0
        ? { kind: 'known', revision: Math.max(last, 0) }
        : { kind: 'write' };
    }
    const known = proposed.every(({ id }, index) => stream?.events[at + 1 + index]?.id === id);
    if (known && proposed.length > 0) return { kind: 'known', revision: at + proposed.length };
    return at === -1 && this.firstRevision(name) === null ? { kind: 'write' } : { kind: 'refuse' };
  }

  #checkAny(
    stream: KeptStream | undefined,
    last: number,
    proposed: readonly ProposedEvent[],
  ): { kind: 'write' } | { kind: 'refuse' } | { kind: 'known'; revision: number } {
    if (proposed.length === 0) return { kind: 'known', revision: Math.max(last, 0) };
    const found = proposed.map(({ id }) => stream?.events.findLast((event) => event.id === id));
    if (found[0] === undefined) return { kind: 'write' };
    if (found.includes(undefined)) return { kind: 'refuse' };
    return { kind: 'known', revision: found.at(-1)?.revision ?? 0 };
  }

  #write(name: string, proposed: readonly ProposedEvent[]): AppendAnswer {
    const undeletes = !name.startsWith('$$') && this.firstRevision(name) === null;
    const stream = this.#streams.get(name) ?? { events: [], tombstoned: false, unshown: 0 };
    if (undeletes && stream.events.length > 0) {
      this.#writeMetadata(name, `{"$tb":${stream.events.length}}`);
    }
    this.#streams.set(name, stream);
    for (const event of proposed) {
      this.#position += 1;
      const revision = stream.events.length;
      stream.events.push({ ...event, revision, position: this.#position, created: Date.now() });
    }
    // Before anybody is told: who is told may write in turn.
    const revision = stream.events.length - 1;
    const position = this.#position;
    if (this.commitMs === 0) this.#announce(name);
    else this.#showLater(name, stream, proposed.length);
    return { kind: 'success', revision, position };
  }

  #showLater(name: string, stream: KeptStream, count: number): void {
    stream.unshown += count;
    setTimeout(() => {
      stream.unshown -= count;
      this.#announce(name);
    }, this.commitMs);
  }

  #writeMetadata(name: string, json: string): void {
    const data = new TextEncoder().encode(json);
    const id = crypto.randomUUID();
    const contentType = 'application/json';
    this.#write(`$$${name}`, [
      { id, type: '$metadata', contentType, data, metadata: new Uint8Array() },
    ]);
  }

  #limits(name: string): StreamLimits {
    const newest = this.#streams.get(`$$${name}`)?.events.at(-1);
    if (newest === undefined) return NO_LIMITS;
    const text = new TextDecoder().decode(newest.data);
    // The greatest $tb is no safe JavaScript number, so it is taken from the text.
    const truncateBefore = /"\$tb":\s*(\d+)/.exec(text)?.[1] ?? '0';
    const countMax = /"\$maxCount":\s*(\d+)/.exec(text)?.[1];
    return {
      truncateBefore: BigInt(truncateBefore),
      countMax: countMax === undefined ? null : Number(countMax),
    };
  }

  #announce(name: string): void {
    for (const listener of this.#listeners) listener(name);
  }
}
