import type { ServiceKey } from '../../exchange/service-key.js';
import type { Instant } from '../../../events/values/instant.js';
import type { AskApplication } from '../asks.js';

/** What taking files needs to know of the world, wherever they came from. */
export interface KeepingHouse {
  /** Where files are kept in the data folder, absolute. */
  readonly exchange: string;
  readonly key: ServiceKey;
  /** Tells what this data folder holds of the watched folder from what another's holds. */
  readonly token: string;
  readonly asks: AskApplication;
  readonly clock: () => Instant;
}

/** The same, where files come by SFTP. */
export interface IntakeHouse extends KeepingHouse {
  /** The folder with a folder for each county, absolute. */
  readonly watched: string;
}
