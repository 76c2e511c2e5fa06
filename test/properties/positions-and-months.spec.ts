import { explainSubject } from '../../projections/form/explain.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import { lastDayOf } from '../../events/values/month.js';
import { reportMonths } from '../../projections/form/report.js';
import { countyReportJson } from '../../src/reports/county-report.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { monthNamed } from '../support/closed-month.js';
import { MONTHS, cellsOf, monthsOf, rowsOf, withoutMistakes } from '../support/laws.js';
import { rounds } from '../support/soak.js';

const SEEDS = seeds(rounds(20, 40));

describe('a report as of a position', () => {
  it.each(SEEDS)('is that of the ledger cut there, whatever came later: seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const whole = viewOfEntries(entries);
    const size = entries.length;
    for (const asOf of [1, Math.ceil(size * 0.3), Math.ceil(size * 0.7), size - 1]) {
      const cut = viewOfEntries(entries.slice(0, asOf));
      const months = monthsOf(seed, 3);
      const where = { seed, asOf };
      expect({ ...where, cells: cellsOf(whole, months, asOf) }).toEqual({
        ...where,
        cells: cellsOf(cut, months, asOf),
      });
      for (const line of LINE_NUMBERS.filter((_, index) => (index + seed) % 11 === 0)) {
        const month = months[0] ?? '2006-09';
        expect({ ...where, line, rows: rowsOf(whole, month, asOf, line) }).toEqual({
          ...where,
          line,
          rows: rowsOf(cut, month, asOf, line),
        });
      }
    }
  });

  it.each(seeds(10))('explains alike in the ledger cut there: seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const asOf = Math.ceil(entries.length * 0.7);
    const views = [viewOfEntries(entries), viewOfEntries(entries.slice(0, asOf))] as const;
    const month = monthNamed(monthsOf(seed, 1)[0] ?? '2006-09');
    for (let subject = 1; subject < views[1].subjectIds.length; subject += 1) {
      const [whole, cut] = views.map((view) =>
        explainSubject(view, { month, asOf, subject, line: null }),
      );
      expect({ seed, subject, whole }).toEqual({ seed, subject, whole: cut });
    }
  });

  it('changes with the record at that position and not before', () => {
    const entries = ledgerOfSeed(3);
    const view = viewOfEntries(entries);
    const all = entries.map(({ position }) => cellsOf(view, ['2006-09'], position).join());
    const changes = all.filter((cells, index) => cells !== all[index - 1]);
    // The law would be empty on a ledger whose report never changed.
    expect(changes.length).toBeGreaterThan(10);
  });
});

describe('months of one pass', () => {
  const all = Array.from({ length: 38 }, (_, index) => {
    const month = 2003 * 12 + 8 + index;
    return `${String(Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}`;
  });

  it.each(SEEDS)('are each month alone, in any order and twice: seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    const asOf = entries.length;
    const together = cellsOf(view, all, asOf);
    const ofMonth = (month: string): readonly string[] =>
      together.filter((cells) => cells.startsWith(month));
    for (const month of all.filter((_, index) => index % 6 === seed % 6)) {
      const alone = cellsOf(view, [month], asOf);
      expect({ seed, month, cells: ofMonth(month) }).toEqual({ seed, month, cells: alone });
    }
    const mixed = ['2006-09', '2004-10', '2006-09', '2005-01'];
    expect({ seed, cells: cellsOf(view, mixed, asOf) }).toEqual({
      seed,
      cells: mixed.flatMap(ofMonth),
    });
  });

  it('are none where none is asked', () => {
    expect(cellsOf(viewOfEntries(ledgerOfSeed(1)), [], 5)).toEqual([]);
  });
});

describe('what happened after the end of a month', () => {
  it.each(SEEDS)('is on no line of it: seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    for (const month of monthsOf(seed, 3)) {
      const lastDay = lastDayOf(monthNamed(month));
      const until = withoutMistakes(entries, lastDay);
      const asOf = entries.length;
      expect({ seed, month, cells: cellsOf(view, [month], asOf) }).toEqual({
        seed,
        month,
        cells: cellsOf(viewOfEntries(until, entries), [month], asOf),
      });
    }
  });
});

describe('the CS 157', () => {
  const STATE_LINES = ['24a', '25a', '27a', '43', '44', '45', '46', '47', '48', '49'];

  it.each(seeds(10))('is the September report without the lines of the state: seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const month = monthNamed(seed % 2 === 0 ? '2005-09' : '2006-09');
    const [report] = reportMonths(viewOfEntries(entries), [month], entries.length);
    if (report === undefined) throw new Error('There is no report of September.');
    const county = '19' as County; // one of the 58
    const [monthly, annual] = (['CS 1257', 'CS 157'] as const).map((form) => {
      const json = countyReportJson({ ...report, form, county });
      return JSON.parse(json) as { readonly lines: Readonly<Record<string, object>> };
    });
    const federal = Object.entries(monthly?.lines ?? {}).filter(
      ([line]) => !STATE_LINES.includes(line),
    );
    expect({ seed, lines: annual?.lines }).toEqual({ seed, lines: Object.fromEntries(federal) });
    expect(federal).toHaveLength(LINE_NUMBERS.length - STATE_LINES.length);
  });
});

describe('a ledger without records', () => {
  it('has zeros in every month, and so has every ledger as of no position', () => {
    const empty = cellsOf(viewOfEntries([]), MONTHS, 0);
    expect(cellsOf(viewOfEntries(ledgerOfSeed(1)), MONTHS, 0)).toEqual(empty);
    const nothing = empty.filter((cells) => !/^\S+ \S+( 0| 0\.00| null)+$/.test(cells));
    expect(nothing).toEqual([]);
    for (const line of LINE_NUMBERS)
      expect(rowsOf(viewOfEntries([]), '2006-09', 0, line)).toEqual([]);
  });
});
