import { ForgottenIds } from '../../../src/ledger/acceptance/forgotten-ids.js';
import { Random } from '../../support/random.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20061130');

interface Entry {
  readonly hash: number;
  readonly root: number;
  numbers: readonly [number, number];
}

describe(`forgotten ids (PLUMBLINE_SEED=${String(SEED)})`, () => {
  // Few hashes, so that many have the same; few and many ids, which are found in two ways.
  it.each([
    { most: 60, hashes: 12 },
    { most: 5_000, hashes: 300 },
  ])('are found by what may be their hash, up to $most of $hashes hashes', ({ most, hashes }) => {
    const random = new Random(SEED);
    const ids = new ForgottenIds();
    const plain: Entry[] = [];
    let root = 0;
    while (plain.length < most) {
      const count = random.integer(1, most / 4);
      ids.expect(count);
      for (let added = 0; added < count; added += 1) {
        root += random.integer(1, 2 ** 31 / most / 2);
        // Of 32 bits the last eleven are not kept.
        const hash = (random.integer(0, hashes - 1) * 0x9e37_7800) >>> 0;
        const numbers = [random.integer(0, 2 ** 27), random.integer(0, 2 ** 27)] as const;
        const place = ids.add(hash, root);
        ids.set(place, ...numbers);
        plain.push({ hash, root, numbers });
      }
      for (let question = 0; question < 40; question += 1) {
        const place = random.integer(0, plain.length - 1);
        const { hash } = plain[random.integer(0, plain.length - 1)] ?? { hash: 0 };
        const from = random.integer(0, plain.length);
        const expected = plain.findIndex((each, at) => at >= from && each.hash === hash);
        expect(ids.find(hash, from)).toBe(expected);
        expect(ids.find(hash ^ 0x8000_0000, 0)).toBe(
          plain.findIndex((each) => each.hash === (hash ^ 0x8000_0000) >>> 0),
        );
        const entry = plain[place];
        if (entry === undefined) continue;
        entry.numbers = [random.integer(0, 2 ** 27), entry.numbers[0]];
        ids.set(place, ...entry.numbers);
      }
      expect(ids.size).toBe(plain.length);
      for (const [place, each] of plain.entries()) {
        const kept = [ids.root(place), ids.first(place), ids.second(place)];
        expect(kept).toEqual([each.root, ...each.numbers]);
      }
    }
  });

  it('have roots up to the greatest position', () => {
    const ids = new ForgottenIds();
    ids.expect(2);
    ids.add(0xffff_ffff, 2 ** 32 - 2);
    ids.add(0xffff_ffff, 2 ** 32 - 1);
    expect([ids.root(0), ids.root(1)]).toEqual([2 ** 32 - 2, 2 ** 32 - 1]);
    expect(ids.find(0xffff_ffff, 1)).toBe(1);
  });
});
