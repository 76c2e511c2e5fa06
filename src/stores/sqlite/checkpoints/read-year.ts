import { join } from 'node:path';
import type { Month } from '../../../../events/values/month.js';
import type { Ffy } from '../../../../events/values/month.js';
import { monthsOfYear } from '../../../../projections/checkpoints/kept-year.js';
import type { KeptYear } from '../../../../projections/checkpoints/kept-year.js';
import {
  UnreadableSection,
  monthSection,
  unpackChildren,
  unpackCounties,
  unpackMembers,
  unpackRows,
  unpackStates,
} from '../../../../projections/checkpoints/year-sections.js';
import type { SectionName } from '../../../../projections/checkpoints/year-sections.js';
import { UnreadableSegment } from '../../../../projections/columns/segment.js';
import type { KeptEntry, KeptList } from './kept-list.js';
import { DamagedYearFile, readYearFile } from './year-file.js';
import type { YearHead } from './year-file.js';

/** A kept year with what its file says of itself. */
export interface YearFromFile {
  readonly head: YearHead;
  readonly year: KeptYear;
}

/**
 * Reads a kept year: some of its months, and what it is brought on from where that is wanted. Null where its file is gone.
 * @throws DamagedYearFile
 */
export function readYear(
  folder: string,
  list: KeptList,
  entry: KeptEntry,
  wanted: { readonly months: readonly Month[]; readonly hasBase: boolean },
): YearFromFile | null {
  const sections = new Set<SectionName>([
    'county',
    'children',
    ...(wanted.hasBase ? (['states', 'rows'] as const) : []),
    ...wanted.months.map(monthSection),
  ]);
  const read = readYearFile(join(folder, entry.file), entry.crc, (name) => sections.has(name));
  if (read === null) return null;
  const { head } = read;
  if (head.county !== list.county || head.ffy !== entry.ffy) {
    throw new DamagedYearFile('it is of another county or year');
  }
  const bytesOf = (name: SectionName): Uint8Array => {
    const bytes = read.sections.get(name);
    if (bytes === undefined) throw new DamagedYearFile(`it has no section ${name}`);
    return bytes;
  };
  try {
    return { head, year: unpacked(list, entry.ffy as Ffy, wanted, bytesOf) }; // written from an Ffy
  } catch (error) {
    const isUnreadable = error instanceof UnreadableSection || error instanceof UnreadableSegment;
    throw isUnreadable ? new DamagedYearFile(error.message) : error;
  }
}

function unpacked(
  list: KeptList,
  ffy: Ffy,
  wanted: { readonly months: readonly Month[]; readonly hasBase: boolean },
  bytesOf: (name: SectionName) => Uint8Array,
): KeptYear {
  const counties = unpackCounties(bytesOf('county'));
  const { months } = wanted;
  return {
    ffy,
    asOf: list.size,
    members: new Map(months.map((month) => [month, unpackMembers(bytesOf(monthSection(month)))])),
    counties: new Map(
      monthsOfYear(ffy).flatMap((month, place) => {
        const county = counties[place];
        return county === undefined ? [] : [[month, county] as const];
      }),
    ),
    children: unpackChildren(bytesOf('children')),
    base: wanted.hasBase
      ? { states: unpackStates(bytesOf('states')), rows: unpackRows(bytesOf('rows')) }
      : null,
  };
}
