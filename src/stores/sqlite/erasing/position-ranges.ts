/** A set of positions as ranges, both ends included: what an order erases lies in runs. */
export class PositionRanges {
  static readonly none = new PositionRanges([], []);
  readonly #first: readonly number[];
  readonly #last: readonly number[];
  /** By range: how many positions the ranges before it hold. */
  readonly #before: readonly number[];
  readonly count: number;

  private constructor(first: readonly number[], last: readonly number[]) {
    this.#first = first;
    this.#last = last;
    const before: number[] = [];
    let count = 0;
    first.forEach((from, index) => {
      before.push(count);
      count += (last[index] ?? 0) - from + 1;
    });
    this.#before = before;
    this.count = count;
  }

  /** The ranges of ascending positions. */
  static of(positions: Iterable<number>): PositionRanges {
    const first: number[] = [];
    const last: number[] = [];
    append(first, last, positions);
    return new PositionRanges(first, last);
  }

  /** The positions of ascending ranges. */
  static ofRanges(ranges: readonly (readonly [first: number, last: number])[]): PositionRanges {
    return new PositionRanges(
      ranges.map(([first]) => first),
      ranges.map(([, last]) => last),
    );
  }

  /** The set with more positions, ascending, all of them behind its own. */
  extended(positions: Iterable<number>): PositionRanges {
    const [first, last] = [[...this.#first], [...this.#last]];
    append(first, last, positions);
    return new PositionRanges(first, last);
  }

  /** The greatest position, 0 if there is none. */
  get last(): number {
    return this.#last.at(-1) ?? 0;
  }

  has(position: number): boolean {
    return position <= this.#lastOf(this.#rangeAt(position));
  }

  /** The least position from this one on that is not in the set. */
  nextOutside(position: number): number {
    if (this.count === 0) return position;
    const last = this.#lastOf(this.#rangeAt(position));
    // Ranges never touch: what follows one is outside.
    return position <= last ? last + 1 : position;
  }

  /** How many positions of the set are at most this one. */
  countUpTo(position: number): number {
    const range = this.#rangeAt(position);
    if (range < 0) return 0;
    const inRange = Math.min(position, this.#lastOf(range)) - (this.#first[range] ?? 0) + 1;
    return (this.#before[range] ?? 0) + inRange;
  }

  /** The ranges in order. */
  *ranges(): Generator<readonly [first: number, last: number]> {
    for (let index = 0; index < this.#first.length; index += 1) {
      yield [this.#first[index] ?? 0, this.#lastOf(index)];
    }
  }

  /** The last range that begins at or before the position, -1 if there is none. */
  #rangeAt(position: number): number {
    let low = 0;
    let high = this.#first.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#first[middle] ?? Infinity) <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #lastOf(range: number): number {
    return this.#last[range] ?? 0;
  }
}

function append(first: number[], last: number[], positions: Iterable<number>): void {
  for (const position of positions) {
    if (position === (last.at(-1) ?? -1) + 1) last[last.length - 1] = position;
    else {
      first.push(position);
      last.push(position);
    }
  }
}
