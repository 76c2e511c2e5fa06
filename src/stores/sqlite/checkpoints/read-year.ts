import { join } from 'node:path';
import type { Month } from '../../../../events/values/month.js';
import type { Ffy } from '../../../../events/values/month.js';
import { monthsOfYear } from '../../../../projections/checkpoints/kept-year.js';
import type { KeptYear, YearBase } from '../../../../projections/checkpoints/kept-year.js';
import {
  UnreadableSection,
  isRowsSection,
  monthSection,
  unpackChildren,
  unpackCounties,
  unpackMembers,
  unpackRows,
  unpackStates,
} from '../../../../projections/checkpoints/year-sections.js';
import type { CaseStates } from '../../../../projections/checkpoints/case-states.js';
import type { SectionName } from '../../../../projections/checkpoints/year-sections.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import type { MemberColumns } from '../../../../projections/form/counted/month-members.js';
import { rowsOfThese } from '../../../../projections/columns/subject-block.js';
import { UnreadableSegment } from '../../../../projections/columns/segment.js';
import type { KeptEntry, KeptList } from './kept-list.js';
import { DamagedYearFile, YearFile } from './year-file.js';
import type { YearHead } from './year-file.js';

/** Where a kept year begins, and what is needed to fold it anew beside its records. */
export interface YearStart {
  readonly head: YearHead;
  readonly september: MemberColumns;
  readonly states: CaseStates;
}

/**
 * Reads a kept year, and some of its months. Null where its file is gone.
 * @throws DamagedYearFile
 */
export function readYear(
  folder: string,
  list: KeptList,
  entry: KeptEntry,
  months: readonly Month[],
): KeptYear | null {
  return readingYear(folder, list, entry, (file) => {
    const ffy = entry.ffy as Ffy; // written from an Ffy
    const counties = unpackCounties(file.section('county'));
    const month = (each: Month): MemberColumns => unpackMembers(file.section(monthSection(each)));
    return {
      ffy,
      asOf: list.size,
      members: new Map(months.map((each) => [each, month(each)])),
      counties: new Map(
        monthsOfYear(ffy).flatMap((each, place) => {
          const county = counties[place];
          return county === undefined ? [] : [[each, county] as const];
        }),
      ),
      children: unpackChildren(file.section('children')),
    };
  });
}

/**
 * Where a kept year begins. Null where its file is gone.
 * @throws DamagedYearFile
 */
export function readStart(folder: string, list: KeptList, entry: KeptEntry): YearStart | null {
  return readingYear(folder, list, entry, (file) => {
    const [month] = monthsOfYear(entry.ffy as Ffy); // written from an Ffy
    if (month === undefined) throw new RangeError('A year has months.');
    return {
      head: file.head,
      september: unpackMembers(file.section(monthSection(month))),
      states: unpackStates(file.section('states')),
    };
  });
}

/**
 * What a kept year can be brought on from; of the records those of some subjects, of which a part is in memory at a time, or
 * all. Null where its file is gone.
 * @throws DamagedYearFile
 */
export function readBase(
  folder: string,
  list: KeptList,
  entry: KeptEntry,
  subjects: ReadonlySet<number> | null,
): YearBase | null {
  return readingYear(folder, list, entry, (file) => {
    let recordCount = 0;
    const rows = rowsSectionsOf(file).map((name) => {
      const all = unpackRows(subjects === null ? file.section(name) : file.sectionInPassing(name));
      recordCount += all.count;
      return subjects === null ? all : rowsOfThese(all, subjects);
    });
    return { states: unpackStates(file.section('states')), rows, recordCount };
  });
}

/**
 * The records of a kept year, a part in memory at a time.
 * @throws DamagedYearFile
 */
export function* readRows(
  folder: string,
  list: KeptList,
  entry: KeptEntry,
): Generator<RecordedColumns> {
  const names = readingYear(folder, list, entry, rowsSectionsOf);
  for (const name of names ?? gone()) {
    yield readingYear(folder, list, entry, (file) => unpackRows(file.section(name))) ?? gone();
  }
}

function gone(): never {
  throw new DamagedYearFile('it is gone');
}

function rowsSectionsOf({ names }: YearFile): readonly SectionName[] {
  return names.filter(isRowsSection);
}

function readingYear<T>(
  folder: string,
  list: KeptList,
  entry: KeptEntry,
  read: (file: YearFile) => T,
): T | null {
  return YearFile.reading(join(folder, entry.file), entry.crc, (file) => {
    if (file.head.county !== list.county || file.head.ffy !== entry.ffy) {
      throw new DamagedYearFile('it is of another county or year');
    }
    try {
      return read(file);
    } catch (error) {
      const isUnreadable = error instanceof UnreadableSection || error instanceof UnreadableSegment;
      throw isUnreadable ? new DamagedYearFile(error.message) : error;
    }
  });
}
