import { parseMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { CATALOGUE } from '../../../projections/form/catalogue.js';
import { trailRows } from '../../../projections/form/trail.js';
import { monthTrail } from '../../../projections/packages/month-trail.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../../support/accepted-ledger.js';

const MONTHS = ['2005-09', '2006-03', '2006-09'].map((text) => parseMonth(text) ?? (0 as Month));

describe('the trail of all lines at once', () => {
  it.each(seeds(6))('has the rows that each line has alone (seed %i)', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    const asOf = entries.length - (seed % 3) * 5;
    let rowCount = 0;
    for (const month of MONTHS) {
      const { lines } = monthTrail(view, month, asOf);
      for (const { line } of CATALOGUE) {
        const rows = [...(lines.get(line)?.rows() ?? [])];
        const alone = trailRows(view, month, asOf, line).map((row) => ({
          column: row.column,
          subject: row.subject,
          amount: row.cents ?? row.hundredths ?? row.value,
          cases: row.cases,
          positions: row.positions,
        }));
        expect({ month, line, rows }).toEqual({ month, line, rows: alone });
        rowCount += rows.length;
      }
    }
    expect(rowCount).toBeGreaterThan(0);
  });

  it.each(seeds(6))('follows from the records of the subjects it needs alone (seed %i)', (seed) => {
    const entries = ledgerOfSeed(seed);
    const asOf = entries.length;
    for (const month of MONTHS) {
      const whole = monthTrail(viewOfEntries(entries), month, asOf);
      const needed = entries.filter(({ subject }) => whole.isNeeded[subject] === 1);
      const { lines } = monthTrail(viewOfEntries(needed, entries), month, asOf);
      for (const { line } of CATALOGUE) {
        const [some, all] = [lines, whole.lines].map((each) => [...(each.get(line)?.rows() ?? [])]);
        expect({ month, line, rows: some }).toEqual({ month, line, rows: all });
      }
    }
  });

  it('needs what it is asked for besides', () => {
    const view = viewOfEntries(ledgerOfSeed(1));
    const month = MONTHS[0] ?? (0 as Month);
    const needed = (besides: readonly number[]): readonly number[] =>
      Array.from(monthTrail(view, month, 1, besides).isNeeded);
    expect(needed([])[0]).toBe(1);
    expect(needed([])[2]).toBe(0);
    expect(needed([2])[2]).toBe(1);
  });
});
