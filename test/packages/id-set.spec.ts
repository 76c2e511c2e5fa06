import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface IdSet {
  add(id: string): boolean;
  placeOf(id: unknown): number;
}

let Ids: new () => IdSet;
beforeAll(async () => {
  const path = join(import.meta.dirname, '../../src/packages/verifier/bytes.mjs');
  const loaded = (await import(pathToFileURL(path).href)) as { IdSet: new () => IdSet };
  Ids = loaded.IdSet;
});

const ID = '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';

/** Every id that differs from it in one digit. */
function neighboursOf(id: string): readonly string[] {
  return Array.from(id).flatMap((digit, at) =>
    digit === '-'
      ? []
      : Array.from('0123456789abcdef')
          .filter((each) => each !== digit)
          .map((each) => id.slice(0, at) + each + id.slice(at + 1)),
  );
}

describe('the ids that a verifier holds', () => {
  it('are told apart by every bit', () => {
    const ids = new Ids();
    expect(ids.add(ID)).toBe(true);
    const others = neighboursOf(ID);
    expect(others).toHaveLength(32 * 15);
    expect(others.filter((id) => ids.placeOf(id) !== 0)).toEqual([]);
    expect(others.filter((id) => !ids.add(id))).toEqual([]);
    expect(ids.add(ID)).toBe(false);
    expect(ids.placeOf(ID)).toBe(1);
    expect(others.map((id) => ids.placeOf(id))).toEqual(others.map((_, index) => index + 2));
  });

  it('are told apart where their first and last eight digits are the same', () => {
    const ids = new Ids();
    const alike = Array.from({ length: 5_000 }, (_, index) => {
      const middle = index.toString(16).padStart(4, '0');
      return `5f0c0a52-${middle}-4d0a-9f1d-1d2f6f0b7a11`;
    });
    const [last = '', ...first] = alike.reverse();
    for (const id of first) expect(ids.add(id)).toBe(true);
    expect(ids.placeOf(last)).toBe(0);
    expect(first.filter((id, index) => ids.placeOf(id) !== index + 1)).toEqual([]);
  });

  it('are found among many, the empty one too', () => {
    const ids = new Ids();
    const many = [
      '00000000-0000-0000-0000-000000000000',
      ...Array.from({ length: 20_000 }, () => randomUUID()),
    ];
    expect(ids.placeOf(many[0])).toBe(0);
    for (const id of many) ids.add(id);
    expect(many.filter((id, index) => ids.placeOf(id) !== index + 1)).toEqual([]);
  });

  it('are ids in their canonical form, and nothing else', () => {
    const ids = new Ids();
    ids.add(ID);
    for (const other of [
      ...[ID.toUpperCase(), ` ${ID}`, ID.replaceAll('-', ''), `${ID}0`, '', null, undefined, 7],
      ID.replace('-', '0'),
      ID.replace('a', 'g'),
      ID.replace('a', '\u{ff41}'),
    ]) {
      expect(ids.placeOf(other)).toBe(0);
    }
    expect(ids.add(ID.toUpperCase())).toBe(false);
  });
});
