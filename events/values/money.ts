import type { CentsSum } from './cents-sum.js';
import { digitsAt, padded } from './digits.js';

/**
 * One amount as a whole number of cents: exact, a safe integer, negative where an amount may be negative. What amounts
 * add up to is a `CentsSum`.
 */
export type Cents = number & { readonly __cents: unique symbol };

/** The largest amount that one field may carry: `"999999999.99"`. */
export const AMOUNT_CENTS_MAX = 99_999_999_999 as Cents;

const POINT = 46;
const MINUS = 45;
const ZERO = 48;
const DOLLAR_DIGITS_MAX = 9;

/**
 * The cents that `text` spells, or null where it breaks the form of money: digits without a leading zero but the
 * one of `"0.50"`, a point, two digits, at most `"999999999.99"`. A minus sign is taken only with `signed`, and never
 * before zero. Zero itself is money; whether it may stand is the field's own rule.
 */
export function parseCents(text: string, options?: { readonly signed?: boolean }): Cents | null {
  const isNegative = text.charCodeAt(0) === MINUS;
  if (isNegative && options?.signed !== true) return null;
  const start = isNegative ? 1 : 0;
  const point = text.length - 3;
  const dollarDigits = point - start;
  if (dollarDigits < 1 || dollarDigits > DOLLAR_DIGITS_MAX) return null;
  if (text.charCodeAt(point) !== POINT) return null;
  if (dollarDigits > 1 && text.charCodeAt(start) === ZERO) return null;
  const dollars = digitsAt(text, start, dollarDigits);
  const cents = digitsAt(text, point + 1, 2);
  if (dollars < 0 || cents < 0) return null;
  const total = dollars * 100 + cents;
  if (!isNegative) return centsOf(total);
  return total === 0 ? null : centsOf(-total);
}

/** So many whole cents as one amount: for what a store or a stream says, and for what is reckoned in cents. */
export function centsOf(cents: number): Cents {
  return cents as Cents;
}

/** The contract's spelling, at any size: `"125.00"`, `"-1.05"`. */
export function formatCents(cents: CentsSum): string {
  return spelled(cents, (dollars) => dollars);
}

/** The spelling for tables: `"1,250.00"`, `"-1,250.05"`. */
export function formatCentsForPeople(cents: CentsSum): string {
  return spelled(cents, (dollars) => dollars.replaceAll(/\B(?=(?:\d{3})+$)/gu, ','));
}

/** Throws where a number is no whole number of cents or was rounded: a figure is exact or there is none. */
function spelled(cents: CentsSum, spellDollars: (dollars: string) => string): string {
  if (typeof cents === 'number' && !Number.isSafeInteger(cents)) {
    throw new Error(
      `${String(cents)} is no exact number of cents: sums of this size are made by \`plus\` alone.`,
    );
  }
  const digits = padded(cents < 0 ? -cents : cents, 3);
  return `${cents < 0 ? '-' : ''}${spellDollars(digits.slice(0, -2))}.${digits.slice(-2)}`;
}
