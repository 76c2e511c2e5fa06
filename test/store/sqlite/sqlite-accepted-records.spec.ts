import { parseCounty } from '../../../events/values/county.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { SqliteAcceptedRecords } from '../../../src/stores/sqlite/sqlite-accepted-records.js';
import { present } from '../present.js';
import { SampleLedger } from '../sample-entries.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const SEED = 27;

describe('what acceptance reads of a ledger', () => {
  const folder = useTemporaryFolder();
  let data: LedgerFolder;

  beforeEach(() => {
    data = LedgerFolder.openOrCreate(folder());
  });

  afterEach(() => {
    data.close();
  });

  it('is nothing before the ledger is begun', () => {
    const accepted = new SqliteAcceptedRecords(data, COUNTY);
    expect(accepted.size()).toBe(0);
    expect(accepted.lastRecorded()).toBeNull();
    expect(accepted.subjectCount()).toBe(0);
    expect(accepted.find('5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11')).toBeNull();
    expect(accepted.subjectNumber('case', '1900001')).toBe(0);
    expect([...accepted.recordsOf(0)]).toEqual([]);
    expect([...accepted.recordsOf(1)]).toEqual([]);
    expect(data.counties()).toEqual([]);
  });

  it('is what was appended through the same folder, at once', () => {
    const accepted = new SqliteAcceptedRecords(data, COUNTY);
    const sample = new SampleLedger(COUNTY, SEED);
    for (let size = 0; size < 120; size += 40) {
      data.ledgerForAppend(COUNTY).append(size, sample.next(40));
      expect(accepted.size()).toBe(size + 40);
      expect(accepted.lastRecorded()).toBe(sample.entries.at(-1)?.recorded);
      for (const { id, position, subject, corrects, root, body } of sample.entries) {
        const record = { position, subject, corrects, root, body };
        expect(accepted.find(id)).toMatchObject({ kind: 'kept', record });
        expect(accepted.recordAt(position)).toEqual(record);
      }
    }
    const subjects = new Set(sample.entries.map(({ subject }) => subject));
    expect(accepted.subjectCount()).toBe(subjects.size - 1);
    for (const number of subjects) {
      const own = sample.entries.filter(({ subject }) => subject === number);
      const kept = own.map(({ position, subject, corrects, root, body }) => {
        return { position, subject, corrects, root, body };
      });
      expect(accepted.recordsOf(number)).toEqual(kept);
      const { subjectKind, subjectId } = present(own[0]);
      const found = subjectKind === 'county' ? 0 : accepted.subjectNumber(subjectKind, subjectId);
      expect(found).toBe(number);
    }
  });

  it("is another process's ledger after catching up", () => {
    const accepted = new SqliteAcceptedRecords(data, COUNTY);
    const other = LedgerFolder.open(folder(), 'write');
    const sample = new SampleLedger(COUNTY, SEED);
    data.ledgerForAppend(COUNTY).append(0, sample.next(10));
    present(other.ledger(COUNTY)).append(10, sample.next(15));
    expect(accepted.size()).toBe(10);
    expect(accepted.find(present(sample.entries[20]).id)).toBeNull();
    accepted.catchUp();
    expect(accepted.size()).toBe(25);
    expect(accepted.find(present(sample.entries[20]).id)).toMatchObject({ kind: 'kept' });
    other.close();
  });
});
