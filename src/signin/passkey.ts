import type { Instant } from '../../events/values/instant.js';

/** A passkey as it is kept: what its holder's device proved when it was made. */
export interface Passkey {
  /** base64url. */
  readonly id: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  /** How often it was used, as the device counts; 0 where it does not. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** What its holder calls it. */
  readonly label: string;
  readonly addedAt: Instant;
  readonly usedAt: Instant | null;
}
