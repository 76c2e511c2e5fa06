import { ffyOf } from '../../events/values/month.js';
import type { Ffy, Month } from '../../events/values/month.js';
import { YearCheckpoint, bytesOfYears } from '../../projections/checkpoints/year-checkpoint.js';
import { EDITIONS } from '../../projections/form/editions.js';
import type { KnownEditions } from '../../projections/form/editions.js';
import type { LedgerReader, OnRecords } from '../ports/ledger-reader.js';
import { advanceOf } from './advance-of-ledger.js';
import { IdOrder } from './id-order.js';
import { positionsAtHand } from './positions-at-hand.js';
import { monthsOfYear } from '../../projections/checkpoints/kept-year.js';
import { monthsAskedOf, yearAsKept, yearFromKept } from './year-from-kept.js';
import type { KeptOnDisk, YearFromKept } from './year-from-kept.js';
import { viewOfLedger } from './view-of-ledger.js';

/**
 * With more new records than one for so many cases and children a year is taken from disk or replayed rather than brought
 * on. Of whoever they touch every record is folded again, and their columns are at hand (`ColumnsAtHand`): what takes
 * longest is gone over once at either way. Whoever falls behind for a moment must not be thrown back on what takes longer
 * still, or he never catches up.
 */
const SUBJECTS_OF_NEW_RECORD = 5;

/** Of one year so many positions that it was brought on to are kept because they were asked about last. */
const LATELY_USED_MAX = 8;

/** About how much a checkpoint takes for a case or child: 390 to 445 bytes were seen with 3,000 and 30,000 cases. */
const BYTES_OF_SUBJECT = 512;

/** As of when a year is asked for, and by which editions of the form. */
export interface YearAsked {
  readonly asOf: number;
  /** The months that will be asked about, where that is known; other years' are passed over. */
  readonly months?: readonly Month[];
  /** Without it, what is known now. */
  readonly known?: KnownEditions;
}

/** A year of which a month is damaged or was replaced while others were read: whoever reported it replays. */
export class YearGone extends Error {
  override readonly name = 'YearGone';
}

/** Where fiscal years are kept that are asked about. */
export interface Years {
  /** Whether only what is on disk is given, and nothing is replayed for it. */
  readonly isOnDisk: boolean;
  /**
   * The checkpoint of a month's fiscal year, fit for questions about that month and the others asked. Null where there is
   * none and it does not pay to make one: then nothing was replayed.
   */
  of(
    file: LedgerReader,
    month: Month,
    asked: YearAsked,
    onRecords: OnRecords,
  ): YearCheckpoint | null;
  /** Makes a month's fiscal year ready for questions as of a position, ahead of whoever asks for it, where it can be kept. */
  prepare(file: LedgerReader, month: Month, asOf: number): void;
  /** Brings a year that is kept in memory on to a later position, ahead of whoever asks for it next. */
  keepUp(file: LedgerReader, month: Month, asOf: number): void;
  /** The subjects of a ledger in order of id. */
  orderOf(file: LedgerReader): IdOrder;
}

interface Kept {
  readonly place: string;
  readonly year: YearCheckpoint;
  /** Read from disk or made from an earlier one in a moment, and made again as easily. */
  readonly isEasilyMade: boolean;
}

/**
 * Fiscal years of counties as of positions, for the next question about the same year: so many bytes, and those used
 * longest ago go first. By county, fiscal year, position and what is known of the form; taken from disk where they are
 * kept there. What an erasure changes is asked for anew.
 */
export class YearCheckpoints implements Years {
  readonly isOnDisk = false;
  readonly #bytesMax: number;
  readonly #onDisk: KeptOnDisk | null;
  /** Used longest ago first. */
  #kept: Kept[] = [];
  readonly #orders = new Map<string, IdOrder>();

  /** @param onDisk - looked at before a year is replayed */
  constructor(bytesMax: number, onDisk: KeptOnDisk | null = null) {
    this.#bytesMax = bytesMax;
    this.#onDisk = onDisk;
  }

