import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';

/** What this machine has of a county. */
export interface RescueSource {
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
  /** When the last record was recorded; null where there is none. */
  readonly last: Instant | null;
  /** How many positions erasures have left of records. */
  readonly erased: number;
  readonly submissions: number;
  readonly retention: number;
  readonly notes: number;
  /** Acts on public keys for the transmission of files. */
  readonly intake: number;
}

/** What a server's streams of the county are. */
export type RescueTarget =
  /** None of them was ever written, as far as the server knows. */
  | { readonly kind: 'empty' }
  /** A rescue with this root was decided there; what it left undone is done by the same command. */
  | { readonly kind: 'rescued'; readonly size: number; readonly root: string }
  /** Something stands there, a sentence. Nothing is made in its place. */
  | { readonly kind: 'notEmpty'; readonly finding: string };

export interface RescueLook {
  readonly county: County;
  /** The server, without the password. */
  readonly server: string;
  readonly here: RescueSource;
  readonly there: RescueTarget;
}

/** Two people answer for a rescue; the stream keeps who they are. */
export interface RescuedBy {
  readonly by: string;
  readonly second: string;
  readonly at: Instant;
}

/** Makes the streams of a county anew on a server that has lost them, from the replica on this machine. */
export interface LedgerRescuer {
  /** Changes nothing. Throws EventStoreUnavailable, EventStoreRefused. */
  look(county: County): Promise<RescueLook>;
  /**
   * Fills streams that nobody reads yet, reads them back, and lets one event at the beginning of each name them: until
   * then the server is as empty as before, and the same call goes on where it was. The ledger comes last.
   *
   * @param onEntries - told how many positions are filled
   * @returns the size and root of the stream as it was read back
   */
  rescue(
    county: County,
    people: RescuedBy,
    onEntries: (count: number, total: number) => void,
  ): Promise<{ readonly size: number; readonly root: string }>;
}
