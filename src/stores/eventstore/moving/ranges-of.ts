import type { Ranges } from '../../../ports/erasure.js';

/** Ascending positions as ranges, both ends included. */
export const rangesOf = (positions: readonly number[]): Ranges => {
  const ranges: [first: number, last: number][] = [];
  for (const position of positions) {
    const last = ranges.at(-1);
    if (last?.[1] === position - 1) last[1] = position;
    else ranges.push([position, position]);
  }
  return ranges;
};
