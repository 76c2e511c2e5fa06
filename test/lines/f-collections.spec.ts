import type { CaseUnderTest } from '../support/case-under-test.js';
import { CountyLedger } from '../support/county-ledger.js';

/** An open case with an order, under the program, since long before the fiscal year 2006. */
const ordered = (county: CountyLedger, id: string, program = 'none'): CaseUnderTest =>
  county.opened(id, '2005-01-01', { program }).orders('2005-01-01');

describe('Lines 24 and 24a: current support due', () => {
  it('have the charges of the year to date, and of the month', () => {
    const county = new CountyLedger();
    ordered(county, 'A')
      .charges('2005-09-30', '1.00')
      .charges('2005-10-01', '2.00')
      .charges('2006-08-31', '4.00', 'state')
      .charges('2006-09-01', '8.00')
      .charges('2006-09-30', '16.00')
      .charges('2006-10-01', '32.00');

    const september = county.closes('2006-09');
    expect(september.line('24')).toEqual(['A d 30.00']);
    expect(september.line('24a')).toEqual(['A d 24.00']);
    expect(september.cells('24')).toEqual(['30.00', '0.00', '0.00', '30.00']);
    expect(county.closes('2005-09').line('24')).toEqual(['A d 1.00']);
    expect(county.closes('2006-10').line('24')).toEqual(['A d 32.00']);
    expect(county.closes('2006-11').line('24a')).toEqual([]);
  });

  it('stand in the column of the status at the end of each month', () => {
    const county = new CountyLedger();
    ordered(county, 'A', 'calworks')
      .charges('2005-11-05', '100.00')
      .charges('2005-12-05', '60.00')
      .program('2005-12-31', 'none')
      .charges('2006-01-05', '7.00')
      .program('2006-02-01', 'calworks')
      .charges('2006-02-05', '0.50');

    const september = county.closes('2006-09');
    expect(september.line('24')).toEqual(['A b 100.50', 'A c 67.00']);
    expect(september.cells('24')).toEqual(['167.50', '100.50', '67.00', '0.00']);
    expect(county.closes('2005-11').line('24a')).toEqual(['A b 100.00']);
    expect(county.closes('2005-12').line('24a')).toEqual(['A c 60.00']);
    expect(september.line('44')).toEqual(['A b']);
  });

  it('have voluntary payments of current and medical support as due', () => {
    const county = new CountyLedger();
    const parts = ['current family 30.00', 'medical state 5.00', 'arrears family 3.00'] as const;
    ordered(county, 'VOLUNTARY').paysVoluntarily('2006-09-30', ...parts);
    ordered(county, 'OWED').pays('2006-09-30', ...parts);

    expect(county.closes('2006-09').line('24')).toEqual(['VOLUNTARY d 35.00']);
    expect(county.closes('2006-09').line('24a')).toEqual(['VOLUNTARY d 35.00']);
  });

  it('have a future payment once: when it is made, and no more when its support falls due', () => {
    const county = new CountyLedger();
    ordered(county, 'A')
      .pays('2005-11-10', 'future family 50.00')
      .charges('2005-12-01', '40.00')
      .charges('2006-01-01', '40.00')
      .charges('2006-02-01', '40.00');

    expect(county.closes('2005-11').line('24a')).toEqual(['A d 50.00']);
    expect(county.closes('2005-12').line('24a')).toEqual([]);
    expect(county.closes('2006-01').line('24a')).toEqual(['A d 30.00']);
    expect(county.closes('2006-02').line('24')).toEqual(['A d 120.00']);
  });

  it('take the future credit in business order, on one day by the order of recording', () => {
    const county = new CountyLedger();
    ordered(county, 'CHARGE-FIRST')
      .charges('2006-02-01', '40.00')
      .pays('2006-02-01', 'future family 50.00');
    ordered(county, 'CREDIT-FIRST')
      .pays('2006-02-01', 'future family 50.00')
      .charges('2006-02-01', '40.00');

    expect(county.closes('2006-02').line('24a')).toEqual([
      'CHARGE-FIRST d 90.00',
      'CREDIT-FIRST d 50.00',
    ]);
  });

  it('lose the credit with a later reversal, never below zero', () => {
    const county = new CountyLedger();
    ordered(county, 'UNUSED')
      .pays('2005-11-10', 'future family 50.00')
      .reverses('2005-12-01', 'P-1')
      .charges('2005-12-01', '40.00');
    ordered(county, 'USED')
      .pays('2005-11-10', 'future family 50.00')
      .charges('2005-11-15', '40.00')
      .reverses('2005-12-01', 'P-1')
      .pays('2005-12-02', 'future family 5.00')
      .charges('2005-12-03', '40.00');
    ordered(county, 'SAME-MONTH')
      .pays('2005-11-10', 'future family 50.00')
      .reverses('2005-11-30', 'P-1')
      .charges('2005-12-01', '40.00');

    expect(county.closes('2005-11').line('24a')).toEqual(['UNUSED d 50.00', 'USED d 50.00']);
    expect(county.closes('2005-12').line('24a')).toEqual([
      'SAME-MONTH d 40.00',
      'UNUSED d 40.00',
      'USED d 40.00',
    ]);
  });

  it('have cases transferred out, none without jurisdiction, none closed before the year', () => {
    const county = new CountyLedger();
    ordered(county, 'OUT', 'calworks').charges('2005-10-01', '10.00').transfersOut('2006-09-30');
    ordered(county, 'CLOSED').charges('2005-10-01', '10.00').closes('2005-10-01');
    ordered(county, 'LOST').charges('2005-10-01', '10.00').jurisdiction('2006-09-30', false);
    ordered(county, 'CLOSED-BEFORE').closes('2005-09-30').charges('2005-10-01', '10.00');

    const september = county.closes('2006-09');
    expect(september.line('24')).toEqual(['CLOSED d 10.00', 'OUT b 10.00']);
    expect(september.line('44')).toEqual(['CLOSED d']);
  });
});

