import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import type { ViewInBlocks } from '../../projections/columns/ledger-view.js';
import type { PartOfReport, ReportFolding } from '../../projections/form/report.js';
import type { Tally } from '../../projections/form/counted/tally.js';
import type { SharedLinks } from '../../projections/replay/child-links-of-months.js';
import type { BlockTurns } from './block-turns.js';

/** Months of one county as of a position. */
export interface ReportQuestion {
  readonly county: County;
  readonly months: readonly Month[];
  readonly asOf: number;
  /** See `ReportAsked.edition`. */
  readonly edition: string | null;
}

/** Whether two questions have the same reports, in the same order. */
export function isSameQuestion(one: ReportQuestion, other: ReportQuestion): boolean {
  return (
    one.county === other.county &&
    one.asOf === other.asOf &&
    one.edition === other.edition &&
    one.months.length === other.months.length &&
    one.months.every((month, place) => month === other.months[place])
  );
}

/** Months of one county, of which whoever gets it folds a part. */
export interface ReportPartTask extends ReportQuestion {
  readonly links: SharedLinks;
  /** Of `BlockTurns`. */
  readonly turns: SharedArrayBuffer;
}

/** What a part of the blocks counts; its records are counted, so that a missing block is noticed. */
export interface CountedPart {
  readonly records: number;
  readonly tallies: readonly Tally[];
}

/** What a thread says of its part. What it failed with is found again, or not, by who asked. */
export type ReportPartReply =
  { readonly kind: 'counted'; readonly part: CountedPart } | { readonly kind: 'failed' };

/** A part of a report that is being folded, block by block. */
export class PartInTurns {
  readonly #part: PartOfReport;
  readonly #turns: BlockTurns;
  #records = 0;

  constructor(folding: ReportFolding, links: SharedLinks, turns: BlockTurns) {
    this.#part = folding.part(links);
    this.#turns = turns;
  }

  /** Folds blocks as long as there are any that nobody has taken. Throws what reading one throws; the others stop then. */
  foldCases(view: ViewInBlocks): void {
    while (this.foldNext(view));
  }

  /** Folds the next block that nobody has taken; false where there is none. */
  foldNext(view: ViewInBlocks): boolean {
    const number = this.#turns.take();
    if (number === null) return false;
    try {
      const block = view.block(number);
      this.#part.fold(block);
      this.#records += block.columns.count;
    } catch (error) {
      this.#turns.stop();
      throw error;
    }
    this.#turns.folded();
    return true;
  }

  /** Folds the children of its blocks, all cases of the ledger being folded, and answers what it counted. */
  foldChildren(): CountedPart {
    this.foldSomeChildren(Infinity);
    return this.counted();
  }

  /** Folds so many at most of the children that are left; false where no others are. */
  foldSomeChildren(countMax: number): boolean {
    return this.#part.foldChildren(countMax);
  }

  /** What it has counted. */
  counted(): CountedPart {
    return { records: this.#records, tallies: this.#part.tallies() };
  }
}
