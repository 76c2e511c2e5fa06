import { hash } from 'node:crypto';

import { formatInstantMillis } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';

/**
 * The text whose UTF-8 bytes are a record's leaf in the ledger's Merkle tree: RFC 8785 of
 * `{position, record, recorded}` (contract/versions.md), `body` being canonical already.
 */
export function leafText(position: number, body: string, recorded: Instant): string {
  return `{"position":${String(position)},"record":${body},"recorded":"${formatInstantMillis(recorded)}"}`;
}

/** The bytes of a record's canonical body: they stand in `bytes` from `start` up to, not including, `end`. */
export interface BodyBytes {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** In place of the leaf hash of an entry that a `BulkAppender` is still to hash; no store takes it for one. */
export const NO_LEAF: Uint8Array = new Uint8Array();

/** Room for the leaves of nearly all records: bytes are hashed in less time than a string of them. */
const ROOM = Buffer.alloc(8192);

/** Most bytes of a leaf besides those of its body. */
const FRAME_BYTES_MAX = 128;

/** Most bytes that one code unit of a string takes in UTF-8. */
const BYTES_PER_CODE_UNIT_MAX = 3;

/** The leaf hash, 32 bytes: SHA-256 of 0x00 and the leaf text. */
export function leafOf(position: number, body: string, recorded: Instant): Uint8Array {
  const text = `\0${leafText(position, body, recorded)}`;
  const isRoomy = body.length * BYTES_PER_CODE_UNIT_MAX + FRAME_BYTES_MAX <= ROOM.length;
  const bytes = isRoomy ? ROOM.subarray(0, ROOM.write(text)) : text;
  // As a string of 32 characters, and bytes of these: asked for a buffer, Node takes twice as long.
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
}

/**
 * Writes the leaf hashes of records, whose bodies are bytes already, one behind the other into a buffer. It keeps what
 * the last leaf had in common with the next: nearly always the instant.
 */
export class LeafWriter {
  #room = Buffer.alloc(ROOM.length);
  #recorded = NaN;
  #end = '';

  /** Writes the leaf hash, 32 bytes, to `leaves` at `at`. */
  write(position: number, body: BodyBytes, recorded: Instant, leaves: Buffer, at: number): void {
    const { bytes, start, end } = body;
    if (end - start + FRAME_BYTES_MAX > this.#room.length) {
      this.#room = Buffer.alloc(2 * (end - start + FRAME_BYTES_MAX));
    }
    if (recorded !== this.#recorded) {
      this.#recorded = recorded;
      this.#end = `,"recorded":"${formatInstantMillis(recorded)}"}`;
    }
    const room = this.#room;
    let length = room.write(`\0{"position":${String(position)},"record":`, 0, 'latin1');
    length += bytes.copy(room, length, start, end);
    length += room.write(this.#end, length, 'latin1');
    leaves.write(hash('sha256', room.subarray(0, length), 'binary'), at, 'latin1');
  }
}
