import { parseCounty } from '../../events/values/county.js';
import { parseInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth, parseMonth } from '../../events/values/month.js';
import { countyView } from '../../src/web/pages/county/view.js';
import { MONTHS_SHOWN } from '../../src/web/pages/counties/view.js';
import { present } from '../store/present.js';

const COUNTY = present(parseCounty('07'));
const at = (text: string): Instant => present(parseInstant(text));

/** The months that a county's page lists, whose ledger was recorded from one instant to another. */
function monthsOf(
  first: string,
  last: string,
  now: string,
  firstMonth?: string,
): readonly string[] {
  const moment = {
    ...{ county: COUNTY, position: 71, size: 71, root: '0'.repeat(64) },
    ...{ first: at(first), recorded: at(last) },
  };
  const { months } = countyView(COUNTY, moment, [], {
    ...{ from: null, firstMonth: firstMonth === undefined ? null : parseMonth(firstMonth) },
    now: at(now),
  });
  return months.map(({ month }) => formatMonth(month));
}

describe('the months of a county', () => {
  it('are there for one that began to send in the month that is not over', () => {
    const months = monthsOf('2006-11-20T18:00:00Z', '2006-11-20T18:00:00Z', '2006-11-29T18:00:00Z');
    expect(months.slice(0, 2)).toEqual(['2006-10', '2006-09']);
    expect(months).toHaveLength(MONTHS_SHOWN);
  });

  it('are no fewer than the page of counties tells of, and all that have records', () => {
    const young = monthsOf('2006-09-01T18:00:00Z', '2006-10-31T18:00:00Z', '2006-11-29T18:00:00Z');
    expect([young[0], young.at(-1)]).toEqual(['2006-10', '2005-08']);
    const old = monthsOf('2004-10-05T18:00:00Z', '2006-10-31T18:00:00Z', '2006-11-29T18:00:00Z');
    expect([old[0], old.at(-1)]).toEqual(['2006-10', '2004-10']);
  });

  it('are none that retention has erased', () => {
    const recorded = ['2001-01-05T18:00:00Z', '2006-10-31T18:00:00Z'] as const;
    const kept = monthsOf(...recorded, '2006-11-29T18:00:00Z', '2005-11');
    expect([kept[0], kept.at(-1)]).toEqual(['2006-10', '2005-11']);
  });
});
