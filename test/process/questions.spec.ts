import { join } from 'node:path';
import { parseDay } from '../../events/values/day.js';
import { ALLOCATION_GUIDE } from '../../events/acts/allocation-guide.js';
import { formatDay } from '../../events/values/day.js';
import { accessStateOf } from '../../projections/access/decide.js';
import { keptAct } from '../../events/acts/read-access-act.js';
import { LCSAS, lcsaOf, matrixOn } from '../../projections/process/matrix.js';
import { waitingOn } from '../../projections/process/waiting.js';
import { guideOn } from '../../src/process/guide.js';
import { matrixCsv, trackingCsv, trackingXlsx } from '../../src/process/printed-sheets.js';
import { matrix, renewalsDue, trackingSheet, waitingFor } from '../../src/process/sheets.js';
import { temporaryFolder } from '../cli/in-process.js';
import { present } from '../store/present.js';
import { csvRows } from '../support/csv-rows.js';
import { readWithSheetJs } from '../printing/read-workbooks.js';
import { bodiesToRenewal } from './letters/written-letters.js';
import { CLOCK, processInFolder } from './process-in-folder.js';
import type { ProcessInFolder } from './process-in-folder.js';

const folder = temporaryFolder();
let process: ProcessInFolder;

beforeAll(async () => {
  process = await processInFolder(join(folder.path, 'data'));
});
afterAll(folder.remove);

const day = (text: string) => present(parseDay(text));

function valueOf<Value>(answer: { kind: string; value?: Value }): Value {
  return present(answer.value);
}

/** The state at the end of a day. */
function stateOn(on: string) {
  const acts = bodiesToRenewal().map(keptAct);
  return accessStateOf(acts.filter((act) => act.on <= day(on)));
}

describe('the matrix', () => {
  it('has every agency of the guide once in its order, blank where nothing is approved', async () => {
    const { rows } = valueOf(await matrix(process.house, { on: day('2010-03-24') }, CLOCK));
    expect(rows.map(({ lcsa }) => lcsa)).toEqual([
      ...new Set(ALLOCATION_GUIDE.map(({ lcsa }) => lcsa)),
    ]);
    expect(
      rows.every(({ organisation, accounts }) => organisation === null && accounts === null),
    ).toBe(true);
  });

  it.each([
    ['2010-03-25', 'Foster Care Bureau'],
    ['2011-03-31', 'Foster Care Bureau'],
    ['2011-04-01', null],
  ])('on %s has %s: from the signing to the last day of the term', async (on, organisation) => {
    const { rows } = valueOf(await matrix(process.house, { on: day(on) }, CLOCK));
    const [row] = rows.filter(({ lcsa }) => lcsa === 'Los Angeles');
    expect(row).toMatchObject(
      organisation === null
        ? { organisation, accounts: null, from: null, to: null }
        : { county: '19', organisation, accounts: 2, from: '2010-04-01', to: '2011-03-31' },
    );
  });

  it('puts a county of two agencies under the one with fewer counties, and one of none behind them', () => {
    expect(lcsaOf('26' as never)).toBe('Mono');
    expect(lcsaOf('47' as never)).toBe('Siskiyou');
    expect(lcsaOf('14' as never)).toBe('Eastern Sierra');
    expect(lcsaOf('25' as never)).toBe('Siskiyou/Modoc');
    const acts = bodiesToRenewal().map((body) =>
      keptAct(body.replaceAll('"county":"19"', '"county":"02"')),
    );
    const rows = matrixOn(accessStateOf(acts), day('2010-05-01'), () => 'Alpine');
    expect(rows).toHaveLength(LCSAS.length + 1);
    expect(rows.at(-1)).toMatchObject({ lcsa: 'Alpine', county: '02', accounts: 2 });
  });

  it('given an organisation that looks like a formula, then its CSV makes it inert', () => {
    const blank = { county: null, accounts: null, from: null, to: null };
    const text = matrixCsv({
      on: '2010-01-01',
      rows: [{ ...blank, lcsa: 'Yolo', organisation: '=1+1' }],
    });
    expect(text.split('\r\n')).toEqual([
      "County,User organization (' before = + - @),Approved user accounts,Term from,Term to",
      "Yolo,'=1+1,,,",
      '',
    ]);
  });
});

describe('the tracking sheet', () => {
  it('has the day of each step, the goals and the days late; the same as CSV and workbook', async () => {
    const sheet = valueOf(await trackingSheet(process.house, { on: null }, 'operator', CLOCK));
    const [first, second] = sheet.rows;
    expect(first?.steps).toMatchObject({
      RequestorIdentified: '2010-01-05',
      RequestorInvited: '2010-03-01',
      ConnectivityVerified: '2010-03-12',
      OfficeCreated: '2010-03-26',
      RenewalStarted: '2010-10-03',
    });
    expect(second?.steps).toEqual({ RequestorIdentified: '2010-10-03' });
    const [heads = [], one = []] = csvRows(trackingCsv(sheet));
    const cell = (heading: string): string | undefined => one[heads.indexOf(heading)];
    expect(cell('access due')).toBe('2010-05-28');
    expect(cell('access days late')).toBe('187');
    expect(cell('invitation met')).toBe('2010-03-01');
    const book = readWithSheetJs(Buffer.concat([...trackingXlsx(sheet)]), 40);
    expect(JSON.stringify(book)).toContain('Foster Care Bureau');
  });

  it('given a director of another county or nobody, then it is empty', async () => {
    for (const actor of [process.actor('stranger'), null]) {
      const sheet = valueOf(await trackingSheet(process.house, { on: null }, actor, CLOCK));
      expect(sheet.rows).toEqual([]);
    }
  });
});

