import { snappyUncompress } from 'hyparquet';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { snappy } from '../../src/reports/snappy.js';
import { seeds } from '../support/accepted-ledger.js';
import { Random } from '../support/random.js';

/** Bytes of few kinds repeat, those of many do not; runs are longer than any copy. */
function bytesOf(random: Random, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const kinds = random.pick([1, 2, 16, 256]);
  for (let at = 0; at < length; at += 1) {
    const isRepeated = at > 0 && random.chance(0.5);
    const back = random.integer(1, Math.min(at, random.pick([4, 40, 70_000])));
    bytes[at] = isRepeated ? (bytes[at - back] ?? 0) : random.integer(0, kinds - 1);
  }
  return bytes;
}

function idsOf(random: Random, count: number): Uint8Array {
  const ids = Array.from({ length: count }, () => `\u0024\0\0\0${random.uuid()}`);
  return Buffer.from(ids.join(''));
}

describe('the compression of a Parquet page', () => {
  it.each([0, 1, 3, 14, 15, 16, 17, 59, 60, 61, 62, 255, 256, 257, 65_535, 65_536, 65_537])(
    'is that of the library at %i bytes, that all differ or are all alike',
    (length) => {
      const random = new Random(length);
      const different = Uint8Array.from({ length }, () => random.integer(0, 255));
      for (const bytes of [different, new Uint8Array(length), new Uint8Array(length).fill(255)]) {
        expect(Buffer.from(snappy(bytes)).equals(snappyCompress(bytes))).toBe(true);
      }
    },
  );

  it.each(seeds(20))('is that of the library, and read back is what it was (seed %i)', (seed) => {
    const random = new Random(seed);
    const pages = [bytesOf(random, random.integer(1, 200_000)), idsOf(random, 3000)];
    for (const bytes of pages) {
      const compressed = snappy(bytes);
      expect(Buffer.from(compressed).equals(snappyCompress(bytes))).toBe(true);
      const back = new Uint8Array(bytes.length);
      snappyUncompress(compressed, back);
      expect(Buffer.from(back).equals(bytes)).toBe(true);
    }
  });
});
