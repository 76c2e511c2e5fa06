import { plus } from '../../events/values/cents-sum.js';
import { CATALOGUE } from '../../projections/form/catalogue.js';
import { Counter } from '../../projections/form/counted/counter.js';
import { caseRows, childColumn } from '../../projections/form/reading.js';
import { cellIndex, emptyTally } from '../../projections/form/counted/tally.js';
import type { Tally } from '../../projections/form/counted/tally.js';
import type { CaseMonth } from '../../projections/case/case-month.js';
import type { ChildMonth } from '../../projections/child/child-month.js';
import { windowOf } from '../../projections/month-window.js';
import { replay } from '../../projections/replay/replay.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { monthNamed } from '../support/closed-month.js';

const MONTHS = ['2004-12', '2005-09', '2005-10', '2006-04', '2006-09'];

/** A tally made row by row, as a trail has them. */
function addCase(tally: Tally, c: CaseMonth): void {
  CATALOGUE.forEach((entry, index) => {
    caseRows(entry, c, (column, cents) => {
      const cell = cellIndex(index, column);
      tally[cell] = plus(tally[cell] ?? 0, cents ?? 1);
    });
  });
}

function addChild(tally: Tally, k: ChildMonth): void {
  CATALOGUE.forEach((entry, index) => {
    const column = childColumn(entry, k);
    if (column === null) return;
    const cell = cellIndex(index, column);
    tally[cell] = plus(tally[cell] ?? 0, 1);
  });
}

describe('a counter', () => {
  it.each(seeds(20))('gives what the rows add up to, on the ledger of seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const windows = MONTHS.map((month) => windowOf(monthNamed(month)));
    const counter = new Counter(windows.length);
    const rows = windows.map(emptyTally);
    replay(
      viewOfEntries(entries),
      { windows, asOf: entries.length, isTraced: false },
      {
        onCase: (index, _subject, c) => {
          counter.countCase(index, c);
          addCase(rows[index] ?? emptyTally(), c);
        },
        onChild: (index, _subject, k) => {
          counter.countChild(index, k);
          addChild(rows[index] ?? emptyTally(), k);
        },
      },
    );
    expect({ seed, tallies: counter.tallies() }).toEqual({ seed, tallies: rows });
    expect(rows.some((tally) => tally.some((cell) => cell !== 0))).toBe(true);
  });

  it('of no case and no child has nothing', () => {
    expect(new Counter(2).tallies()).toEqual([emptyTally(), emptyTally()]);
  });
});
