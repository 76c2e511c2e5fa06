import type { Data } from '../support/case-under-test.js';
import { CountyLedger } from '../support/county-ledger.js';

const CALWORKS = { program: 'calworks' };

describe('Line 43: served with a summons and complaint', () => {
  it('has cases served in the year, each once', () => {
    const county = new CountyLedger();
    county.opened('FIRST-DAY', '2005-01-01', CALWORKS).serves('2005-10-01').serves('2006-01-01');
    county.opened('LAST-DAY').serves('2006-09-30');
    county.opened('BEFORE').serves('2005-09-30');
    county.opened('AFTER').serves('2006-10-01');
    county.opened('CLOSED').serves('2005-10-01').closes('2005-10-01');
    county.opened('OUT').serves('2006-01-01').transfersOut('2006-09-30');

    expect(county.closes('2006-09').line('43')).toEqual(['CLOSED d', 'FIRST-DAY b', 'LAST-DAY d']);
  });
});

describe('Line 44: cases with current support due', () => {
  it('has charges net of future credit, voluntary and future payments', () => {
    const county = new CountyLedger();
    county
      .opened('CHARGED', '2005-01-01', CALWORKS)
      .orders('2005-02-01')
      .charges('2005-10-01', '0.01');
    county.opened('BEFORE').orders('2005-02-01').charges('2005-09-30', '10.00');
    county
      .opened('CREDITED')
      .orders('2005-02-01')
      .pays('2005-09-30', 'future family 10.00')
      .charges('2005-10-01', '10.00');
    county
      .opened('OVER-CREDIT')
      .orders('2005-02-01')
      .pays('2005-09-30', 'future family 10.00')
      .charges('2005-10-01', '10.01');
    county.opened('VOLUNTARY').paysVoluntarily('2006-09-30', 'current family 5.00');
    county.opened('FUTURE').pays('2006-09-30', 'future family 5.00');
    county.opened('OWED').pays('2006-09-30', 'current family 5.00');

    expect(county.closes('2006-09').line('44')).toEqual([
      'CHARGED b',
      'FUTURE d',
      'OVER-CREDIT d',
      'VOLUNTARY d',
    ]);
  });

  it('stands in the column of the last day, and has no case that went to another county', () => {
    const county = new CountyLedger();
    const charged = (id: string): ReturnType<CountyLedger['opened']> =>
      county.opened(id, '2005-01-01', CALWORKS).orders('2005-02-01').charges('2005-10-01', '9.00');
    charged('ENDED').program('2006-09-30', 'none');
    charged('CLOSED').closes('2005-10-31').program('2005-11-01', 'none');
    charged('OUT').transfersOut('2006-09-30');

    expect(county.closes('2006-09').line('44')).toEqual(['CLOSED b', 'ENDED c']);
  });
});

describe('Line 45: cases paying toward current support', () => {
  it('has cases of Line 44 with a payment in some month of the year', () => {
    const county = new CountyLedger();
    const charged = (id: string): ReturnType<CountyLedger['opened']> =>
      county.opened(id).orders('2005-02-01').charges('2005-11-01', '9.00');
    charged('PAID').pays('2006-09-30', 'current family 0.01');
    charged('PAID-BEFORE-DUE').pays('2005-10-01', 'medical state 1.00');
    charged('PAID-LAST-YEAR').pays('2005-09-30', 'current family 9.00');
    charged('PAID-AFTER').pays('2006-10-01', 'current family 9.00');
    charged('ARREARS').pays('2006-01-01', 'arrears family 9.00');
    charged('REVERSED').pays('2006-01-01', 'current family 9.00').reverses('2006-01-31', 'P-1');
    charged('REVERSED-LATER')
      .pays('2006-01-01', 'current family 9.00')
      .reverses('2006-02-01', 'P-1');
    county.opened('NOT-DUE').orders('2005-02-01').pays('2006-01-01', 'current family 9.00');

    expect(county.closes('2006-09').line('45')).toEqual([
      'PAID d',
      'PAID-BEFORE-DUE d',
      'REVERSED-LATER d',
    ]);
  });
});

