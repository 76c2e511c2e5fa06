import type { County } from '../../events/values/county.js';

/** What is to be done with what this machine has of a county. */
export type LevelFor =
  /** It is read: where the server is away, as it was when it was last level. */
  | 'reading'
  /** Something is decided on it and written to the server, which has to be there. */
  | 'writing';

/** A data folder that is the replica of a server's streams. */
export interface Replication {
  /**
   * Brings what the folder has of some counties level with the server, and no others: each once in the life of the
   * house. What is wrong with one of several counties is thrown by its ledger when that is asked for.
   * @throws what is wrong with the county, where it is the only one; EventStoreRefused; EventStoreUnavailable for
   * `writing`, or where the answer must be of now
   */
  level(counties: readonly County[], purpose: LevelFor): Promise<void>;
}
