import { CountyLedger } from '../support/county-ledger.js';

describe('Line 12: open cases without an order', () => {
  it('has a case until the day before its order is established', () => {
    const county = new CountyLedger();
    county.opened('LAST').orders('2006-09-30');
    county.opened('AFTER').orders('2006-10-01');
    county.opened('NONE', '2006-09-30', { program: 'calworks' });
    county.opened('CLOSED').closes('2006-09-30');

    expect(county.closes('2006-09').line('12')).toEqual(['AFTER d', 'NONE b']);
    expect(county.closes('2006-09').cells('12')).toEqual([2, 1, 0, 1]);
  });

  it('has a case again from the day on which its only order is set aside', () => {
    const county = new CountyLedger();
    county.opened('ASIDE').orders('2006-01-01').setsAside('2006-09-30');
    county.opened('TERMINATED').orders('2006-01-01').terminates('2006-09-30');

    expect(county.closes('2006-08').line('12')).toEqual([]);
    expect(county.closes('2006-09').line('12')).toEqual(['ASIDE d']);
  });

  it('has cases whose orders cannot be enforced or are general obligations', () => {
    const county = new CountyLedger();
    county.opened('UNENFORCEABLE').orders('2006-01-01', { more: { enforceable: false } });
    county.opened('GENERAL').orders('2006-01-01', { more: { generalObligation: true } });

    expect(county.closes('2006-09').line('12')).toEqual(['GENERAL d', 'UNENFORCEABLE d']);
  });
});

describe('Line 13: children whose paternity must be determined', () => {
  it('has a child until the day before it is established', () => {
    const county = new CountyLedger();
    county.registered('LAST').established('2006-09-30');
    county.registered('AFTER').established('2006-10-01');
    county.registered('VACATED').established('2006-01-05').vacated('2006-09-30');
    county.registered('IN-WEDLOCK', { bornOutOfWedlock: false });
    const a = county.opened('A', '2005-01-01', { program: 'calworks' });
    for (const child of ['LAST', 'AFTER', 'VACATED', 'IN-WEDLOCK']) a.adds('2006-01-01', child);

    expect(county.closes('2006-09').line('13')).toEqual(['AFTER b', 'VACATED b']);
  });

  it('stands in the first of current, former, never among the cases at issue', () => {
    const county = new CountyLedger();
    for (const child of ['K-1', 'K-2', 'K-3']) county.registered(child);
    county.opened('NEVER').adds('2006-01-01', 'K-1').adds('2006-01-01', 'K-2');
    county
      .opened('FORMER', '2005-01-01', { formerAssistance: true })
      .adds('2006-01-01', 'K-1')
      .adds('2006-01-01', 'K-2');
    county.opened('CURRENT', '2005-01-01', { program: 'calworks' }).adds('2006-01-01', 'K-2');
    // Where the other parent is the mother, or the case is closed, the case gives no column.
    county
      .opened('MOTHER', '2005-01-01', { program: 'calworks', role: 'mother' })
      .adds('2006-01-01', 'K-1')
      .adds('2006-01-01', 'K-3');
    county
      .opened('CLOSED', '2005-01-01', { program: 'calworks' })
      .adds('2006-01-01', 'K-1')
      .closes('2006-09-30');

    const september = county.closes('2006-09');
    expect(september.line('13')).toEqual(['K-1 c', 'K-2 b']);
    expect(september.cells('13')).toEqual([2, 1, 1, 0]);
    expect(county.closes('2006-08').line('13')).toEqual(['K-1 b', 'K-2 b']);
  });

  it('has dependents by death and good cause, which Lines 5 and 7 leave out', () => {
    const county = new CountyLedger();
    county.registered('ORPHAN').losesParent('2006-01-05');
    county.registered('GOOD-CAUSE');
    county.opened('A').adds('2006-01-01', 'ORPHAN');
    county.opened('B').adds('2006-01-01', 'GOOD-CAUSE').has('GoodCauseDetermined', '2006-01-05');

    const september = county.closes('2006-09');
    expect(september.line('13')).toEqual(['GOOD-CAUSE d', 'ORPHAN d']);
    expect(september.line('5')).toEqual([]);
    expect(september.line('7')).toEqual([]);
  });

  it('counts by age', () => {
    const county = new CountyLedger();
    county.registered('TOO-OLD', { birthDate: '1987-09-30' });
    county.registered('JUST', { birthDate: '1987-10-01' });
    county.opened('A').adds('2005-01-02', 'TOO-OLD').adds('2005-01-02', 'JUST');

    expect(county.closes('2005-09').line('13')).toEqual(['JUST d', 'TOO-OLD d']);
    expect(county.closes('2005-10').line('13')).toEqual(['JUST d']);
  });
});
