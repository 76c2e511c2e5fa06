import type { CaseUnderTest } from '../support/case-under-test.js';
import { CountyLedger } from '../support/county-ledger.js';

const ordered = (county: CountyLedger, id: string): CaseUnderTest =>
  county.opened(id).orders('2005-01-01');
/** A case that has owed 500.00 to each side since the fiscal year 2005. */
const owingBoth = (county: CountyLedger, id: string): CaseUnderTest =>
  ordered(county, id)
    .bringsForward('2005-02-01', '500.00', 'family')
    .bringsForward('2005-02-01', '500.00', 'state');
const owingState = (county: CountyLedger, id: string): CaseUnderTest =>
  ordered(county, id).bringsForward('2005-02-01', '500.00', 'state');

describe('Line 28: cases with arrears due', () => {
  it('has what the last year left behind, even if it is paid on October 1', () => {
    const county = new CountyLedger();
    ordered(county, 'LEFT')
      .charges('2005-09-30', '10.00')
      .pays('2005-10-01', 'current family 10.00');
    ordered(county, 'PAID')
      .charges('2005-09-01', '10.00')
      .pays('2005-09-30', 'current family 10.00');

    expect(county.closes('2005-10').line('28')).toEqual(['LEFT a']);
    expect(county.closes('2006-09').line('28')).toEqual(['LEFT a']);
    expect(county.closes('2006-10').line('28')).toEqual([]);
  });

  it('has a charge that is not paid by the end of its month', () => {
    const county = new CountyLedger();
    ordered(county, 'PAID')
      .charges('2006-09-01', '10.00')
      .pays('2006-09-30', 'current family 10.00');
    ordered(county, 'LATE')
      .charges('2006-08-01', '10.00')
      .pays('2006-09-01', 'current family 10.00');
    ordered(county, 'UNPAID').charges('2006-09-30', '0.01', 'state');

    expect(county.closes('2006-09').line('28')).toEqual(['LATE a', 'UNPAID a']);
  });

  it('has balances brought forward, judgments and interest, paid at once or not', () => {
    const county = new CountyLedger();
    const settled = 'arrears family 10.00';
    ordered(county, 'FORWARD').bringsForward('2006-02-01', '10.00').pays('2006-02-01', settled);
    ordered(county, 'JUDGMENT').judges('2006-02-01', '10.00').pays('2006-02-01', settled);
    ordered(county, 'INTEREST').accrues('2006-02-01', '10.00').compromises('2006-02-01', '10.00');
    ordered(county, 'ADJUSTED')
      .adjusts('2006-02-01', '10.00', '2006-02')
      .pays('2006-02-01', settled);
    ordered(county, 'ADJUSTED-DUE').adjusts('2006-02-28', '10.00', '2006-02');

    expect(county.closes('2006-09').line('28')).toEqual([
      'ADJUSTED-DUE a',
      'FORWARD a',
      'INTEREST a',
      'JUDGMENT a',
    ]);
  });

  it('waits with adjustments of earlier years, not with those of earlier months', () => {
    const county = new CountyLedger();
    ordered(county, 'YEAR').adjusts('2006-02-01', '10.00', '2005-09');
    ordered(county, 'MONTH').adjusts('2006-02-01', '10.00', '2005-10');

    const september = county.closes('2006-09');
    expect(september.line('28')).toEqual(['MONTH a']);
    expect(september.line('26')).toEqual([]);
    const october = county.closes('2006-10');
    expect(october.line('28')).toEqual(['MONTH a', 'YEAR a']);
    expect(october.line('26')).toEqual(['MONTH d 10.00', 'YEAR d 10.00']);
  });

  it('keeps a case for the year in which an earlier year’s arrears are adjusted away', () => {
    const county = new CountyLedger();
    ordered(county, 'A')
      .bringsForward('2005-02-01', '10.00')
      .adjusts('2005-10-01', '-10.00', '2005-02');

    expect(county.closes('2006-09').line('28')).toEqual(['A a']);
    expect(county.closes('2006-10').line('28')).toEqual([]);
  });

  it('has cases of the year, but none that went to another county', () => {
    const county = new CountyLedger();
    owingBoth(county, 'CLOSED').closes('2005-10-01');
    owingBoth(county, 'CLOSED-BEFORE').closes('2005-09-30');
    owingBoth(county, 'OUT').transfersOut('2006-09-30');
    owingBoth(county, 'RESPONDING').receives('2005-03-01');

    expect(county.closes('2006-09').line('28')).toEqual(['CLOSED a', 'RESPONDING a']);
  });
});

