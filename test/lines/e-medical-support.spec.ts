import { CountyLedger } from '../support/county-ledger.js';
import type { CaseUnderTest } from '../support/case-under-test.js';

const INSURANCE = { insurance: true };
const CASH_MEDICAL = { medical: '40.00' };

/** An open case with an order of those terms since 2005-02-01. */
const ordered = (county: CountyLedger, id: string, terms: object): CaseUnderTest =>
  county.opened(id).orders('2005-02-01', terms);

describe('Line 21: open cases with medical support ordered', () => {
  it('has current orders for cash medical support or health insurance', () => {
    const county = new CountyLedger();
    ordered(county, 'CASH', CASH_MEDICAL);
    ordered(county, 'INSURANCE', { ...INSURANCE, support: '0.00' });
    ordered(county, 'NEITHER', {});
    ordered(county, 'CLOSED', INSURANCE).closes('2006-09-30');
    county.opened('NO-ORDER');

    const september = county.closes('2006-09');
    expect(september.line('21')).toEqual(['CASH a', 'INSURANCE a']);
    expect(september.cells('21')).toEqual([2, null, null, null]);
  });

  it('goes by the orders and terms of the last day', () => {
    const county = new CountyLedger();
    ordered(county, 'SINCE', {}).modifies('2006-09-30', INSURANCE);
    ordered(county, 'SINCE-LATER', {}).modifies('2006-10-01', INSURANCE);
    ordered(county, 'UNTIL', CASH_MEDICAL).modifies('2006-09-30', {});
    ordered(county, 'TERMINATED', INSURANCE).terminates('2006-09-30');
    ordered(county, 'ASIDE', INSURANCE).setsAside('2006-09-30');
    ordered(county, 'JUDGMENT', { ...INSURANCE, kind: 'arrears-judgment' });

    expect(county.closes('2006-09').line('21')).toEqual(['SINCE a']);
  });

  it('has no arrears-only case', () => {
    const county = new CountyLedger();
    ordered(county, 'A', INSURANCE).charges('2005-02-01', '100.00').terminates('2006-09-30');

    expect(county.closes('2006-09').line('2e')).toEqual(['A a']);
    expect(county.closes('2006-09').line('21')).toEqual([]);
    expect(county.closes('2006-08').line('21')).toEqual(['A a']);
  });
});

describe('Line 21a: medical support ordered and provided', () => {
  it.each(['private', 'tricare', 'indian-health'])(
    '(i) has %s coverage on any day of the year, as ordered or not',
    (kind) => {
      const county = new CountyLedger();
      const more = { kind, asOrdered: false };
      ordered(county, 'UNTIL-SEP-30', CASH_MEDICAL)
        .covers('2005-03-01', 'V-1', more)
        .coverageEnds('2005-10-01');
      ordered(county, 'UNTIL-OCT-1', CASH_MEDICAL)
        .covers('2005-03-01', 'V-1', more)
        .coverageEnds('2005-10-02');
      ordered(county, 'SINCE-LAST-DAY', INSURANCE).covers('2006-09-30', 'V-1', more);
      ordered(county, 'SINCE-AFTER', INSURANCE).covers('2006-10-01', 'V-1', more);
      ordered(county, 'ONE-DAY', INSURANCE)
        .covers('2006-02-01', 'V-1', more)
        .coverageEnds('2006-02-01');
      ordered(county, 'NOT-ORDERED', {}).covers('2006-02-01', 'V-1', more);

      expect(county.closes('2006-09').line('21a')).toEqual(['SINCE-LAST-DAY a', 'UNTIL-OCT-1 a']);
    },
  );

  it('(ii) has medical payments where no insurance is ordered', () => {
    const county = new CountyLedger();
    ordered(county, 'PAID', CASH_MEDICAL).pays('2006-09-30', 'medical family 40.00');
    ordered(county, 'PAID-BEFORE', CASH_MEDICAL).pays('2005-09-30', 'medical family 40.00');
    ordered(county, 'TO-STATE', CASH_MEDICAL).pays('2005-10-01', 'medical state 0.01');
    ordered(county, 'BILL', CASH_MEDICAL).bill('2006-02-01');
    ordered(county, 'BILL-BEFORE', CASH_MEDICAL).bill('2005-09-30');
    ordered(county, 'CURRENT', CASH_MEDICAL).pays('2006-02-01', 'current family 40.00');
    ordered(county, 'INSURANCE', INSURANCE).pays('2006-02-01', 'medical family 40.00');

    expect(county.closes('2006-09').line('21a')).toEqual(['BILL a', 'PAID a', 'TO-STATE a']);
  });

  it('(ii) has them where insurance is ordered, but unavailable on the last day', () => {
    const county = new CountyLedger();
    const paid = (id: string): CaseUnderTest =>
      ordered(county, id, INSURANCE).pays('2006-02-01', 'medical family 40.00');
    paid('SINCE').unavailable('2006-09-30');
    paid('SINCE-LATER').unavailable('2006-10-01');
    paid('UNTIL').unavailable('2006-01-01').availableAgain('2006-09-30');
    paid('SAME-DAY').unavailable('2006-09-30').availableAgain('2006-09-30');
    paid('AGAIN').unavailable('2006-01-01').unavailable('2006-02-01');

    expect(county.closes('2006-09').line('21a')).toEqual(['AGAIN a', 'SINCE a']);
  });

  it('(ii) forgets a payment reversed in its month, and keeps one reversed later', () => {
    const county = new CountyLedger();
    const paid = (id: string): CaseUnderTest =>
      ordered(county, id, CASH_MEDICAL).pays('2006-02-01', 'medical family 40.00');
    paid('SAME-MONTH').reverses('2006-02-28', 'P-1');
    paid('NEXT-MONTH').reverses('2006-03-01', 'P-1');

    expect(county.closes('2006-09').line('21a')).toEqual(['NEXT-MONTH a']);
  });

  it('(iii) has public coverage where insurance is unavailable and cash medical is ordered', () => {
    const county = new CountyLedger();
    const both = { ...INSURANCE, ...CASH_MEDICAL };
    const covered = (id: string, terms: object): CaseUnderTest =>
      ordered(county, id, terms).covers('2005-03-01', 'V-1', { kind: 'public' });
    covered('BOTH', both).unavailable('2006-09-30').coverageEnds('2005-10-02');
    covered('ENDED', both).unavailable('2006-09-30').coverageEnds('2005-10-01');
    covered('CASH', CASH_MEDICAL).unavailable('2006-01-01');
    covered('AVAILABLE', both);
    covered('NO-CASH', INSURANCE).unavailable('2006-01-01');

    expect(county.closes('2006-09').line('21a')).toEqual(['BOTH a', 'CASH a']);
  });
});

