import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import type { OnRecords } from '../../../src/ports/ledger-reader.js';
import { faultsOfYears } from '../../../src/stores/sqlite/checkpoints/check-years.js';
import {
  checkpointsOver,
  keepLevel,
} from '../../../src/stores/sqlite/checkpoints/checkpoints-over-folder.js';
import {
  keepingAlone,
  readKeptList,
  yearsFolder,
} from '../../../src/stores/sqlite/checkpoints/kept-list.js';
import { eraseRecords } from '../../../src/stores/sqlite/erasing/erase-records.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import type { LedgerFile } from '../../../src/stores/sqlite/ledger-file.js';
import { randomLedger } from '../../support/random-ledger.js';
import { storeRecords } from '../../support/stored-ledger.js';
import { present } from '../present.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const RECORDS = randomLedger(19, { cases: 30, children: 30, records: 900 });
const HALF = RECORDS.slice(0, 450);
const folder = useTemporaryFolder();

const untold = (): void => undefined;

/** Something that another process does when the first records are read, or those of a later page. */
function once(act: () => void, page = 1): OnRecords {
  let pages = 0;
  return () => {
    pages += 1;
    if (pages === page) act();
  };
}

describe('kept years that two processes write', () => {
  const opened: LedgerFolder[] = [];
  afterEach(() => {
    for (const store of opened.splice(0)) store.close();
  });

  /** One process on the folder. */
  function storeHere(): LedgerFolder {
    const store = LedgerFolder.openOrCreate(join(folder(), 'data'));
    opened.push(store);
    return store;
  }

  function yearsOf(file: LedgerFile): readonly string[] {
    const path = yearsFolder(file.path, COUNTY);
    return existsSync(path) ? readdirSync(path) : [];
  }

  it('are left to him who began', async () => {
    const store = storeHere();
    const file = await storeRecords(store, COUNTY, RECORDS);
    const checkpoints = checkpointsOver(store);
    const kept = checkpoints.rebuild(COUNTY, untold);
    expect(kept).toBeGreaterThan(1);
    const before = yearsOf(file);
    const refusal = keepingAlone(yearsFolder(file.path, COUNTY), () => {
      expect(checkpoints.keepWhereWorth(COUNTY, untold)).toBe(kept);
      expect(() => checkpoints.rebuild(COUNTY, untold)).toThrow(/^Another process keeps the/u);
      return 'held';
    });
    expect(refusal).toBe('held');
    expect(yearsOf(file)).toEqual(before);
    expect(checkpoints.rebuild(COUNTY, untold)).toBe(kept);
  });

  it('are not kept where they are dropped meanwhile', async () => {
    const store = storeHere();
    const file = await storeRecords(store, COUNTY, RECORDS);
    const checkpoints = checkpointsOver(store);
    const dropped = once(() => {
      rmSync(yearsFolder(file.path, COUNTY), { recursive: true });
    });
    expect(checkpoints.rebuild(COUNTY, dropped)).toBe(0);
    expect(yearsOf(file)).toEqual([]);
    expect(checkpoints.rebuild(COUNTY, untold)).toBeGreaterThan(1);
  });

  it.each([1, 5])(
    'are not kept where records are erased meanwhile, of which they would tell: page %i of them',
    async (page) => {
      const file = await storeRecords(storeHere(), COUNTY, RECORDS);
      const other = present(storeHere().ledger(COUNTY));
      let outcome = '';
      const erased = once(() => {
        const all = { ranges: [[1, other.size]] };
        const erasure = { order: 1, on: 0, firstMonth: 0, cut: 0, plan: '', ...all };
        outcome = eraseRecords(other, other.size, erasure as never);
      }, page);
      expect(checkpointsOver(present(opened[0])).rebuild(COUNTY, erased)).toBe(0);
      expect(outcome).toBe('erased');
      expect(yearsOf(file)).toEqual([]);
    },
  );

  it('are no fault where another brings them on while they are compared', async () => {
    const store = storeHere();
    const file = await storeRecords(store, COUNTY, HALF);
    keepLevel(file, untold);
    const other = storeHere();
    await storeRecords(other, COUNTY, RECORDS.slice(450));
    const broughtOn = once(() => {
      const ledger = present(other.ledger(COUNTY));
      ledger.refresh();
      keepLevel(ledger, untold);
    });
    expect(faultsOfYears(file, broughtOn)).toEqual([]);
    // They are as of later records than the ledger had when it was opened.
    const list = present(readKeptList(yearsFolder(file.path, COUNTY), COUNTY));
    expect(list.size).toBeGreaterThan(file.size);
    expect(faultsOfYears(file, untold)).toEqual([]);
    file.refresh();
    expect(faultsOfYears(file, untold)).toEqual([]);
    const [name = ''] = yearsOf(file).filter((each) => each.endsWith('.year'));
    rmSync(join(yearsFolder(file.path, COUNTY), name));
    expect(faultsOfYears(file, untold)).toEqual([expect.stringContaining('its file is gone')]);
  });
});
