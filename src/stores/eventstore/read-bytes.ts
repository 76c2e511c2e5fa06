import { wire } from './wire.js';
import type { ReadResponse, Uuid } from './wire-messages.js';

/** One event as it is in the stream: bytes, nothing parsed. */
export interface StreamEvent {
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** What one message of a read says. */
export interface ReadAnswer {
  readonly event: StreamEvent | null;
  readonly isStreamMissing: boolean;
}

/*
 * A replica is filled by millions of messages that all look alike: an event with its UUID as text. These are read here from
 * their bytes, for making protobuf's objects of each took longer than reading the record in it. Whatever looks otherwise is
 * left to `wire`. Each number below is a field's number and kind in streams.proto.
 */
const READ_EVENT = 0x0a; // ReadResp 1
const RECORDED_EVENT = 0x0a; // ReadEvent 1
const EVENT_ID = 0x0a; // RecordedEvent 1, a UUID
const UUID_TEXT = 0x12; // UUID 2
const REVISION = 0x18; // RecordedEvent 3
const METADATA = 0x32; // RecordedEvent 6, entries of a map
const CUSTOM_METADATA = 0x3a; // RecordedEvent 7
const DATA = 0x42; // RecordedEvent 8
const MAP_KEY = 0x0a;
const MAP_VALUE = 0x12;
const UUID_CHARACTERS = 36;

/** What follows the tag of a field, by the kind in its last three bits. */
const KIND = { number: 0, eightBytes: 1, bytes: 2, fourBytes: 5 } as const;

const EMPTY = new Uint8Array();

/** One message of a read call. @throws Error where it is none */
export function readAnswer(bytes: Buffer): ReadAnswer {
  return eventIn(bytes) ?? answerOf(wire().read.answered.read(bytes));
}

/** The message where it has the form that nearly all have; null for any other. */
function eventIn(bytes: Buffer): ReadAnswer | null {
  const whole = new Fields(bytes, 0, bytes.length);
  if (whole.next() !== READ_EVENT || whole.end !== bytes.length) return null;
  const read = new Fields(bytes, whole.begin, whole.end);
  if (read.next() !== RECORDED_EVENT) return null;
  const event = recordedEvent(new Fields(bytes, read.begin, read.end));
  // What may follow is the event's place in the log of all streams, of which nothing is asked.
  return event === null ? null : { event, isStreamMissing: false };
}

function recordedEvent(fields: Fields): StreamEvent | null {
  let [id, type, contentType] = ['', '', ''];
  let [data, metadata]: Uint8Array[] = [EMPTY, EMPTY];
  let revision = 0;
  for (let tag = fields.next(); tag !== END; tag = fields.next()) {
    if (tag === UNREADABLE) return null;
    if (tag === EVENT_ID) id = idIn(fields.inner());
    else if (tag === REVISION) revision = fields.number;
    else if (tag === CUSTOM_METADATA) metadata = fields.bytes();
    else if (tag === DATA) data = fields.bytes();
    else if (tag === METADATA) {
      const entry = entryIn(fields.inner());
      if (entry === null) return null;
      if (entry.key === 'type') type = entry.value;
      else if (entry.key === 'content-type') contentType = entry.value;
    }
  }
  if (id === '' || !Number.isSafeInteger(revision)) return null;
  return { revision, id, type, contentType, data: data ?? EMPTY, metadata: metadata ?? EMPTY };
}

/** A UUID that is text; empty where it is in another form. */
function idIn(uuid: Fields): string {
  const isText = uuid.next() === UUID_TEXT && uuid.end - uuid.begin === UUID_CHARACTERS;
  return isText ? uuid.text() : '';
}

/** A key and its value, where they come in this order. */
function entryIn(entry: Fields): { readonly key: string; readonly value: string } | null {
  if (entry.next() !== MAP_KEY) return null;
  const key = entry.text();
  return entry.next() === MAP_VALUE ? { key, value: entry.text() } : null;
}

/** In place of a tag: the fields have come to their end, or are in no form that is read here. */
const END = 0;
const UNREADABLE = -1;

/** The fields of one message within bytes, one after the other. */
class Fields {
  readonly #bytes: Buffer;
  readonly #limit: number;
  #at: number;
  /** Of the field that `next` came to: what it holds, where that is bytes. */
  begin = 0;
  end = 0;
  /** Where it holds a number. */
  number = 0;

  constructor(bytes: Buffer, begin: number, limit: number) {
    this.#bytes = bytes;
    this.#at = begin;
    this.#limit = limit;
  }

  /** The tag of the next field: its number times eight, and its kind. */
  next(): number {
    if (this.#at === this.#limit) return END;
    const tag = this.#varint();
    switch (tag & 7) {
      case KIND.number:
        this.number = this.#varint();
        break;
      case KIND.bytes: {
        const length = this.#varint();
        this.begin = this.#at;
        this.end = this.#at + length;
        this.#at = this.end;
        break;
      }
      case KIND.eightBytes:
        this.#at += 8;
        break;
      case KIND.fourBytes:
        this.#at += 4;
        break;
      default:
        return UNREADABLE;
    }
    return this.#at > this.#limit || tag === END ? UNREADABLE : tag;
  }

  /** The fields of the message that the field holds. */
  inner(): Fields {
    return new Fields(this.#bytes, this.begin, this.end);
  }

  text(): string {
    return this.#bytes.toString('utf8', this.begin, this.end);
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(this.begin, this.end);
  }

  /** Exact up to 2 to the 53rd; what is greater comes out greater. */
  #varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) {
        // Past the limit: `next` says so.
        this.#at = this.#limit + 1;
        return value;
      }
      this.#at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  }
}

function answerOf({ event: read, streamNotFound }: ReadResponse): ReadAnswer {
  const event = read?.event ?? null;
  return {
    isStreamMissing: streamNotFound !== undefined,
    event:
      event === null
        ? null
        : {
            revision: Number(event.streamRevision),
            id: uuidText(event.id),
            type: event.metadata['type'] ?? '',
            contentType: event.metadata['content-type'] ?? '',
            data: event.data,
            metadata: event.customMetadata,
          },
  };
}

/** A UUID as text; the server sends it as text or as two numbers. Empty where there is none. */
export const uuidText = (uuid: Uuid | null): string => {
  const structured = uuid?.structured;
  if (structured === undefined) return uuid?.string ?? '';
  const hex = [structured.mostSignificantBits, structured.leastSignificantBits]
    .map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
