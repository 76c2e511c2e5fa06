import { TYPE_CODE } from '../../events/registry.js';
import { GrowingColumns } from '../columns/growing-columns.js';
import { blockOf, rowsOfSubjects, sortBySubject } from '../columns/subject-block.js';
import type { SortedRows } from '../columns/subject-block.js';
import type { RecordedColumns, SubjectBlock } from '../columns/record-columns.js';

/** Subjects that are folded from one block, as in segments: its columns stay in a core's cache. */
const BLOCK_SUBJECTS = 1024;

/** Whether records of a type are about a child. @param type - its code */
export function isOfChild(type: number): boolean {
  return type >= TYPE_CODE.ChildRegistered && type <= TYPE_CODE.MediCalEligibilityEnded;
}

/** The records that came since a fiscal year was kept, in order of subject. */
export class Tail {
  readonly rows: SortedRows;
  /** The position of the first of them: what corrects a record from there on has it beside it. */
  readonly first: number;

  /** @param rows - in order of position */
  constructor(rows: RecordedColumns, subjectCount: number) {
    this.rows = sortBySubject([rows], 0, subjectCount);
    this.first = rows.position[0] ?? 0;
  }

  /** The rows of a run of subjects, with the corrections of records that are in neither left out. */
  within(kept: SortedRows, from: number, to: number): RecordedColumns {
    const rows = rowsOfSubjects(this.rows, from, to);
    if (rows.count === 0) return rows;
    const corrects = rows.corrects.map((target, row) => {
      if (target === 0 || target >= this.first) return target;
      return rowOf(kept, rows.subject[row]!, target) < 0 ? 0 : target;
    });
    return { ...rows, corrects };
  }
}

/**
 * The kept records of a fiscal year together with those that came since, in blocks that follow one another up to the last
 * subject. What a later record corrects may be none of the year's: then there is nothing here that it takes out of what
 * stands.
 *
 * @param parts - the kept ones; each is asked for when the blocks of the one before have been gone through
 */
export function* blocksOfYear(
  parts: Iterable<RecordedColumns>,
  tail: Tail,
): Generator<SubjectBlock> {
  for (const { kept, from, to } of runsOf(parts, tail.rows.subjectCount)) {
    for (const [first, end] of blocksBetween(from, to)) {
      const ofBoth = [rowsOfSubjects(kept, first, end), tail.within(kept, first, end)];
      yield blockOf(
        ofBoth.filter(({ count }) => count > 0),
        first,
        end - first,
      );
    }
  }
}

/** The same in memory, to be asked about subjects as well. */
export class YearRows {
  readonly #kept: readonly RunOfSubjects[];
  readonly #tail: Tail;
  /** By position, the day of a kept record that a later one corrects. */
  readonly #dayOfCorrected = new Map<number, number>();

  /**
   * @param kept - parts in order of subject and position, none correcting another
   * @param tail - in order of position
   */
  constructor(kept: readonly RecordedColumns[], tail: RecordedColumns, subjectCount: number) {
    this.#kept = [...runsOf(kept, subjectCount)];
    this.#tail = new Tail(tail, subjectCount);
    tail.corrects.forEach((target, row) => {
      if (target === 0 || target >= this.#tail.first) return;
      const kept = this.#keptOf(tail.subject[row]!);
      if (kept === null) return;
      const found = rowOf(kept, tail.subject[row]!, target);
      if (found >= 0) this.#dayOfCorrected.set(target, kept.columns.effective[found]!);
    });
  }

  /** The day of a kept record that a later one corrects; null where it is not among those kept. */
  dayOf(position: number): number | null {
    return this.#dayOfCorrected.get(position) ?? null;
  }

  /** The type of a subject's first record here, 0 where it has none. */
  firstTypeOf(subject: number): number {
    for (const sorted of [this.#keptOf(subject), this.#tail.rows]) {
      if (sorted === null) continue;
      const place = subject - sorted.firstSubject;
      const first = sorted.start[place]!;
      if (first < sorted.start[place + 1]!) return sorted.columns.type[first]!;
    }
    return 0;
  }

  /**
   * Blocks with at least one wanted subject, and the rows of these alone, which lie in the same memory as those of the block
   * before.
   */
  *blocks(isWanted: (subject: number) => boolean): Generator<SubjectBlock> {
    const rows = new GrowingColumns(BLOCK_SUBJECTS);
    for (const { kept, from, to } of this.#kept) {
      for (const [first, end] of blocksBetween(from, to)) {
        if (!isAnyWanted(first, end, isWanted)) continue;
        rows.clear();
        addWanted(rows, kept, this.#tail.within(kept, first, end), isWanted, [first, end]);
        yield blockOf([rows.finish()], first, end - first);
      }
    }
  }

  #keptOf(subject: number): SortedRows | null {
    let low = 0;
    let high = this.#kept.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (subject < this.#kept[middle]!.to) high = middle;
      else low = middle + 1;
    }
    return this.#kept[low]?.kept ?? null;
  }
}

/** The kept rows of the subjects from one up to, not including, another. */
interface RunOfSubjects {
  readonly kept: SortedRows;
  readonly from: number;
  readonly to: number;
}

/** A part's run ends with its last row's subject, and the last one's with the last subject. */
function* runsOf(parts: Iterable<RecordedColumns>, subjectCount: number): Generator<RunOfSubjects> {
  let from = 0;
  for (const part of parts) {
    if (part.count === 0) continue;
    const to = part.subject[part.count - 1]! + 1;
    yield { kept: sortBySubject([part], from, to - from), from, to };
    from = to;
  }
  if (from < subjectCount) {
    yield { kept: sortBySubject([], from, subjectCount - from), from, to: subjectCount };
  }
}

/** The blocks of the subjects from one up to, not including, another. */
function* blocksBetween(
  from: number,
  to: number,
): Generator<readonly [first: number, end: number]> {
  for (let first = from; first < to; first += BLOCK_SUBJECTS) {
    yield [first, Math.min(first + BLOCK_SUBJECTS, to)];
  }
}

function isAnyWanted(first: number, end: number, isWanted: (subject: number) => boolean): boolean {
  let subject = first;
  while (subject < end && !isWanted(subject)) subject += 1;
  return subject < end;
}

/** Adds the rows of the wanted subjects of a block: of each the kept ones, then the later ones, as their positions are. */
function addWanted(
  rows: GrowingColumns,
  { columns, start, firstSubject }: SortedRows,
  later: RecordedColumns,
  isWanted: (subject: number) => boolean,
  [first, end]: readonly [first: number, end: number],
): void {
  let next = 0;
  for (let subject = first; subject < end; subject += 1) {
    const from = next;
    while (next < later.count && later.subject[next] === subject) next += 1;
    if (!isWanted(subject)) continue;
    const place = subject - firstSubject;
    rows.addRows(columns, start[place]!, start[place + 1]!);
    for (let row = from; row < next; row += 1) rows.addRowOf(later, row);
  }
}

/** The row of a subject's record at a position, -1 where there is none. */
function rowOf(
  { start, columns, firstSubject }: SortedRows,
  subject: number,
  position: number,
): number {
  const place = subject - firstSubject;
  let low = start[place]!;
  let high = start[place + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = columns.position[middle]!;
    if (found === position) return middle;
    if (found < position) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
