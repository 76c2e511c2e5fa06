/** What a query gives: its value, or why this ledger cannot be asked that, in a sentence. */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused'; readonly message: string };

export function answered<T>(value: T): Answer<T> {
  return { kind: 'answered', value };
}

export function refused(message: string): Answer<never> {
  return { kind: 'refused', message };
}

/**
 * The position as of which a ledger is to be read: its size where nothing else was asked, which is 0
 * for a ledger without records. A position that the ledger does not have is refused.
 */
export function asOfWithin(county: string, size: number, asked: number | null): Answer<number> {
  if (asked === null) return answered(size);
  if (size === 0) {
    return refused(
      `The ledger of county ${county} has no records, so there is no position ${String(asked)}: check the county, or ingest records first.`,
    );
  }
  if (asked < 1 || asked > size) {
    return refused(
      `The ledger of county ${county} has no position ${String(asked)}: give one from 1 to ${String(size)}.`,
    );
  }
  return answered(asked);
}
