import type { SubjectBlock } from './record-columns.js';

/** No record has this type code. */
const NO_TYPE = 0;
/** No record is effective on this day. */
const BEFORE_ALL_DAYS = -(2 ** 30);
/** A subject with more rows is sorted in the end: putting each in its place could take their square. */
const PLACED_ROWS_MAX = 4096;

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
    const isSortedLater = to - from > PLACED_ROWS_MAX;
    const { rows } = this;
    const { position, supersededAt, effective, root, type } = block.columns;
    let count = 0;
    let greatestDay = BEFORE_ALL_DAYS;
    let greatestRoot = 0;
    for (let at = from; at < to; at += 1) {
      if (position[at]! > asOf) break;
      if (type[at] === exceptType) continue;
      const superseded = supersededAt[at]!;
      if (superseded !== 0 && superseded <= asOf) continue;
      const day = effective[at]!;
      if (day > lastDay) continue;
      const chain = root[at]!;
      if (day > greatestDay || (day === greatestDay && chain >= greatestRoot)) {
        greatestDay = day;
        greatestRoot = chain;
        rows[count] = at;
      } else if (isSortedLater) rows[count] = at;
      else placeRow(rows, count, at, effective, root);
      count += 1;
    }
    this.count = count;
    if (isSortedLater) sortRows(rows.subarray(0, count), effective, root);
  }
}

/** Puts a late row where it belongs among the `count` rows before it: it seldom has far to go. */
function placeRow(
  rows: Uint32Array,
  count: number,
  row: number,
  effective: Int32Array,
  root: Uint32Array,
): void {
  const day = effective[row]!;
  const chain = root[row]!;
  let place = count;
  while (place > 0) {
    const other = rows[place - 1]!;
    const otherDay = effective[other]!;
    if (otherDay < day || (otherDay === day && root[other]! <= chain)) break;
    rows[place] = other;
    place -= 1;
  }
  rows[place] = row;
}

function sortRows(rows: Uint32Array, effective: Int32Array, root: Uint32Array): void {
  rows.sort((a, b) => effective[a]! - effective[b]! || root[a]! - root[b]!);
}
