import { CountyLedger } from '../support/county-ledger.js';

describe('Line 6: children with paternity established', () => {
  it('has a child established on the last day, not one established the day after', () => {
    const county = new CountyLedger();
    county.registered('LAST').established('2006-09-30', 'pop', 'other');
    county.registered('AFTER').established('2006-10-01');
    county.registered('IN-WEDLOCK', { bornOutOfWedlock: false }).established('2006-01-01');
    const a = county.opened('A');
    for (const child of ['LAST', 'AFTER', 'IN-WEDLOCK']) a.adds('2006-01-01', child);

    expect(county.closes('2006-09').line('6')).toEqual(['LAST a']);
  });

  it.each(['judicial', 'pop', 'marriage', 'adoption', 'other'])(
    'has a child established long ago by %s',
    (method) => {
      const county = new CountyLedger();
      county.registered('K').established('2001-01-01', method, 'other');
      county.opened('A').adds('2005-01-02', 'K');

      expect(county.closes('2006-09').line('6')).toEqual(['K a']);
    },
  );

  it('goes by what stands last: vacated, and established again', () => {
    const county = new CountyLedger();
    county.registered('VACATED').established('2006-01-05').vacated('2006-09-30');
    county.registered('VACATED-LATER').established('2006-01-05').vacated('2006-10-01');
    county
      .registered('AGAIN')
      .established('2006-01-05')
      .vacated('2006-02-01')
      .established('2006-09-30');
    county.registered('SAME-DAY').vacated('2006-02-01').established('2006-02-01');
    const a = county.opened('A');
    for (const child of ['VACATED', 'VACATED-LATER', 'AGAIN', 'SAME-DAY']) {
      a.adds('2006-01-01', child);
    }

    expect(county.closes('2006-09').line('6')).toEqual([
      'AGAIN a',
      'SAME-DAY a',
      'VACATED-LATER a',
    ]);
  });

  it('has children of cases that were open in the year, closed since or not', () => {
    const county = new CountyLedger();
    for (const child of ['ON-OCT-1', 'ON-SEP-30', 'LOST', 'OUT']) {
      county.registered(child).established('2005-02-01');
    }
    county.opened('A').adds('2005-01-02', 'ON-OCT-1').closes('2005-10-01');
    county.opened('B').adds('2005-01-02', 'ON-SEP-30').closes('2005-09-30');
    county.opened('C').adds('2005-01-02', 'LOST').jurisdiction('2006-01-01', false);
    county.opened('D').adds('2005-01-02', 'OUT').transfersOut('2006-01-01');

    const september = county.closes('2006-09');
    expect(september.line('6')).toEqual(['ON-OCT-1 a']);
    expect(september.throughCases('6')).toEqual(['ON-OCT-1 A']);
  });

  it('asks for a day of the year on which the child was a member', () => {
    const county = new CountyLedger();
    for (const child of ['UNTIL-SEP-30', 'UNTIL-OCT-1', 'ON-CLOSING', 'AFTER-CLOSING', 'ONE-DAY']) {
      county.registered(child).established('2005-02-01');
    }
    county
      .opened('A')
      .adds('2005-01-02', 'UNTIL-SEP-30')
      .removes('2005-10-01', 'UNTIL-SEP-30')
      .adds('2005-01-02', 'UNTIL-OCT-1')
      .removes('2005-10-02', 'UNTIL-OCT-1')
      .adds('2006-01-09', 'ONE-DAY')
      .removes('2006-01-09', 'ONE-DAY');
    county
      .opened('B')
      .closes('2006-02-10')
      .adds('2006-02-10', 'ON-CLOSING')
      .adds('2006-02-11', 'AFTER-CLOSING');

    expect(county.closes('2006-09').line('6')).toEqual(['ON-CLOSING a', 'UNTIL-OCT-1 a']);
  });

  it('asks whether paternity is at issue in those cases', () => {
    const county = new CountyLedger();
    county.registered('MOTHER').established('2005-02-01');
    county.registered('BOTH').established('2005-02-01');
    county
      .opened('A', '2005-01-01', { role: 'mother' })
      .adds('2005-01-02', 'MOTHER')
      .adds('2005-01-02', 'BOTH');
    county.opened('B').adds('2005-01-02', 'BOTH').closes('2005-11-01');

    expect(county.closes('2006-09').line('6')).toEqual(['BOTH a']);
  });

  it('leaves out good cause: at the end of the month, or at the closing of a closed case', () => {
    const county = new CountyLedger();
    for (const child of ['OPEN', 'ENDED', 'CLOSED', 'CLOSED-AFTER']) {
      county.registered(child).established('2005-02-01');
    }
    county.opened('A').adds('2005-01-02', 'OPEN').has('GoodCauseDetermined', '2006-09-30');
    county
      .opened('B')
      .adds('2005-01-02', 'ENDED')
      .has('GoodCauseDetermined', '2006-01-01')
      .has('GoodCauseEnded', '2006-09-30');
    county
      .opened('C')
      .adds('2005-01-02', 'CLOSED')
      .has('GoodCauseDetermined', '2006-01-01')
      .closes('2006-02-01')
      .has('GoodCauseEnded', '2006-02-02');
    county
      .opened('D')
      .adds('2005-01-02', 'CLOSED-AFTER')
      .closes('2006-02-01')
      .has('GoodCauseDetermined', '2006-02-02');

    expect(county.closes('2006-09').line('6')).toEqual(['CLOSED-AFTER a', 'ENDED a']);
  });

  it('counts by age, as all of this section does', () => {
    const county = new CountyLedger();
    county.registered('TOO-OLD', { birthDate: '1987-09-30' }).established('2005-02-01');
    county.registered('JUST', { birthDate: '1987-10-01' }).established('2005-02-01');
    county.opened('A').adds('2005-01-02', 'TOO-OLD').adds('2005-01-02', 'JUST');

    for (const line of ['4', '5', '6', '7']) {
      expect({ line, rows: county.closes('2006-09').line(line) }).toEqual({
        line,
        rows: ['JUST a'],
      });
    }
  });
});

