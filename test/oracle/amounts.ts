/** The oracle's own money: cents as bigint. */

/** '-12.05' -> -1205n. The text is money as records.md spells it. */
export function centsOf(money: string): bigint {
  const digits = money.replace('-', '').replace('.', '');
  return money.startsWith('-') ? -BigInt(digits) : BigInt(digits);
}

/** -1205n -> '-12.05'. */
export function moneyOf(cents: bigint): string {
  const absolute = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${absolute.slice(0, -2)}.${absolute.slice(-2)}`;
}

/** The sum of some cents. */
export function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

/** The larger of zero and the amount. */
export function notBelowZero(cents: bigint): bigint {
  return cents > 0n ? cents : 0n;
}

/** A decimal string of at most four decimals in ten-thousandths. */
function tenThousandths(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0'));
}

/** rules.md 7: `fullTime` + `partTimeHours` / 173, rounded half up to two decimals; in hundredths. */
export function fullTimeEquivalentHundredths(fullTime: string, partTimeHours: string): bigint {
  const numerator = tenThousandths(fullTime) * 173n + tenThousandths(partTimeHours);
  const denominator = 173n * 100n;
  return (2n * numerator + denominator) / (2n * denominator);
}
