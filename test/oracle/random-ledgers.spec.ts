import { randomLedger } from '../support/random-ledger.js';
import { IS_SOAK } from '../support/soak.js';
import { acceptAll } from './accept.js';
import { brokenEditChecks } from './edit-checks.js';
import { FORM_LINES } from './form.js';
import { oracleReport, oracleTrail } from './report.js';

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
const MONTHS = ['2004-09', '2004-10', '2005-09', '2005-10', '2006-04', '2006-09', '2006-10'];

/** Each seed's ledger, and its reports of one or two of the months, as of its size and of an earlier position; in a soak of all. */
const ledgers = SEEDS.map((seed) => {
  const { ledgers: accepted, outcomes } = acceptAll(randomLedger(seed));
  const entries = accepted.get('19') ?? [];
  const reports = MONTHS.filter((_, index) => IS_SOAK || index % 5 === seed % 5).flatMap((month) =>
    [entries.length, Math.ceil(entries.length * 0.7)].map((asOf) =>
      oracleReport(entries, '19', month, asOf),
    ),
  );
  return { seed, outcomes, entries, reports };
});

describe('random ledgers', () => {
  it('are the same for the same seed, and other for another', () => {
    expect(randomLedger(7)).toEqual(randomLedger(7));
    expect(randomLedger(7)).not.toEqual(randomLedger(8));
  });

  it('are mostly acceptable, and have every record type and some refusals among them', () => {
    const outcomes = ledgers.flatMap((ledger) => ledger.outcomes);
    const accepted = outcomes.filter((outcome) => outcome === 'accepted').length;
    expect(accepted / outcomes.length).toBeGreaterThan(0.9);
    expect(new Set(outcomes).size).toBeGreaterThan(5);
    const types = new Set(
      ledgers.flatMap(({ entries }) =>
        entries.map(({ record }) => (record as { readonly type: string }).type),
      ),
    );
    expect(types.size).toBe(49);
  });

  it('put something on every line that a county reports', () => {
    const reports = ledgers.flatMap((ledger) => ledger.reports);
    const empty = FORM_LINES.filter(({ line }) =>
      reports.every((report) => [0, '0.00', null].includes(report.lines[line]?.a ?? null)),
    );
    expect(empty.map(({ line }) => line)).toEqual(['32']);
  });
});

describe('the edit checks', () => {
  it.each(ledgers)('hold on the ledger of seed $seed', ({ seed, reports }) => {
    for (const report of reports) {
      const { month, asOf } = report;
      expect({ seed, month, asOf, faults: brokenEditChecks(report) }).toEqual({
        seed,
        month,
        asOf,
        faults: [],
      });
    }
  });

  it('find a fault where there is one', () => {
    const [report] = ledgers.flatMap((ledger) => ledger.reports);
    if (report === undefined) throw new Error('There is no report to spoil.');
    const spoilt = { ...report, lines: { ...report.lines, 12: { a: 99, b: 99, c: 0, d: 0 } } };
    expect(brokenEditChecks(spoilt)).toEqual(
      expect.arrayContaining([expect.stringContaining('1 = 2 + 12 in (a) does not hold')]),
    );
  });
});

describe('the trail', () => {
  it.each(ledgers.slice(0, 6))(
    'has each subject once in a column, in order of id, on seed $seed',
    ({ seed, entries }) => {
      for (const { line } of FORM_LINES) {
        const rows = oracleTrail(entries, '19', '2006-09', entries.length, line);
        const keys = rows
          .filter((row) => row.value === undefined)
          .map((row) => `${row.case ?? row.child ?? ''} ${row.column}`);
        expect({ seed, line, keys }).toEqual({ seed, line, keys: [...new Set(keys)].toSorted() });
      }
    },
  );
});

describe('two counties', () => {
  it.each([1, 2])('do not touch each other, seed %d', (seed) => {
    const records = randomLedger(seed, { counties: ['19', '30'], records: 200 });
    const { ledgers: both } = acceptAll(records);
    for (const county of ['19', '30']) {
      const alone = acceptAll(records.filter((record) => record.county === county)).ledgers;
      expect({ seed, entries: both.get(county) }).toEqual({ seed, entries: alone.get(county) });
    }
  });
});