describe('what waits', () => {
  it.each([
    ['2010-01-05', 'RequestorInvited', null],
    ['2010-03-01', 'ApplicationSubmitted', null],
    ['2010-03-10', 'LegalOpinionGiven', '2010-04-01'],
    ['2010-03-11', 'ConnectivityVerified', null],
    ['2010-03-12', 'ApplicationAccepted', '2010-04-02'],
    ['2010-03-15', 'MouSignedByRequestor', null],
    ['2010-03-20', 'MouSignedByState', '2010-04-12'],
    ['2010-03-25', 'OfficeCreated', '2010-05-28'],
    ['2010-03-26', 'UserAccountOpened', '2010-05-28'],
  ])('on %s is %s, due %s', (on, act, due) => {
    const [first] = waitingOn(stateOn(on), day(on));
    if (on === '2010-01-05') {
      // It is to be invited on a day ahead: nobody waits yet.
      expect(first).toBeUndefined();
      return;
    }
    expect(first?.act).toBe(act);
    expect(first?.due === undefined || first.due === null ? null : formatDay(first.due)).toBe(due);
  });

  it('has the oldest goal first, and what has no day behind them', () => {
    const waiting = waitingOn(stateOn('2010-10-01'), day('2010-10-01'));
    expect(waiting.map(({ act, waitsFor, daysLate }) => [act, waitsFor, daysLate])).toEqual([
      ['UserAccountOpened', 'lcsa-administrator', 126],
      ['FindingCleared', 'dcss-iso', 0],
    ]);
  });

  it('is to each role its own, and to DCSS on request all of it', async () => {
    const acts = async (person: 'owner' | 'administrator' | 'stranger', of: 'me' | 'all') => {
      const answer = await waitingFor(
        process.house,
        { on: null, of },
        process.actor(person),
        CLOCK,
      );
      return valueOf(answer).waiting.map(({ application, act }) => `${application} ${act}`);
    };
    expect(await acts('administrator', 'me')).toEqual(['T-1 UserAccountOpened']);
    expect(await acts('owner', 'me')).toEqual([]);
    expect(await acts('owner', 'all')).toEqual(['T-1 UserAccountOpened', 'T-2 RequestorInvited']);
    expect(await acts('stranger', 'all')).toEqual([]);
  });
});

describe('the allocation guide', () => {
  it('has what is reserved, accepted and left on a day, and the letters about its changes', async () => {
    const on = async (text: string) =>
      valueOf(await guideOn(process.house, { on: day(text) }, 'operator', CLOCK));
    const before = (await on('2010-06-30')).rows[18];
    expect(before).toMatchObject({ row: 19, printed: 150, reserved: 150, accepted: 2, left: 148 });
    const { rows, letters } = await on('2010-07-01');
    expect(rows[18]).toMatchObject({ reserved: 3, left: 1, applications: ['T-1'] });
    expect(letters).toMatchObject([{ kind: 'allocation-changed', day: '2010-07-01', row: 19 }]);
    expect((await on('2011-04-01')).rows[18]).toMatchObject({ accepted: 0, left: 3 });
  });

  it('shows its letters to the directors of the row’s counties, and to no other county’s', async () => {
    const letters = async (account: string) => {
      const actor = { account, key: null };
      return valueOf(await guideOn(process.house, { on: null }, actor, CLOCK)).letters.length;
    };
    expect(await letters('A-1')).toBe(1);
    const stranger = process.actor('stranger');
    expect(valueOf(await guideOn(process.house, { on: null }, stranger, CLOCK)).letters).toEqual(
      [],
    );
  });
});

describe('renewals due', () => {
  it('are those whose notice has begun, with findings in the way and what renews them', async () => {
    const on = async (text: string) =>
      valueOf(await renewalsDue(process.house, { on: day(text) }, 'operator', CLOCK)).renewals;
    expect(await on('2010-09-29')).toEqual([]);
    expect(await on('2010-10-01')).toMatchObject([
      {
        application: 'T-1',
        to: '2011-03-31',
        noticed: '2010-10-01',
        outstanding: ['1'],
        renewedBy: null,
      },
    ]);
    expect(await on('2010-10-03')).toMatchObject([{ outstanding: [], renewedBy: 'T-2' }]);
    expect(await on('2011-04-01')).toEqual([]);
  });
});
