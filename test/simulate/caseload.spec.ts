import { createHash } from 'node:crypto';

import { RECORD_TYPES } from '../../events/records/schemas.js';
import { addMonths } from '../../events/values/month.js';
import { parseLine } from '../../events/wire/parse.js';
import { simulateCaseload } from '../../simulate/caseload.js';
import { NaiveLedger } from './naive-acceptance.js';
import type { Line } from './naive-acceptance.js';
import { shapesOf } from './naive-shapes.js';
import {
  argumentsWith,
  county,
  linesOf,
  month,
  monthText,
  sharesOf,
  textsOf,
} from './simulated.js';

const FIRST_YEAR = Array.from({ length: 12 }, (_, index) =>
  monthText(addMonths(month('2004-10'), index)),
);
const SECOND_YEAR = Array.from({ length: 12 }, (_, index) =>
  monthText(addMonths(month('2005-10'), index)),
);

function digestOf(given: ReturnType<typeof argumentsWith>): string {
  const hash = createHash('sha256');
  for (const chunk of simulateCaseload(given)) hash.update(chunk);
  return hash.digest('hex');
}

function rejectionsOf(lines: Iterable<Line>): readonly string[] {
  const ledger = new NaiveLedger();
  const rejections: string[] = [];
  for (const line of lines) {
    const code = ledger.take(line);
    if (code !== null) rejections.push(`${code} ${JSON.stringify(line)}`);
  }
  return rejections;
}

describe('a simulated caseload', () => {
  const given = argumentsWith();
  const ledger = new NaiveLedger();
  const types = new Set<string>();
  const rejections: string[] = [];
  const lines: Line[] = [];

  beforeAll(() => {
    for (const line of linesOf(given)) {
      const code = ledger.take(line);
      if (code !== null) rejections.push(`${code} ${JSON.stringify(line)}`);
      types.add(line.type);
      lines.push(line);
    }
  });

  it('is taken by the ledger, every record of it', () => {
    expect(rejections).toEqual([]);
  });

  it('has records of every type', () => {
    expect([...types].sort()).toEqual(RECORD_TYPES.map(({ name }) => name as string).sort());
  });

  it('has 4.2 to 5.2 records a case and month', () => {
    const rate = lines.length / given.cases / 24;
    expect(rate).toBeGreaterThan(4.2);
    expect(rate).toBeLessThan(5.2);
  });

  it('is recorded within its months, never backwards, and never before it happened', () => {
    expect(lines[0]?.recorded.slice(0, 10)).toBe('2004-10-01');
    expect(lines.at(-1)?.recorded.slice(0, 7)).toBe('2006-09');
    for (const [index, line] of lines.entries()) {
      const before = lines[index - 1]?.recorded ?? '';
      if (line.recorded < before || line.effective > line.recorded.slice(0, 10)) {
        throw new Error(`Out of time: ${JSON.stringify(line)} after ${before}`);
      }
    }
  });

  it('has the shares of late records and of corrections that are asked for', () => {
    const { late, correct } = sharesOf(lines, given);
    expect(late).toBeCloseTo(0.08, 2);
    expect(correct).toBeCloseTo(0.03, 2);
  });

  it('corrects with a reason, replaces more than it voids, and corrects some corrections again', () => {
    const corrections = lines.filter(({ corrects }) => corrects !== undefined);
    const ids = new Set(corrections.map(({ id }) => id));
    const voids = corrections.filter(({ type }) => type === 'RecordVoided');
    expect(corrections.every(({ reason }) => reason !== undefined && reason.length > 10)).toBe(
      true,
    );
    expect(voids.length).toBeGreaterThan(100);
    expect(voids.length).toBeLessThan(corrections.length / 2);
    expect(corrections.some(({ corrects }) => corrects !== undefined && ids.has(corrects))).toBe(
      true,
    );
  });

  it.each([
    ['first', FIRST_YEAR],
    ['second', SECOND_YEAR],
  ])('has the shape of a real caseload in its %s federal fiscal year', (_, months) => {
    const shapes = shapesOf(ledger.standing(), months);
    for (const shape of shapes) {
      expect(Math.abs(shape.current - 0.14)).toBeLessThan(0.025);
      expect(Math.abs(shape.former - 0.43)).toBeLessThan(0.025);
      expect(Math.abs(shape.never - 0.43)).toBeLessThan(0.025);
      expect(shape.withOrders).toBeGreaterThan(0.8);
      expect(shape.withOrders).toBeLessThan(0.9);
    }
    const last = shapes.at(-1);
    expect(last?.currentSupport).toBeGreaterThan(0.55);
    expect(last?.currentSupport).toBeLessThan(0.65);
    expect(last?.arrearsCases).toBeGreaterThan(0.6);
    expect(last?.arrearsCases).toBeLessThan(0.68);
    expect(shapes[1]?.arrearsCases).toBeLessThan(0.45);
    for (const [index, shape] of shapes.entries()) {
      expect(shape.arrearsCases).toBeGreaterThan((shapes[index - 1]?.arrearsCases ?? 0) - 0.01);
    }
  });

  it('collects tax refunds in the season only', () => {
    const offsets = lines.filter(({ data }) => String(data['source']).endsWith('-tax-offset'));
    expect(offsets.length).toBeGreaterThan(300);
    for (const { recorded } of offsets) {
      expect(['02', '03', '04', '05', '06', '07']).toContain(recorded.slice(5, 7));
    }
  });
});

