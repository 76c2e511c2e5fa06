import type { County } from '../../../../events/values/county.js';
import type { PackedEntries } from '../bulk/packed-entries.js';
import type { LedgerFile } from '../ledger-file.js';
import { SegmentsAtHand } from './segments-at-hand.js';
import type { RangeSizes } from './segments.js';

/** So many ledgers of one input have the columns of a range in memory. */
const LEDGERS_MAX = 4;

/**
 * The segments of all ledgers to which one input is appended, made while the entries are at hand. They are derived: where
 * something is in the way, a ledger's are left to whoever extends them next, and nobody is told.
 */
export class SegmentsOfInput {
  readonly #ranges: RangeSizes;
  /** In the order in which they were begun; null where they are left to others. */
  readonly #ofCounty = new Map<County, SegmentsAtHand | null>();

  constructor(ranges: RangeSizes) {
    this.#ranges = ranges;
  }

  /** The entries were appended to a file that had `sizeBefore` records. They are not needed any more when it returns. */
  appended(file: LedgerFile, sizeBefore: number, entries: PackedEntries): void {
    this.#orLeft(file.county, () => {
      let segments = this.#ofCounty.get(file.county);
      if (segments === undefined) {
        segments = SegmentsAtHand.begin(file, sizeBefore, this.#ranges);
        this.#ofCounty.set(file.county, segments);
        this.#finishFirst();
      }
      segments?.add(entries);
    });
  }

  /** Stores what is complete. */
  store(): void {
    for (const [county, segments] of this.#ofCounty) {
      this.#orLeft(county, () => segments?.store());
    }
  }

  /** Others have changed the ledger. */
  leave(county: County): void {
    if (this.#ofCounty.has(county)) this.#ofCounty.set(county, null);
  }

  /** Nothing more comes. */
  finish(): void {
    for (const county of this.#ofCounty.keys()) this.#finish(county);
  }

  /** A county that was finished in the midst of an input is not begun again: its tail would be read again and again. */
  #finishFirst(): void {
    const open = [...this.#ofCounty].filter(([, segments]) => segments !== null);
    const [first] = open;
    if (first !== undefined && open.length > LEDGERS_MAX) this.#finish(first[0]);
  }

  #finish(county: County): void {
    this.#orLeft(county, () => this.#ofCounty.get(county)?.finish());
    this.leave(county);
  }

  #orLeft(county: County, work: () => void): void {
    try {
      work();
    } catch {
      this.#ofCounty.set(county, null);
    }
  }
}
