import { CountyLedger } from '../support/county-ledger.js';

const CALWORKS = { program: 'calworks' };
const TERMINATED_ORDER = { support: '200.00' };

describe('Line 2: open cases with orders', () => {
  it('has an order established on the last day, not one of the day after', () => {
    const county = new CountyLedger();
    county.opened('LAST', '2005-01-01', CALWORKS).orders('2006-09-30');
    county.opened('AFTER').orders('2006-10-01');
    county.opened('CLOSED').orders('2006-01-01').closes('2006-09-30');

    expect(county.closes('2006-09').line('2')).toEqual(['LAST b']);
  });

  it('has every kind of order, whoever established it, terminated or not', () => {
    const county = new CountyLedger();
    county.opened('TEMPORARY').orders('2006-01-01', { kind: 'temporary' });
    county.opened('JUDGMENT').orders('2006-01-01', { kind: 'arrears-judgment' });
    county.opened('OTHER').orders('2006-01-01', { by: 'other' });
    county.opened('TERMINATED').orders('2006-01-01').terminates('2006-02-01');

    expect(county.closes('2006-09').line('2')).toEqual([
      'JUDGMENT d',
      'OTHER d',
      'TEMPORARY d',
      'TERMINATED d',
    ]);
  });

  it('has no order that is set aside, from that day on, even a day before it was established', () => {
    const county = new CountyLedger();
    county.opened('ASIDE').orders('2006-01-01').setsAside('2006-09-30');
    county.opened('ASIDE-LATER').orders('2006-01-01').setsAside('2006-10-01');
    county.opened('BEFORE').orders('2006-02-01').setsAside('2006-01-15');
    county
      .opened('ANOTHER')
      .orders('2006-01-01')
      .orders('2006-01-02', { order: 'O-2' })
      .setsAside('2006-02-01', 'O-1');

    expect(county.closes('2006-09').line('2')).toEqual(['ANOTHER d', 'ASIDE-LATER d']);
  });

  it('has no order that cannot be enforced or is a general obligation', () => {
    const county = new CountyLedger();
    county.opened('UNENFORCEABLE').orders('2006-01-01', { more: { enforceable: false } });
    county.opened('GENERAL').orders('2006-01-01', { more: { generalObligation: true } });
    county.opened('SAID').orders('2006-01-01', {
      more: { enforceable: true, generalObligation: false },
    });

    expect(county.closes('2006-09').line('2')).toEqual(['SAID d']);
  });
});

describe.each([
  ['2a', 'sends', 'sentEnds'],
  ['2b', 'receives', 'receivedEnds'],
] as const)('Line %s: open cases with orders and a referral', (line, starts, ends) => {
  it('has referrals to or from a state, a tribe or a country', () => {
    const county = new CountyLedger();
    for (const kind of ['state', 'tribe', 'country']) {
      county.opened(kind.toUpperCase()).orders('2006-01-01')[starts]('2006-01-01', kind);
    }

    expect(county.closes('2006-09').line(line)).toEqual(['COUNTRY d', 'STATE d', 'TRIBE d']);
  });

  it('has a referral in force on the last day, of a case with an order', () => {
    const county = new CountyLedger();
    county.opened('LAST').orders('2006-01-01')[starts]('2006-09-30');
    county.opened('AFTER').orders('2006-01-01')[starts]('2006-10-01');
    county.opened('ENDED').orders('2006-01-01')[starts]('2006-01-01')[ends]('2006-09-30');
    county.opened('NO-ORDER')[starts]('2006-01-01');
    county.opened('NO-REFERRAL').orders('2006-01-01');

    expect(county.closes('2006-09').line(line)).toEqual(['LAST d']);
  });

  it('does not take a referral of the other direction', () => {
    const county = new CountyLedger();
    const other = starts === 'sends' ? 'receives' : 'sends';
    county.opened('A').orders('2006-01-01')[other]('2006-01-01');

    expect(county.closes('2006-09').line(line)).toEqual([]);
  });
});