describe('simulateCaseload', () => {
  it('gives the same bytes for the same arguments, and others for another seed or county', () => {
    const given = argumentsWith({ cases: 50 });
    const digest = digestOf(given);
    expect(digestOf(argumentsWith({ cases: 50 }))).toBe(digest);
    expect(digestOf({ ...given, seed: '8' })).not.toBe(digest);
    const ids = new Set([...linesOf(given)].map(({ id }) => id));
    const others = [...linesOf({ ...given, county: county('20') })];
    expect(others.every(({ id, county: of }) => of === '20' && !ids.has(id))).toBe(true);
  });

  it('writes lines that have every form of the contract', () => {
    const faults: string[] = [];
    for (const text of textsOf(argumentsWith({ cases: 100, seed: 'forms' }))) {
      const parsed = parseLine(text);
      if (parsed.kind === 'rejection') faults.push(`${parsed.code}: ${parsed.message} ${text}`);
    }
    expect(faults).toEqual([]);
  });

  it('gives chunks of whole lines', () => {
    for (const chunk of simulateCaseload(argumentsWith({ cases: 100 }))) {
      expect(chunk.startsWith('{"id":"')).toBe(true);
      expect(chunk.endsWith('}\n')).toBe(true);
      expect(chunk.length).toBeLessThan(2 * 65_536);
    }
  });

  it.each([
    { cases: 1, to: month('2004-10') },
    { cases: 1 },
    { cases: 2 },
    { cases: 30, from: month('1950-01'), to: month('1951-12') },
    { cases: 30, from: month('2100-01'), to: month('2100-12') },
    { late: 0, correct: 0 },
    { late: 1, correct: 0 },
    { late: 0, correct: 1 },
    { late: 1, correct: 1 },
    { late: 0.2, correct: 0.1, seed: '' },
  ])('gives records that the ledger takes, with %p', (changes) => {
    expect(rejectionsOf(linesOf(argumentsWith({ cases: 40, ...changes })))).toEqual([]);
  });

  it('follows the shares asked for', () => {
    const given = argumentsWith({ cases: 600, late: 0.2, correct: 0.1 });
    const { late, correct } = sharesOf(linesOf(given), given);
    expect(Math.abs(late - 0.2)).toBeLessThan(0.015);
    expect(Math.abs(correct - 0.1)).toBeLessThan(0.015);
    const plain = argumentsWith({ cases: 100, late: 0, correct: 0 });
    expect(sharesOf(linesOf(plain), plain)).toEqual({ late: 0, correct: 0 });
  });

  it.each([
    [
      { cases: 0 },
      'A caseload has 1 to 9999999 cases, not 0. Give a whole number in these bounds.',
    ],
    [{ cases: 10_000_000 }, 'not 10000000'],
    [{ cases: 1.5 }, 'not 1.5'],
    [{ from: month('2006-10') }, 'The first month 2006-10 is after the last, 2006-09.'],
    [{ from: month('1949-12') }, 'from 1950-01 to 2100-12, not 1949-12 to 2006-09'],
    [{ late: -0.01 }, 'The share of late records is a fraction from 0 to 1, not -0.01.'],
    [{ correct: 1.01 }, 'The share of correct records is a fraction from 0 to 1, not 1.01.'],
    [{ correct: Number.NaN }, 'not NaN'],
  ])('refuses %p', (changes, message) => {
    expect(() => simulateCaseload(argumentsWith(changes))).toThrow(message);
  });
});
