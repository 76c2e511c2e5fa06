import fc from 'fast-check';
import type { ReferenceKind } from '../../../events/rejections.js';
import { TakenIds, hashOf } from '../../../src/ledger/acceptance/taken-ids.js';
import type { NumbersOfId } from '../../../src/ledger/acceptance/forgotten-ids.js';
import { NumberPieces } from '../../../src/ledger/acceptance/number-pieces.js';
import type { IdSource, KindAndId } from '../../../src/ledger/acceptance/taken-ids.js';
import { seededRandom } from '../../soak/seeded-random.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20061003');
const KINDS: readonly ReferenceKind[] = [
  'order',
  'referral sent',
  'referral received',
  'collection',
  'distribution',
  'coverage',
];
const ALPHABET = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Two ids of orders of one hash of 32 bits. */
function collidingIds(): readonly [one: string, other: string] {
  const known = new Map<number, string>();
  const random = seededRandom(SEED);
  for (;;) {
    const id = `${random.index(2 ** 30).toString(36)}-${random.index(2 ** 30).toString(36)}`;
    const other = known.get(hashOf('order', id));
    if (other !== undefined && other !== id) return [other, id];
    known.set(hashOf('order', id), id);
  }
}

const kinds = fc.constantFrom(...KINDS);
/** Few different characters and lengths around the bounds of a word, so that ids are alike. */
const ids = fc
  .array(fc.constantFrom('-', '0', 'A', 'z'), { minLength: 1, maxLength: 32 })
  .map((characters) => characters.join(''));

/** Cents around what two of share a number, and far beyond. */
const amounts = fc.oneof(
  fc.nat(1e6),
  fc.integer({ min: 2 ** 26 - 2, max: 2 ** 26 + 2 }),
  fc.constantFrom(2 ** 40, 2 ** 53 - 1 - 1e9, -3),
);

