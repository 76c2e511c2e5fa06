import { crc32 } from 'node:zlib';
import type { RowNumbers } from '../../ports/ledger-rows.js';

const HIGH = 0x1_0000_0000;

/**
 * Stirs one integer into a 32-bit state. For a given state no two numbers below 2^32 give the same
 * result, so a change in one number always changes the outcome.
 */
function stir(state: number, value: number): number {
  let mixed = Math.imul(state ^ value, 0x9e37_79b1);
  mixed ^= mixed >>> 15;
  return Math.imul(mixed, 0x85eb_ca6b) | 0;
}

/** The same for an integer of up to 53 bits. */
function stirWide(state: number, value: number): number {
  return stir(stir(state, value | 0), Math.floor(value / HIGH));
}

/** Where the checksum of a row starts: one number for each table, so that rows of two tables do not pass for each other. */
const SEED = {
  ledger: 1,
  record: 2,
  subject: 3,
  chainEnds: 4,
  idRun: 5,
  tile: 6,
  tileRoot: 7,
  erased: 8,
  erasure: 9,
  pageRoot: 10,
} as const;

type Table = keyof typeof SEED;

/** CRC-32 of a row: of its content, begun from its numbers (integers below 2^53). */
export function rowChecksum(
  table: Table,
  numbers: readonly number[],
  content: string | Uint8Array,
): number {
  let state: number = SEED[table];
  for (const value of numbers) state = stirWide(state, value);
  return crc32(content, state >>> 0);
}

/** The columns of a record's row without its checksum, in the table's order. */
export type RowColumns = readonly [...RowNumbers, body: string | Uint8Array, ...rest: number[]];

/** `rowChecksum` of a record's row, written out: it runs once for every row that is read. */
export function recordChecksum(row: RowColumns): number {
  let state = stir(SEED.record, row[0]);
  state = stirWide(state, row[1]);
  state = stir(state, row[2]);
  state = stir(state, row[3]);
  state = stir(state, row[4]);
  state = stir(state, row[5]);
  state = stir(state, row[6]);
  state = stir(state, row[7]);
  state = stir(state, row[8]);
  state = stir(state, row[9]);
  state = stir(state, row[10]);
  return crc32(row[11], state >>> 0);
}
