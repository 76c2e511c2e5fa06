/**
 * Records as scalars in typed arrays, as they were recorded. Row i of every array is one record; the
 * rows of one subject stand in order of position.
 */
export interface RecordedColumns {
  readonly count: number;
  readonly position: Uint32Array;
  /** Position of the record that this one replaces or voids; 0 if none. */
  readonly corrects: Uint32Array;
  /** Position of the first record of the correction chain. */
  readonly root: Uint32Array;
  /** Civil day, days since 1970-01-01. */
  readonly effective: Int32Array;
  readonly type: Uint8Array;
  /** Subject number; 0 is the county. */
  readonly subject: Uint32Array;
  /** Scalars of row i: `args[argsStart[i]] .. args[argsStart[i + 1] - 1]`. */
  readonly argsStart: Uint32Array;
  readonly args: Float64Array;
}

/**
 * The same with every correction looked up: what a replay folds. A record counts as of n when
 * position <= n and it is not superseded at a position <= n (records.md, Corrections).
 */
export interface RecordColumns extends Omit<RecordedColumns, 'corrects'> {
  /** Position of the record that replaced or voided this one; 0 while it stands. */
  readonly supersededAt: Uint32Array;
}

/**
 * The records of a run of subjects, in order of subject and then of position: what is folded
 * together lies together. Subject s has the rows `start[s - firstSubject]` up to
 * `start[s - firstSubject + 1] - 1`.
 */
export interface SubjectBlock {
  readonly columns: RecordColumns;
  readonly firstSubject: number;
  readonly subjectCount: number;
  readonly start: Uint32Array;
}

/**
 * Collects the active rows of one subject as of a position, up to a day, in business order
 * (effective day, then root position) into a scratch array that is used again.
 */
export class ActiveRows {
  rows = new Uint32Array(256);
  count = 0;

  /**
   * @param lastDay - rows effective after it are left out; `Infinity` for all
   * @param exceptType - code of a type whose rows are left out, before they are put in order
   */
  collect(
    block: SubjectBlock,
    subject: number,
    asOf: number,
    lastDay: number,
    exceptType = NO_TYPE,
  ): void {
    const from = block.start[subject - block.firstSubject]!;
    const to = block.start[subject - block.firstSubject + 1]!;
    if (this.rows.length < to - from) this.rows = new Uint32Array((to - from) * 2);
    const { position, supersededAt, effective, root, type } = block.columns;
    let count = 0;
    let inOrder = true;
    let lastEffective = -Infinity;
    let lastRoot = 0;
    for (let at = from; at < to; at += 1) {
      if (position[at]! > asOf) break;
      if (type[at] === exceptType) continue;
      const superseded = supersededAt[at]!;
      if (superseded !== 0 && superseded <= asOf) continue;
      const day = effective[at]!;
      if (day > lastDay) continue;
      const chain = root[at]!;
      if (day < lastEffective || (day === lastEffective && chain < lastRoot)) inOrder = false;
      lastEffective = day;
      lastRoot = chain;
      this.rows[count] = at;
      count += 1;
    }
    this.count = count;
    if (!inOrder) sortBusinessOrder(this.rows.subarray(0, count), effective, root);
  }
}

/** No record has this type code. */
const NO_TYPE = 0;
const INSERTION_SORT_MAX = 4096;

/** Nearly sorted runs are the rule (late records are few), so insertion sort with a bound on its size. */
function sortBusinessOrder(rows: Uint32Array, effective: Int32Array, root: Uint32Array): void {
  if (rows.length > INSERTION_SORT_MAX) {
    rows.sort((a, b) => effective[a]! - effective[b]! || root[a]! - root[b]!);
    return;
  }
  for (let i = 1; i < rows.length; i += 1) {
    const row = rows[i]!;
    const day = effective[row]!;
    const chain = root[row]!;
    let j = i - 1;
    while (j >= 0) {
      const other = rows[j]!;
      const otherDay = effective[other]!;
      if (otherDay < day || (otherDay === day && root[other]! <= chain)) break;
      rows[j + 1] = other;
      j -= 1;
    }
    rows[j + 1] = row;
  }
}
