import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { parseCounty } from '../../../events/values/county.js';
import { unpackRows } from '../../../projections/checkpoints/year-sections.js';
import type { SectionName } from '../../../projections/checkpoints/year-sections.js';
import { faultsOfYears } from '../../../src/stores/sqlite/checkpoints/check-years.js';
import { checkpointsOver } from '../../../src/stores/sqlite/checkpoints/checkpoints-over-folder.js';
import { yearsFolder } from '../../../src/stores/sqlite/checkpoints/kept-list.js';
import { YearFile, writeYearFile } from '../../../src/stores/sqlite/checkpoints/year-file.js';
import type { MadeSection, YearHead } from '../../../src/stores/sqlite/checkpoints/year-file.js';
import { YEAR_SIZES } from '../../../src/stores/sqlite/checkpoints/year-maker.js';
import type { YearSizes } from '../../../src/stores/sqlite/checkpoints/year-maker.js';
import { yearsFromRecords } from '../../../src/stores/sqlite/checkpoints/years-from-records.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import type { LedgerFile } from '../../../src/stores/sqlite/ledger-file.js';
import { randomLedger } from '../../support/random-ledger.js';
import { storeRecords } from '../../support/stored-ledger.js';
import { present } from '../present.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const HEAD: YearHead = { county: '19', ffy: 2006, size: 7, root: 'ab', begins: true };
const folder = useTemporaryFolder();

const untold = (): void => undefined;

type Sections = readonly (readonly [SectionName, Buffer])[];

function sectionsOf(file: LedgerFile, sizes: YearSizes): readonly Sections[] {
  const years: Sections[] = [];
  for (const { names, sections } of yearsFromRecords(file, file.size, untold, { sizes })) {
    const made = [...sections].map(({ name, bytes }) => [name, Buffer.concat(bytes)] as const);
    expect(made.map(([name]) => name)).toEqual(names);
    years.push(made);
  }
  return years;
}

/** The rows of a year's parts one after the other, each as its values. */
function rowsOf(sections: Sections): readonly unknown[] {
  const parts = sections.flatMap(([name, bytes]) =>
    name.startsWith('rows-') ? [unpackRows(new Uint8Array(bytes))] : [],
  );
  return parts.flatMap(({ count, position, subject, type, effective, root, args, argsStart }) =>
    Array.from({ length: count }, (_, row) => [
      [position[row], subject[row], type[row], effective[row], root[row]],
      [...args.subarray(argsStart[row], argsStart[row + 1])],
    ]),
  );
}

describe('the files of fiscal years', () => {
  it.each([1, 2])(
    'are the same bytes whether a year is held in memory or gone through twice: seed %i',
    async (seed) => {
      const store = LedgerFolder.openOrCreate(join(folder(), 'data'));
      const records = randomLedger(seed, { cases: 40, children: 40, records: 1200 });
      const file = await storeRecords(store, COUNTY, records);
      const whole = sectionsOf(file, YEAR_SIZES);
      expect(whole.length).toBeGreaterThan(1);
      for (const partSubjects of [1, 7, 1024]) {
        const held = sectionsOf(file, { rowsAtATime: 1_000_000, partSubjects });
        for (const rowsAtATime of [0, 400]) {
          expect(sectionsOf(file, { rowsAtATime, partSubjects }).map(inHex)).toEqual(
            held.map(inHex),
          );
        }
        // Beside how the rows are cut nothing depends on the size of a part.
        expect(held.map(rowsOf)).toEqual(whole.map(rowsOf));
        expect(held.map(withoutRows).map(inHex)).toEqual(whole.map(withoutRows).map(inHex));
      }
      store.close();
    },
  );

  it('are there whole or not at all', () => {
    const sections = function* (): Generator<MadeSection> {
      yield { name: 'county', bytes: [Buffer.alloc(100_000)] };
      expect(readdirSync(folder()).length).toBe(1);
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    const made = { head: HEAD, names: ['county', 'states'] as const, sections: sections() };
    expect(() => writeYearFile(folder(), made)).toThrow('no space left');
    expect(readdirSync(folder())).toEqual([]);
    const other = { ...made, sections: [{ name: 'county', bytes: [] }] as const };
    expect(() => writeYearFile(folder(), other)).toThrow('not those that were named');
    expect(readdirSync(folder())).toEqual([]);
  });

  it('have a header of the same length whatever their sections are', () => {
    const names = ['county', 'children', 'states', 'rows-0', 'rows-1'] as const;
    const lengthsOf = (bytesOf: (place: number) => readonly Uint8Array[]): number => {
      const sections = names.map((name, place) => ({ name, bytes: bytesOf(place) }));
      const { file, crc } = writeYearFile(folder(), { head: HEAD, names, sections });
      const path = join(folder(), file);
      YearFile.reading(path, crc, (read) => {
        expect(read.head).toEqual(HEAD);
        expect(read.names).toEqual(names);
        for (const { name, bytes } of sections) {
          expect(Buffer.from(read.section(name))).toEqual(Buffer.concat(bytes));
        }
      });
      const all = sections
        .flatMap(({ bytes }) => bytes)
        .reduce((sum, { length }) => sum + length, 0);
      return readFileSync(path).length - all;
    };
    const empty = lengthsOf(() => []);
    expect(empty % 8).toBe(0);
    expect(lengthsOf((place) => [Buffer.alloc(place * 1000), Buffer.from('more')])).toBe(empty);
  });

  it('of an older layout are not used, and made anew', async () => {
    const data = join(folder(), 'data');
    const store = LedgerFolder.openOrCreate(data);
    const file = await storeRecords(store, COUNTY, randomLedger(4, { cases: 14, children: 14 }));
    const checkpoints = checkpointsOver(store);
    const years = yearsFolder(file.path, COUNTY);
    checkpoints.rebuild(COUNTY, untold);
    const list = readFileSync(join(years, 'kept.json'), 'latin1');
    const older = list.slice(9).replace(/"sections":\d+/u, '"sections":1');
    expect(older).not.toBe(list.slice(9));
    const crc = crc32(older).toString(16).padStart(8, '0');
    writeFileSync(join(years, 'kept.json'), `${crc} ${older}`);
    const asked = { ffy: 2006, months: [], asOf: file.size };
    expect(checkpoints.yearOf(COUNTY, asked as never)).toBeNull();
    expect(checkpoints.rebuild(COUNTY, untold)).toBeGreaterThan(1);
    expect(checkpoints.yearOf(COUNTY, asked as never)).not.toBeNull();
    expect([...faultsOfYears(file, untold)]).toEqual([]);
    expect(readFileSync(join(years, 'kept.json'), 'latin1')).toBe(list);
    store.close();
  });
});

function withoutRows(sections: Sections): Sections {
  return sections.filter(([name]) => !name.startsWith('rows-'));
}

function inHex(sections: Sections): readonly (readonly [SectionName, string])[] {
  return sections.map(([name, bytes]) => [name, bytes.toString('hex')]);
}
