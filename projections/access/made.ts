/** What came of a row of a request for access to the CBUD, by its number from 1. */
export type RowOutcome =
  | {
      readonly row: number;
      readonly result: 'granted' | 'withdrawn' | 'already';
      /** Only where it has, or now gets or loses, the grant. */
      readonly account: string | null;
    }
  | {
      readonly row: number;
      readonly error: 'INVALID_FIELD' | 'OWN_RIGHTS';
      readonly message: string;
    };

/** What an accepted act made, with which it is answered. */
export interface Made {
  readonly account?: string;
  readonly application?: string;
  readonly finding?: string;
  /** The application that a renewal started. */
  readonly renewal?: string;
  readonly rows?: readonly RowOutcome[];
}

export const NOTHING_MADE: Made = Object.freeze({});
