import type { Ffy } from '../../../../events/values/month.js';
import type { CaseStates } from '../../../../projections/checkpoints/case-states.js';
import { foldYear } from '../../../../projections/checkpoints/fold-year.js';
import { keptCountyOf } from '../../../../projections/checkpoints/kept-county.js';
import { monthsOfYear } from '../../../../projections/checkpoints/kept-year.js';
import type { CaseChildren } from '../../../../projections/checkpoints/kept-year.js';
import { PART_SUBJECTS } from '../../../../projections/checkpoints/split-years.js';
import { Tail, blocksOfYear } from '../../../../projections/checkpoints/year-rows.js';
import {
  monthSection,
  packChildren,
  packCounties,
  packMembers,
  packRows,
  packStates,
  rowsSection,
} from '../../../../projections/checkpoints/year-sections.js';
import { CHILD_SUBJECT } from '../../../../projections/columns/codes.js';
import { GrowingColumns } from '../../../../projections/columns/growing-columns.js';
import type { LedgerView } from '../../../../projections/columns/ledger-view.js';
import { copyOf } from '../../../../projections/columns/record-columns.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import { countyMonth } from '../../../../projections/county/county-fold.js';
import { EDITIONS } from '../../../../projections/form/editions.js';
import type { MonthMembers } from '../../../../projections/form/counted/month-members.js';
import { windowOf } from '../../../../projections/month-window.js';
import type { LedgerFile } from '../ledger-file.js';
import { segmentedViewOfSubjects } from '../segments/segments.js';
import type { MadeSection, MadeYear } from './year-file.js';

/** How years are laid out when they are made. */
export interface YearSizes {
  /** Records of years that are in memory at a time; a year that has more by itself is gone through twice. */
  readonly rowsAtATime: number;
  /** See `PART_SUBJECTS`. */
  readonly partSubjects: number;
}

/** Some 160 MB of records. */
export const YEAR_SIZES: YearSizes = { rowsAtATime: 4_000_000, partSubjects: PART_SUBJECTS };

const NO_ROWS: RecordedColumns = new GrowingColumns(0).finish();

/** The records of a fiscal year, part by part, as often as they are asked for. */
export class PartsOfYear {
  readonly #parts: () => Iterable<RecordedColumns>;
  /** Copies of the parts, as long as they have not too many rows. */
  #held: RecordedColumns[] | null;
  readonly #rowsMax: number;
  #count = 0;

  /**
   * @param parts - the same every time
   * @param rowsMax - up to so many rows are held, so that the parts need not be made a second time
   */
  constructor(parts: () => Iterable<RecordedColumns>, rowsMax: number) {
    this.#parts = parts;
    this.#rowsMax = rowsMax;
    this.#held = rowsMax > 0 ? [] : null;
  }

  /** How many of them there are, up to the last that has a row; known when they have been gone through. */
  get count(): number {
    return this.#count;
  }

  /** The first time. */
  *parts(): Generator<RecordedColumns> {
    let count = 0;
    let rows = 0;
    for (const part of this.#parts()) {
      count += 1;
      rows += part.count;
      if (part.count > 0) this.#count = count;
      if (rows > this.#rowsMax) this.#held = null;
      this.#held?.push(copyOf(part));
      yield part;
    }
  }

  /** Once more, without the empty ones at the end. What was held is not any more. */
  *again(): Generator<RecordedColumns> {
    const parts = this.#held ?? this.#parts();
    this.#held = null;
    let left = this.#count;
    for (const part of parts) {
      if (left === 0) return;
      left -= 1;
      yield part;
    }
  }
}

/** Where the cases stand at the end of a fiscal year, and what was found of its last month; null before the first. */
export interface YearEnd {
  readonly states: CaseStates;
  readonly september: MonthMembers | null;
}

/** What a year is folded from. */
interface YearOf {
  readonly ffy: Ffy;
  /** The year before it. */
  readonly before: YearEnd;
  readonly rows: PartsOfYear;
}

/** Makes fiscal years of a ledger as of a position. */
export class YearMaker {
  readonly #file: LedgerFile;
  readonly #view: LedgerView;
  readonly #asOf: number;
  readonly #root: string;

  constructor(file: LedgerFile, view: LedgerView, asOf: number) {
    this.#file = file;
    this.#view = view;
    this.#asOf = asOf;
    this.#root = Buffer.from(file.root(asOf)).toString('hex');
  }

  /** Folds a year; its sections are made when they are asked for, once. */
  made({ ffy, before, rows }: YearOf): { readonly year: MadeYear; readonly end: YearEnd } {
    const { county } = this.#file;
    const { subjectCount } = this.#view;
    const folded = foldYear({
      ffy,
      asOf: this.#asOf,
      subjectCount,
      ...before,
      known: EDITIONS,
      isChild: isChildIn(this.#view),
      blocks: () => blocksOfYear(rows.parts(), new Tail(NO_ROWS, subjectCount)),
      ofCases: (cases) => segmentedViewOfSubjects(this.#file, cases, this.#asOf),
    });
    const begins = before.september === null;
    return {
      year: {
        head: { county, ffy, size: this.#asOf, root: this.#root, begins },
        names: [
          'county',
          'children',
          ...monthsOfYear(ffy).map(monthSection),
          'states',
          ...Array.from({ length: rows.count }, (_, part) => rowsSection(part)),
        ],
        sections: this.#sections({ ffy, before, rows }, folded.children, [...folded.members]),
      },
      end: { states: folded.states, september: folded.members.at(-1) ?? null },
    };
  }

  /** @param members - of the months in order, taken out one by one: whoever folds the next year need not hold them */
  *#sections(
    { ffy, before, rows }: YearOf,
    children: CaseChildren,
    members: MonthMembers[],
  ): Generator<MadeSection> {
    const months = monthsOfYear(ffy);
    const counties = months.map((month) =>
      keptCountyOf(countyMonth(this.#view, windowOf(month), this.#asOf)),
    );
    yield { name: 'county', bytes: packCounties(counties) };
    yield { name: 'children', bytes: packChildren(children) };
    for (const month of months) {
      const ofMonth = members.shift();
      if (ofMonth === undefined) throw new RangeError('A month of the year was not folded.');
      yield { name: monthSection(month), bytes: packMembers(ofMonth.columns()) };
    }
    yield { name: 'states', bytes: packStates(before.states) };
    let part = 0;
    for (const ofPart of rows.again()) {
      yield { name: rowsSection(part), bytes: packRows(ofPart) };
      part += 1;
    }
  }
}

export function isChildIn({ subjectKinds }: LedgerView): (subject: number) => boolean {
  return (subject) => subjectKinds[subject] === CHILD_SUBJECT;
}