  get bytes(): number {
    return bytesOfYears(this.#kept.map(({ year }) => year));
  }

  /**
   * The checkpoint of a month's fiscal year: kept, brought on from an earlier position, or replayed. Of a county whose
   * years are too large to keep what is on disk of the months asked for, or null, and then nothing was replayed.
   */
  of(
    file: LedgerReader,
    month: Month,
    { asOf, known = EDITIONS, months = [] }: YearAsked,
    onRecords: OnRecords,
  ): YearCheckpoint | null {
    const ffy = ffyOf(month);
    const place = `${placeOf(file)}/${String(ffy)}/${newestOf(known)}`;
    const ofYear = this.#kept.filter((kept) => kept.place === place);
    const same = ofYear.find(({ year }) => year.asOf === asOf);
    if (same !== undefined) {
      this.#use(same);
      return same.year;
    }
    if (this.#isTooLarge(file)) {
      return this.#fromDisk(file, ffy, { asOf, known }, monthsAskedOf(ffy, month, months));
    }
    const broughtOn =
      this.#advanced(file, asOf, ofYear) ?? this.#onFromDisk(file, place, { ffy, asOf, known });
    const year =
      broughtOn ??
      this.#fromDisk(file, ffy, { asOf, known }, monthsOfYear(ffy)) ??
      replayed(file, ffy, { asOf, known }, onRecords);
    this.#keep({ place, year, isEasilyMade: broughtOn !== null });
    return year;
  }

  /** Of a county whose years are too large to keep nothing is read. */
  prepare(file: LedgerReader, month: Month, asOf: number): void {
    if (asOf === 0 || this.#isTooLarge(file)) return;
    this.of(file, month, { asOf }, untold);
    this.orderOf(file);
  }

  /**
   * Brings a year that is kept on to a later position, ahead of whoever asks for it next. Nothing is done for one that is not
   * kept, or where so much is new that it has to be replayed: that is for who asks.
   */
  keepUp(file: LedgerReader, month: Month, asOf: number): void {
    const place = `${placeOf(file)}/${String(ffyOf(month))}/${newestOf(EDITIONS)}`;
    const ofYear = this.#kept.filter((kept) => kept.place === place);
    if (ofYear.some(({ year }) => year.asOf >= asOf)) return;
    const year = this.#advanced(file, asOf, ofYear);
    if (year !== null) this.#keep({ place, year, isEasilyMade: true });
  }

  /** The subjects of a ledger in order of id. */
  orderOf(file: LedgerReader): IdOrder {
    const place = placeOf(file);
    const known = this.#orders.get(place);
    const order = known?.with(file.subjects()) ?? IdOrder.of(file.subjects());
    this.#orders.set(place, order);
    return order;
  }

  #isTooLarge(file: LedgerReader): boolean {
    return file.subjectCount * BYTES_OF_SUBJECT > this.#bytesMax;
  }

  #advanced(file: LedgerReader, asOf: number, ofYear: readonly Kept[]): YearCheckpoint | null {
    const before = ofYear
      .map(({ year }) => year)
      .filter((year) => year.asOf < asOf)
      .sort((one, other) => other.asOf - one.asOf)[0];
    if (before === undefined) return null;
    if (asOf - before.asOf > newRecordsMax(file)) return null;
    return before.advancedTo(advanceOf(file, before, asOf));
  }

  /** The year as it is kept on disk, brought on here; null where it is not, or too much is new since. */
  #onFromDisk(
    file: LedgerReader,
    place: string,
    as: Omit<YearFromKept, 'months'>,
  ): YearCheckpoint | null {
    if (this.#onDisk === null) return null;
    const asked = { ...as, months: monthsOfYear(as.ffy) };
    const year = yearAsKept(this.#onDisk, file, asked, newRecordsMax(file));
    if (year === null || year.asOf === as.asOf) return year;
    this.#keep({ place, year, isEasilyMade: true });
    return year.advancedTo(advanceOf(file, year, as.asOf));
  }

  #fromDisk(
    file: LedgerReader,
    ffy: Ffy,
    as: Pick<YearFromKept, 'asOf' | 'known'>,
    months: readonly Month[],
  ): YearCheckpoint | null {
    if (this.#onDisk === null) return null;
    return yearFromKept(this.#onDisk, file, { ...as, ffy, months });
  }

  #use(kept: Kept): void {
    this.#kept = [...this.#kept.filter((other) => other !== kept), kept];
  }

  #keep(kept: Kept): void {
    const { place, year } = kept;
    // One of the same position is the same.
    this.#kept = this.#kept.filter((each) => each.place !== place || each.year.asOf !== year.asOf);
    this.#kept.push(kept);
    const broughtOn = this.#kept.filter((each) => each.isEasilyMade && each.place === place);
    const atHand = positionsAtHand(broughtOn.map((each) => each.year.asOf));
    const left = broughtOn.slice(0, -LATELY_USED_MAX).filter((each) => !atHand.has(each.year.asOf));
    this.#kept = this.#kept.filter((each) => !left.includes(each));
    while (this.bytes > this.#bytesMax) this.#kept.shift();
  }
}

/** So many new records at most are brought on. */
function newRecordsMax({ subjectCount }: LedgerReader): number {
  return Math.floor(subjectCount / SUBJECTS_OF_NEW_RECORD);
}

/** The newest edition says which are known. */
function newestOf(known: KnownEditions): string {
  return (known.at(-1) ?? known[0]).id;
}

/** A county's ledger as retention has left it. */
function placeOf(file: LedgerReader): string {
  return `${file.county}/${String(file.retention?.cut ?? 0)}`;
}

function replayed(
  file: LedgerReader,
  ffy: Ffy,
  { asOf, known = EDITIONS }: YearAsked,
  onRecords: OnRecords,
): YearCheckpoint {
  return YearCheckpoint.of(viewOfLedger(file, asOf, onRecords), ffy, asOf, known);
}

function untold(): void {
  // Nobody waits for it.
}
