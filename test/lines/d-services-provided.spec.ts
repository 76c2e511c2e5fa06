import type { Data } from '../support/case-under-test.js';
import { CountyLedger } from '../support/county-ledger.js';

describe('Line 14: aid ended, and a payment in the month of the last grant', () => {
  it('has a notice of the year with a collection in that month, whatever year the month is in', () => {
    const county = new CountyLedger();
    county.opened('A').collects('2005-09-30', 'C-1', '10.00').aidEnds('2005-10-01', '2005-09');
    county.opened('EARLY').collects('2005-09-30', 'C-1', '10.00').aidEnds('2005-09-30', '2005-09');
    county.opened('LATE').collects('2006-09-30', 'C-1', '10.00').aidEnds('2006-10-01', '2006-09');
    county.opened('NEXT').collects('2005-10-01', 'C-1', '10.00').aidEnds('2005-10-01', '2005-09');

    expect(county.closes('2006-09').line('14')).toEqual(['A a']);
    expect(county.closes('2006-10').line('14')).toEqual(['LATE a']);
  });

  it('waits for a collection that comes after the notice', () => {
    const county = new CountyLedger();
    county.opened('A').aidEnds('2006-02-01', '2006-09').collects('2006-09-30', 'C-1', '10.00');

    expect(county.closes('2006-08').line('14')).toEqual([]);
    expect(county.closes('2006-09').line('14')).toEqual(['A a']);
  });

  it('has cases of the year, closed or not, but none that went to another county', () => {
    const county = new CountyLedger();
    const paid = (id: string): ReturnType<CountyLedger['opened']> =>
      county.opened(id).collects('2005-09-10', 'C-1', '10.00').aidEnds('2005-10-01', '2005-09');
    paid('CLOSED').closes('2005-10-01');
    paid('OUT').transfersOut('2006-09-30');
    paid('TWICE').aidEnds('2006-02-01', '2005-09');

    expect(county.closes('2006-09').line('14')).toEqual(['CLOSED a', 'TWICE a']);
  });
});

