import { createHash } from 'node:crypto';
import { parseLineNumber } from '../../events/line-numbers.js';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import { drawSample } from '../../projections/samples/draw.js';
import type { DrawOf, Drawn, PopulationRow } from '../../projections/samples/draw.js';
import { Random } from '../support/random.js';

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error('It is none.');
  return value;
}

const OF: DrawOf = {
  county: present(parseCounty('19')),
  month: present(parseMonth('2006-09')),
  line: present(parseLineNumber('2e')),
  method: 'rows',
  size: 3,
  reserve: 2,
  seed: '2007-DRA-19',
};

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text, 'utf8').digest();
}

function rowsOf(count: number, cents: (index: number) => bigint | null): readonly PopulationRow[] {
  return Array.from({ length: count }, (_, index) => ({
    column: 'b',
    subject: { kind: 'case', id: String(1_900_000 + index) },
    cents: cents(index),
  }));
}

function draw(rows: readonly PopulationRow[], more: Partial<DrawOf> = {}): Drawn {
  return drawSample(rows, { ...OF, ...more }, sha256);
}

function idsOf(drawn: Drawn): readonly string[] {
  if (drawn.kind === 'refused') throw new Error(drawn.message);
  return drawn.rows.map(({ subject }) => subject.id);
}

describe('a sample', () => {
  it('is the rows of the smallest hashes of seed, line feed and key, whatever order they come in', () => {
    const rows = rowsOf(40, () => null);
    // Ranked anew here, by the sentence of the contract.
    const ranked = rows
      .map(({ subject: { id } }) => ({
        id,
        rank: createHash('sha256').update(`2007-DRA-19\n19|2006-09|2e|b|case:${id}`).digest('hex'),
      }))
      .sort((one, other) => (one.rank < other.rank ? -1 : 1));
    const drawn = draw(rows);
    expect(drawn).toMatchObject({
      rows: ranked
        .slice(0, 3)
        .map(({ id, rank }, index) => ({ n: index + 1, rank, subject: { id } })),
      reserve: ranked.slice(3, 5).map(({ id }, index) => ({ n: index + 4, subject: { id } })),
    });
    expect(draw(rows.toReversed())).toEqual(drawn);
  });

  it('is another one by another seed, and all there is where there is less', () => {
    const rows = rowsOf(40, () => null);
    expect(idsOf(draw(rows, { seed: 'b' }))).not.toEqual(idsOf(draw(rows)));
    const all = draw(rows.slice(0, 2));
    expect([idsOf(all), all.kind === 'drawn' && all.reserve]).toEqual([
      expect.arrayContaining(['1900000', '1900001']),
      [],
    ]);
    expect(idsOf(all)).toHaveLength(2);
  });
});

describe('a sample by dollars', () => {
  it('has a point every so many cents, and a row twice that two points fall on', () => {
    const random = new Random(7);
    for (let round = 0; round < 200; round += 1) {
      const rows = rowsOf(random.integer(1, 12), () => BigInt(random.integer(-50, 400)));
      const total = rows.reduce(
        (sum, { cents }) => sum + (cents !== null && cents > 0n ? cents : 0n),
        0n,
      );
      const size = random.integer(1, 8);
      const drawn = draw(rows, { method: 'dollars', size, reserve: 0 });
      if (total === 0n || BigInt(size) > total) {
        expect(drawn.kind).toBe('refused');
        continue;
      }
      // Each row as often as points fall on its cents, laid end to end in order of rank.
      const step = total / BigInt(size);
      const start =
        BigInt(`0x${Buffer.from(sha256('2007-DRA-19|start')).toString('hex').slice(0, 16)}`) % step;
      const rankOf = ({ subject: { id } }: PopulationRow): string =>
        Buffer.from(sha256(`2007-DRA-19\n19|2006-09|2e|b|case:${id}`)).toString('hex');
      const laid = rows
        .toSorted((one, other) => (rankOf(one) < rankOf(other) ? -1 : 1))
        .flatMap((row) =>
          Array.from({ length: Math.max(0, Number(row.cents)) }, () => row.subject.id),
        );
      const expected = Array.from(
        { length: size },
        (_, index) => laid[Number(start + BigInt(index) * step)],
      );
      expect([round, idsOf(drawn)]).toEqual([round, expected]);
    }
  });

  it('is refused with replacements, and where more points than cents are asked for', () => {
    const rows = rowsOf(2, () => 5n);
    expect(draw(rows, { method: 'dollars', size: 2, reserve: 1 }).kind).toBe('refused');
    expect(draw(rows, { method: 'dollars', size: 11, reserve: 0 })).toMatchObject({
      message: expect.stringContaining('10 cents in all') as unknown,
    });
    expect(idsOf(draw(rows, { method: 'dollars', size: 10, reserve: 0 }))).toHaveLength(10);
  });
});