describe('Lines 25 and 25a: distributed as current support', () => {
  it('have current, medical and future money, voluntary or not, and nothing else', () => {
    const county = new CountyLedger();
    const parts = ['current family 1.00', 'current state 2.00', 'medical family 4.00'] as const;
    const more = ['future family 8.00', 'arrears family 16.00', 'interest state 32.00'] as const;
    ordered(county, 'A').pays('2006-09-30', ...parts, ...more, 'fee state 64.00');
    ordered(county, 'V').paysVoluntarily('2006-09-30', ...parts, ...more, 'fee state 64.00');

    const september = county.closes('2006-09');
    expect(september.line('25')).toEqual(['A d 15.00', 'V d 15.00']);
    expect(september.line('25a')).toEqual(['A d 15.00', 'V d 15.00']);
  });

  it('go by the day of the distribution, in the column of that month', () => {
    const county = new CountyLedger();
    ordered(county, 'A', 'calworks')
      .collects('2005-09-30', 'C-1', '30.00')
      .distributes('2005-10-01', 'D-1', 'C-1', 'current state 10.00')
      .program('2005-11-30', 'none')
      .distributes('2005-11-02', 'D-2', 'C-1', 'current family 20.00');

    expect(county.closes('2005-09').line('25')).toEqual([]);
    expect(county.closes('2006-09').line('25')).toEqual(['A b 10.00', 'A c 20.00']);
    expect(county.closes('2005-11').line('25a')).toEqual(['A c 20.00']);
    expect(county.closes('2006-09').line('18')).toEqual([]);
  });

  it('forget a distribution reversed in its month, whenever the reversal was recorded', () => {
    const county = new CountyLedger();
    const paid = (id: string): CaseUnderTest =>
      ordered(county, id).pays('2006-08-15', 'current family 10.00');
    paid('SAME-MONTH').reverses('2006-08-31', 'P-1');
    paid('NEXT-MONTH').reverses('2006-09-01', 'P-1');
    paid('BEFORE').reverses('2006-07-31', 'P-1');

    for (const month of ['2006-08', '2006-09']) {
      expect(county.closes(month).line('25')).toEqual(['NEXT-MONTH d 10.00']);
    }
    expect(county.closes('2006-09').line('25a')).toEqual([]);
  });

  it('show one payment in two columns as two rows', () => {
    const county = new CountyLedger();
    ordered(county, 'A')
      .pays('2006-01-10', 'current family 10.00')
      .program('2006-02-01', 'calworks')
      .pays('2006-02-10', 'current state 5.00')
      .program('2006-03-01', 'none')
      .pays('2006-03-10', 'current family 1.00');

    const march = county.closes('2006-03');
    expect(march.line('25')).toEqual(['A b 5.00', 'A c 1.00', 'A d 10.00']);
    expect(march.cells('25')).toEqual(['16.00', '5.00', '1.00', '10.00']);
  });
});

