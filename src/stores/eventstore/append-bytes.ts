import { JSON_CONTENT } from './record-event.js';
import type { RecordEvent } from './record-event.js';

/*
 * Of an append nearly all is its events, and making protobuf's objects of them, to write these out a moment later, took
 * more of this process than anything else that an ingest does. So their bytes are written here: `ProposedMessage` and the
 * field of `BatchAppendReq` that holds them, as streams.proto has them. Each number below is a field's number and kind.
 */
const PROPOSED_MESSAGES = 0x1a; // BatchAppendReq 3
const MESSAGE_ID = 0x0a; // ProposedMessage 1, a UUID
const UUID_TEXT = 0x12; // UUID 2
const MESSAGE_METADATA = 0x12; // ProposedMessage 2, entries of a map
const MAP_KEY = 0x0a;
const MAP_VALUE = 0x12;
const MESSAGE_CUSTOM_METADATA = 0x1a; // ProposedMessage 3
const MESSAGE_DATA = 0x22; // ProposedMessage 4

const UUID_CHARACTERS = 36;
/** A UUID's field with what is around its text. */
const ID_BYTES = UUID_CHARACTERS + 4;

/** The metadata of events of each type that was sent; there are as many as this program has types. */
const metadataOfTypes = new Map<string, Buffer>();

/**
 * The events of an append as they go over the wire, in order; they follow the append's other fields.
 *
 * @param events - each with a UUID of 36 characters as its id
 */
export function proposedMessages(events: readonly RecordEvent[]): Uint8Array {
  const sizes = events.map(sizeOf);
  const size = sizes.reduce((sum, each) => sum + 1 + varintSize(each) + each, 0);
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const [index, { id, type, data, metadata }] of events.entries()) {
    bytes[at] = PROPOSED_MESSAGES;
    at = putVarint(bytes, at + 1, sizes[index] ?? 0);
    bytes[at] = MESSAGE_ID;
    bytes[at + 1] = UUID_CHARACTERS + 2;
    bytes[at + 2] = UUID_TEXT;
    bytes[at + 3] = UUID_CHARACTERS;
    at += 4 + bytes.write(id, at + 4, UUID_CHARACTERS, 'latin1');
    at += metadataOf(type).copy(bytes, at);
    at = putBytes(bytes, at, MESSAGE_CUSTOM_METADATA, metadata);
    at = putBytes(bytes, at, MESSAGE_DATA, data);
  }
  return bytes;
}

function sizeOf({ id, type, data, metadata }: RecordEvent): number {
  if (id.length !== UUID_CHARACTERS) throw new RangeError(`The event's id ${id} is no UUID.`);
  return ID_BYTES + metadataOf(type).length + fieldSize(metadata) + fieldSize(data);
}

/** What the server keeps of an event's type and form. */
function metadataOf(type: string): Buffer {
  const kept = metadataOfTypes.get(type);
  if (kept !== undefined) return kept;
  const made = Buffer.concat([mapEntry('type', type), mapEntry('content-type', JSON_CONTENT)]);
  metadataOfTypes.set(type, made);
  return made;
}

function mapEntry(key: string, value: string): Buffer {
  const entry = Buffer.concat([field(MAP_KEY, key), field(MAP_VALUE, value)]);
  return field(MESSAGE_METADATA, entry);
}

function field(tag: number, content: string | Uint8Array): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const whole = Buffer.allocUnsafe(fieldSize(bytes));
  putBytes(whole, 0, tag, bytes);
  return whole;
}

const fieldSize = ({ length }: Uint8Array): number => 1 + varintSize(length) + length;

/** @returns where the next field begins */
function putBytes(into: Buffer, at: number, tag: number, bytes: Uint8Array): number {
  into[at] = tag;
  const begin = putVarint(into, at + 1, bytes.length);
  into.set(bytes, begin);
  return begin + bytes.length;
}

/** Bytes that a length takes: seven bits in each. */
function varintSize(length: number): number {
  let size = 1;
  for (let rest = length; rest > 0x7f; rest >>>= 7) size += 1;
  return size;
}

/** @returns where the next byte goes */
function putVarint(into: Buffer, at: number, length: number): number {
  let next = at;
  let rest = length;
  for (; rest > 0x7f; rest >>>= 7) {
    into[next] = (rest & 0x7f) | 0x80;
    next += 1;
  }
  into[next] = rest;
  return next + 1;
}