describe('Line 16: children whose paternity was established judicially', () => {
  it('has an establishment of the year, by a judge and the county', () => {
    const county = new CountyLedger();
    county.registered('FIRST-DAY').established('2005-10-01');
    county.registered('LAST-DAY').established('2006-09-30');
    county.registered('BEFORE').established('2005-09-30');
    county.registered('AFTER').established('2006-10-01');
    county.registered('OTHERS').established('2006-01-01', 'judicial', 'other');
    county.registered('MARRIAGE').established('2006-01-01', 'marriage');
    county.registered('IN-WEDLOCK', { bornOutOfWedlock: false }).established('2006-01-01');
    const a = county.opened('A');
    for (const child of ['FIRST-DAY', 'LAST-DAY', 'BEFORE', 'AFTER', 'OTHERS', 'MARRIAGE']) {
      a.adds('2005-01-02', child);
    }
    a.adds('2005-01-02', 'IN-WEDLOCK');

    expect(county.closes('2006-09').line('16')).toEqual(['FIRST-DAY d', 'LAST-DAY d']);
    expect(county.closes('2006-09').cells('16')).toEqual([2, 0, 0, 2]);
  });

  it('goes by the first such establishment, vacated or followed by others', () => {
    const county = new CountyLedger();
    county.registered('FIRST').established('2006-01-01').vacated('2006-02-01');
    county
      .registered('SECOND')
      .established('2005-09-30')
      .vacated('2005-11-01')
      .established('2006-01-01');
    county
      .registered('AFTER-OTHERS')
      .established('2005-02-01', 'adoption')
      .established('2006-01-01');
    const a = county.opened('A');
    for (const child of ['FIRST', 'SECOND', 'AFTER-OTHERS']) a.adds('2005-01-02', child);

    expect(county.closes('2006-09').line('16')).toEqual(['AFTER-OTHERS d', 'FIRST d']);
    expect(county.closes('2005-09').line('16')).toEqual(['SECOND d']);
  });

  it('has no child with a declaration of paternity by the end of the month', () => {
    const county = new CountyLedger();
    county.registered('POP').established('2006-01-01').established('2006-09-30', 'pop', 'other');
    county.opened('A').adds('2005-01-02', 'POP');

    expect(county.closes('2006-08').line('16')).toEqual(['POP d']);
    expect(county.closes('2006-09').line('16')).toEqual([]);
  });

  it('has no child whose paternity was established before its cases first opened', () => {
    const county = new CountyLedger();
    county
      .registered('BEFORE')
      .established('2005-12-31', 'other', 'other')
      .established('2006-03-01');
    county
      .registered('SAME-DAY')
      .established('2006-01-01', 'other', 'other')
      .established('2006-03-01');
    county.opened('A', '2006-01-01').adds('2006-01-01', 'BEFORE').adds('2006-01-01', 'SAME-DAY');

    expect(county.closes('2006-09').line('16')).toEqual(['SAME-DAY d']);
  });

  it('takes the earliest opening of all cases that it was a member of for a day', () => {
    const county = new CountyLedger();
    for (const child of ['OLD-CASE', 'ONE-DAY', 'TRANSFERRED']) {
      county.registered(child).established('2005-06-01', 'other').established('2006-03-01');
    }
    county
      .opened('OLD', '2005-01-01')
      .adds('2005-02-01', 'OLD-CASE')
      .removes('2005-02-02', 'OLD-CASE')
      .adds('2005-02-01', 'ONE-DAY')
      .removes('2005-02-01', 'ONE-DAY')
      .closes('2005-03-01');
    county.opened('NEW', '2006-01-01').adds('2006-01-01', 'OLD-CASE').adds('2006-01-01', 'ONE-DAY');
    // It came from another county, where it was opened before the child was established.
    county
      .case('MOVED')
      .transfersIn('2006-01-01', { openedOn: '2005-05-31' })
      .adds('2006-01-01', 'TRANSFERRED');

    expect(county.closes('2006-09').line('16')).toEqual(['OLD-CASE d', 'TRANSFERRED d']);
  });

  it('stands in the first of current, former, never among its cases of the year', () => {
    const county = new CountyLedger();
    county.registered('K').established('2006-01-01');
    county.opened('NEVER').adds('2005-01-02', 'K');
    county
      .opened('CLOSED', '2005-01-01', { program: 'calworks' })
      .adds('2005-01-02', 'K')
      .closes('2005-10-01')
      .program('2005-11-01', 'none');

    const september = county.closes('2006-09');
    expect(september.line('16')).toEqual(['K b']);
    expect(september.throughCases('16')).toEqual(['K NEVER CLOSED']);
    expect(county.closes('2006-01').line('16')).toEqual(['K b']);
  });

  it('counts by age, and mothers as other parents too', () => {
    const county = new CountyLedger();
    county.registered('TOO-OLD', { birthDate: '1987-09-30' }).established('2006-01-01');
    county.registered('JUST', { birthDate: '1987-10-01' }).established('2006-01-01');
    county
      .opened('A', '2005-01-01', { role: 'mother' })
      .adds('2005-01-02', 'TOO-OLD')
      .adds('2005-01-02', 'JUST');

    expect(county.closes('2006-09').line('16')).toEqual(['JUST d']);
  });
});