describe('Line 46: new cases opened in the month', () => {
  it('has openings and reopenings of the month, closed again or not', () => {
    const county = new CountyLedger();
    county.opened('FIRST-DAY', '2006-09-01', CALWORKS);
    county.opened('LAST-DAY', '2006-09-30').closes('2006-09-30');
    county.opened('BEFORE', '2006-08-31');
    county.opened('AFTER', '2006-10-01');
    county.opened('REOPENED').closes('2006-01-01').reopens('2006-09-15');

    expect(county.closes('2006-09').line('46')).toEqual([
      'FIRST-DAY b',
      'LAST-DAY d',
      'REOPENED d',
    ]);
  });

  it('has no transfer in, and nothing without jurisdiction or transferred out', () => {
    const county = new CountyLedger();
    county.case('IN').transfersIn('2006-09-15', { openedOn: '2006-09-10' });
    county.opened('OUT', '2006-09-15').transfersOut('2006-09-30');
    county.opened('LOST', '2006-09-15').jurisdiction('2006-09-30', false);

    expect(county.closes('2006-09').line('46')).toEqual([]);
  });
});

describe('Line 47: cases closed in the month', () => {
  it('has closings of the month, in the column of the closing, reopened or not', () => {
    const county = new CountyLedger();
    county
      .opened('FIRST-DAY', '2005-01-01', CALWORKS)
      .closes('2006-09-01')
      .program('2006-09-02', 'none');
    county.opened('LAST-DAY').closes('2006-09-30');
    county.opened('BEFORE').closes('2006-08-31');
    county.opened('AFTER').closes('2006-10-01');
    county.opened('REOPENED').closes('2006-09-15').reopens('2006-09-16', 'calworks');

    expect(county.closes('2006-09').line('47')).toEqual([
      'FIRST-DAY b',
      'LAST-DAY d',
      'REOPENED b',
    ]);
  });

  it('has no transfer out, and no case that had lost jurisdiction by its closing', () => {
    const county = new CountyLedger();
    county.opened('OUT').transfersOut('2006-09-15');
    county.opened('OUT-AFTER-CLOSING').closes('2006-09-15').transfersOut('2006-09-16');
    county.opened('LOST').jurisdiction('2006-09-15', false).closes('2006-09-15');
    county.opened('LOST-AFTER').closes('2006-09-15').jurisdiction('2006-09-16', false);

    expect(county.closes('2006-09').line('47')).toEqual(['LOST-AFTER d']);
  });
});

describe('Lines 48 and 49: orders by default, on presumed income', () => {
  const established = (county: CountyLedger, id: string, day: string, more: Data): void => {
    county.opened(id).orders(day, { more });
  };

  it('have the counted establishments of Line 17 that say so', () => {
    const county = new CountyLedger();
    const presumed = { byDefault: true, presumedIncome: true };
    established(county, 'DEFAULT', '2005-10-01', { byDefault: true });
    established(county, 'PRESUMED', '2006-09-30', presumed);
    established(county, 'NOT-DEFAULT', '2006-02-01', { byDefault: false, presumedIncome: true });
    established(county, 'BEFORE', '2005-09-30', presumed);
    established(county, 'AFTER', '2006-10-01', presumed);
    established(county, 'GENERAL', '2006-02-01', { ...presumed, generalObligation: true });
    county.opened('OTHERS').orders('2006-02-01', { by: 'other', more: presumed });

    const september = county.closes('2006-09');
    expect(september.line('17')).toEqual(['DEFAULT d', 'NOT-DEFAULT d', 'PRESUMED d']);
    expect(september.line('48')).toEqual(['DEFAULT d', 'PRESUMED d']);
    expect(september.line('49')).toEqual(['PRESUMED d']);
  });

  it('need both on one establishment', () => {
    const county = new CountyLedger();
    county
      .opened('A', '2005-01-01', CALWORKS)
      .orders('2006-02-01', { more: { byDefault: true } })
      .orders('2006-03-01', { order: 'O-2', more: { presumedIncome: true } });

    const september = county.closes('2006-09');
    expect(september.line('48')).toEqual(['A b']);
    expect(september.line('49')).toEqual([]);
  });

  it('have no modification that adds children, even of an order by default', () => {
    const county = new CountyLedger();
    county.registered('K');
    county
      .opened('A')
      .orders('2005-02-01', { more: { byDefault: true, presumedIncome: true } })
      .modifies('2006-02-01', { more: { addsChildren: ['K'] } });

    const september = county.closes('2006-09');
    expect(september.line('17')).toEqual(['A d']);
    expect(september.line('48')).toEqual([]);
    expect(september.line('49')).toEqual([]);
  });

  it('have no order by default that re-establishes a counted one', () => {
    const county = new CountyLedger();
    county
      .opened('A')
      .orders('2005-02-01')
      .setsAside('2006-01-31')
      .orders('2006-02-01', { order: 'O-2', more: { byDefault: true, reestablishes: 'O-1' } });

    expect(county.closes('2006-09').line('48')).toEqual([]);
    expect(county.closes('2006-09').line('2')).toEqual(['A d']);
  });
});
