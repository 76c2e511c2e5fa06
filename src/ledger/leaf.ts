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

/** The leaf hash, 32 bytes: SHA-256 of 0x00 and the leaf text. One native call, for it is made for every record. */
export function leafOf(position: number, body: string, recorded: Instant): Uint8Array {
  return hash('sha256', `\0${leafText(position, body, recorded)}`, 'buffer');
}