describe('Line 2c: cases with orders for zero cash support', () => {
  const nothing = { support: '0.00' };

  it('has cases all of whose current orders are for no cash', () => {
    const county = new CountyLedger();
    county.opened('ZERO', '2005-01-01', CALWORKS).orders('2006-01-01', nothing);
    county.opened('INSURANCE').orders('2006-01-01', { ...nothing, insurance: true });
    county.opened('MEDICAL').orders('2006-01-01', { ...nothing, medical: '50.00' });
    county
      .opened('ONE-OF-TWO')
      .orders('2006-01-01', nothing)
      .orders('2006-01-02', { order: 'O-2', support: '10.00' });

    expect(county.closes('2006-09').line('2c')).toEqual(['INSURANCE d', 'ZERO b']);
  });

  it('goes by the terms of the last day', () => {
    const county = new CountyLedger();
    county.opened('SINCE').orders('2006-01-01').modifies('2006-09-30', nothing);
    county.opened('SINCE-LATER').orders('2006-01-01').modifies('2006-10-01', nothing);
    county.opened('UNTIL').orders('2006-01-01', nothing).modifies('2006-09-30', {});

    expect(county.closes('2006-09').line('2c')).toEqual(['SINCE d']);
  });

  it('looks past ended orders and judgments where another is current', () => {
    const county = new CountyLedger();
    county
      .opened('ENDED')
      .orders('2005-02-01')
      .terminates('2006-01-31')
      .orders('2006-02-01', { order: 'O-2', ...nothing });
    county
      .opened('JUDGMENT')
      .orders('2005-02-01', { kind: 'arrears-judgment' })
      .orders('2006-02-01', { order: 'O-2', ...nothing });

    expect(county.closes('2006-09').line('2c')).toEqual(['ENDED d', 'JUDGMENT d']);
  });

  it('without a current order, has cases all of whose orders were for no cash, no judgment', () => {
    const county = new CountyLedger();
    county.opened('ENDED').orders('2006-01-01', nothing).terminates('2006-09-30');
    county.opened('ENDED-CASH').orders('2006-01-01').terminates('2006-09-30');
    county.opened('JUDGMENT').orders('2006-01-01', { kind: 'arrears-judgment', ...nothing });

    expect(county.closes('2006-09').line('2c')).toEqual(['ENDED d']);
  });
});

describe('Line 2d: Medi-Cal only cases with orders', () => {
  it('has those of Line 1c that have an order', () => {
    const county = new CountyLedger();
    county.opened('A', '2005-01-01', { program: 'medi-cal-only' }).orders('2006-09-30');
    county.opened('NO-ORDER', '2005-01-01', { program: 'medi-cal-only' });
    county
      .opened('FORMER', '2005-01-01', { program: 'medi-cal-only', formerAssistance: true })
      .orders('2006-01-01');

    expect(county.closes('2006-09').line('2d')).toEqual(['A d']);
  });
});

describe('Line 2e: arrears-only cases', () => {
  it('has a case without a current order and with arrears, from the day its order ends', () => {
    const county = new CountyLedger();
    county
      .opened('LAST', '2005-01-01', CALWORKS)
      .orders('2005-02-01', TERMINATED_ORDER)
      .charges('2005-02-01', '200.00')
      .terminates('2006-09-30');
    county
      .opened('AFTER')
      .orders('2005-02-01', TERMINATED_ORDER)
      .charges('2005-02-01', '200.00')
      .terminates('2006-10-01');
    county.opened('PAID').orders('2005-02-01', TERMINATED_ORDER).terminates('2006-09-30');

    expect(county.closes('2006-09').line('2e')).toEqual(['LAST a']);
    expect(county.closes('2006-10').line('2e')).toEqual(['AFTER a', 'LAST a']);
  });

  it('has a case with a judgment for arrears alone', () => {
    const county = new CountyLedger();
    const judgment = { kind: 'arrears-judgment', support: '0.00' } as const;
    county.opened('OWES').orders('2006-01-01', judgment).judges('2006-01-01', '500.00');
    county.opened('OWES-NOTHING').orders('2006-01-01', judgment);

    expect(county.closes('2006-09').line('2e')).toEqual(['OWES a']);
  });

  it('ends on the day on which nothing is due any more', () => {
    const county = new CountyLedger();
    const owing = (id: string): ReturnType<CountyLedger['opened']> =>
      county
        .opened(id)
        .orders('2005-02-01', TERMINATED_ORDER)
        .bringsForward('2005-02-01', '500.00')
        .terminates('2005-12-31');
    owing('COMPROMISED').compromises('2006-09-30', '500.00');
    owing('ALL-BUT-A-CENT').compromises('2006-09-30', '499.99');
    owing('PAID').pays('2006-09-30', 'arrears family 500.00');
    owing('PAID-LATER').pays('2006-10-01', 'arrears family 500.00');

    expect(county.closes('2006-09').line('2e')).toEqual(['ALL-BUT-A-CENT a', 'PAID-LATER a']);
  });

  it('does not set what the family was overpaid against what the state is owed', () => {
    const county = new CountyLedger();
    county
      .opened('A')
      .orders('2005-02-01', TERMINATED_ORDER)
      .bringsForward('2005-02-01', '0.01', 'state')
      .pays('2005-03-01', 'arrears family 90.00')
      .terminates('2005-12-31');

    expect(county.closes('2006-09').line('2e')).toEqual(['A a']);
  });

  it('counts every adjustment, of prior periods and years too', () => {
    const county = new CountyLedger();
    county
      .opened('MADE')
      .orders('2005-02-01', TERMINATED_ORDER)
      .terminates('2005-12-31')
      .adjusts('2006-09-30', '25.00', '2004-03');
    county
      .opened('UNMADE')
      .orders('2005-02-01', TERMINATED_ORDER)
      .bringsForward('2005-02-01', '25.00')
      .terminates('2005-12-31')
      .adjusts('2006-09-30', '-25.00', '2004-03');

    expect(county.closes('2006-09').line('2e')).toEqual(['MADE a']);
  });

  it('has no case for zero cash, whatever is owed', () => {
    const county = new CountyLedger();
    county
      .opened('A')
      .orders('2005-02-01', { support: '0.00' })
      .bringsForward('2005-02-01', '500.00')
      .terminates('2005-12-31');

    const september = county.closes('2006-09');
    expect(september.line('2c')).toEqual(['A d']);
    expect(september.line('2e')).toEqual([]);
  });
});

