import { PackedCases } from '../../../src/ledger/acceptance/packed-cases.js';
import { Random } from '../../support/random.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20061130');

describe(`packed cases (PLUMBLINE_SEED=${String(SEED)})`, () => {
  it('are what was put, in hardly more memory than they need', () => {
    const random = new Random(SEED);
    const packed = new PackedCases();
    const plain = new Map<string, Float64Array>();
    let moved = 0;
    for (let step = 0; step < 20_000; step += 1) {
      const id = `1${String(random.integer(1, 2_000))}`;
      const known = plain.get(id);
      const taken = packed.take(id);
      expect(taken === null).toBe(known === undefined);
      if (taken !== null) expect(Buffer.compare(bytesOf(taken), bytesOf(known))).toBe(0);
      plain.delete(id);
      expect(packed.take(id)).toBeNull();
      if (random.chance(0.1)) continue;
      // They grow with their records, and now and then become small again.
      const length = (known?.length ?? 0) > 600 ? 3 : (known?.length ?? 0) + random.integer(0, 40);
      const numbers = Float64Array.from({ length }, () => random.next());
      expect(packed.put(id, numbers)).toBe(true);
      plain.set(id, numbers);
      moved += length;
    }
    let used = 0;
    for (const { length } of plain.values()) used += length + 2;
    expect(packed.weight).toBe(Math.ceil(used / 5));
    expect(moved).toBeGreaterThan(4 * used);
    expect(packed.chunkCount * 2 ** 17).toBeLessThan(used * 1.3 + 3 * 2 ** 17);
    for (const [id, numbers] of plain) {
      expect(Buffer.compare(bytesOf(packed.take(id) ?? undefined), bytesOf(numbers))).toBe(0);
    }
    expect(packed.weight).toBe(0);
  });

  it('are none any more once all are given back, and can be put again', () => {
    const packed = new PackedCases(([elsewhere = 0]) => elsewhere);
    for (const round of [1, 2]) {
      for (let id = 1; id <= 40; id += 1)
        packed.put(String(id), new Float64Array(8_000).fill(round));
      expect(packed.weight).toBe(Math.ceil((40 * (8_002 + round)) / 5));
      expect([...packed.all()].map(([first]) => first)).toEqual(new Array(40).fill(round));
      expect(packed.take('7')).toEqual(new Float64Array(8_000).fill(round));
      packed.clear();
      expect([packed.take('7'), packed.take('8'), packed.weight]).toEqual([null, null, 0]);
    }
  });

  it('are none that is too large for a piece of memory', () => {
    const packed = new PackedCases();
    expect(packed.put('1', new Float64Array(2 ** 14))).toBe(false);
    expect(packed.take('1')).toBeNull();
    expect(packed.put('1', new Float64Array(2 ** 14 - 2))).toBe(true);
    expect(packed.take('1')).toHaveLength(2 ** 14 - 2);
  });
});

function bytesOf(numbers: Float64Array = new Float64Array()): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
