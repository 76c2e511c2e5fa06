/** Who asks or acts. What an act says of a person (`--by`) is another thing, and stands in its input. */
export interface Operator {
  readonly kind: 'operator';
}

/** Whoever can read the data folder on its machine. Accounts and keys of the service join it here. */
export type Actor = Operator;

export const OPERATOR: Operator = Object.freeze({ kind: 'operator' });
