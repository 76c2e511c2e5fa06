import { formatDay } from '../events/values/day.js';
import type { Day } from '../events/values/day.js';
import { RecordIds } from './record-ids.js';

/** The record that a correction replaces or voids, and why. */
export interface Corrected {
  readonly serial: number;
  readonly reason: string;
}

const DAY_START_SECOND = 8 * 3600;
const DAY_END_SECOND = 86_399;
const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
/** Days before the first one recorded whose text is kept: births and orders lie some decades back. */
const KEPT_DAYS_BACK = 45 * 366;

/** One record to write. */
export interface RecordToWrite {
  /** The text of its subject field with the comma after it (`"case":"190000001",`); empty for a county record. */
  readonly subject: string;
  /** Make its id, with the simulation's key. */
  readonly caseNumber: number;
  readonly serial: number;
  readonly type: string;
  /** A day. */
  readonly effective: number;
  readonly data: object;
  readonly corrected: Corrected | null;
}

/**
 * Writes records as NDJSON text in order of recording. It sets id and `recorded`: within a day the seconds run from
 * 08:00:00 UTC, as dense as the day's expected number of records asks for, and never go back.
 */
export class RecordLines {
  readonly #county: string;
  readonly #ids: RecordIds;
  readonly #dayTexts: string[];
  readonly #firstKeptDay: number;
  #text = '';
  #today = '';
  #capacity = 1;
  #written = 0;
  #second = -1;
  #recorded = '';

  constructor(county: string, firstDay: number, lastDay: number, key: number) {
    this.#county = county;
    this.#ids = new RecordIds(key);
    this.#firstKeptDay = firstDay - KEPT_DAYS_BACK;
    this.#dayTexts = Array.from({ length: lastDay - this.#firstKeptDay + 1 }, () => '');
  }

  /** From here on records are recorded on `day`; `capacity`: how many are expected, at least 1. */
  startDay(day: number, capacity: number): void {
    this.#today = this.dayText(day);
    this.#capacity = capacity;
    this.#written = 0;
    this.#second = -1;
  }

  /** How many characters wait to be taken. */
  get length(): number {
    return this.#text.length;
  }

  /** The lines written since the last call, each ended by `\n`. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  write({ subject, caseNumber, serial, type, effective, data, corrected }: RecordToWrite): void {
    const correction =
      corrected === null
        ? ''
        : `,"corrects":"${this.#ids.idOf(caseNumber, corrected.serial)}","reason":"${corrected.reason}"`;
    this.#text +=
      `{"id":"${this.#ids.idOf(caseNumber, serial)}","type":"${type}","county":"${this.#county}",${subject}` +
      `"effective":"${this.dayText(effective)}","data":${JSON.stringify(data)}${correction},"recorded":"${this.#stamp()}"}\n`;
  }

  /** `YYYY-MM-DD`, kept for the days that come often. */
  dayText(day: number): string {
    const index = day - this.#firstKeptDay;
    const kept = this.#dayTexts[index];
    if (kept !== undefined && kept !== '') return kept;
    // The simulation counts days as plain numbers; this is the one place where they become text.
    const text = formatDay(day as Day);
    if (kept === '') this.#dayTexts[index] = text;
    return text;
  }

  #stamp(): string {
    const share = (this.#written * (DAY_END_SECOND - DAY_START_SECOND)) / this.#capacity;
    const second = Math.min(DAY_START_SECOND + Math.floor(share), DAY_END_SECOND);
    this.#written += 1;
    if (second !== this.#second) {
      this.#second = second;
      this.#recorded = `${this.#today}T${clock(second)}Z`;
    }
    return this.#recorded;
  }
}

function clock(secondOfDay: number): string {
  const hour = Math.floor(secondOfDay / 3600);
  const minute = Math.floor(secondOfDay / 60) % 60;
  return `${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(secondOfDay % 60)}`;
}

function twoDigits(value: number): string {
  return TWO_DIGITS[value] ?? '';
}
