/**
 * Numbers in an array of the heap, each in eight bytes: V8 keeps an array of doubles as such, and the collector does not
 * look through it. It costs some 50 bytes besides its numbers, where a `Float64Array` with the buffer behind it costs 350:
 * a county has hundreds of thousands of cases with a few numbers each. All are 0.
 */
export function doubles(length: number): number[] {
  return length <= ZEROS.length ? ZEROS.slice(0, length) : madeOf(length);
}

function madeOf(length: number): number[] {
  // Filled with a fraction it is one of doubles, and stays one number by number; filled anew it would be one of integers.
  const numbers = new Array<number>(length).fill(0.5);
  for (let at = 0; at < length; at += 1) numbers[at] = 0;
  return numbers;
}

/** A copy of them is made in less time than new ones. */
const ZEROS = madeOf(1_024);

/** The first numbers of an array in one that has room for more. */
export function doublesOf(numbers: readonly number[], count: number, length: number): number[] {
  const grown = doubles(length);
  for (let at = 0; at < count; at += 1) grown[at] = numbers[at] ?? 0;
  return grown;
}
