import type { Day } from '../events/values/day.js';
import { firstDayOf, lastDayOf } from '../events/values/month.js';
import { AftermathWheel } from './aftermath.js';
import { NEVER, unopenedCase } from './case-state.js';
import type { CaseState } from './case-state.js';
import { CaseTable } from './case-table.js';
import { convertCase } from './conversion.js';
import { undergo } from './corrections.js';
import { CountyRecords } from './county-records.js';
import { establishOrder } from './happenings/orders.js';
import { drawLifeDay, live } from './life.js';
import { charge, distribute } from './money.js';
import { passMonth, pay, receiveOffset } from './month.js';
import { openCase, planNewCase } from './opening.js';
import { keyOf } from './random.js';
import { RecordLines } from './record-lines.js';
import { CORRECT_DEFAULT, LATE_DEFAULT, simulationFault } from './simulation-arguments.js';
import type { SimulationArguments } from './simulation-arguments.js';
import { Visit } from './visit.js';
import type { Setting } from './visit.js';

/** Characters after which a chunk is handed out. */
const CHUNK_LENGTH = 65_536;
/** On how many days the old cases are loaded. */
const CONVERSION_DAYS = 3;
/** Cases that open in a month, for each case loaded. */
const OPENINGS_PER_MONTH = 0.006;
/** Records that the load of one old case writes, at most on average; and those of one case on the busiest day. */
const RECORDS_PER_CONVERSION = 16;
const RECORDS_PER_CASE_DAY = 1.6;
const RECORDS_OF_COUNTY_DAY = 50;
/** `dueDays` of a case that is never visited again. */
const NOT_DUE = 0xffff;
/** Something late may have no earlier day to have happened on; the others make up for it. */
const LATE_IN_VAIN = 1.025;
const ORDER_AT_OPENING_SHARE = 0.25;

/**
 * A caseload as NDJSON, in chunks of whole lines, in order of recording; every record carries `recorded`, from the
 * first day of `from` to the last of `to`. The same arguments give the same text. Memory is some 130 bytes a case and
 * what is corrected in the next two months, however many months there are. Throws a `RangeError` on arguments outside
 * their domain (see `simulationFault`).
 */
export function simulateCaseload(given: SimulationArguments): Iterable<string> {
  const fault = simulationFault(given);
  if (fault !== null) throw new RangeError(fault);
  return new Caseload(given).chunks();
}

class Caseload {
  readonly #cases: number;
  readonly #loaded: number;
  readonly #firstDay: Day;
  readonly #lastDay: Day;
  readonly #table: CaseTable;
  /** For each case, on which day of the simulation (0, 1, ...) it is visited next. */
  readonly #dueDays: Uint16Array;
  readonly #wheel = new AftermathWheel();
  readonly #lines: RecordLines;
  readonly #countyRecords: CountyRecords;
  readonly #visit: Visit;
  readonly #unopened = unopenedCase();

  constructor(given: SimulationArguments) {
    const { county, cases, from, to } = given;
    this.#cases = cases;
    this.#firstDay = firstDayOf(from);
    this.#lastDay = lastDayOf(to);
    const months = to - from + 1;
    this.#loaded = Math.max(1, Math.round(cases / (1 + OPENINGS_PER_MONTH * months)));
    const key = keyOf(`${county}/${given.seed}`);
    this.#table = new CaseTable(cases);
    this.#dueDays = new Uint16Array(cases);
    this.#lines = new RecordLines(county, this.#firstDay, this.#lastDay, key);
    this.#countyRecords = new CountyRecords(this.#lines, from, cases, cases, key);
    this.#visit = new Visit(settingOf(given, this.#firstDay, key), this.#lines, this.#wheel);
    for (let index = 0; index < cases; index += 1) this.#dueDays[index] = this.#openingDay(index);
  }

