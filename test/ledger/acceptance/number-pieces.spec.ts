import { NumberPieces, PIECE_MAX } from '../../../src/ledger/acceptance/number-pieces.js';
import { Random } from '../../support/random.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20061130');

describe(`rows of numbers in pieces of memory (PLUMBLINE_SEED=${String(SEED)})`, () => {
  it('are what was put, as they grow, are large, or their slots are given back', () => {
    const random = new Random(SEED);
    const pieces = new NumberPieces();
    const plain = new Map<number, Float64Array>();
    const slots: number[] = [];
    for (let step = 0; step < 12_000; step += 1) {
      if (slots.length < 1_200 && random.chance(0.3)) slots.push(pieces.newSlot());
      const place = random.integer(0, Math.max(0, slots.length - 1));
      const slot = slots[place];
      if (slot === undefined) continue;
      const known = plain.get(slot);
      expect(pieces.numbersOf(slot)).toEqual(known ?? null);
      if (random.chance(0.05)) {
        slots.splice(place, 1);
        plain.delete(slot);
        pieces.giveBack(slot);
        continue;
      }
      const isLarge = random.chance(0.002);
      const length = isLarge ? PIECE_MAX + 1 : (known?.length ?? 0) + random.integer(0, 30);
      const numbers = Float64Array.from({ length }, () => random.next());
      pieces.put(slot, numbers);
      plain.set(slot, numbers);
    }
    expect(new Set(slots).size).toBe(slots.length);
    for (const slot of slots) expect(pieces.numbersOf(slot)).toEqual(plain.get(slot) ?? null);
    const used = [...plain.values()].reduce((sum, { length }) => sum + length + 2, 0);
    expect(pieces.used).toBe(used);
    for (const slot of slots) pieces.remove(slot);
    expect(pieces.used).toBe(0);
  });
});
