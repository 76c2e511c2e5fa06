import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { parseMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { canonicalJson } from '../../../events/wire/canonical.js';
import { editionOf } from '../../../projections/form/editions.js';
import { monthTrail } from '../../../projections/packages/month-trail.js';
import {
  canonicalTrail,
  freezeMonth,
  freezeRows,
} from '../../../projections/versions/frozen-month.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../../support/accepted-ledger.js';

const COUNTY = parseCounty('19') ?? ('' as County);
const MONTHS = ['2005-09', '2006-03', '2006-09'].map((text) => parseMonth(text) ?? (0 as Month));

describe('a month that is frozen by the rows of its trail', () => {
  it.each(seeds(6))('is the month that is replayed for it (seed %i)', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    const asOf = entries.length;
    for (const month of MONTHS) {
      const { lines } = monthTrail(view, month, asOf);
      const rows = new Map([...lines].map(([line, traced]) => [line, traced.withoutRecords]));
      const of = { county: COUNTY, month, asOf };
      expect(freezeRows(view, { ...of, rows })).toEqual(freezeMonth(view, COUNTY, month, asOf));
      const canonical = [...canonicalTrail(view, editionOf(month), rows)];
      expect(canonical.length).toBeGreaterThan(0);
      expect(canonical).toEqual(canonical.map((row) => canonicalJson(JSON.parse(row))));
    }
  });
});
