import { CountyLedger } from '../support/county-ledger.js';

const CALWORKS = { program: 'calworks' };
const DETERMINED = 'NonCooperationDetermined';
const ENDED = 'NonCooperationEnded';

describe('Line 38: open cases with non-cooperation', () => {
  it('has a determination in force on the last day', () => {
    const county = new CountyLedger();
    county.opened('SINCE', '2005-01-01', CALWORKS).has(DETERMINED, '2006-09-30');
    county.opened('SINCE-LATER', '2005-01-01', CALWORKS).has(DETERMINED, '2006-10-01');
    county
      .opened('UNTIL', '2005-01-01', CALWORKS)
      .has(DETERMINED, '2006-01-01')
      .has(ENDED, '2006-09-30');
    county
      .opened('UNTIL-LATER', '2005-01-01', CALWORKS)
      .has(DETERMINED, '2006-01-01')
      .has(ENDED, '2006-10-01');
    county
      .opened('CLOSED', '2005-01-01', CALWORKS)
      .has(DETERMINED, '2006-01-01')
      .closes('2006-09-30');

    const september = county.closes('2006-09');
    expect(september.line('38')).toEqual(['SINCE b', 'UNTIL-LATER b']);
    expect(september.cells('38')).toEqual([2, 2, null, null]);
  });

  it('goes by the order of recording on one day, and ignores a second determination', () => {
    const county = new CountyLedger();
    county
      .opened('ENDED', '2005-01-01', CALWORKS)
      .has(DETERMINED, '2006-09-30')
      .has(ENDED, '2006-09-30');
    county
      .opened('AGAIN', '2005-01-01', CALWORKS)
      .has(DETERMINED, '2006-01-01')
      .has(ENDED, '2006-09-30')
      .has(DETERMINED, '2006-09-30');
    county
      .opened('TWICE', '2005-01-01', CALWORKS)
      .has(DETERMINED, '2006-01-01')
      .has(DETERMINED, '2006-02-01')
      .has(ENDED, '2006-03-01');

    expect(county.closes('2006-09').line('38')).toEqual(['AGAIN b']);
  });

  it.each([
    ['calworks', ['A b']],
    ['kingap', []],
    ['foster-care-iv-e', []],
    ['calworks-state', []],
    ['none', []],
  ])('under %s on the last day has %j', (program, rows) => {
    const county = new CountyLedger();
    const before = program === 'calworks' ? 'none' : 'calworks';
    county
      .opened('A', '2005-01-01', { program: before })
      .has(DETERMINED, '2006-01-01')
      .program('2006-09-30', program);

    expect(county.closes('2006-09').line('38')).toEqual(rows);
  });
});

describe('Line 39: cases with good cause', () => {
  it('has good cause in force on any day of the year', () => {
    const county = new CountyLedger();
    const determined = (id: string, day: string): ReturnType<CountyLedger['opened']> =>
      county.opened(id, '2005-01-01', CALWORKS).has('GoodCauseDetermined', day);
    determined('UNTIL-SEP-30', '2005-02-01').has('GoodCauseEnded', '2005-10-01');
    determined('UNTIL-OCT-1', '2005-02-01').has('GoodCauseEnded', '2005-10-02');
    determined('SINCE-LAST-DAY', '2006-09-30');
    determined('SINCE-AFTER', '2006-10-01');
    determined('NO-DAY', '2006-02-01').has('GoodCauseEnded', '2006-02-01');
    determined('ONE-DAY', '2006-02-01').has('GoodCauseEnded', '2006-02-02');

    expect(county.closes('2006-09').line('39')).toEqual([
      'ONE-DAY b',
      'SINCE-LAST-DAY b',
      'UNTIL-OCT-1 b',
    ]);
  });

  it('remembers an earlier good cause of the year where a later one was in force on no day', () => {
    const county = new CountyLedger();
    county
      .opened('A')
      .has('GoodCauseDetermined', '2005-11-01')
      .has('GoodCauseEnded', '2005-11-05')
      .has('GoodCauseDetermined', '2006-02-01')
      .has('GoodCauseEnded', '2006-02-01');

    expect(county.closes('2006-09').line('39')).toEqual(['A b']);
  });

  it('has cases of the year in (b), whatever their status', () => {
    const county = new CountyLedger();
    county.opened('NEVER').has('GoodCauseDetermined', '2006-02-01');
    county
      .opened('FORMER', '2005-01-01', { formerAssistance: true })
      .has('GoodCauseDetermined', '2006-02-01');
    county.opened('CLOSED').has('GoodCauseDetermined', '2005-02-01').closes('2005-10-01');
    county.opened('CLOSED-BEFORE').has('GoodCauseDetermined', '2005-02-01').closes('2005-09-30');
    county.opened('OUT').has('GoodCauseDetermined', '2006-02-01').transfersOut('2006-09-30');

    const september = county.closes('2006-09');
    expect(september.line('39')).toEqual(['CLOSED b', 'FORMER b', 'NEVER b']);
    expect(september.cells('39')).toEqual([3, 3, null, null]);
  });
});