describe('Line 29: cases paying toward arrears', () => {
  it('has any payment where one side alone is owed', () => {
    const county = new CountyLedger();
    owingState(county, 'STATE').pays('2006-09-30', 'interest state 0.01');
    ordered(county, 'FAMILY')
      .accrues('2005-02-01', '5.00')
      .pays('2005-10-01', 'arrears family 1.00');
    owingState(county, 'CURRENT').pays('2006-09-30', 'current state 10.00', 'future state 1.00');
    owingState(county, 'BEFORE').pays('2005-09-30', 'arrears state 10.00');
    owingState(county, 'AFTER').pays('2006-10-01', 'arrears state 10.00');
    ordered(county, 'NOT-OWED').pays('2006-02-01', 'arrears family 10.00');

    expect(county.closes('2006-09').line('29')).toEqual(['FAMILY a', 'STATE a']);
  });

  it('asks for money to the family where both are owed', () => {
    const county = new CountyLedger();
    owingBoth(county, 'TO-STATE').pays('2006-02-10', 'arrears state 50.00');
    owingBoth(county, 'TO-BOTH').pays('2006-02-10', 'arrears state 49.99', 'interest family 0.01');
    // Current support to the family is not toward arrears.
    owingBoth(county, 'CURRENT').pays('2006-02-10', 'arrears state 50.00', 'current family 9.00');

    expect(county.closes('2006-09').line('29')).toEqual(['TO-BOTH a']);
  });

  it('forgets a payment reversed in its month, and keeps one reversed later', () => {
    const county = new CountyLedger();
    owingState(county, 'SAME')
      .pays('2006-02-10', 'arrears state 5.00')
      .reverses('2006-02-28', 'P-1');
    owingState(county, 'LATER')
      .pays('2006-02-10', 'arrears state 5.00')
      .reverses('2006-03-01', 'P-1');

    expect(county.closes('2006-09').line('29')).toEqual(['LATER a']);
  });

  it('asks what was past due: support of the month itself is not, until the month is over', () => {
    const county = new CountyLedger();
    owingState(county, 'CHARGED')
      .charges('2006-02-01', '9.00')
      .pays('2006-02-28', 'arrears state 5.00');
    owingState(county, 'OVERDUE')
      .charges('2006-02-01', '9.00')
      .pays('2006-03-01', 'arrears state 5.00');
    // Current support paid in the month leaves as it was what the month began with.
    owingBoth(county, 'PAID-CURRENT')
      .pays('2006-02-05', 'current family 500.00')
      .pays('2006-02-10', 'arrears state 5.00');
    owingBoth(county, 'PAID-CURRENT-BEFORE')
      .pays('2006-01-31', 'current family 500.00')
      .pays('2006-02-10', 'arrears state 5.00');

    expect(county.closes('2006-09').line('29')).toEqual(['CHARGED a', 'PAID-CURRENT-BEFORE a']);
  });

  it('takes interest, judgments, adjustments and compromises in order of their days', () => {
    const county = new CountyLedger();
    const paid = (a: CaseUnderTest): CaseUnderTest => a.pays('2006-02-10', 'arrears state 5.00');
    paid(owingState(county, 'INTEREST').accrues('2006-02-09', '1.00'));
    paid(owingState(county, 'INTEREST-AFTER')).accrues('2006-02-11', '1.00');
    paid(owingState(county, 'JUDGMENT').judges('2006-02-10', '1.00'));
    paid(owingState(county, 'ADJUSTED').adjusts('2006-02-10', '1.00', '2006-01'));
    paid(owingBoth(county, 'ADJUSTED-AWAY').adjusts('2006-02-10', '-500.00', '2006-01'));
    paid(owingBoth(county, 'COMPROMISED').compromises('2006-02-10', '500.00'));
    paid(owingBoth(county, 'COMPROMISED-AFTER')).compromises('2006-02-10', '500.00');

    expect(county.closes('2006-02').line('29')).toEqual([
      'ADJUSTED-AWAY a',
      'COMPROMISED a',
      'INTEREST-AFTER a',
    ]);
  });

  it('has the money of a failed payment as past due again from its reversal', () => {
    const county = new CountyLedger();
    const failing = (id: string, day: string): CaseUnderTest =>
      owingState(county, id)
        .charges('2005-03-01', '20.00')
        .pays('2005-03-05', 'current family 20.00')
        .reverses(day, 'P-1');
    failing('BEFORE', '2006-02-09').pays('2006-02-10', 'arrears state 5.00');
    failing('AFTER', '2006-02-11').pays('2006-02-10', 'arrears state 5.00');

    expect(county.closes('2006-02').line('29')).toEqual(['AFTER a']);
  });
});

