import { Buffer } from 'node:buffer';

import { mix32 } from './random.js';

const ID_LENGTH = 36;
const HYPHEN = 45;
const HEX_DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/**
 * Record ids of version 4's shape, a function of the key, the case's number and the record's serial number within the
 * case, so that a correction can name its target without keeping ids. No two pairs share an id under one key.
 */
export class RecordIds {
  readonly #keys: readonly [number, number, number, number];
  readonly #text = Buffer.alloc(ID_LENGTH, HYPHEN);

  constructor(key: number) {
    this.#keys = [mix32(key + 1), mix32(key + 2), mix32(key + 3), mix32(key + 4)];
  }

  /** The id of the `serial`-th record of a case (both whole numbers below 2^32). */
  idOf(caseNumber: number, serial: number): string {
    const [key1, key2, key3, key4] = this.#keys;
    // A Feistel network is a bijection of the pair: first and last word alone keep all ids apart.
    const half = caseNumber ^ mix32(serial ^ key1);
    const last = serial ^ mix32(half ^ key2);
    const first = half ^ mix32(last ^ key3);
    const second = mix32(first ^ key4);
    const third = mix32(last + second);
    this.#writeHex(first, 0, 8);
    this.#writeHex(second >>> 16, 9, 4);
    this.#writeHex(0x4000 | (second & 0x0fff), 14, 4);
    this.#writeHex(0x8000 | (third & 0x3fff), 19, 4);
    this.#writeHex(third >>> 16, 24, 4);
    this.#writeHex(last, 28, 8);
    return this.#text.toString('latin1');
  }

  #writeHex(value: number, from: number, digits: number): void {
    let rest = value;
    for (let at = from + digits - 1; at >= from; at -= 1) {
      this.#text[at] = HEX_DIGITS[rest & 0xf] ?? 0;
      rest >>>= 4;
    }
  }
}