describe('Line 17: cases with orders established', () => {
  it('has orders of the county signed in the year', () => {
    const county = new CountyLedger();
    county.opened('FIRST-DAY', '2005-01-01', { program: 'calworks' }).orders('2005-10-01');
    county.opened('LAST-DAY').orders('2006-09-30');
    county.opened('BEFORE').orders('2005-09-30');
    county.opened('AFTER').orders('2006-10-01');
    county.opened('OTHERS').orders('2006-01-01', { by: 'other' });
    county.opened('UNENFORCEABLE').orders('2006-01-01', { more: { enforceable: false } });
    county.opened('GENERAL').orders('2006-01-01', { more: { generalObligation: true } });

    expect(county.closes('2006-09').line('17')).toEqual(['FIRST-DAY b', 'LAST-DAY d']);
  });

  it('has cases of the year, closed or not, each once', () => {
    const county = new CountyLedger();
    county.opened('CLOSED').orders('2005-10-01').closes('2005-10-01');
    county.opened('TWO').orders('2005-10-01').orders('2005-10-02', { order: 'O-2' });
    county.opened('OUT').orders('2005-10-01').transfersOut('2006-09-30');

    expect(county.closes('2006-09').line('17')).toEqual(['CLOSED d', 'TWO d']);
  });

  it('has none before the case first opened', () => {
    const county = new CountyLedger();
    county.opened('DAY-BEFORE', '2006-02-01').orders('2006-01-31');
    county.opened('SAME-DAY', '2006-02-01').orders('2006-02-01');
    county.case('MOVED').transfersIn('2006-02-01', { openedOn: '2006-01-15' }).orders('2006-01-15');
    county
      .case('MOVED-LATER')
      .transfersIn('2006-02-01', { openedOn: '2006-01-15' })
      .orders('2006-01-14');

    expect(county.closes('2006-09').line('17')).toEqual(['MOVED d', 'SAME-DAY d']);
  });

  it('keeps an order that is set aside later, and adds nothing for one made permanent', () => {
    const county = new CountyLedger();
    county.opened('ASIDE').orders('2006-01-01').setsAside('2006-02-01');
    county
      .opened('PERMANENT')
      .orders('2005-09-01', { kind: 'temporary' })
      .has('SupportOrderMadePermanent', '2006-01-01', { order: 'O-1' });

    expect(county.closes('2006-09').line('17')).toEqual(['ASIDE d']);
  });

  it('has no order that re-establishes a counted one, directly or along a chain', () => {
    const county = new CountyLedger();
    const again = (order: string, reestablishes: string): { order: string; more: Data } => ({
      order,
      more: { reestablishes },
    });
    county
      .opened('DIRECT')
      .orders('2005-02-01')
      .setsAside('2005-11-01')
      .orders('2006-01-01', again('O-2', 'O-1'));
    county
      .opened('CHAIN')
      .orders('2005-02-01')
      .orders('2005-03-01', { ...again('O-2', 'O-1'), by: 'other' })
      .orders('2006-01-01', again('O-3', 'O-2'));
    county
      .opened('OF-OTHERS')
      .orders('2005-02-01', { by: 'other' })
      .orders('2006-01-01', again('O-2', 'O-1'));
    county
      .opened('UNOPENED', '2005-06-01')
      .orders('2005-05-31')
      .orders('2006-01-01', again('O-2', 'O-1'));
    // Recorded first, but later in business order: what it re-establishes was not earlier.
    county.opened('BACKWARDS').orders('2006-03-01').orders('2006-01-01', again('O-2', 'O-1'));

    expect(county.closes('2006-02').line('17')).toEqual([
      'BACKWARDS d',
      'OF-OTHERS d',
      'UNOPENED d',
    ]);
  });

  it('has a modification by the county that adds children', () => {
    const county = new CountyLedger();
    county.registered('K');
    const added = (children: readonly string[], more: Data = {}): { more: Data } => ({
      more: { addsChildren: children, ...more },
    });
    county
      .opened('ADDS')
      .orders('2005-02-01', { by: 'other' })
      .modifies('2005-10-01', added(['K']));
    county
      .opened('BEFORE')
      .orders('2005-02-01')
      .modifies('2005-09-30', added(['K']));
    county.opened('NOBODY').orders('2005-02-01').modifies('2006-01-01', added([]));
    county.opened('SILENT').orders('2005-02-01').modifies('2006-01-01');
    county
      .opened('OTHERS')
      .orders('2005-02-01')
      .modifies('2006-01-01', added(['K'], { establishedBy: 'other' }));

    const september = county.closes('2006-09');
    expect(september.line('17')).toEqual(['ADDS d']);
    expect(september.recordTypes('17')).toContain('SupportOrderModified');
  });

  it('asks whether the order was countable on the day of such a modification', () => {
    const county = new CountyLedger();
    county.registered('K');
    const added = { more: { addsChildren: ['K'] } };
    county
      .opened('ASIDE')
      .orders('2005-02-01')
      .modifies('2006-02-01', added)
      .setsAside('2006-02-01');
    county
      .opened('ASIDE-LATER')
      .orders('2005-02-01')
      .modifies('2006-02-01', added)
      .setsAside('2006-02-02');
    county
      .opened('UNENFORCEABLE')
      .orders('2005-02-01', { more: { enforceable: false } })
      .modifies('2006-02-01', added);
    county
      .opened('TERMINATED')
      .orders('2005-02-01')
      .terminates('2006-01-01')
      .modifies('2006-02-01', added);
    county.opened('TOO-EARLY').orders('2006-10-01').modifies('2006-02-01', added);

    expect(county.closes('2006-09').line('17')).toEqual(['ASIDE-LATER d', 'TERMINATED d']);
  });
});

