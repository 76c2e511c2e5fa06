import type { Refusal } from '../../projections/versions/decide.js';

/**
 * What became of an act: done; refused by a rule of the versions; or addressed to something that
 * there is not (a position, a month, a version, a moment), with a sentence that says what there is.
 */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refusedByRule'; readonly refusal: Refusal }
  | { readonly kind: 'misaddressed'; readonly message: string };

export function done<T>(value: T): Outcome<T> {
  return { kind: 'done', value };
}

export function refusedByRule(refusal: Refusal): Outcome<never> {
  return { kind: 'refusedByRule', refusal };
}

export function misaddressed(message: string): Outcome<never> {
  return { kind: 'misaddressed', message };
}
