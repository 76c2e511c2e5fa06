/** Why a rule does not let something be done, with a sentence that says what to do instead. */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
}

/**
 * What came of a question or an act: done, with its answer; refused by a rule; or addressed to something that
 * there is not (a position, a month, a version, a subject, a moment), with a sentence that says what there is.
 */
export type Outcome<Value, Code extends string = string> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refusedByRule'; readonly refusal: Refusal<Code> }
  | { readonly kind: 'misaddressed'; readonly message: string };

/** Addressed to something that there is not. */
export interface Misaddressed {
  readonly kind: 'misaddressed';
  readonly message: string;
}

/** A question that no rule refuses: answered, or misaddressed. */
export type Answer<Value> = { readonly kind: 'done'; readonly value: Value } | Misaddressed;

export function done<Value>(value: Value): { readonly kind: 'done'; readonly value: Value } {
  return { kind: 'done', value };
}

export function refusedByRule<Code extends string>(
  code: Code,
  message: string,
): { readonly kind: 'refusedByRule'; readonly refusal: Refusal<Code> } {
  return { kind: 'refusedByRule', refusal: { code, message } };
}

export function misaddressed(message: string): Misaddressed {
  return { kind: 'misaddressed', message };
}