describe('Line 18: cases with collections', () => {
  it('has collections received in the year, distributed or not, voluntary or not', () => {
    const county = new CountyLedger();
    county
      .opened('FIRST-DAY', '2005-01-01', { program: 'calworks' })
      .collects('2005-10-01', 'C-1', '0.01');
    county.opened('LAST-DAY').collects('2006-09-30', 'C-1', '10.00', { voluntary: true });
    county.opened('BEFORE').collects('2005-09-30', 'C-1', '10.00');
    county.opened('AFTER').collects('2006-10-01', 'C-1', '10.00');
    county
      .opened('RECEIVED-BEFORE')
      .orders('2005-02-01')
      .collects('2005-09-30', 'C-1', '10.00')
      .distributes('2005-10-03', 'D-1', 'C-1', 'current family 10.00');

    expect(county.closes('2006-09').line('18')).toEqual(['FIRST-DAY b', 'LAST-DAY d']);
  });

  it('keeps a collection whose distribution is reversed, and a case that has closed', () => {
    const county = new CountyLedger();
    county
      .opened('REVERSED')
      .pays('2006-01-01', 'current family 10.00')
      .reverses('2006-01-02', 'P-1');
    county.opened('CLOSED').collects('2005-10-01', 'C-1', '10.00').closes('2005-10-01');
    county.opened('CLOSED-BEFORE').closes('2005-09-30').collects('2005-10-01', 'C-1', '10.00');
    county.opened('OUT').collects('2005-10-01', 'C-1', '10.00').transfersOut('2006-09-30');

    expect(county.closes('2006-09').line('18')).toEqual(['CLOSED d', 'REVERSED d']);
  });
});

describe('Line 18a: collections in cases received from another state', () => {
  it('asks for a referral in force on any day of the year', () => {
    const county = new CountyLedger();
    const paid = (id: string): ReturnType<CountyLedger['opened']> =>
      county.opened(id).collects('2006-01-10', 'C-1', '10.00');
    paid('UNTIL-SEP-30').receives('2005-02-01').receivedEnds('2005-10-01');
    paid('UNTIL-OCT-1').receives('2005-02-01').receivedEnds('2005-10-02');
    paid('SINCE-LAST-DAY').receives('2006-09-30', 'tribe');
    paid('SINCE-AFTER').receives('2006-10-01');
    paid('ONE-DAY').receives('2006-02-01').receivedEnds('2006-02-01');
    paid('SENT').sends('2006-01-01');
    county.opened('UNPAID').receives('2006-01-01');

    expect(county.closes('2006-09').line('18a')).toEqual(['SINCE-LAST-DAY d', 'UNTIL-OCT-1 d']);
  });
});

describe.each([
  ['19', 'sends', 'sentEnds', 'receives'],
  ['20', 'receives', 'receivedEnds', 'sends'],
] as const)('Line %s: referrals of the year', (line, starts, ends, other) => {
  it('has referrals to or from a state, tribe or country, ended since or not', () => {
    const county = new CountyLedger();
    county.opened('FIRST-DAY', '2005-01-01', { program: 'kingap' })[starts]('2005-10-01', 'tribe');
    county.opened('LAST-DAY')[starts]('2006-09-30', 'country');
    county.opened('ENDED')[starts]('2006-01-01')[ends]('2006-01-01');
    county.opened('CLOSED')[starts]('2006-01-01').closes('2006-01-02');
    county.opened('BEFORE')[starts]('2005-09-30');
    county.opened('AFTER')[starts]('2006-10-01');
    county.opened('OTHER')[other]('2006-01-01');
    county.opened('OUT')[starts]('2006-01-01').transfersOut('2006-09-30');

    expect(county.closes('2006-09').line(line)).toEqual([
      'CLOSED d',
      'ENDED d',
      'FIRST-DAY b',
      'LAST-DAY d',
    ]);
  });
});
