import fc from 'fast-check';
import { StateReader, StateWriter } from '../../projections/case/state-numbers.js';

const EDGES = [0, 1, -1, 119, 120, -120, -121, 32_767, 32_768, -32_768, -32_769, 65_536].concat(
  [2 ** 30 - 1, 2 ** 30, -(2 ** 30), -(2 ** 30) - 1, 2 ** 31 - 1, 2 ** 31, -(2 ** 31)],
  [
    -(2 ** 31) - 1,
    2 ** 53 - 1,
    -(2 ** 53) + 1,
    0.5,
    -0,
    Infinity,
    -Infinity,
    NaN,
    Number.MIN_VALUE,
  ],
);

function backFrom(numbers: readonly number[]): readonly number[] {
  const writer = new StateWriter();
  writer.put(...numbers);
  const reader = new StateReader(writer.written, 0);
  return numbers.map(() => reader.next());
}

describe('the numbers of a state', () => {
  it('come back as they were put, the least and greatest of each width as well', () => {
    expect(backFrom(EDGES)).toEqual(EDGES);
  });

  it('come back as they were put, whichever they are and however many', () => {
    const number = fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger(), fc.nat(200));
    fc.assert(
      fc.property(fc.array(number, { maxLength: 3000, size: 'max' }), (numbers) => {
        expect(backFrom(numbers)).toEqual(numbers);
      }),
      { numRuns: 50 },
    );
  });

  it('are not read beyond the end', () => {
    const writer = new StateWriter();
    writer.put(70_000);
    const cut = writer.written.subarray(0, writer.count - 1);
    expect(() => new StateReader(cut, 0).next()).toThrow('ends too early');
  });
});
