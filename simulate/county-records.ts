import type { DataOf } from '../events/record.js';
import { firstDayOf, formatMonth, lastDayOf, monthOf } from '../events/values/month.js';
import type { Day } from '../events/values/day.js';
import type { Month } from '../events/values/month.js';
import { Random } from './random.js';
import type { RecordLines } from './record-lines.js';
import type { CountyType } from './written-record.js';

/** Days after the first of a month on which the county's own records come in. */
const NOTICE_DAY = 4;
const FIGURES_DAYS_BEFORE_END = 2;

/** The phase-in lines by the month after the first in which DCSS's notice comes; they are reported from that month on. */
const NOTICES: readonly DataOf<'LineMadeReportable'>['lines'][] = [
  ['1d', '1e', '1f', '1g'],
  ['2f', '2g', '2h', '2i'],
  ['33', '34', '35', '36'],
];
const MONTHS_BETWEEN_NOTICES = 3;

const CASES_PER_WORKER = 260;

/** Writes the county's own records: staff, figures supplied by DCSS, notices of lines that are now reported. */
export class CountyRecords {
  readonly #lines: RecordLines;
  readonly #first: Month;
  readonly #cases: number;
  readonly #caseNumber: number;
  readonly #random = new Random();
  #serials = 0;

  /** `caseNumber`: the number that the county's ids are made of, one that no case has. */
  constructor(lines: RecordLines, first: Month, cases: number, caseNumber: number, key: number) {
    this.#lines = lines;
    this.#first = first;
    this.#cases = cases;
    this.#caseNumber = caseNumber;
    this.#random.resume(key, 0);
  }

  /** Writes what comes in on that day, mostly nothing. */
  writeDay(day: Day): void {
    const month = monthOf(day);
    if (day === firstDayOf(month) + NOTICE_DAY) this.#writeNotice(day, month);
    if (day === lastDayOf(month) - FIGURES_DAYS_BEFORE_END) this.#writeFigures(day, month);
  }

  #writeNotice(day: Day, month: Month): void {
    const lines = NOTICES[(month - this.#first) / MONTHS_BETWEEN_NOTICES];
    if (lines !== undefined)
      this.#write(day, 'LineMadeReportable', { lines, from: formatMonth(month) });
  }

  #writeFigures(day: Day, month: Month): void {
    const workers = 2 + this.#cases / CASES_PER_WORKER;
    this.#write(day, 'StaffingReported', {
      line30: this.#staff(workers * 0.9),
      line31: this.#staff(workers * 0.1),
    });
    const source = `DCSS statewide file of ${formatMonth(month)}`;
    const isOctober = month % 12 === 9;
    if (isOctober || month === this.#first) this.#writeFigure(day, '5a', this.#cases * 0.5, source);
    const monthOfFfy = ((month + 3) % 12) + 1;
    this.#writeFigure(day, '8', this.#cases * 0.03 * monthOfFfy, source);
    this.#writeFigure(day, '8a', this.#cases * 0.02 * monthOfFfy, source);
    this.#writeFigure(day, '10', this.#cases * 0.015 * monthOfFfy, source);
  }

  #staff(workers: number): DataOf<'StaffingReported'>['line30'] {
    const fullTime = Math.round(workers * (0.95 + 0.1 * this.#random.fraction()));
    return { fullTime: String(fullTime), partTimeHours: `${String(this.#random.below(900))}.50` };
  }

  #writeFigure(
    day: Day,
    line: DataOf<'StatewideFigureRecorded'>['line'],
    about: number,
    source: string,
  ): void {
    const value = Math.round(about * (0.97 + 0.06 * this.#random.fraction()));
    this.#write(day, 'StatewideFigureRecorded', { line, value, source });
  }

  #write<Type extends CountyType>(day: Day, type: Type, data: DataOf<Type>): void {
    const [caseNumber, serial] = [this.#caseNumber, this.#serials];
    const of = { subject: '', caseNumber, serial, type, effective: day };
    this.#lines.write({ ...of, data, corrected: null });
    this.#serials += 1;
  }
}
