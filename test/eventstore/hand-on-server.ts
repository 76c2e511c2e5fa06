import { EventStoreDBClient, START, StreamNotFoundError, jsonEvent } from '@eventstore/db-client';
import type { JSONRecordedEvent, JSONType } from '@eventstore/db-client';
import { actsMovedEvent } from '../../src/stores/eventstore/moving/acts-moved.js';

/** An event as somebody writes it by hand. */
export interface HandEvent {
  readonly id?: string;
  readonly type: string;
  readonly data: JSONType;
}

/** Somebody who may read and write the server's streams by a client of their own, and has no key of ours. */
export class HandOnServer {
  readonly #client: EventStoreDBClient;

  constructor(connectionString: string) {
    this.#client = EventStoreDBClient.connectionString(connectionString);
  }

  /** What a stream has, as far as it is to be read; nothing where there is none. */
  async eventsOf(stream: string): Promise<readonly JSONRecordedEvent[]> {
    const found: JSONRecordedEvent[] = [];
    try {
      for await (const { event } of this.#client.readStream(stream, { fromRevision: START })) {
        if (event?.isJson === true) found.push(event);
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return found;
  }

  async append(stream: string, events: readonly HandEvent[]): Promise<void> {
    await this.#client.appendToStream(
      stream,
      events.map(({ id = crypto.randomUUID(), type, data }) =>
        jsonEvent({ id, type, data, metadata: {} }),
      ),
    );
  }

  /** The name may be written again. */
  async delete(stream: string): Promise<void> {
    await this.#client.deleteStream(stream);
  }

  /** For good. */
  async tombstone(stream: string): Promise<void> {
    await this.#client.tombstoneStream(stream);
  }

  /** Reads begin at the revision from then on. */
  async cutBefore(stream: string, revision: number): Promise<void> {
    await this.#client.setStreamMetadata(stream, { truncateBefore: revision });
  }

  /** Writes the acts of a stream into another with one word in them altered, and says of the stream that it has moved there. */
  async forgeMove(stream: string, from: string, to: string): Promise<void> {
    const acts = await this.eventsOf(stream);
    const forged = acts.map(({ type, data }) => {
      const text = JSON.stringify(data);
      if (!text.includes(from) && acts.length === 1) throw new Error(`"${from}" is in no act.`);
      return { type, data: JSON.parse(text.replace(from, to)) as JSONType }; // what was read before
    });
    await this.append(`${stream}.2`, forged);
    const moved = actsMovedEvent({ stream: `${stream}.2`, size: acts.length });
    const data = JSON.parse(Buffer.from(moved.data).toString('utf8')) as JSONType; // the event's own
    await this.append(stream, [{ id: moved.id, type: moved.type, data }]);
  }

  /** May be closed once. */
  async close(): Promise<void> {
    await this.#client.dispose();
  }
}
