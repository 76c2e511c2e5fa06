import { CountyLedger } from '../support/county-ledger.js';

/** A county whose Lines 33 to 36 are reportable since 2005-01. */
function reportingCounty(): CountyLedger {
  return new CountyLedger().reportable('2005-01-01', '2005-01', '33', '34', '35', '36');
}

describe.each(['33', '34', '35', '36'])('Line %s, phased in', (line) => {
  it('is null until it is reportable, and zero from then on', () => {
    const county = new CountyLedger();
    county.reportable('2006-09-30', '2006-08', line);
    expect(county.closes('2006-08').cells(line)).toEqual([null, null, null, null]);
    const zero = line === '36' ? '0.00' : 0;
    expect(county.closes('2006-09').cells(line)).toEqual([zero, null, null, null]);
    expect(county.closes('2006-10').cells(line)).toEqual([zero, null, null, null]);
  });

  it('is null in the months before the one that the notice gives', () => {
    const county = new CountyLedger();
    county.reportable('2006-01-01', '2006-10', line);
    expect(county.closes('2006-09').cells(line)).toEqual([null, null, null, null]);
    expect(county.closes('2006-10').cells(line)[0]).not.toBeNull();
  });
});

describe('Line 33: children eligible for Medi-Cal', () => {
  it('has children eligible on the last day, in an open case', () => {
    const county = reportingCounty();
    county.registered('SINCE').mediCal('2006-09-30');
    county.registered('SINCE-LATER').mediCal('2006-10-01');
    county.registered('UNTIL').mediCal('2006-01-01').mediCalEnds('2006-09-30');
    county.registered('UNTIL-LATER').mediCal('2006-01-01').mediCalEnds('2006-10-01');
    county.registered('SAME-DAY').mediCal('2006-09-30').mediCalEnds('2006-09-30');
    county
      .registered('TWICE')
      .mediCal('2006-01-01')
      .mediCal('2006-02-01')
      .mediCalEnds('2006-03-01');
    const a = county.opened('A');
    for (const child of ['SINCE', 'SINCE-LATER', 'UNTIL', 'UNTIL-LATER', 'SAME-DAY', 'TWICE']) {
      a.adds('2005-01-02', child);
    }
    county.registered('CLOSED').mediCal('2006-01-01');
    county.opened('B').adds('2005-01-02', 'CLOSED').closes('2006-09-30');

    expect(county.closes('2006-09').line('33')).toEqual(['SINCE a', 'UNTIL-LATER a']);
  });

  it('asks for an open case that does not respond to another jurisdiction', () => {
    const county = reportingCounty();
    for (const child of ['ONE', 'BOTH', 'ENDED']) county.registered(child).mediCal('2006-01-01');
    county
      .opened('RESPONDING')
      .adds('2005-01-02', 'ONE')
      .adds('2005-01-02', 'BOTH')
      .receives('2006-09-30', 'country');
    county.opened('OWN').adds('2005-01-02', 'BOTH').sends('2006-01-01');
    county
      .opened('RESPONDED')
      .adds('2005-01-02', 'ENDED')
      .receives('2006-01-01')
      .receivedEnds('2006-09-30');

    const september = county.closes('2006-09');
    expect(september.line('33')).toEqual(['BOTH a', 'ENDED a']);
    expect(september.throughCases('33')).toEqual(['BOTH OWN', 'ENDED RESPONDED']);
  });

  it('knows no age, so that it can exceed Line 4', () => {
    const county = reportingCounty();
    county.registered('GROWN', { birthDate: '1980-01-01' }).mediCal('2006-01-01');
    county.opened('A').adds('2005-01-02', 'GROWN');

    const september = county.closes('2006-09');
    expect(september.line('33')).toEqual(['GROWN a']);
    expect(september.line('4')).toEqual([]);
  });
});

