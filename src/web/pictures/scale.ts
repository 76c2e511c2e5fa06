/** A straight scale from values to places of a picture. */
export interface Scale {
  readonly least: number;
  readonly greatest: number;
  /** Values at which the axis is marked, from the least on. */
  readonly marks: readonly number[];
  /** Where a value is, in units of the picture. */
  readonly at: (value: number) => number;
}

/** Steps that are read without reckoning, in each power of ten. */
const STEPS = [1, 2, 2.5, 5, 10] as const;

/**
 * A scale with round marks that holds all values and zero.
 *
 * @param from - the place of the least value
 * @param to - the place of the greatest
 * @param marksMax - about so many marks
 */
export function scaleOf(values: readonly number[], from: number, to: number, marksMax = 5): Scale {
  const low = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const high = most === low ? 1 : most;
  const step = stepOf(high - low, marksMax);
  const least = Math.floor(low / step) * step;
  const greatest = Math.max(Math.ceil(high / step), Math.floor(low / step) + 1) * step;
  const count = Math.round((greatest - least) / step);
  return {
    least,
    greatest,
    marks: Array.from({ length: count + 1 }, (_, index) => least + index * step),
    at: (value) => from + ((value - least) / (greatest - least)) * (to - from),
  };
}

/** The smallest round step that makes no more marks than there is room for. */
function stepOf(span: number, marksMax: number): number {
  const power = 10 ** Math.floor(Math.log10(span / marksMax));
  const step = STEPS.find((each) => each * power * marksMax >= span) ?? 10;
  return step * power;
}

/** A place of a picture, with as many digits as an eye tells apart. */
export function place(at: number): string {
  return String(Math.round(at * 10) / 10);
}
