import { monthOf } from '../events/values/month.js';
import type { Day } from '../events/values/day.js';
import type { Month } from '../events/values/month.js';
import type { DataOf } from '../events/record.js';
import { AFTERMATH_DAYS_MAX } from './aftermath.js';
import type { Aftermath, AftermathWheel } from './aftermath.js';
import { unopenedCase } from './case-state.js';
import type { CaseState } from './case-state.js';
import { mix32, Random } from './random.js';
import type { Corrected, RecordLines } from './record-lines.js';
import { NO_CHILD } from './written-record.js';
import type { CaseType, ChildType, WrittenRecord } from './written-record.js';

/** What holds for a whole simulation. */
export interface Setting {
  readonly county: string;
  /** The first day that records are recorded on. */
  readonly firstDay: number;
  /** The probability that something is recorded late. */
  readonly late: number;
  /** The probability that a record is corrected some day. */
  readonly correct: number;
  /** Key of all random numbers. */
  readonly key: number;
}

const LATE_DAYS_MAX = 45;
const SEVEN_DIGITS_BASE = 10_000_000;
/** Of the records of the load of old cases, how many are corrected for one of the others: they were checked before. */
const LOADED_CORRECTION_SHARE = 0.3;

/**
 * One case on one day of recording: its state, its random numbers, and the pen. `effective` is the day that the records
 * written next took place; it is `today` unless something is recorded late. One object serves all visits in turn.
 */
export class Visit {
  readonly state: CaseState = unopenedCase();
  readonly random = new Random();
  readonly setting: Setting;
  index = 0;
  today = 0;
  effective = 0;
  readonly #lines: RecordLines;
  readonly #wheel: AftermathWheel;
  #caseText = '';

  constructor(setting: Setting, lines: RecordLines, wheel: AftermathWheel) {
    this.setting = setting;
    this.#lines = lines;
    this.#wheel = wheel;
  }

  /** Begins the visit of case `index` on day `today`; the case's state has been loaded. */
  begin(index: number, today: number): void {
    this.index = index;
    this.today = today;
    this.effective = today;
    this.random.resume(mix32(index + this.setting.key), this.state.random);
    this.#caseText = '';
  }

  /** Ends the visit: the state may be stored. */
  end(): void {
    this.state.random = this.random.counter;
  }

  /** The month in which the records written next took place. */
  get effectiveMonth(): Month {
    return monthOf(this.effective as Day);
  }

  /** The id of a child of the case; children of a case that shares them have the ids of the case before it. */
  childId(child: number): string {
    const owner = this.state.sharesChildren ? this.index : this.index + 1;
    return `K${sevenDigits(owner)}-${String(child + 1)}`;
  }

  dayText(day: number): string {
    return this.#lines.dayText(day);
  }

  /** Decides whether what comes next is recorded late, and if so sets `effective` back, never before `notBefore`. */
  maybeLate(notBefore: number): void {
    if (!this.random.chance(this.setting.late)) return;
    const earliest = Math.max(notBefore, this.setting.firstDay, this.state.openedDay);
    this.effective = Math.max(earliest, this.today - this.lateDays(LATE_DAYS_MAX));
    if (this.effective > this.today) this.effective = this.today;
  }

  /** How late something is, 1 to `most` days: mostly some days, seldom weeks. */
  lateDays(most: number): number {
    const share = this.random.fraction();
    return 1 + Math.floor(most * share * share);
  }

  /** Writes a case record that may be corrected some day. */
  record<Type extends CaseType>(type: Type, data: DataOf<Type>): void {
    const serial = this.recordFirm(type, data);
    this.#maybeCorrected(type, data, serial, NO_CHILD);
  }

  /** Writes a case record whose corrections, if any, its writer sees to. Returns its serial number. */
  recordFirm<Type extends CaseType>(type: Type, data: DataOf<Type>): number {
    return this.#write(this.#subjectText(NO_CHILD), type, data, null, this.effective);
  }

  /** Writes a child record that may be corrected some day. */
  recordChild<Type extends ChildType>(child: number, type: Type, data: DataOf<Type>): void {
    const serial = this.#write(this.#subjectText(child), type, data, null, this.effective);
    this.#maybeCorrected(type, data, serial, child);
  }

  /** Writes the registration of one of the people of the case, a county record. */
  recordParticipant(data: DataOf<'ParticipantRegistered'>): void {
    this.#write('', 'ParticipantRegistered', data, null, this.effective);
  }

  /** Replaces a record; the replacement may in its turn be corrected where `mayRecur`. */
  replace(replacement: WrittenRecord, reason: string, mayRecur: boolean): void {
    const { type, data, child, effective } = replacement;
    const corrected = { serial: replacement.serial, reason };
    const serial = this.#write(this.#subjectText(child), type, data, corrected, effective);
    if (mayRecur && this.random.chance(this.setting.correct)) {
      this.later({ kind: 'correction', caseIndex: this.index, record: { ...replacement, serial } });
    }
  }

  /** Takes a record out without replacement. */
  void(target: WrittenRecord, reason: string): void {
    const corrected = { serial: target.serial, reason };
    this.#write(this.#subjectText(target.child), 'RecordVoided', {}, corrected, this.today);
  }

  /** Something comes of what was written, one to `AFTERMATH_DAYS_MAX` days from today. */
  later(aftermath: Aftermath): void {
    this.#wheel.add(this.today, this.random.between(1, AFTERMATH_DAYS_MAX), aftermath);
  }

  #maybeCorrected<Type extends CaseType | ChildType>(
    type: Type,
    data: DataOf<Type>,
    serial: number,
    child: number,
  ): void {
    const isLoaded = this.effective < this.setting.firstDay;
    const share = this.setting.correct * (isLoaded ? LOADED_CORRECTION_SHARE : 1);
    if (!this.random.chance(share)) return;
    // The compiler cannot see that type and data belong together; the callers' signatures say so.
    const record = { type, data, effective: this.effective, serial, child } as WrittenRecord;
    this.later({ kind: 'correction', caseIndex: this.index, record });
  }

  #subjectText(child: number): string {
    if (child !== NO_CHILD) return `"child":"${this.childId(child)}",`;
    // Many visits write nothing: the text is made when the first record asks for it.
    if (this.#caseText === '') {
      this.#caseText = `"case":"${this.setting.county}${sevenDigits(this.index + 1)}",`;
    }
    return this.#caseText;
  }

  #write(
    subject: string,
    type: string,
    data: object,
    corrected: Corrected | null,
    effective: number,
  ): number {
    const serial = this.state.serials;
    this.state.serials = serial + 1;
    const caseNumber = this.index;
    this.#lines.write({ subject, caseNumber, serial, type, effective, data, corrected });
    return serial;
  }
}

/** Seven digits with leading zeros, the form of the numbers of cases, children and people. */
export function sevenDigits(number: number): string {
  return String(SEVEN_DIGITS_BASE + number).slice(1);
}
