import { appendWithErased } from '../../src/stores/sqlite/erasing/append-with-erased.js';
import type { EntryOrErased } from '../../src/stores/sqlite/erasing/append-with-erased.js';
import { eraseRecords } from '../../src/stores/sqlite/erasing/erase-records.js';
import { hashOfId } from '../../projections/seal/erasure-hashes.js';
import { checkDataFolder } from '../../src/stores/sqlite/check.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import type { ErasedEntry } from '../../src/ports/erasure.js';
import type { LedgerEntry } from '../../src/ports/event-log.js';
import { plumbline } from '../cli/in-process.js';
import { County } from './county.js';
import { families } from './families.js';
import { later } from '../../events/values/instant.js';

const COUNTY = '19' as never; // a county of the contract
const ON = '2011-02-01';

describe('what follows in a ledger of which records are erased', () => {
  const counties: County[] = [];
  const folders: LedgerFolder[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) folder.close();
    for (const county of counties.splice(0)) county.remove();
  });

  const newCounty = (): County => {
    const county = new County();
    counties.push(county);
    return county;
  };
  const opened = (path: string, mode: 'read' | 'write'): LedgerFile => {
    const folder = LedgerFolder.open(path, mode);
    folders.push(folder);
    const file = folder.ledger(COUNTY);
    if (file === null) throw new Error('There is no ledger.');
    return file;
  };

  /** An erased ledger, what was appended to it from before, and a file that is to become the same. */
  const given = async (): Promise<{
    readonly original: LedgerFile;
    readonly items: readonly EntryOrErased[];
    readonly copy: LedgerFile;
    readonly copyPath: string;
  }> => {
    const county = newCounty();
    await county.ingest(families(5, 8));
    const before = opened(county.path, 'read');
    const all = [...before.entries(1, before.size)].flat();
    await county.erase(ON);
    const original = opened(county.path, 'read');
    const items = renumbered(all.map((entry) => placeOf(original, entry)));
    const other = newCounty();
    const folder = LedgerFolder.openOrCreate(other.path);
    folders.push(folder);
    const copy = folder.ledgerForAppend(COUNTY);
    const [erasure] = original.tables.erased.erasures;
    if (erasure === undefined) throw new Error('Nothing was erased.');
    expect(eraseRecords(copy, 0, { ...erasure, ranges: [] })).toBe('erased');
    return { original, items, copy, copyPath: other.path };
  };

  const placeOf = ({ tables }: LedgerFile, entry: LedgerEntry): EntryOrErased => {
    const erased = tables.erased.at(entry.position);
    if (erased === null) return entry;
    const place: ErasedEntry = { ...erased, idHash: hashOfId(entry.id), leaf: entry.leaf };
    return place;
  };

  /** Whoever builds a file from what is left numbers the cases and children that are left. */
  const renumbered = (items: readonly EntryOrErased[]): readonly EntryOrErased[] => {
    const numbers = new Map([[0, 0]]);
    const numberOf = (subject: number): number => {
      const number = numbers.get(subject) ?? numbers.size;
      numbers.set(subject, number);
      return number;
    };
    return items.map((item) => {
      if ('idHash' in item) return item;
      const subject = numberOf(item.subject);
      const isNaming = ['ChildAddedToCase', 'ChildRemovedFromCase'].includes(item.type);
      return { ...item, subject, ref: isNaming ? numberOf(item.ref) : item.ref };
    });
  };

  it('comes to the same file as an erasure in place, whatever the parts', async () => {
    const { original, items, copy, copyPath } = await given();
    for (let from = 0; from < items.length; from += 7) {
      const part = items.slice(from, from + 7);
      expect(appendWithErased(copy, from, part)).toEqual({
        kind: 'appended',
        size: from + part.length,
      });
      // A file may end with an erased place, and another reader sees all of them.
      const reader = opened(copyPath, 'read');
      expect(reader.size).toBe(from + part.length);
      expect([...reader.rows(1, reader.size)].flat()).toHaveLength(
        reader.size - reader.tables.erased.positions.count,
      );
    }
    expect(copy.root()).toEqual(original.root());
    expect([...copy.rows(1, copy.size)].flat().map(({ body }) => body)).toEqual(
      [...original.rows(1, original.size)].flat().map(({ body }) => body),
    );
    expect([...copy.tables.erased.positions.ranges()]).toEqual([
      ...original.tables.erased.positions.ranges(),
    ]);
    expect(copy.retention).toEqual(original.retention);
    expect([...checkDataFolder(copyPath, null)]).toEqual([]);
    for (const asked of [['report', '--month', '2008-06'], ['root']]) {
      const answer = await plumbline([...asked, '--county', '19', '--data', copyPath]);
      expect(answer.code).toBe(0);
    }
  });

  it('is seen by a reader that had the file open', async () => {
    const { items, copy, copyPath } = await given();
    appendWithErased(copy, 0, items.slice(0, 20));
    const reader = opened(copyPath, 'read');
    appendWithErased(copy, 20, items.slice(20));
    reader.refresh();
    expect([...reader.rows(1, reader.size)].flat()).toHaveLength(
      items.length - copy.tables.erased.positions.count,
    );
  });

  it('is refused whole where it cannot follow', async () => {
    const { items, copy } = await given();
    const erased = items.filter((item): item is ErasedEntry => 'idHash' in item);
    const kept = items.find((item): item is LedgerEntry => !('idHash' in item));
    const [one] = erased;
    if (one === undefined || kept === undefined) throw new Error('One of them is missing.');
    const at = (position: number): ErasedEntry => ({ ...one, position });
    expect(appendWithErased(copy, 1, [at(2)])).toEqual({ kind: 'sizeDiffers', size: 0 });
    expect(() => appendWithErased(copy, 0, [at(2)])).toThrow(/cannot stand behind 0 records/);
    expect(() => appendWithErased(copy, 0, [at(1), at(2)])).toThrow(/that of another erased/);
    const earlier = { ...at(2), recorded: later(one.recorded, -1), idHash: hashOfId('another') };
    expect(() => appendWithErased(copy, 0, [at(1), earlier])).toThrow(/recorded before/);
    const same = { ...kept, position: 2, recorded: one.recorded };
    const its = { ...at(1), idHash: hashOfId(kept.id) };
    expect(() => appendWithErased(copy, 0, [its, same])).toThrow(/the id .* of an erased record/);
    expect([copy.refresh(), copy.tables.erased.positions.count]).toEqual([0, 0]);
    expect(appendWithErased(copy, 0, items).kind).toBe('appended');
  });
});
