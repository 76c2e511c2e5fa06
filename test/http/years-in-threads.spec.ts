import { parseCounty } from '../../events/values/county.js';
import { addMonths, parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { House } from '../../src/application/house.js';
import { openHouseOfThread } from '../../src/application/wiring/house-of-thread.js';
import { AnswersInThread } from '../../src/http/reading/answer-in-thread.js';
import type { ThreadTask } from '../../src/http/reading/questions.js';
import { preparationOf } from '../../src/http/reading/year-looked-at.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { IdOrder } from '../../src/reports/id-order.js';
import { YearCheckpoints } from '../../src/reports/year-checkpoints.js';
import type { Years } from '../../src/reports/year-checkpoints.js';
import { present } from '../store/present.js';
import { useTemporaryFolder } from '../store/temporary-folder.js';
import { randomLedger } from '../support/random-ledger.js';
import { storeRecords } from '../support/stored-ledger.js';

const COUNTY = present(parseCounty('19'));
const MONTH = present(parseMonth('2006-09'));
const ROOMY = 2 ** 26;
const NO_ACTS = { submissions: null, retention: null } as const;
const folder = useTemporaryFolder();

/** A page's question about the month. */
function asksReport(asOf: number | null): ThreadTask {
  const of = { county: COUNTY, months: [MONTH], asOf } as const;
  const input = { ...of, form: 'CS 1257', source: 'segments' } as const;
  return { kind: 'value', request: { name: 'report', input }, acts: NO_ACTS };
}

/** A thread that has read nothing, over a ledger of so many records. */
async function thread(): Promise<{
  readonly house: House;
  readonly answers: AnswersInThread;
  readonly years: YearCheckpoints;
  readonly size: number;
}> {
  const store = LedgerFolder.openOrCreate(folder());
  const { size } = await storeRecords(store, COUNTY, randomLedger(11, { records: 300 }));
  store.close();
  const house = openHouseOfThread(folder(), ROOMY, ROOMY);
  if (!(house.years instanceof YearCheckpoints)) throw new Error('It keeps no years.');
  return { house, answers: new AnswersInThread(house), years: house.years, size };
}

describe('a replay thread that reads a year ahead', () => {
  it('given a report or a page of a trail, then their year is what is read, by a month of it', () => {
    expect(preparationOf(asksReport(7))).toEqual({
      of: '19/2006',
      task: { kind: 'readYear', county: COUNTY, month: MONTH, asOf: 7 },
    });
    const of = { county: COUNTY, subject: { kind: 'case', id: 'A' }, asOf: null } as const;
    expect(
      preparationOf({ kind: 'value', request: { name: 'history', input: of }, acts: NO_ACTS }),
    ).toBeNull();
    expect(preparationOf({ kind: 'care', county: COUNTY })).toBeNull();
  });

  it('given that it has, then it answers what one answers that has not', async () => {
    const { answers, years, size } = await thread();
    expect(years.bytes).toBe(0);
    const { task } = present(preparationOf(asksReport(size)));
    expect(await answers.reply(task)).toEqual({ kind: 'read' });
    const { bytes } = years;
    expect(bytes).toBeGreaterThan(0);
    const other = new AnswersInThread(openHouseOfThread(folder(), ROOMY, ROOMY));
    const asked = await answers.reply(asksReport(size));
    expect(asked).toMatchObject({ kind: 'asked', reply: { kind: 'done' } });
    expect(asked).toEqual(await other.reply(asksReport(size)));
    expect(years.bytes).toBe(bytes);
  });

  it('given that many years are looked at, then those that were looked at last are kept up', async () => {
    const { house } = await thread();
    const keptUp: Month[] = [];
    const years: Years = {
      isOnDisk: false,
      of: () => null,
      prepare: () => undefined,
      keepUp: (_, month) => keptUp.push(month),
      orderOf: () => IdOrder.of([]),
    };
    const answers = new AnswersInThread({ ...house, years });
    const months = [0, 1, 2, 3, 4, 5, 2].map((back) => addMonths(MONTH, -12 * back));
    for (const month of months) {
      await answers.reply({ kind: 'readYear', county: COUNTY, month, asOf: null });
    }
    answers.keepUp();
    expect(keptUp).toEqual([3, 4, 5, 2].map((back) => addMonths(MONTH, -12 * back)));
  });

  it('given a moment of long ago, or a county without records, then it reads nothing', async () => {
    const { answers, years } = await thread();
    // So far back, and no ledger of so many records to be made for it.
    const task = { kind: 'readYear', county: COUNTY, month: MONTH, asOf: -20_000 } as const;
    expect(await answers.reply(task)).toEqual({ kind: 'read' });
    const elsewhere = { ...task, county: present(parseCounty('30')), asOf: null };
    expect(await answers.reply(elsewhere)).toEqual({ kind: 'read' });
    expect(years.bytes).toBe(0);
  });
});