describe('Line 7: children in open cases with paternity resolved', () => {
  it('has children born in wedlock, established, or never at issue', () => {
    const county = new CountyLedger();
    county.registered('IN-WEDLOCK', { bornOutOfWedlock: false });
    county.registered('ESTABLISHED').established('2006-09-30');
    county.registered('NOT-YET').established('2006-10-01');
    county.registered('MOTHERS');
    const a = county.opened('A');
    for (const child of ['IN-WEDLOCK', 'ESTABLISHED', 'NOT-YET']) a.adds('2006-01-01', child);
    county.opened('B', '2005-01-01', { role: 'mother' }).adds('2006-01-01', 'MOTHERS');

    expect(county.closes('2006-09').line('7')).toEqual([
      'ESTABLISHED a',
      'IN-WEDLOCK a',
      'MOTHERS a',
    ]);
  });

  it('has only open cases, unlike Line 6', () => {
    const county = new CountyLedger();
    county.registered('K').established('2005-02-01');
    county.opened('A').adds('2005-01-02', 'K').closes('2006-09-30');

    expect(county.closes('2006-09').line('6')).toEqual(['K a']);
    expect(county.closes('2006-09').line('7')).toEqual([]);
  });

  it('leaves out good cause even of children born in wedlock', () => {
    const county = new CountyLedger();
    county.registered('K', { bornOutOfWedlock: false });
    county.opened('A').adds('2006-01-01', 'K').has('GoodCauseDetermined', '2006-09-30');

    expect(county.closes('2006-08').line('7')).toEqual(['K a']);
    expect(county.closes('2006-09').line('7')).toEqual([]);
  });

  it('leaves out a parent’s death only where paternity is not resolved', () => {
    const county = new CountyLedger();
    county.registered('IN-WEDLOCK', { bornOutOfWedlock: false }).losesParent('2006-02-01');
    county.registered('ESTABLISHED').losesParent('2006-02-01').established('2006-03-01');
    county.registered('OPEN').losesParent('2006-02-01');
    const b = county.opened('B', '2005-01-01', { role: 'mother' });
    for (const child of ['IN-WEDLOCK', 'ESTABLISHED', 'OPEN']) b.adds('2006-01-01', child);

    expect(county.closes('2006-09').line('7')).toEqual(['ESTABLISHED a', 'IN-WEDLOCK a']);
  });
});

describe.each(['8', '8a', '10'] as const)('Line %s, supplied by DCSS', (line) => {
  it('has the latest figure effective in the year by the end of the month', () => {
    const county = new CountyLedger();
    county
      .figure('2005-09-30', line, 5)
      .figure('2005-10-01', line, 7)
      .figure('2006-09-30', line, 9);

    expect(county.closes('2005-09').line(line)).toEqual(['= 5']);
    expect(county.closes('2005-10').line(line)).toEqual(['= 7']);
    expect(county.closes('2006-08').line(line)).toEqual(['= 7']);
    expect(county.closes('2006-09').line(line)).toEqual(['= 9']);
    expect(county.closes('2006-09').recordTypes(line)).toEqual(['StatewideFigureRecorded']);
  });

  it('has 0 and no row where none is', () => {
    const county = new CountyLedger();
    county.figure('2005-09-30', line, 5).figure('2006-01-01', line === '8' ? '8a' : '8', 6);

    expect(county.closes('2005-10').line(line)).toEqual([]);
    expect(county.closes('2005-10').cells(line)).toEqual([0, null, null, null]);
  });

  it('has a row for a figure of 0', () => {
    const county = new CountyLedger();
    county.figure('2006-02-01', line, 0);
    expect(county.closes('2006-09').line(line)).toEqual(['= 0']);
  });
});

describe('Line 9: Line 10 and Line 16', () => {
  it('has the children of Line 16 and the figure of Line 10, all in (a)', () => {
    const county = new CountyLedger();
    county.registered('K-1').established('2006-02-01');
    county.registered('K-2').established('2006-09-30');
    county.opened('A', '2005-01-01', { program: 'calworks' }).adds('2005-01-02', 'K-1');
    county.opened('B').adds('2005-01-02', 'K-2');
    county.figure('2006-03-01', '10', 40);

    const september = county.closes('2006-09');
    expect(september.line('16')).toEqual(['K-1 b', 'K-2 d']);
    expect(september.line('9')).toEqual(['= 40', 'K-1 a', 'K-2 a']);
    expect(september.cells('9')).toEqual([42, null, null, null]);
    expect(county.closes('2006-02').cells('9')).toEqual([1, null, null, null]);
  });
});
