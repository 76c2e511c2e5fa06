import { TYPE_CODE } from '../../events/registry.js';
import { blockOf, rowsOfSubjects, sortBySubject } from '../columns/subject-block.js';
import type { SortedRows } from '../columns/subject-block.js';
import type { RecordedColumns, SubjectBlock } from '../columns/record-columns.js';

/** Subjects that are folded from one block, as in segments: its columns stay in a core's cache. */
const BLOCK_SUBJECTS = 1024;

/** Whether records of a type are about a child. @param type - its code */
export function isOfChild(type: number): boolean {
  return type >= TYPE_CODE.ChildRegistered && type <= TYPE_CODE.MediCalEligibilityEnded;
}

/**
 * The kept records of a fiscal year together with those that came since. What a later record corrects may be none of the
 * year's: then there is nothing here that it takes out of what stands.
 */
export class YearRows {
  readonly #kept: SortedRows;
  readonly #tail: SortedRows;
  readonly #subjectCount: number;
  /** By position, the row of a kept record that a later one corrects. */
  readonly #corrected = new Map<number, number>();

  /**
   * @param kept - in order of subject and position, none correcting a record that is not there
   * @param tail - in order of position
   */
  constructor(kept: RecordedColumns, tail: RecordedColumns, subjectCount: number) {
    this.#subjectCount = subjectCount;
    this.#kept = sortBySubject([kept], 0, subjectCount);
    this.#tail = sortBySubject([this.#withinRows(tail)], 0, subjectCount);
  }

  /** The day of a kept record that a later one corrects; null where it is not among those kept. */
  dayOf(position: number): number | null {
    const row = this.#corrected.get(position);
    return row === undefined ? null : this.#kept.columns.effective[row]!;
  }

  /** The type of a subject's first record here, 0 where it has none. */
  firstTypeOf(subject: number): number {
    for (const { start, columns } of [this.#kept, this.#tail]) {
      const first = start[subject]!;
      if (first < start[subject + 1]!) return columns.type[first]!;
    }
    return 0;
  }

  /** Blocks with at least one wanted subject; all where nobody says which. */
  *blocks(isWanted: (subject: number) => boolean = () => true): Generator<SubjectBlock> {
    for (let first = 0; first < this.#subjectCount; first += BLOCK_SUBJECTS) {
      const end = Math.min(first + BLOCK_SUBJECTS, this.#subjectCount);
      let subject = first;
      while (subject < end && !isWanted(subject)) subject += 1;
      if (subject === end) continue;
      const parts = [
        rowsOfSubjects(this.#kept, first, end),
        rowsOfSubjects(this.#tail, first, end),
      ];
      yield blockOf(
        parts.filter(({ count }) => count > 0),
        first,
        end - first,
      );
    }
  }

  /** The tail, with the corrections of records that are not here left out. */
  #withinRows(tail: RecordedColumns): RecordedColumns {
    const first = tail.position[0] ?? 0;
    const corrects = tail.corrects.map((target, row) => {
      if (target === 0 || target >= first) return target;
      const kept = this.#rowOf(tail.subject[row]!, target);
      if (kept < 0) return 0;
      this.#corrected.set(target, kept);
      return target;
    });
    return { ...tail, corrects };
  }

  #rowOf(subject: number, position: number): number {
    const { start, columns } = this.#kept;
    let low = start[subject]!;
    let high = start[subject + 1]! - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = columns.position[middle]!;
      if (found === position) return middle;
      if (found < position) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
