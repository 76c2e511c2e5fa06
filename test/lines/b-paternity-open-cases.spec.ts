import { CountyLedger } from '../support/county-ledger.js';

describe('Line 4: children in open cases', () => {
  it('has a child added on the last day, not one added the day after', () => {
    const county = new CountyLedger();
    for (const child of ['LAST', 'AFTER']) county.registered(child);
    county.opened('A').adds('2006-09-30', 'LAST').adds('2006-10-01', 'AFTER');

    const september = county.closes('2006-09');
    expect(september.line('4')).toEqual(['LAST a']);
    expect(september.cells('4')).toEqual([1, null, null, null]);
    expect(september.throughCases('4')).toEqual(['LAST A']);
  });

  it('has a child until the day before its removal', () => {
    const county = new CountyLedger();
    for (const child of ['LAST', 'AFTER', 'SAME-DAY', 'BACK']) county.registered(child);
    county
      .opened('A')
      .adds('2006-01-01', 'LAST')
      .removes('2006-09-30', 'LAST')
      .adds('2006-01-01', 'AFTER')
      .removes('2006-10-01', 'AFTER')
      .adds('2006-09-30', 'SAME-DAY')
      .removes('2006-09-30', 'SAME-DAY')
      .adds('2006-01-01', 'BACK')
      .removes('2006-09-30', 'BACK')
      .adds('2006-09-30', 'BACK');

    expect(county.closes('2006-09').line('4')).toEqual(['AFTER a', 'BACK a']);
  });

  it('ignores a second addition, so that one removal is enough', () => {
    const county = new CountyLedger();
    county.registered('K');
    county.opened('A').adds('2006-01-01', 'K').adds('2006-02-01', 'K').removes('2006-03-01', 'K');

    expect(county.closes('2006-02').line('4')).toEqual(['K a']);
    expect(county.closes('2006-03').line('4')).toEqual([]);
  });

  it('has a child of several open cases once, through all of them', () => {
    const county = new CountyLedger();
    county.registered('K');
    county.opened('A').adds('2006-01-01', 'K');
    county.opened('B').adds('2006-01-01', 'K');
    county.opened('CLOSED').adds('2006-01-01', 'K').closes('2006-09-30');

    const september = county.closes('2006-09');
    expect(september.line('4')).toEqual(['K a']);
    expect(september.throughCases('4')).toEqual(['K A B']);
  });

  it('has none through cases closed, transferred out or without jurisdiction', () => {
    const county = new CountyLedger();
    for (const child of ['K-1', 'K-2', 'K-3']) county.registered(child);
    county.opened('CLOSED').adds('2006-01-01', 'K-1').closes('2006-09-30');
    county.opened('OUT').adds('2006-01-01', 'K-2').transfersOut('2006-09-30');
    county.opened('LOST').adds('2006-01-01', 'K-3').jurisdiction('2006-09-30', false);

    expect(county.closes('2006-08').line('4')).toEqual(['K-1 a', 'K-2 a', 'K-3 a']);
    expect(county.closes('2006-09').line('4')).toEqual([]);
  });

  it('has a child until the end of the fiscal year in which it turns 18', () => {
    const county = new CountyLedger();
    county.registered('BEFORE', { birthDate: '1987-09-30', bornOutOfWedlock: false });
    county.registered('FIRST-DAY', { birthDate: '1987-10-01', bornOutOfWedlock: false });
    county.registered('LAST-DAY', { birthDate: '1988-09-30', bornOutOfWedlock: false });
    const a = county.opened('A');
    for (const child of ['BEFORE', 'FIRST-DAY', 'LAST-DAY']) a.adds('2005-01-02', child);

    const all = ['BEFORE a', 'FIRST-DAY a', 'LAST-DAY a'];
    expect(county.closes('2005-09').line('4')).toEqual(all);
    expect(county.closes('2005-10').line('4')).toEqual(all.slice(1));
    expect(county.closes('2006-09').line('4')).toEqual(all.slice(1));
    expect(county.closes('2006-10').line('4')).toEqual([]);
  });

  it('takes a child of 29 February to turn 18 in a year without that day', () => {
    const county = new CountyLedger();
    county.registered('LEAP', { birthDate: '1988-02-29' });
    county.opened('A').adds('2005-01-02', 'LEAP');

    expect(county.closes('2006-09').line('4')).toEqual(['LEAP a']);
    expect(county.closes('2006-10').line('4')).toEqual([]);
  });

  it('goes by the latest registration effective by the end of the month', () => {
    const county = new CountyLedger();
    county
      .registered('OLDER', { birthDate: '1995-01-01' })
      .registers({ on: '2006-09-30', birthDate: '1985-01-01' });
    county.registered('UNKNOWN-YET', { on: '2006-10-01' });
    county.opened('A').adds('2005-01-02', 'OLDER').adds('2005-01-02', 'UNKNOWN-YET');

    expect(county.closes('2006-08').line('4')).toEqual(['OLDER a']);
    expect(county.closes('2006-09').line('4')).toEqual([]);
    expect(county.closes('2006-10').line('4')).toEqual(['UNKNOWN-YET a']);
  });
});