describe('Line 34: eligible children with private health insurance', () => {
  it('has children named by private coverage in force on any day of the year', () => {
    const county = reportingCounty();
    const covered = ['UNTIL-SEP-30', 'UNTIL-OCT-1', 'SINCE-LAST-DAY', 'PUBLIC', 'TRICARE'];
    for (const child of [...covered, 'UNNAMED']) county.registered(child).mediCal('2006-01-01');
    const a = county.opened('A');
    for (const child of [...covered, 'UNNAMED']) a.adds('2005-01-02', child);
    a.covers('2005-02-01', 'V-1', { children: ['UNTIL-SEP-30'] }).coverageEnds('2005-10-01', 'V-1');
    a.covers('2005-02-01', 'V-2', { children: ['UNTIL-OCT-1'] }).coverageEnds('2005-10-02', 'V-2');
    a.covers('2006-09-30', 'V-3', { children: ['SINCE-LAST-DAY'], asOrdered: false });
    a.covers('2006-01-01', 'V-4', { children: ['PUBLIC'], kind: 'public' });
    a.covers('2006-01-01', 'V-5', { children: ['TRICARE'], kind: 'tricare' });

    expect(county.closes('2006-09').line('34')).toEqual([
      'SINCE-LAST-DAY a',
      'TRICARE a',
      'UNTIL-OCT-1 a',
    ]);
  });

  it('asks for the coverage on one of the open cases that do not respond', () => {
    const county = reportingCounty();
    for (const child of ['K-1', 'K-2', 'K-3']) county.registered(child).mediCal('2006-01-01');
    county
      .opened('OWN')
      .adds('2005-01-02', 'K-1')
      .adds('2005-01-02', 'K-2')
      .adds('2005-01-02', 'K-3');
    county
      .opened('RESPONDING')
      .adds('2005-01-02', 'K-1')
      .covers('2006-01-01', 'V-1', { children: ['K-1'] })
      .receives('2006-02-01');
    county
      .opened('CLOSED')
      .adds('2005-01-02', 'K-2')
      .covers('2006-01-01', 'V-1', { children: ['K-2'] })
      .closes('2006-09-30');
    county.opened('NOT-ITS-CASE').covers('2006-01-01', 'V-1', { children: ['K-3'] });

    const september = county.closes('2006-09');
    expect(september.line('33')).toEqual(['K-1 a', 'K-2 a', 'K-3 a']);
    expect(september.line('34')).toEqual([]);
    expect(county.closes('2006-01').line('34')).toEqual(['K-1 a', 'K-2 a']);
  });

  it('asks for eligibility on the last day, not for that of the coverage’s days', () => {
    const county = reportingCounty();
    county.registered('K').mediCal('2006-09-30');
    county
      .opened('A')
      .adds('2005-01-02', 'K')
      .covers('2006-01-01', 'V-1', { children: ['K'] })
      .coverageEnds('2006-02-01');

    expect(county.closes('2006-08').line('34')).toEqual([]);
    expect(county.closes('2006-09').line('34')).toEqual(['K a']);
  });
});

describe('Line 35: cases with medical coverage from any source', () => {
  it('has any coverage on a day of the year, medical payments and bills', () => {
    const county = reportingCounty();
    county.opened('PUBLIC').covers('2006-09-30', 'V-1', { kind: 'public', asOrdered: false });
    county.opened('UNTIL-OCT-1').covers('2005-02-01').coverageEnds('2005-10-02');
    county.opened('UNTIL-SEP-30').covers('2005-02-01').coverageEnds('2005-10-01');
    county.opened('PAID').pays('2005-10-01', 'medical family 0.01');
    county.opened('PAID-BEFORE').pays('2005-09-30', 'medical family 0.01');
    county
      .opened('REVERSED')
      .pays('2006-02-01', 'medical state 9.00')
      .reverses('2006-02-28', 'P-1');
    county.opened('BILL').bill('2006-09-30');
    county.opened('BILL-AFTER').bill('2006-10-01');
    county.opened('CURRENT').pays('2006-02-01', 'current family 9.00');

    expect(county.closes('2006-09').line('35')).toEqual([
      'BILL a',
      'PAID a',
      'PUBLIC a',
      'UNTIL-OCT-1 a',
    ]);
  });

  it('has open cases that do not respond on the last day', () => {
    const county = reportingCounty();
    county.opened('RESPONDING').bill('2006-02-01').receives('2006-09-30', 'tribe');
    county.opened('RESPONDED').bill('2006-02-01').receives('2006-01-01').receivedEnds('2006-09-30');
    county.opened('CLOSED').bill('2006-02-01').closes('2006-09-30');

    expect(county.closes('2006-09').line('35')).toEqual(['RESPONDED a']);
  });
});

describe('Line 36: cash medical support assigned to the state', () => {
  it('has the medical money of the month to the state', () => {
    const county = reportingCounty();
    county
      .opened('A', '2005-01-01', { program: 'calworks' })
      .pays('2006-08-31', 'medical state 1.00')
      .pays('2006-09-01', 'medical state 2.00', 'medical family 4.00', 'current state 8.00')
      .paysVoluntarily('2006-09-30', 'medical state 16.00')
      .pays('2006-10-01', 'medical state 32.00');

    const september = county.closes('2006-09');
    expect(september.line('36')).toEqual(['A a 18.00']);
    expect(september.cells('36')).toEqual(['18.00', null, null, null]);
    expect(county.closes('2006-11').line('36')).toEqual([]);
  });

  it('leaves out what is distributed while the case responds, and what is reversed at once', () => {
    const county = reportingCounty();
    const paid = (id: string): ReturnType<CountyLedger['opened']> =>
      county.opened(id).pays('2006-09-15', 'medical state 5.00');
    paid('SINCE').receives('2006-09-15');
    paid('SINCE-NEXT-DAY').receives('2006-09-16');
    paid('REVERSED').reverses('2006-09-30', 'P-1');
    paid('REVERSED-LATER').reverses('2006-10-01', 'P-1');
    paid('OUT').transfersOut('2006-09-30');
    paid('LOST').jurisdiction('2006-09-30', false);

    expect(county.closes('2006-09').line('36')).toEqual([
      'OUT a 5.00',
      'REVERSED-LATER a 5.00',
      'SINCE-NEXT-DAY a 5.00',
    ]);
  });
});
