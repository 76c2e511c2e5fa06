import type { County } from '../../../events/values/county.js';
import type { ErasedEntry, ReadEntry } from '../../ports/erasure.js';
import type { LedgerMove } from './moving/moved-event.js';

/** What an order erases of a replica. */
export interface ErasureToTake {
  readonly move: LedgerMove;
  /** What it has erased, as far as the replica goes, in order. */
  readonly entries: readonly ErasedEntry[];
}

/** The replica that catch-up fills: the county's ledger as it is kept on this machine. */
export interface Replica {
  /** How many positions it holds: the checkpoint. */
  size(county: County): number | Promise<number>;
  /** The leaf hashes of positions that it holds, both included, 32 bytes each. */
  leaves(
    county: County,
    from: number,
    to: number,
  ): readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  /** The Merkle root over the positions 1 to `size` that it holds, 64 hexadecimal digits. */
  root(county: County, size: number): string | Promise<string>;
  /** The SHA-256 of the id of a record that it holds, not erased. */
  idHash(county: County, position: number): Uint8Array | Promise<Uint8Array>;
  /** The numbers of the orders that it knows to have erased. */
  erasures(county: County): readonly number[] | Promise<readonly number[]>;
  /**
   * Erases, verified, while it holds `size` positions; false and nothing is done where it holds others. After
   * it the replica takes what these orders have erased of later positions.
   */
  erase(
    county: County,
    size: number,
    erasures: readonly ErasureToTake[],
  ): boolean | Promise<boolean>;
  /**
   * Takes what follows in order, verified but for one thing: that no id is in the ledger twice, which only
   * the replica can see; it throws LedgerStreamDamaged where one is. What it holds already
   * (the append of this machine was faster) is passed over. The next come when it has resolved.
   */
  take(county: County, entries: readonly ReadEntry[]): void | Promise<void>;
  /** No more comes for a while: ends what was begun for much. */
  rest?(county: County): Promise<void>;
}
