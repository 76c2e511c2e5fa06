import type { County } from '../../events/values/county.js';
import type { Fault } from './fault.js';

/** Told how many records of a county were looked at, or copied. */
export type OnCounty = (county: County, count: number) => void;

/** A ledger as it stands in a backup. */
export interface LedgerInBackup {
  readonly size: number;
  /** Merkle root over all its records, 64 hex digits. */
  readonly root: string;
  /** SHA-256 of the copy's bytes, 64 hex digits. */
  readonly sha256: string;
}

/** Proving a data folder, copying it, and making one of a copy. Each opens the folder for itself. */
export interface Safekeeping {
  /** What is not as it was written, in the whole folder or in what it has of one county. */
  check(folder: string, only: County | null, onChecked: OnCounty): Iterable<Fault>;
  /** Copies a consistent state into an empty or new folder while the program works. */
  backup(
    folder: string,
    target: string,
    onCopied: OnCounty,
  ): Promise<ReadonlyMap<County, LedgerInBackup>>;
  /** Makes an empty or new data folder of a backup, checked against the roots that it names. */
  restore(
    source: string,
    folder: string,
    onCopied: OnCounty,
  ): Promise<ReadonlyMap<County, LedgerInBackup>>;
}
