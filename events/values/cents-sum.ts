/**
 * A sum of cents, exact at any size: a number as long as it is a safe integer, a bigint beyond. A value has one form
 * only, so that `===`, `<` and `>` compare sums of either form.
 */
export type CentsSum = number | bigint;

/** The largest sum that is a number: 2^53 - 1 cents. */
export const NUMBER_CENTS_MAX = Number.MAX_SAFE_INTEGER;

/**
 * One sum and another. Where both are numbers and what the processor gives for them is a safe integer, it is exact: a
 * true sum of 2^53 or more is not rounded to less than 2^53.
 */
export function plus(one: CentsSum, other: CentsSum): CentsSum {
  if (typeof one === 'number' && typeof other === 'number') {
    const sum = one + other;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return centsSumOf(BigInt(one) + BigInt(other));
}

/** One sum less another, see `plus`. */
export function minus(one: CentsSum, other: CentsSum): CentsSum {
  return plus(one, -other);
}

/** Cents in the one form that their size asks for. */
export function centsSumOf(cents: bigint): CentsSum {
  return cents <= NUMBER_CENTS_MAX && cents >= -NUMBER_CENTS_MAX ? Number(cents) : cents;
}

/** The larger of zero and a sum. */
export function notBelowZero(sum: CentsSum): CentsSum {
  return sum > 0 ? sum : 0;
}
