/** Why a rule does not let somebody hold, order or erase. */
export type RetentionRefusalCode =
  | 'SAME_PERSON'
  | 'ALREADY_RELEASED'
  | 'PLAN_OUTDATED'
  | 'VERSION_NEEDS_IT'
  | 'ERASING'
  | 'NOT_PENDING';

/** A refusal, with a sentence that says what to do instead. */
export interface RetentionRefusal {
  readonly code: RetentionRefusalCode;
  readonly message: string;
}

/** What became of an act: done; refused by a rule; or addressed to something that there is not. */
export type RetentionOutcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refusedByRule'; readonly refusal: RetentionRefusal }
  | { readonly kind: 'misaddressed'; readonly message: string };

export function done<T>(value: T): RetentionOutcome<T> {
  return { kind: 'done', value };
}

export function refusedByRule(
  code: RetentionRefusalCode,
  message: string,
): RetentionOutcome<never> {
  return { kind: 'refusedByRule', refusal: { code, message } };
}

export function misaddressed(message: string): RetentionOutcome<never> {
  return { kind: 'misaddressed', message };
}