describe.each([
  ['2f', 'sends', 'tribe', 'ORDER d'],
  ['2g', 'receives', 'tribe', 'ORDER d'],
  ['2h', 'sends', 'country', 'ORDER a'],
  ['2i', 'receives', 'country', 'ORDER a'],
] as const)('Line %s, phased in', (line, starts, kind, row) => {
  const given = (): CountyLedger => {
    const county = new CountyLedger();
    county.opened('ORDER').orders('2006-09-30')[starts]('2006-09-30', kind);
    county.opened('NO-ORDER')[starts]('2006-09-30', kind);
    county.opened('STATE').orders('2006-09-30')[starts]('2006-09-30', 'state');
    return county;
  };

  it(`has open cases with orders and a ${kind} in a referral in force`, () => {
    expect(given().reportable('2006-09-30', '2006-09', line).closes('2006-09').line(line)).toEqual([
      row,
    ]);
  });

  it('is null while it is not reportable', () => {
    const county = given().reportable('2006-10-01', '2006-09', line);
    expect(county.closes('2006-09').cells(line)).toEqual([null, null, null, null]);
    expect(county.closes('2006-09').line(line)).toEqual([]);
  });
});

describe('Line 3: open cases without jurisdiction', () => {
  it('has cases that are open and without jurisdiction on the last day', () => {
    const county = new CountyLedger();
    county.opened('LOST', '2005-01-01', { program: 'calworks' }).jurisdiction('2006-09-30', false);
    county.opened('LOST-LATER').jurisdiction('2006-10-01', false);
    county.opened('FOUND').jurisdiction('2006-02-01', false).jurisdiction('2006-09-30', true);

    expect(county.closes('2006-09').line('3')).toEqual(['LOST b']);
  });

  it('has none that is closed or transferred out', () => {
    const county = new CountyLedger();
    county.opened('CLOSED').jurisdiction('2006-02-01', false).closes('2006-09-30');
    county.opened('OUT').jurisdiction('2006-02-01', false).transfersOut('2006-09-30');

    expect(county.closes('2006-09').line('3')).toEqual([]);
    expect(county.closes('2006-08').line('3')).toEqual(['CLOSED d', 'OUT d']);
  });

  it('takes its cases off every other line, dollars and all', () => {
    const county = new CountyLedger();
    county.registered('K').established('2006-01-05');
    county
      .opened('A')
      .adds('2005-02-01', 'K')
      .orders('2006-01-01')
      .serves('2006-01-02')
      .charges('2006-01-01', '100.00')
      .pays('2006-01-10', 'current family 40.00', 'arrears family 10.00')
      .jurisdiction('2006-09-30', false);

    const [before, after] = [county.closes('2006-08'), county.closes('2006-09')];
    for (const line of ['1', '2', '17', '18', '24', '25', '26', '27', '28', '43', '44', '45']) {
      expect({ line, rows: before.line(line).length }).toEqual({ line, rows: 1 });
      expect({ line, rows: after.line(line) }).toEqual({ line, rows: [] });
    }
    for (const line of ['4', '6', '7', '16']) {
      expect({ line, rows: before.line(line).length }).toEqual({ line, rows: 1 });
      expect({ line, rows: after.line(line) }).toEqual({ line, rows: [] });
    }
    expect(after.line('3')).toEqual(['A d']);
  });
});
