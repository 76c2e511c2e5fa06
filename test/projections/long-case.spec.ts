import type { LedgerRecord } from '../../events/record.js';
import { explainSubject } from '../../projections/form/explain.js';
import { trailRows } from '../../projections/form/trail.js';
import { differenceOfMonth } from '../../projections/versions/differences.js';
import { lineNamed, monthNamed } from '../support/closed-month.js';
import { viewOfRecords } from '../support/view-of-records.js';

/** More than one call takes as arguments: the stack holds some 125,000. */
const COUNT = 130_000;

describe(`a case of ${String(COUNT)} records of money`, () => {
  const about = { county: '19', case: '1900001' };
  const opened = {
    ...{ ...about, id: '0', type: 'CaseOpened', effective: '2006-08-10' },
    data: { ncp: { participant: 'N-1', role: 'father' }, program: 'none' },
  };
  const charged = Array.from({ length: COUNT }, (_, index) => ({
    ...{ ...about, id: String(index + 1), type: 'CurrentSupportCharged' },
    ...{ effective: '2006-08-31', data: { amount: '0.01', owedTo: 'family', order: 'O-1' } },
  }));
  const { view } = viewOfRecords(
    [opened, ...charged].map((record, index) => ({
      position: index + 1,
      record: record as unknown as LedgerRecord,
    })),
  );
  const month = monthNamed('2006-09');

  it.each(['24', '26', '28'])('is traced and explained on Line %s', (line) => {
    const [row] = trailRows(view, month, COUNT + 1, lineNamed(line));
    expect(row?.positions).toHaveLength(COUNT + 1);
    const [explained] = explainSubject(view, {
      month,
      asOf: COUNT + 1,
      subject: 1,
      line: lineNamed(line),
    });
    expect(explained?.counted).toBe(true);
  });

  it('has all of them in a difference', () => {
    const { rows } = differenceOfMonth(view, month, 1, COUNT + 1);
    const due = rows.find(({ line }) => line === '24');
    expect(due?.to).toEqual({ kind: 'amount', amount: COUNT });
    expect(due?.positions).toHaveLength(COUNT);
  });
});
