import type { County } from '../../events/values/county.js';
import type { Fault } from './fault.js';

/** Told how many records of a county were looked at, or copied. */
export type OnCounty = (county: County, count: number, total?: number) => void;

/**
 * Told how many bytes of the ledgers are copied, and of how many: of each ledger once when it is copied, then again when it
 * is read back, each counting half.
 */
export type OnCopied = (county: County, bytes: number, total: number) => void;

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
  /** Sentences on files and folders of a data folder that others than their owner can read. */
  readableByOthers(folder: string): readonly string[];
  /**
   * Copies a consistent state of all that the data folder is while the program works: ledgers, acts, notes and, unless
   * they are left out, the keys from wherever they are. What a backup left that was broken off is replaced.
   */
  backup(folder: string, target: string, keys: KeysToCopy, onCopied: OnCopied): Promise<Copied>;
  /**
   * Makes an empty or new data folder of a backup, checked against the roots that it names; what a restore left that
   * was broken off is replaced.
   *
   * @param keysFolder - where its keys go
   */
  restore(source: string, folder: string, keysFolder: string, onCopied: OnCopied): Promise<Copied>;
}

/** Which keys a backup copies. */
export interface KeysToCopy {
  /** Where they are. */
  readonly folder: string;
  readonly isLeftOut: boolean;
  /** What is copied of those that are left out: their public halves, with which what they signed is proved. */
  readonly publicFiles: readonly { readonly name: string; readonly text: string }[];
}

/** What a backup or a restored folder holds. */
export interface Copied {
  /** In order of number. */
  readonly ledgers: ReadonlyMap<County, LedgerInBackup>;
  readonly keyCount: number;
  /** Public halves of keys that it has not. */
  readonly publicKeyCount: number;
}
