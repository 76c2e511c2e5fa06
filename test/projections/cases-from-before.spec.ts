import { parseDay } from '../../events/values/day.js';
import type { Ffy } from '../../events/values/month.js';
import { casesSince, yearToFoldFrom } from '../../projections/checkpoints/cases-from-before.js';
import { present } from '../store/present.js';

const FFY = 2006 as Ffy; // a fiscal year
/** As many records of a year as are worth reading two cases singly. */
const RECORDS = 300_000;

/** Cases 1, 2, ... by the days back to which they are to be folded. */
function days(...texts: readonly string[]): ReadonlyMap<number, number> {
  return new Map(texts.map((text, place) => [place + 1, present(parseDay(text))]));
}

function times<T>(count: number, value: T): readonly T[] {
  return Array.from({ length: count }, () => value);
}

describe('the fiscal year from which cases are folded that a kept year cannot go on with', () => {
  it('is none where reading them singly costs no more', () => {
    expect(yearToFoldFrom(days(), FFY, RECORDS)).toBeNull();
    expect(yearToFoldFrom(days(...times(2, '2005-09-30')), FFY, RECORDS)).toBeNull();
  });

  it('is the year before, by its first and last day, where that spares more than it costs', () => {
    expect(yearToFoldFrom(days(...times(3, '2005-09-30')), FFY, RECORDS)).toBe(2005);
    expect(yearToFoldFrom(days(...times(3, '2004-10-01')), FFY, RECORDS)).toBe(2005);
  });

  it('is an earlier one where enough of them reach so far, and as far as that is worth it', () => {
    const two = times(2, '2005-01-01');
    expect(yearToFoldFrom(days(...two, ...times(3, '2004-09-30')), FFY, RECORDS)).toBe(2004);
    expect(yearToFoldFrom(days(...times(4, '2005-01-01'), '2004-09-30'), FFY, RECORDS)).toBe(2005);
    expect(yearToFoldFrom(days(...times(60, '1999-05-05')), FFY, RECORDS)).toBeNull();
  });

  it('is gone back to at once in a small ledger, whose years cost next to nothing', () => {
    expect(yearToFoldFrom(days('2002-02-03'), FFY, 40)).toBe(2002);
    expect(yearToFoldFrom(days('2002-02-03'), FFY, 0)).toBe(2002);
  });

  it('is of those cases that reach no further back', () => {
    const all = days('2005-09-30', '2004-10-01', '2004-09-30');
    expect([...casesSince(all, 2005 as Ffy)]).toEqual([1, 2]);
  });
});
