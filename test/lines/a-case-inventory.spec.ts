import { CountyLedger } from '../support/county-ledger.js';

describe('Line 1: cases open at the end of the month', () => {
  it('has a case that opens on the last day, not one that opens the day after', () => {
    const county = new CountyLedger();
    county.case('LAST').opens('2006-09-30');
    county.case('AFTER').opens('2006-10-01');

    expect(county.closes('2006-08').line('1')).toEqual([]);
    expect(county.closes('2006-09').line('1')).toEqual(['LAST d']);
    expect(county.closes('2006-10').line('1')).toEqual(['AFTER d', 'LAST d']);
  });

  it('has not a case that closes on the last day, but one that closes the day after', () => {
    const county = new CountyLedger();
    county.opened('LAST').closes('2006-09-30');
    county.opened('AFTER').closes('2006-10-01');

    expect(county.closes('2006-09').line('1')).toEqual(['AFTER d']);
    expect(county.closes('2006-10').line('1')).toEqual([]);
  });

  it('goes by the order of recording where a case opens and closes on one day', () => {
    const county = new CountyLedger();
    county.opened('OPEN').closes('2006-09-30').reopens('2006-09-30');
    county.case('CLOSED').opens('2006-09-30').closes('2006-09-30');

    expect(county.closes('2006-09').line('1')).toEqual(['OPEN d']);
  });

  it('leaves out cases transferred to another county, from the day of the transfer', () => {
    const county = new CountyLedger();
    county.opened('OUT').transfersOut('2006-09-30');
    county.opened('OUT-LATER').transfersOut('2006-10-01');
    county.opened('BACK').transfersOut('2006-03-01').transfersIn('2006-09-30');

    expect(county.closes('2006-09').line('1')).toEqual(['BACK d', 'OUT-LATER d']);
  });

  it('leaves out cases without jurisdiction at the end of the month', () => {
    const county = new CountyLedger();
    county.opened('LOST').jurisdiction('2006-09-30', false);
    county.opened('LOST-LATER').jurisdiction('2006-10-01', false);
    county.opened('FOUND').jurisdiction('2006-02-01', false).jurisdiction('2006-09-30', true);

    expect(county.closes('2006-09').line('1')).toEqual(['FOUND d', 'LOST-LATER d']);
  });
});

describe('the column of a case', () => {
  it.each([
    ['calworks', 'b'],
    ['kingap', 'b'],
    ['foster-care-iv-e', 'b'],
    ['foster-care-state', 'd'],
    ['calworks-state', 'd'],
    ['medi-cal-only', 'd'],
    ['none', 'd'],
    ['unknown', 'd'],
  ])('of a case under %s is (%s)', (program, column) => {
    const county = new CountyLedger();
    county.opened('A', '2006-01-01', { program });
    county.opened('F', '2006-01-01', { program, formerAssistance: true });

    // Aid from before this ledger makes former what would be never, and nothing else.
    const former = column === 'd' ? 'c' : column;
    expect(county.closes('2006-09').line('1')).toEqual([`A ${column}`, `F ${former}`]);
  });

  it('is that of the last day of the month', () => {
    const county = new CountyLedger();
    county.opened('ENDS', '2006-01-01', { program: 'calworks' }).program('2006-09-30', 'none');
    county.opened('ENDS-LATER', '2006-01-01', { program: 'kingap' }).program('2006-10-01', 'none');
    county.opened('BEGINS').program('2006-09-30', 'calworks');

    const september = county.closes('2006-09');
    expect(september.line('1')).toEqual(['BEGINS b', 'ENDS c', 'ENDS-LATER b']);
    expect(september.cells('1')).toEqual([3, 2, 1, 0]);
  });

  it('never goes back to never', () => {
    const county = new CountyLedger();
    county
      .opened('A', '2005-01-01', { program: 'calworks' })
      .program('2005-02-01', 'medi-cal-only')
      .program('2005-03-01', 'none');
    county.opened('ONE-DAY').program('2006-09-05', 'calworks').program('2006-09-05', 'none');

    expect(county.closes('2006-09').line('1')).toEqual(['A c', 'ONE-DAY c']);
  });

  it('takes the program of a reopening, and keeps the old one where it says none', () => {
    const county = new CountyLedger();
    const opening = { program: 'calworks' };
    county.opened('SAYS', '2005-01-01', opening).closes('2006-01-05').reopens('2006-02-01', 'none');
    county.opened('SILENT', '2005-01-01', opening).closes('2006-01-05').reopens('2006-02-01');

    expect(county.closes('2006-09').line('1')).toEqual(['SAYS c', 'SILENT b']);
  });

  it('of a closed case is that of its closing, until it is reopened', () => {
    const county = new CountyLedger();
    county
      .opened('A', '2005-11-01')
      .collects('2005-11-10', 'C-1', '10.00')
      .closes('2006-01-31')
      .program('2006-02-01', 'calworks');
    county
      .opened('SAME-DAY', '2005-11-01')
      .collects('2005-11-10', 'C-1', '10.00')
      .closes('2006-01-31')
      .program('2006-01-31', 'calworks');

    expect(county.closes('2006-03').line('18')).toEqual(['A d', 'SAME-DAY b']);
    county.case('A').reopens('2006-04-01');
    expect(county.closes('2006-04').line('18')).toEqual(['A b', 'SAME-DAY b']);
  });
});