describe('Line 5: children in open cases born out of wedlock', () => {
  it.each([
    ['father', ['K a']],
    ['putative-father', ['K a']],
    ['other', ['K a']],
    ['mother', []],
  ])('where the other parent is the %s has %j', (role, rows) => {
    const county = new CountyLedger();
    county.registered('K');
    county.registered('IN-WEDLOCK', { bornOutOfWedlock: false });
    county
      .opened('A', '2005-01-01', { role })
      .adds('2006-01-01', 'K')
      .adds('2006-01-01', 'IN-WEDLOCK');

    expect(county.closes('2006-09').line('5')).toEqual(rows);
  });

  it('asks for one open case whose other parent is not the mother', () => {
    const county = new CountyLedger();
    for (const child of ['BOTH', 'MOTHER']) county.registered(child);
    county
      .opened('A', '2005-01-01', { role: 'mother' })
      .adds('2006-01-01', 'BOTH')
      .adds('2006-01-01', 'MOTHER');
    county.opened('B').adds('2006-01-01', 'BOTH');
    county.opened('CLOSED').adds('2006-01-01', 'MOTHER').closes('2006-09-30');

    expect(county.closes('2006-08').line('5')).toEqual(['BOTH a', 'MOTHER a']);
    expect(county.closes('2006-09').line('5')).toEqual(['BOTH a']);
  });

  it('takes the other parent of the latest opening', () => {
    const county = new CountyLedger();
    county.registered('K');
    county
      .opened('A')
      .adds('2006-01-01', 'K')
      .transfersOut('2006-02-01')
      .transfersIn('2006-09-30', { role: 'mother' });

    expect(county.closes('2006-01').line('5')).toEqual(['K a']);
    expect(county.closes('2006-09').line('5')).toEqual([]);
    expect(county.closes('2006-09').line('4')).toEqual(['K a']);
  });

  it('leaves out a child dependent by a parent’s death, unless its paternity is established', () => {
    const county = new CountyLedger();
    county.registered('ORPHAN').losesParent('2006-09-30');
    county.registered('LATER').losesParent('2006-10-01');
    county.registered('ESTABLISHED').losesParent('2006-02-01').established('2006-09-30');
    county
      .registered('VACATED')
      .established('2006-01-05')
      .losesParent('2006-02-01')
      .vacated('2006-09-30');
    const a = county.opened('A');
    for (const child of ['ORPHAN', 'LATER', 'ESTABLISHED', 'VACATED']) a.adds('2006-01-01', child);

    expect(county.closes('2006-09').line('5')).toEqual(['ESTABLISHED a', 'LATER a']);
  });

  it('leaves out a child with good cause in force in one of its open cases', () => {
    const county = new CountyLedger();
    for (const child of ['SINCE', 'UNTIL', 'ELSEWHERE']) county.registered(child);
    county.opened('A').adds('2006-01-01', 'SINCE').has('GoodCauseDetermined', '2006-09-30');
    county
      .opened('B')
      .adds('2006-01-01', 'UNTIL')
      .adds('2006-01-01', 'ELSEWHERE')
      .has('GoodCauseDetermined', '2006-01-05')
      .has('GoodCauseEnded', '2006-09-30');
    county
      .opened('CLOSED')
      .adds('2006-01-01', 'ELSEWHERE')
      .has('GoodCauseDetermined', '2006-01-05')
      .closes('2006-09-30');

    expect(county.closes('2006-08').line('5')).toEqual(['SINCE a']);
    expect(county.closes('2006-09').line('5')).toEqual(['ELSEWHERE a', 'UNTIL a']);
  });
});

describe('Line 5a: children of the prior fiscal year', () => {
  const given = (): CountyLedger => {
    const county = new CountyLedger();
    for (const child of ['K-1', 'K-2', 'K-3']) county.registered(child);
    county
      .opened('A')
      .adds('2005-09-30', 'K-1')
      .adds('2005-10-01', 'K-2')
      .adds('2005-01-02', 'K-3')
      .removes('2005-10-01', 'K-3');
    return county;
  };

  it('has the rows of Line 5 of the September before, in every month of the year', () => {
    const county = given();
    for (const month of ['2005-10', '2006-04', '2006-09']) {
      expect(county.closes(month).line('5a')).toEqual(['K-1 a', 'K-3 a']);
    }
    expect(county.closes('2005-09').line('5a')).toEqual([]);
    expect(county.closes('2006-10').line('5a')).toEqual(['K-1 a', 'K-2 a']);
  });

  it('has the figure that DCSS supplied, where one is effective in the year by the end of the month', () => {
    const county = given().figure('2005-09-30', '5a', 500).figure('2006-02-01', '5a', 700);
    expect(county.closes('2005-09').line('5a')).toEqual(['= 500']);
    expect(county.closes('2006-01').line('5a')).toEqual(['K-1 a', 'K-3 a']);
    expect(county.closes('2006-02').line('5a')).toEqual(['= 700']);
    expect(county.closes('2006-10').line('5a')).toEqual(['K-1 a', 'K-2 a']);
  });

  it('has a figure of 0 where that is what DCSS says, and the latest of several', () => {
    const county = given().figure('2006-03-01', '5a', 9).figure('2006-02-01', '5a', 700);
    expect(county.closes('2006-09').line('5a')).toEqual(['= 9']);
    county.figure('2006-03-01', '5a', 0);
    expect(county.closes('2006-09').line('5a')).toEqual(['= 0']);
    expect(county.closes('2006-09').cells('5a')).toEqual([0, null, null, null]);
  });

  it('sees what was recorded late of that September, as of the same position', () => {
    const county = given();
    const before = county.size();
    county.case('A').removes('2005-09-30', 'K-3');
    expect(county.closes('2006-09', before).line('5a')).toEqual(['K-1 a', 'K-3 a']);
    expect(county.closes('2006-09').line('5a')).toEqual(['K-1 a']);
  });
});