describe('Line 26: arrears due at the end of the month', () => {
  it('has what was charged and not paid by the end of the month', () => {
    const county = new CountyLedger();
    ordered(county, 'A', 'calworks')
      .charges('2006-09-01', '100.00')
      .pays('2006-09-30', 'current family 60.00')
      .pays('2006-10-01', 'current family 40.00');
    ordered(county, 'PAID')
      .charges('2006-09-01', '100.00')
      .pays('2006-09-30', 'current family 100.00');

    expect(county.closes('2006-09').line('26')).toEqual(['A b 40.00']);
    expect(county.closes('2006-10').line('26')).toEqual([]);
  });

  it('adds family and state, neither below zero', () => {
    const county = new CountyLedger();
    ordered(county, 'A')
      .bringsForward('2005-02-01', '100.00')
      .judges('2005-03-01', '20.00')
      .accrues('2005-04-01', '3.00')
      .compromises('2005-05-01', '23.00')
      .bringsForward('2005-02-01', '50.00', 'state')
      .pays('2005-06-01', 'arrears state 80.00');

    expect(county.closes('2006-09').line('26')).toEqual(['A d 100.00']);
  });

  it('is not reduced by voluntary current support, fees or future payments', () => {
    const county = new CountyLedger();
    ordered(county, 'A')
      .bringsForward('2005-02-01', '100.00')
      .paysVoluntarily('2006-02-01', 'current family 30.00', 'medical family 5.00')
      .pays('2006-02-02', 'future family 7.00', 'fee state 2.00')
      .paysVoluntarily('2006-02-03', 'arrears family 11.00', 'interest family 1.00');

    expect(county.closes('2006-09').line('26')).toEqual(['A d 88.00']);
  });

  it('has the money of a failed payment again from the day of its reversal', () => {
    const county = new CountyLedger();
    ordered(county, 'A')
      .charges('2006-07-01', '100.00')
      .pays('2006-07-15', 'current family 60.00', 'arrears family 40.00')
      .reverses('2006-09-30', 'P-1');
    ordered(county, 'VOLUNTARY')
      .bringsForward('2005-02-01', '100.00')
      .paysVoluntarily('2006-07-15', 'current family 60.00', 'arrears family 40.00')
      .reverses('2006-09-30', 'P-1');

    expect(county.closes('2006-08').line('26')).toEqual(['VOLUNTARY d 60.00']);
    expect(county.closes('2006-09').line('26')).toEqual(['A d 100.00', 'VOLUNTARY d 100.00']);
    // What was paid stays where it was counted.
    expect(county.closes('2006-09').line('25')).toEqual(['A d 60.00', 'VOLUNTARY d 60.00']);
  });

  it('waits with adjustments of earlier periods for the next year', () => {
    const county = new CountyLedger();
    ordered(county, 'PRIOR')
      .bringsForward('2005-02-01', '100.00')
      .adjusts('2006-09-30', '5.00', '2006-08');
    ordered(county, 'SAME')
      .bringsForward('2005-02-01', '100.00')
      .adjusts('2006-09-30', '5.00', '2006-09');
    ordered(county, 'LATER')
      .bringsForward('2005-02-01', '100.00')
      .adjusts('2006-09-30', '5.00', '2006-10');
    ordered(county, 'LESS')
      .bringsForward('2005-02-01', '100.00')
      .adjusts('2006-09-30', '-100.00', '2003-01');

    expect(county.closes('2006-09').line('26')).toEqual([
      'LATER d 105.00',
      'LESS d 100.00',
      'PRIOR d 100.00',
      'SAME d 105.00',
    ]);
    expect(county.closes('2006-10').line('26')).toEqual([
      'LATER d 105.00',
      'PRIOR d 105.00',
      'SAME d 105.00',
    ]);
  });

  it('holds back an adjustment made in October for all of its year', () => {
    const county = new CountyLedger();
    ordered(county, 'A')
      .bringsForward('2005-02-01', '1.00')
      .adjusts('2006-10-01', '5.00', '2006-09');

    expect(county.closes('2006-10').line('26')).toEqual(['A d 1.00']);
    expect(county.closes('2007-09').line('26')).toEqual(['A d 1.00']);
    expect(county.closes('2007-10').line('26')).toEqual(['A d 6.00']);
  });

  it('is the initiating county’s: not responding, not transferred out', () => {
    const county = new CountyLedger();
    const owing = (id: string): CaseUnderTest =>
      ordered(county, id, 'calworks').bringsForward('2005-02-01', '9.00');
    owing('RESPONDING').receives('2006-09-30');
    owing('RESPONDED').receives('2006-01-01').receivedEnds('2006-09-30');
    owing('INITIATING').sends('2006-01-01');
    owing('OUT').transfersOut('2006-09-30');
    owing('CLOSED').closes('2005-10-01').program('2005-10-02', 'none');
    owing('CLOSED-BEFORE').closes('2005-09-30');

    expect(county.closes('2006-09').line('26')).toEqual([
      'CLOSED b 9.00',
      'INITIATING b 9.00',
      'RESPONDED b 9.00',
    ]);
  });
});