  *chunks(): Generator<string> {
    for (let day = this.#firstDay; day <= this.#lastDay; day = (day + 1) as Day) {
      const offset = day - this.#firstDay;
      this.#lines.startDay(day, this.#capacityOf(offset));
      this.#countyRecords.writeDay(day);
      let index = this.#dueDays.indexOf(offset);
      while (index !== -1) {
        this.#visitCase(index, day);
        if (this.#lines.length >= CHUNK_LENGTH) yield this.#lines.take();
        index = this.#dueDays.indexOf(offset, index + 1);
      }
      for (const aftermath of this.#wheel.take(day)) {
        this.#open(aftermath.caseIndex, day);
        undergo(this.#visit, aftermath);
        this.#close(aftermath.caseIndex);
        if (this.#lines.length >= CHUNK_LENGTH) yield this.#lines.take();
      }
    }
    if (this.#lines.length > 0) yield this.#lines.take();
  }

  /** The old cases are loaded on the first days, the others open one after the other until the end. */
  #openingDay(index: number): number {
    if (index < this.#loaded) return Math.floor((index * CONVERSION_DAYS) / this.#loaded);
    const days = this.#lastDay - this.#firstDay + 1 - CONVERSION_DAYS;
    const share = (index - this.#loaded + 0.5) / (this.#cases - this.#loaded);
    return CONVERSION_DAYS + Math.floor(share * days);
  }

  #capacityOf(offset: number): number {
    const isConversion = offset < CONVERSION_DAYS;
    const perCase = isConversion ? RECORDS_PER_CONVERSION / CONVERSION_DAYS : RECORDS_PER_CASE_DAY;
    return RECORDS_OF_COUNTY_DAY + this.#cases * perCase;
  }

  #open(index: number, day: number): void {
    this.#table.load(index, this.#visit.state);
    this.#visit.begin(index, day);
  }

  #close(index: number): void {
    this.#visit.end();
    this.#table.store(index, this.#visit.state);
    this.#dueDays[index] = this.#dueOffset(this.#visit.state);
  }

  #dueOffset(state: CaseState): number {
    const day = nextDueDay(state);
    return day > this.#lastDay ? NOT_DUE : day - this.#firstDay;
  }

  #visitCase(index: number, day: number): void {
    if (this.#table.isStored(index)) {
      this.#open(index, day);
      doWhatIsDue(this.#visit);
    } else {
      Object.assign(this.#visit.state, this.#unopened);
      this.#visit.begin(index, day);
      this.#enter(index);
    }
    this.#close(index);
  }

  #enter(index: number): void {
    const visit = this.#visit;
    const sharable = index > 0 ? this.#table.sharableChildren(index - 1) : 0;
    if (index < this.#loaded) {
      convertCase(visit, sharable);
    } else {
      visit.maybeLate(visit.today - 30);
      openCase(visit, planNewCase(visit, sharable));
      if (visit.random.chance(ORDER_AT_OPENING_SHARE)) establishOrder(visit);
    }
    drawLifeDay(visit);
  }
}

function settingOf(given: SimulationArguments, firstDay: number, key: number): Setting {
  const { county, late = LATE_DEFAULT, correct = CORRECT_DEFAULT } = given;
  return { county, firstDay, late: lateLikelihood(late, correct), correct, key };
}

function nextDueDay(state: CaseState): number {
  return Math.min(
    state.monthDay,
    state.chargeDay,
    state.payDay,
    state.offsetDay,
    state.distributeDay,
    state.lifeDay,
    NEVER,
  );
}

function doWhatIsDue(visit: Visit): void {
  const { state, today } = visit;
  if (state.distributeDay <= today) distribute(visit);
  if (state.chargeDay <= today) {
    visit.effective = state.chargeEffective;
    state.chargeDay = NEVER;
    charge(visit);
    visit.effective = today;
  }
  if (state.monthDay <= today) passMonth(visit);
  if (state.offsetDay <= today) receiveOffset(visit);
  if (state.payDay <= today) pay(visit);
  if (state.lifeDay <= today) live(visit);
}

/** How likely it is that an uncorrected record is late, for late ones to be that share of all records. */
function lateLikelihood(late: number, correct: number): number {
  return correct < 1 ? Math.min(1, (late * LATE_IN_VAIN) / (1 - correct)) : 1;
}