describe('the ids that a case has taken', () => {
  it(`are found by kind and id, with their numbers, however many and long they are (seed ${String(SEED)})`, () => {
    const taken = fc.array(fc.tuple(kinds, ids), { maxLength: 600, size: 'max' });
    fc.assert(
      fc.property(taken, fc.array(fc.tuple(kinds, ids)), (entries, strangers) => {
        const packed = new TakenIds();
        const plain = new Map<string, { place: number; root: number }>();
        for (const [at, [kind, id]] of entries.entries()) {
          const key = `${kind} ${id}`;
          const known = plain.get(key);
          expect(packed.find(kind, id)).toBe(known?.place ?? -1);
          if (known !== undefined) continue;
          const root = 0xffff_ffff - at;
          const place = packed.add(kind, id, root);
          packed.setFirst(place, at * 1e11);
          packed.setSecond(place, -at);
          plain.set(key, { place, root });
        }
        expect(packed.size).toBe(plain.size);
        for (const [at, [kind, id]] of entries.entries()) {
          const place = packed.find(kind, id);
          expect(packed.root(place)).toBe(plain.get(`${kind} ${id}`)?.root);
          expect(packed.id(place)).toBe(id);
          const isFirst = packed.root(place) === 0xffff_ffff - at;
          if (isFirst)
            expect([packed.first(place), packed.second(place)]).toEqual([at * 1e11, -at]);
        }
        for (const [kind, id] of strangers) {
          expect(packed.find(kind, id)).toBe(plain.get(`${kind} ${id}`)?.place ?? -1);
        }
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it(`are the same when older ones are forgotten, whatever is asked first (seed ${String(SEED)})`, () => {
    let told = 0;
    let recalled = 0;
    const asked = fc.tuple(fc.nat(999), fc.nat(4), amounts);
    const taken = fc.array(fc.tuple(kinds, ids), { minLength: 30, maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(
        taken,
        fc.array(asked, { minLength: 200, maxLength: 200 }),
        (entries, questions) => {
          const plain: { kind: ReferenceKind; id: string; root: number; numbers: number[] }[] = [];
          const idAt = (root: number): KindAndId | null => {
            told += 1;
            return plain.find((each) => each.root === root) ?? null;
          };
          const numbersByRoot = (): ReadonlyMap<number, NumbersOfId> => {
            recalled += 1;
            const entry = ({ root, numbers: [first = 0, second = 0] }: (typeof plain)[number]) =>
              [root, { first, second }] as const;
            return new Map(plain.map(entry));
          };
          const packed = new TakenIds({ heads: new NumberPieces(), idAt, numbersByRoot });
          for (const [at, [kind, id]] of entries.entries()) {
            const known = plain.findIndex((each) => each.kind === kind && each.id === id);
            if (at % 7 === 0) expect(packed.find(kind, id)).toBe(known);
            if (plain.every((each) => each.kind !== kind || each.id !== id)) {
              expect(packed.add(kind, id, at + 1)).toBe(plain.length);
              plain.push({ kind, id, root: at + 1, numbers: [0, 0] });
            }
            expect(packed.size).toBe(plain.length);
            const [pick = 0, what = 0, value = 0] = questions[at % questions.length] ?? [];
            const place = pick % plain.length;
            const expected = plain[place];
            if (expected === undefined) continue;
            if (what === 0) expect(packed.id(place)).toBe(expected.id);
            else if (what === 1) expect(packed.root(place)).toBe(expected.root);
            else if (what === 2) expect(packed.first(place)).toBe(expected.numbers[0]);
            else if (what === 3) {
              packed.setSecond(place, packed.second(place) + value);
              expected.numbers[1] = (expected.numbers[1] ?? 0) + value;
            } else {
              packed.setFirst(place, value);
              expected.numbers[0] = value;
            }
            if (packed.isLong || at % 5 === 0) packed.forgetOld();
          }
          for (const [place, { kind, id, root, numbers }] of plain.entries()) {
            expect(packed.find(kind, id)).toBe(place);
            expect([packed.id(place), packed.root(place)]).toEqual([id, root]);
            expect([packed.first(place), packed.second(place)]).toEqual(numbers);
          }
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
    expect(told).toBeGreaterThan(600);
    expect(recalled).toBeGreaterThan(600);
  });

  it('weigh little when they are forgotten', () => {
    const packed = new TakenIds(sourceOf(() => null));
    for (let count = 1; count <= 1_000; count += 1) {
      packed.add('collection', `K-${String(count)}`, count);
      if (packed.isLong) packed.forgetOld();
    }
    expect(packed.weight).toBeLessThan(1_000 * 0.5);
    expect(packed.find('collection', 'K-1001')).toBe(-1);
    packed.forgetOld();
    expect(packed.weight).toBeLessThan(345);
  });

  it.each(Array.from(ALPHABET, (character) => character))(
    'may have the character %s at any place',
    (character) => {
      const packed = new TakenIds();
      const shapes = [character, `${character}0`, `0${character}`, character.repeat(32)];
      for (const [at, id] of [...new Set(shapes)].entries()) packed.add('order', id, at + 1);
      for (const [at, id] of [...new Set(shapes)].entries()) {
        expect(packed.find('order', id)).toBe(at);
        expect(packed.id(at)).toBe(id);
      }
      expect(packed.find('order', `${character}1`)).toBe(-1);
      expect(packed.find('coverage', character)).toBe(-1);
    },
  );

  it('refuses what is no id of the contract', () => {
    expect(() => new TakenIds().add('order', 'O 1', 1)).toThrow(/"O 1" is no id/u);
    expect(() => new TakenIds().add('order', 'Ö1', 1)).toThrow(/is no id/u);
  });

  it('are told apart where one is forgotten and another has its hash', () => {
    const [one, other] = collidingIds();
    let told = 0;
    const all = [one, ...Array.from({ length: 60 }, (_, at) => `OTHER-${String(at)}`)];
    const idAt = (root: number): KindAndId => {
      told += 1;
      return { kind: 'order', id: all[root - 1] ?? '' };
    };
    const taken = new TakenIds(sourceOf(idAt));
    for (const [at, id] of all.entries()) taken.add('order', id, at + 1);
    taken.forgetOld();
    expect(hashOf('order', one)).toBe(hashOf('order', other));
    // The hash leads to a look at the record; the whole id decides.
    expect(taken.find('order', other)).toBe(-1);
    expect(told).toBe(1);
    expect(taken.find('order', one)).toBe(0);
    expect(taken.find('collection', one)).toBe(-1);
  });

  it('are none where they are forgotten and their records are erased meanwhile', () => {
    const taken = new TakenIds(sourceOf(() => null));
    for (let count = 1; count <= 40; count += 1) taken.add('order', `O-${String(count)}`, count);
    taken.forgetOld();
    expect(taken.find('order', 'O-1')).toBe(-1);
    expect(taken.id(0)).toBe('');
    expect(taken.find('order', 'O-40')).toBe(39);
  });
});

/** Of ids of which no numbers are asked. */
function sourceOf(idAt: IdSource['idAt']): IdSource {
  return { heads: new NumberPieces(), idAt, numbersByRoot: () => new Map() };
}
