import type { County } from '../../events/values/county.js';
import type { LedgerReader } from './ledger-reader.js';

/** Where the read side finds the ledgers. */
export const LEDGERS = Symbol('Ledgers');

/** The ledgers of a data folder, as far as a reader needs them. */
export interface Ledgers {
  /** The data folder, absolute or as it was given. */
  readonly path: string;
  /** Counties with a ledger, in order of number. */
  counties(): readonly County[];
  /** A county's ledger; null where it has none. */
  ledger(county: County): LedgerReader | null;
}