describe('Lines 27 and 27a: distributed as arrears and interest', () => {
  it('have arrears and interest to family and state, in the column of the month', () => {
    const county = new CountyLedger();
    ordered(county, 'A', 'calworks')
      .pays('2005-09-30', 'arrears state 1.00')
      .pays('2005-10-01', 'arrears state 2.00', 'interest family 4.00', 'current state 8.00')
      .program('2006-09-30', 'none')
      .pays('2006-09-01', 'interest state 16.00', 'fee state 32.00')
      .paysVoluntarily('2006-09-30', 'arrears family 64.00');

    const september = county.closes('2006-09');
    expect(september.line('27')).toEqual(['A b 6.00', 'A c 80.00']);
    expect(september.line('27a')).toEqual(['A c 80.00']);
  });

  it('leave out what is distributed while the case responds, that very day', () => {
    const county = new CountyLedger();
    const part = 'arrears family 10.00';
    ordered(county, 'SINCE').pays('2006-02-10', part).receives('2006-02-10');
    ordered(county, 'SINCE-NEXT-DAY').pays('2006-02-10', part).receives('2006-02-11');
    ordered(county, 'UNTIL')
      .receives('2006-01-01')
      .receivedEnds('2006-02-10')
      .pays('2006-02-10', part);
    ordered(county, 'UNTIL-NEXT-DAY')
      .receives('2006-01-01')
      .receivedEnds('2006-02-11')
      .pays('2006-02-10', part);

    const february = county.closes('2006-02');
    expect(february.line('27')).toEqual(['SINCE-NEXT-DAY d 10.00', 'UNTIL d 10.00']);
    expect(february.line('27a')).toEqual(['SINCE-NEXT-DAY d 10.00', 'UNTIL d 10.00']);
  });

  it('keep what is reversed in a later month, and have cases transferred out', () => {
    const county = new CountyLedger();
    ordered(county, 'LATER')
      .pays('2006-08-31', 'arrears family 10.00')
      .reverses('2006-09-01', 'P-1');
    ordered(county, 'SAME')
      .pays('2006-08-01', 'arrears family 10.00')
      .reverses('2006-08-31', 'P-1');
    ordered(county, 'OUT').pays('2006-08-01', 'arrears family 10.00').transfersOut('2006-09-30');

    expect(county.closes('2006-09').line('27')).toEqual(['LATER d 10.00', 'OUT d 10.00']);
    expect(county.closes('2006-09').line('27a')).toEqual([]);
  });
});
