import { parseMonth } from '../../events/values/month.js';
import { explainSubject } from '../../projections/form/explain.js';
import { randomLedger } from '../support/random-ledger.js';
import { rounds } from '../support/soak.js';
import { viewOfRecords } from '../support/view-of-records.js';
import { acceptAll } from '../oracle/accept.js';
import type { LedgerRecord } from '../../events/record.js';
import { present } from '../store/present.js';

const MONTHS = ['2005-04', '2005-09', '2006-04', '2006-09'].map((each) =>
  present(parseMonth(each)),
);
const SEEDS = Array.from({ length: rounds(60, 600) }, (_, index) => index + 1);
const COLUMN_OF = { current: 'b', former: 'c', never: 'd' } as const;

/** Lines whose children stand in the column of a status. */
const LINES = ['13', '16'] as const;

/** By column, what the status is said to be of whoever stands in it, and on how many rows. */
function statusesSaid(): ReadonlyMap<string, ReadonlyMap<unknown, number>> {
  const said = new Map<string, Map<unknown, number>>();
  for (const seed of SEEDS) {
    const entries = acceptAll(randomLedger(seed)).ledgers.get('19') ?? [];
    const placed = entries.map(({ position, record }) => ({
      position,
      record: record as unknown as LedgerRecord,
    }));
    const { view } = viewOfRecords(placed);
    for (const [subject, id] of view.subjectIds.entries()) {
      if (subject === 0 || id === '') continue;
      for (const asked of questions(subject, entries.length)) {
        for (const { counted, column, facts } of explainSubject(view, asked)) {
          const status = facts.find(({ fact }) => fact.startsWith('status'));
          if (!counted || status === undefined || column === null) continue;
          const values = said.get(column) ?? new Map<unknown, number>();
          values.set(status.value, (values.get(status.value) ?? 0) + 1);
          said.set(column, values);
        }
      }
    }
  }
  return said;
}

function questions(subject: number, asOf: number) {
  return MONTHS.flatMap((month) => LINES.map((line) => ({ month, asOf, subject, line })));
}

describe('the explanation of a child that stands in the column of a status', () => {
  it('says the status, and it is that of the column', () => {
    const said = statusesSaid();
    for (const [status, column] of Object.entries(COLUMN_OF)) {
      const values = present(said.get(column));
      expect([...values.keys()]).toEqual([status]);
      expect(values.get(status)).toBeGreaterThan(0);
    }
    expect([...said.keys()].sort()).toEqual(Object.values(COLUMN_OF));
  });
});
