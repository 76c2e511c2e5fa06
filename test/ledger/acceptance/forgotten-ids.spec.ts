import { ForgottenIds } from '../../../src/ledger/acceptance/forgotten-ids.js';
import { NumberPieces } from '../../../src/ledger/acceptance/number-pieces.js';
import { Random } from '../../support/random.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20061130');

/** So many at the end have their numbers. */
const NUMBERED = 48;

interface Entry {
  readonly hash: number;
  readonly root: number;
  numbers: readonly [number, number];
  /** Numbers that do not fit into one, and those of long ago that were set again, stay. */
  isRemembered: boolean;
}

function isWide(numbers: readonly number[]): boolean {
  return numbers.some((number) => number >= 2 ** 26);
}

describe(`forgotten ids (PLUMBLINE_SEED=${String(SEED)})`, () => {
  // Few hashes, so that many have the same; few and many ids, which are found in two ways.
  it.each([
    { most: 60, hashes: 12 },
    { most: 5_000, hashes: 300 },
  ])('are found by what may be their hash, up to $most of $hashes hashes', ({ most, hashes }) => {
    const random = new Random(SEED);
    const pieces = new NumberPieces();
    const ids = new ForgottenIds(pieces);
    // What belongs to others is moved about meanwhile.
    const others = new ForgottenIds(pieces);
    const plain: Entry[] = [];
    let root = 0;
    while (plain.length < most) {
      const count = random.integer(1, most / 4);
      const added = Array.from({ length: count }, () => {
        root += random.integer(1, 2 ** 31 / most / 2);
        // Of 32 bits the last eleven are not kept.
        const hash = (random.integer(0, hashes - 1) * 0x9e37_7800) >>> 0;
        const numbers = [random.integer(0, 2 ** 27), random.integer(0, 2 ** 27)] as const;
        return { hash, root, numbers };
      });
      others.add([1], [plain.length + 1]);
      ids.add(
        added.map(({ hash }) => hash),
        added.map((each) => each.root),
      );
      for (const each of added) {
        const place = plain.length;
        const isNumbered = ids.isNumbered(place);
        if (isNumbered) ids.set(place, ...each.numbers);
        plain.push({ ...each, isRemembered: isNumbered && isWide(each.numbers) });
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
        entry.isRemembered = isWide(entry.numbers) || place < plain.length - NUMBERED;
        ids.set(place, ...entry.numbers);
      }
      expect(ids.size).toBe(plain.length);
      for (const [place, each] of plain.entries()) {
        const isKept = each.isRemembered || place >= plain.length - NUMBERED;
        const kept = [ids.root(place), ids.first(place), ids.second(place)];
        expect(kept).toEqual([each.root, ...(isKept ? each.numbers : [null, null])]);
      }
      expect(ids.numberedCount).toBe(Math.min(NUMBERED, plain.length));
      // What was let go of comes back as it was, unless it was set since.
      if (random.chance(0.5)) continue;
      const byRoot = new Map(plain.map((each) => [each.root, each]));
      ids.recall((at) => {
        const each = byRoot.get(at);
        if (each === undefined || each.isRemembered) throw new Error('It is known.');
        return { first: each.numbers[0], second: each.numbers[1] };
      });
      for (const [place, each] of plain.entries()) {
        expect([ids.first(place), ids.second(place)]).toEqual(each.numbers);
        each.isRemembered ||= isWide(each.numbers);
      }
    }
  });

  it('have roots up to the greatest position', () => {
    const ids = new ForgottenIds(new NumberPieces());
    ids.add([0xffff_ffff, 0xffff_ffff], [2 ** 32 - 2, 2 ** 32 - 1]);
    expect([ids.root(0), ids.root(1)]).toEqual([2 ** 32 - 2, 2 ** 32 - 1]);
    expect(ids.find(0xffff_ffff, 1)).toBe(1);
  });
});