describe('Line 22: open cases with health insurance ordered', () => {
  it('has current orders for insurance, not cash medical support', () => {
    const county = new CountyLedger();
    ordered(county, 'INSURANCE', INSURANCE);
    ordered(county, 'CASH', CASH_MEDICAL);
    ordered(county, 'TERMINATED', INSURANCE).terminates('2006-09-30');

    expect(county.closes('2006-09').line('22')).toEqual(['INSURANCE a']);
  });

  it('leaves out cases with insurance unavailable on the last day', () => {
    const county = new CountyLedger();
    ordered(county, 'SINCE', INSURANCE).unavailable('2006-09-30');
    ordered(county, 'SINCE-LATER', INSURANCE).unavailable('2006-10-01');
    ordered(county, 'UNTIL', INSURANCE).unavailable('2006-01-01').availableAgain('2006-09-30');

    const september = county.closes('2006-09');
    expect(september.line('21')).toEqual(['SINCE a', 'SINCE-LATER a', 'UNTIL a']);
    expect(september.line('22')).toEqual(['SINCE-LATER a', 'UNTIL a']);
  });
});

describe('Line 23: health insurance provided as ordered', () => {
  it('has coverage as ordered in force on the last day', () => {
    const county = new CountyLedger();
    ordered(county, 'SINCE', INSURANCE).covers('2006-09-30');
    ordered(county, 'SINCE-LATER', INSURANCE).covers('2006-10-01');
    ordered(county, 'ENDED', INSURANCE).covers('2006-01-01').coverageEnds('2006-09-30');
    ordered(county, 'ENDS-LATER', INSURANCE).covers('2006-01-01').coverageEnds('2006-10-01');
    ordered(county, 'NOT-AS-ORDERED', INSURANCE).covers('2006-01-01', 'V-1', { asOrdered: false });
    ordered(county, 'PUBLIC', INSURANCE).covers('2006-01-01', 'V-1', { kind: 'public' });
    ordered(county, 'CASH', CASH_MEDICAL).covers('2006-01-01');

    expect(county.closes('2006-09').line('23')).toEqual(['ENDS-LATER a', 'SINCE a']);
  });

  it.each(['tricare', 'indian-health'])('has %s coverage too', (kind) => {
    const county = new CountyLedger();
    ordered(county, 'A', INSURANCE).covers('2006-01-01', 'V-1', { kind });

    expect(county.closes('2006-09').line('23')).toEqual(['A a']);
  });

  it('has none of those that Line 22 leaves out', () => {
    const county = new CountyLedger();
    ordered(county, 'A', INSURANCE).covers('2006-01-01').unavailable('2006-09-30');

    expect(county.closes('2006-08').line('23')).toEqual(['A a']);
    expect(county.closes('2006-09').line('23')).toEqual([]);
  });
});
