import { CountyLedger } from '../support/county-ledger.js';

describe('a record that comes late', () => {
  it('changes the months from its day on, as of its own position and not before', () => {
    const county = new CountyLedger();
    county.opened('A').orders('2006-09-30');
    const known = county.size();
    county.case('A').setsAside('2006-10-15').terminates('2006-08-31');

    expect(county.closes('2006-09', known - 1).line('12')).toEqual(['A d']);
    expect(county.closes('2006-09', known).line('2')).toEqual(['A d']);
    expect(county.closes('2006-09').line('2')).toEqual(['A d']);
    expect(county.closes('2006-10', known + 1).line('12')).toEqual(['A d']);
    expect(county.closes('2006-10', known).line('12')).toEqual([]);
  });

  it('is nothing as of position 0', () => {
    const county = new CountyLedger();
    county.opened('A');
    expect(county.closes('2006-09', 0).line('1')).toEqual([]);
    expect(county.closes('2006-09', 1).line('1')).toEqual(['A d']);
  });
});

describe('a correction', () => {
  it('takes a case over the edge of the month, from its own position on', () => {
    const county = new CountyLedger();
    county.case('A').opens('2006-09-30');
    county.replaces(county.last(), { effective: '2006-10-01' });

    expect(county.closes('2006-09', 1).line('1')).toEqual(['A d']);
    expect(county.closes('2006-09', 2).line('1')).toEqual([]);
    expect(county.closes('2006-10', 2).line('1')).toEqual(['A d']);
  });

  it('can be corrected again, and each position shows what was known by then', () => {
    const county = new CountyLedger();
    county.opened('A').program('2006-09-01', 'calworks');
    county.replaces(county.last(), { data: { program: 'medi-cal-only' } });
    county.replaces(county.last(), { data: { program: 'kingap' }, effective: '2006-09-30' });
    county.voids(county.last());

    const columns = [1, 2, 3, 4, 5].map((asOf) => county.closes('2006-09', asOf).line('1'));
    expect(columns.flat()).toEqual(['A d', 'A b', 'A d', 'A b', 'A d']);
    const medical = [1, 2, 3, 4, 5].map((asOf) => county.closes('2006-09', asOf).cells('1c')[0]);
    expect(medical).toEqual([0, 0, 1, 0, 0]);
  });

  it('keeps the place of the first record of its chain among those of its day', () => {
    const county = new CountyLedger();
    county.opened('A').program('2006-09-10', 'calworks');
    const first = county.last();
    county.case('A').program('2006-09-10', 'none');
    county.replaces(first, { data: { program: 'medi-cal-only' } });

    // Without aid is still the last word of that day, although Medi-Cal was recorded after it.
    const september = county.closes('2006-09');
    expect(september.line('1')).toEqual(['A d']);
    expect(september.line('1c')).toEqual([]);
  });

  it('keeps that place when it moves to another day and back', () => {
    const county = new CountyLedger();
    county.opened('A').closes('2006-09-10');
    const closing = county.last();
    county.case('A').reopens('2006-09-10');
    county.replaces(closing, { effective: '2006-09-20' });
    expect(county.closes('2006-09').line('1')).toEqual([]);

    county.replaces(county.last(), { effective: '2006-09-10' });
    expect(county.closes('2006-09').line('1')).toEqual(['A d']);
  });

  it('that voids takes back what the record did, and what it ended', () => {
    const county = new CountyLedger();
    county.opened('A').orders('2006-01-01').setsAside('2006-02-01');
    county.voids(county.last());
    county.registered('K').established('2006-03-01').vacated('2006-04-01');
    county.voids(county.last());
    county.case('A').adds('2006-01-01', 'K');

    const september = county.closes('2006-09');
    expect(september.line('2')).toEqual(['A d']);
    expect(september.line('6')).toEqual(['K a']);
  });

  it('of an amount changes the money of its month and the balance since', () => {
    const county = new CountyLedger();
    county.opened('A').orders('2005-02-01').charges('2005-11-01', '100.00');
    const known = county.size();
    county.replaces(county.last(), { data: { amount: '10.00', owedTo: 'state' } });

    expect(county.closes('2006-09', known).line('24')).toEqual(['A d 100.00']);
    expect(county.closes('2006-09').line('24')).toEqual(['A d 10.00']);
    expect(county.closes('2006-09').line('26')).toEqual(['A d 10.00']);
  });

  it('of a child’s registration leaves no line with it where it is voided', () => {
    const county = new CountyLedger();
    county.registered('K');
    const registration = county.last();
    county.opened('A').adds('2006-01-01', 'K');
    expect(county.closes('2006-09').line('4')).toEqual(['K a']);

    county.voids(registration);
    expect(county.closes('2006-09').line('4')).toEqual([]);
    county.registered('K', { birthDate: '2001-01-01' });
    expect(county.closes('2006-09').line('4')).toEqual(['K a']);
  });

  it('of a county’s record does what it does for a case’s', () => {
    const county = new CountyLedger();
    county.staff('2006-09-30', ['5', '0']).figure('2006-09-30', '8', 7);
    const [figure, known] = [county.last(), county.size()];
    county.reportable('2006-09-30', '2006-09', '33');
    county.voids(county.last());
    county.replaces(figure, { effective: '2006-10-01', data: { value: 9 } });

    expect(county.closes('2006-09', known + 1).cells('33')).toEqual([0, null, null, null]);
    expect(county.closes('2006-09').cells('33')).toEqual([null, null, null, null]);
    expect(county.closes('2006-09', known).line('8')).toEqual(['= 7']);
    expect(county.closes('2006-09').line('8')).toEqual([]);
    expect(county.closes('2006-10').line('8')).toEqual(['= 9']);
  });
});