describe('Line 29, at the collection’s receipt', () => {
  it('judges a distribution by what was owed when the money came in', () => {
    const county = new CountyLedger();
    owingState(county, 'ACCRUED-SINCE')
      .collects('2006-02-06', 'C-1', '50.00')
      .accrues('2006-02-10', '30.00')
      .distributes('2006-02-15', 'D-1', 'C-1', 'arrears state 50.00');
    owingBoth(county, 'COMPROMISED-SINCE')
      .collects('2006-02-06', 'C-1', '50.00')
      .compromises('2006-02-10', '500.00')
      .distributes('2006-03-02', 'D-1', 'C-1', 'arrears state 50.00');

    expect(county.closes('2006-09').line('29')).toEqual(['ACCRUED-SINCE a']);
  });

  it('judges it just before the distribution where the receipt is not there by then', () => {
    const county = new CountyLedger();
    // Received, by its effective day, after it was distributed.
    owingState(county, 'AFTER')
      .collects('2006-02-20', 'C-1', '50.00')
      .accrues('2006-02-16', '30.00')
      .distributes('2006-02-15', 'D-1', 'C-1', 'arrears state 50.00');
    owingBoth(county, 'AFTER-BOTH')
      .collects('2006-02-20', 'C-1', '50.00')
      .compromises('2006-02-16', '500.00')
      .distributes('2006-02-15', 'D-1', 'C-1', 'arrears state 50.00');
    // Not received by the end of the month at all.
    owingState(county, 'NONE')
      .collects('2006-10-02', 'C-1', '50.00')
      .distributes('2006-09-29', 'D-1', 'C-1', 'arrears state 50.00');

    expect(county.closes('2006-09').line('29')).toEqual(['AFTER a', 'NONE a']);
  });

  it('judges a receipt of September by all that was adjusted until then', () => {
    const county = new CountyLedger();
    const paidInOctober = (a: CaseUnderTest): CaseUnderTest =>
      a
        .collects('2005-09-20', 'C-1', '50.00')
        .distributes('2005-10-05', 'D-1', 'C-1', 'arrears state 50.00');
    // FFY 2006 knows the adjustments that FFY 2005 made of earlier years: the family was owed.
    paidInOctober(owingState(county, 'MADE').adjusts('2005-09-10', '100.00', '2004-03'));
    paidInOctober(owingBoth(county, 'UNMADE').adjusts('2005-09-10', '-500.00', '2004-03'));
    // What October adjusts came after the receipt.
    paidInOctober(owingState(county, 'LATER')).adjusts('2005-10-02', '100.00', '2004-03');

    expect(county.closes('2005-10').line('29')).toEqual(['LATER a', 'UNMADE a']);
    expect(county.closes('2006-09').line('29')).toEqual(['LATER a', 'UNMADE a']);
  });

  it('judges a payment within September without the adjustments of earlier years', () => {
    const county = new CountyLedger();
    const paid = (a: CaseUnderTest): CaseUnderTest => a.pays('2005-09-20', 'arrears state 50.00');
    paid(owingState(county, 'MADE').adjusts('2005-09-10', '100.00', '2004-03'));
    paid(owingBoth(county, 'UNMADE').adjusts('2005-09-10', '-500.00', '2004-03'));

    expect(county.closes('2005-09').line('29')).toEqual(['MADE a']);
  });

  it('takes the adjustments of the year before into the payments of October', () => {
    const county = new CountyLedger();
    const paid = (a: CaseUnderTest): CaseUnderTest => a.pays('2005-10-20', 'arrears state 50.00');
    paid(owingState(county, 'MADE').adjusts('2005-09-30', '100.00', '2004-03'));
    paid(owingState(county, 'MADE-IN-OCTOBER').adjusts('2005-10-01', '100.00', '2005-09'));

    expect(county.closes('2005-10').line('29')).toEqual(['MADE-IN-OCTOBER a']);
  });

  it('keeps two distributions of one collection apart: the year of the receipt decides neither', () => {
    const county = new CountyLedger();
    owingState(county, 'A')
      .adjusts('2005-09-10', '100.00', '2004-03')
      .collects('2005-09-20', 'C-1', '100.00')
      .distributes('2005-09-21', 'D-1', 'C-1', 'arrears state 50.00')
      .distributes('2005-10-03', 'D-2', 'C-1', 'arrears state 50.00');

    expect(county.closes('2005-09').line('29')).toEqual(['A a']);
    expect(county.closes('2005-10').line('29')).toEqual([]);
  });

  it('remembers the receipt of each of many collections', () => {
    const county = new CountyLedger();
    const receipts = Array.from({ length: 40 }, (_, index) => `C-${String(index + 1)}`);
    const many = (id: string): CaseUnderTest => {
      const a = owingState(county, id).collects('2006-02-01', 'FIRST', '9.00');
      a.accrues('2006-02-02', '30.00');
      for (const receipt of receipts) a.collects('2006-02-03', receipt, '9.00');
      return a;
    };
    // What came in before the interest is judged by that day, forty receipts later as well.
    many('FIRST').distributes('2006-02-10', 'D-1', 'FIRST', 'arrears state 9.00');
    many('SECOND').distributes('2006-02-10', 'D-1', 'C-1', 'arrears state 9.00');
    many('LAST').distributes('2006-02-10', 'D-1', 'C-40', 'arrears state 9.00');
    many('FIRST-AT-LAST')
      .distributes('2006-02-10', 'D-1', 'C-2', 'arrears state 9.00')
      .collects('2006-02-11', 'C-41', '9.00')
      .distributes('2006-02-12', 'D-2', 'C-41', 'arrears state 9.00')
      .distributes('2006-02-13', 'D-3', 'FIRST', 'arrears state 9.00');

    expect(county.closes('2006-02').line('29')).toEqual(['FIRST a', 'FIRST-AT-LAST a']);
  });
});