describe.each([
  ['1a', 'sends', 'sentEnds', 'state'],
  ['1b', 'receives', 'receivedEnds', 'state'],
] as const)('Line %s: open cases with a referral', (line, starts, ends, kind) => {
  it('has a case whose referral is in force on the last day', () => {
    const county = new CountyLedger();
    county.opened('LAST')[starts]('2006-09-30', kind);
    county.opened('AFTER')[starts]('2006-10-01', kind);
    county.opened('CLOSED')[starts]('2006-01-01', kind).closes('2006-09-30');

    expect(county.closes('2006-09').line(line)).toEqual(['LAST d']);
  });

  it('has it until the day before the referral ends, whichever end is the earliest', () => {
    const county = new CountyLedger();
    county.opened('ENDED')[starts]('2006-01-01')[ends]('2006-09-30');
    county.opened('ENDS-LATER')[starts]('2006-01-01')[ends]('2006-10-01');
    county.opened('TWICE')[starts]('2006-01-01')[ends]('2006-10-05')[ends]('2006-09-01');

    expect(county.closes('2006-09').line(line)).toEqual(['ENDS-LATER d']);
    expect(county.closes('2006-08').line(line)).toEqual(['ENDED d', 'ENDS-LATER d', 'TWICE d']);
  });

  it('has none whose referral ended on the day of its start or before it', () => {
    const county = new CountyLedger();
    county.opened('SAME-DAY')[starts]('2006-09-30')[ends]('2006-09-30');
    county.opened('BEFORE')[starts]('2006-09-30')[ends]('2006-09-29');

    expect(county.closes('2006-09').line(line)).toEqual([]);
  });

  it('has a case with another referral still in force', () => {
    const county = new CountyLedger();
    county
      .opened('A', '2005-01-01', { program: 'calworks' })
      [starts]('2006-01-01', 'state', 'X-1')
      [starts]('2006-02-01', 'state', 'X-2')
      [ends]('2006-03-01', 'X-1');

    expect(county.closes('2006-09').line(line)).toEqual(['A b']);
  });

  it('is for states: tribes and countries have their own lines', () => {
    const county = new CountyLedger();
    county.opened('TRIBE')[starts]('2006-01-01', 'tribe');
    county.opened('COUNTRY')[starts]('2006-01-01', 'country');

    expect(county.closes('2006-09').line(line)).toEqual([]);
  });
});

describe('Line 1c: Medi-Cal only cases', () => {
  it('has cases under Medi-Cal only that never had assistance', () => {
    const county = new CountyLedger();
    county.opened('A', '2006-01-01', { program: 'medi-cal-only' });
    county.opened('SINCE').program('2006-09-30', 'medi-cal-only');
    county
      .opened('UNTIL', '2006-01-01', { program: 'medi-cal-only' })
      .program('2006-09-30', 'none');

    expect(county.closes('2006-09').line('1c')).toEqual(['A d', 'SINCE d']);
    expect(county.closes('2006-09').cells('1c')).toEqual([2, null, null, 2]);
  });

  it('has none that once had assistance', () => {
    const county = new CountyLedger();
    const opening = { program: 'medi-cal-only', formerAssistance: true };
    county.opened('BEFORE-LEDGER', '2006-01-01', opening);
    county
      .opened('IN-LEDGER', '2005-01-01', { program: 'calworks' })
      .program('2006-01-01', 'medi-cal-only');

    expect(county.closes('2006-09').line('1c')).toEqual([]);
    expect(county.closes('2006-09').line('1')).toEqual(['BEFORE-LEDGER c', 'IN-LEDGER c']);
  });
});

describe.each([
  ['1d', 'sends', 'tribe', ['A b']],
  ['1e', 'receives', 'tribe', ['A b']],
  ['1f', 'sends', 'country', ['A a']],
  ['1g', 'receives', 'country', ['A a']],
] as const)('Line %s, phased in', (line, starts, kind, rows) => {
  const given = (): CountyLedger => {
    const county = new CountyLedger();
    county.opened('A', '2005-01-01', { program: 'calworks' })[starts]('2006-09-30', kind);
    county.opened('STATE')[starts]('2006-01-01', 'state');
    return county;
  };

  it(`has open cases with a ${kind} in a referral in force, and none with a state`, () => {
    expect(given().reportable('2006-09-01', '2006-01', line).closes('2006-09').line(line)).toEqual(
      rows,
    );
  });

  it('is null until a notice effective by the end of the month names the month', () => {
    const county = given().reportable('2006-08-31', '2006-08', line);
    const otherKind = kind === 'tribe' ? [0, 0, 0, 0] : [0, null, null, null];
    expect(county.closes('2006-07').cells(line)).toEqual([null, null, null, null]);
    expect(county.closes('2006-07').line(line)).toEqual([]);
    expect(county.closes('2006-08').cells(line)).toEqual(otherKind);
  });

  it('waits for the month that the notice gives, and for the day of the notice', () => {
    const nothing = [null, null, null, null];
    const later = given().reportable('2006-08-01', '2006-10', line);
    const notYet = given().reportable('2006-10-01', '2006-01', line);
    expect(later.closes('2006-09').cells(line)).toEqual(nothing);
    expect(notYet.closes('2006-09').cells(line)).toEqual(nothing);
    expect(later.closes('2006-10').line(line)).toEqual(rows);
    expect(notYet.closes('2006-10').line(line)).toEqual(rows);
  });

  it('stays null where the notice names another line', () => {
    const county = given().reportable('2006-08-01', '2006-01', line === '1d' ? '1e' : '1d');
    expect(county.closes('2006-09').cells(line)).toEqual([null, null, null, null]);
  });
});
