import type { CaseUnderTest, Data } from '../support/case-under-test.js';
import { CountyLedger } from '../support/county-ledger.js';

type Given = NonNullable<Parameters<CaseUnderTest['orders']>[1]>;

/** An order of the county that re-establishes another. */
const again = (order: string, reestablishes: string, more: Data = {}): Given => ({
  order,
  more: { reestablishes, ...more },
});

/** An order of somebody else: it never counts, and walks go through it. */
const byOthers = (order: string, reestablishes?: string): Given => ({
  order,
  by: 'other',
  more: reestablishes === undefined ? {} : { reestablishes },
});

describe('Line 17: a walk along orders that re-establish each other', () => {
  it('goes on to an order later than the one that names it, if both are before the judged one', () => {
    const county = new CountyLedger();
    county
      .opened('FORTH-AND-BACK')
      .orders('2005-03-01', { order: 'A' })
      .orders('2005-02-01', byOthers('B', 'A'))
      .orders('2006-04-01', again('C', 'B'));
    county
      .opened('ALL-BACKWARDS')
      .orders('2005-05-01', { order: 'A' })
      .orders('2005-04-01', byOthers('B', 'A'))
      .orders('2005-03-01', byOthers('C', 'B'))
      .orders('2005-02-01', byOthers('D', 'C'))
      .orders('2006-04-01', again('E', 'D'));
    county
      .opened('OF-OTHERS')
      .orders('2005-03-01', byOthers('A'))
      .orders('2005-02-01', byOthers('B', 'A'))
      .orders('2006-04-01', again('C', 'B'));

    expect(county.closes('2005-09').line('17')).toEqual(['ALL-BACKWARDS d', 'FORTH-AND-BACK d']);
    expect(county.closes('2006-09').line('17')).toEqual(['OF-OTHERS d']);
  });

  it('ends at the first order that is not before the judged one, by day or by place on its day', () => {
    const county = new CountyLedger();
    const chain = (id: string, dayOfB: string): CaseUnderTest =>
      county.opened(id).orders('2005-02-01', { order: 'A' }).orders(dayOfB, byOthers('B', 'A'));
    chain('DAY-BEFORE', '2006-03-31').orders('2006-04-01', again('C', 'B'));
    chain('SAME-DAY-BEFORE', '2006-04-01').orders('2006-04-01', again('C', 'B'));
    chain('DAY-AFTER', '2006-04-02').orders('2006-04-01', again('C', 'B'));
    const after = county.opened('SAME-DAY-AFTER').orders('2005-02-01', { order: 'A' });
    after.orders('2006-04-01', { order: 'C' });
    const judged = county.last();
    after.orders('2006-04-01', byOthers('B', 'A'));
    // Corrected after B was recorded, C keeps its place before it.
    county.replaces(judged, { data: { reestablishes: 'B' } });

    expect(county.closes('2006-09').line('17')).toEqual(['DAY-AFTER d', 'SAME-DAY-AFTER d']);
  });

  it('ends at the judged order itself and at one that it has met', () => {
    const county = new CountyLedger();
    county.opened('ITSELF').orders('2006-04-01', { order: 'A' });
    county.replaces(county.last(), { data: { reestablishes: 'A' } });
    const circle = county.opened('CIRCLE-OF-OTHERS').orders('2005-02-01', byOthers('A'));
    const first = county.last();
    circle.orders('2005-03-01', byOthers('B', 'A')).orders('2006-04-01', again('C', 'B'));
    county.replaces(first, { data: { reestablishes: 'B' } });
    county.opened('OTHERS-ITSELF').orders('2005-02-01', byOthers('A'));
    county.replaces(county.last(), { data: { reestablishes: 'A' } });
    county.case('OTHERS-ITSELF').orders('2006-04-01', again('B', 'A'));

    expect(county.closes('2006-09').line('17')).toEqual([
      'CIRCLE-OF-OTHERS d',
      'ITSELF d',
      'OTHERS-ITSELF d',
    ]);
  });

  it('bars the later of two orders that name each other', () => {
    const county = new CountyLedger();
    const both = county.opened('A').orders('2005-02-01', { order: 'A' });
    const first = county.last();
    both.orders('2006-04-01', again('B', 'A'));
    county.replaces(first, { data: { reestablishes: 'B' } });

    expect(county.closes('2005-09').line('17')).toEqual(['A d']);
    expect(county.closes('2006-09').line('17')).toEqual([]);
  });

  it('goes through every kind of order that does not count', () => {
    const county = new CountyLedger();
    const chain = (id: string, opened: string, given: Given): CaseUnderTest =>
      county
        .opened(id, opened)
        .orders('2005-03-01', { order: 'A' })
        .orders('2005-02-01', given)
        .orders('2006-04-01', again('C', 'B'));
    chain('UNENFORCEABLE', '2005-01-01', again('B', 'A', { enforceable: false }));
    chain('GENERAL', '2005-01-01', again('B', 'A', { generalObligation: true }));
    chain('BEFORE-OPENING', '2005-03-01', again('B', 'A'));
    chain('NAMES-NONE', '2005-03-02', byOthers('B'));
    county
      .opened('BARRED-ITSELF')
      .orders('2005-02-01', { order: 'A' })
      .orders('2005-11-01', again('B', 'A'))
      .orders('2006-04-01', again('C', 'B'));

    expect(county.closes('2006-09').line('17')).toEqual(['NAMES-NONE d']);
  });

  it('is barred by a counted order that was set aside, not by a counted modification', () => {
    const county = new CountyLedger();
    county.registered('K');
    county
      .opened('ASIDE')
      .orders('2005-03-01', { order: 'A' })
      .orders('2005-02-01', byOthers('B', 'A'))
      .setsAside('2005-04-01', 'A')
      .setsAside('2005-04-01', 'B')
      .orders('2006-04-01', again('C', 'B'));
    county
      .opened('MODIFIED')
      .orders('2005-02-01', byOthers('A'))
      .modifies('2005-03-01', { order: 'A', more: { addsChildren: ['K'] } })
      .orders('2006-04-01', again('B', 'A'));

    expect(county.closes('2005-09').line('17')).toEqual(['ASIDE d', 'MODIFIED d']);
    expect(county.closes('2006-09').line('17')).toEqual(['MODIFIED d']);
  });

  it('ends at an order that was voided, and follows one that was replaced where it stands now', () => {
    const county = new CountyLedger();
    const chain = (id: string): CaseUnderTest =>
      county.opened(id).orders('2005-03-01', { order: 'A' });
    chain('VOIDED').orders('2005-02-01', byOthers('B', 'A'));
    county.voids(county.last());
    county.case('VOIDED').orders('2006-04-01', again('C', 'B'));
    chain('MOVED-BEHIND').orders('2005-02-01', byOthers('B', 'A'));
    county.replaces(county.last(), { effective: '2006-04-02' });
    county.case('MOVED-BEHIND').orders('2006-04-01', again('C', 'B'));
    chain('MOVED-TO-THE-DAY').orders('2005-02-01', byOthers('B', 'A'));
    const moved = county.last();
    // B takes the place of its first record among those of the day: before C, and C is barred.
    county.case('MOVED-TO-THE-DAY').orders('2006-04-01', again('C', 'B'));
    county.replaces(moved, { effective: '2006-04-01' });
    chain('NAMED-LATER').orders('2005-02-01', byOthers('B'));
    const silent = county.last();
    county.case('NAMED-LATER').orders('2006-04-01', again('C', 'B'));
    const known = county.size();
    county.replaces(silent, { data: { reestablishes: 'A' } });

    expect(county.closes('2006-09', known).line('17')).toEqual([
      'MOVED-BEHIND d',
      'NAMED-LATER d',
      'VOIDED d',
    ]);
    expect(county.closes('2006-09').line('17')).toEqual(['MOVED-BEHIND d', 'VOIDED d']);
  });

  it('is barred once an earlier first opening becomes known that makes an order count', () => {
    const county = new CountyLedger();
    county
      .opened('A', '2005-06-01')
      .orders('2005-05-01', { order: 'A' })
      .orders('2006-01-01', again('B', 'A'))
      .transfersOut('2006-03-01')
      .transfersIn('2006-04-01', { openedOn: '2005-04-30' });

    expect(county.closes('2006-02').line('17')).toEqual(['A d']);
    expect(county.closes('2006-04').line('17')).toEqual([]);
  });
});

describe('Lines 48 and 49: a walk along orders that re-establish each other', () => {
  it('bars and passes the same orders as on Line 17', () => {
    const county = new CountyLedger();
    const presumed = { byDefault: true, presumedIncome: true };
    const chain = (id: string, first: Given): CaseUnderTest =>
      county
        .opened(id)
        .orders('2005-03-01', first)
        .orders('2005-02-01', byOthers('B', 'A'))
        .orders('2006-04-01', again('C', 'B', presumed));
    chain('BARRED', { order: 'A' });
    chain('PASSED', byOthers('A'));

    const september = county.closes('2006-09');
    expect(september.line('48')).toEqual(['PASSED d']);
    expect(september.line('49')).toEqual(['PASSED d']);
    const established = september.recordTypes('49').filter((type) => type.startsWith('Support'));
    expect(established).toEqual(['SupportOrderEstablished']);
  });
});
