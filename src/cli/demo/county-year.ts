import { civilDayOf } from '../../../events/values/civil-day.js';
import type { County } from '../../../events/values/county.js';
import { formatDay } from '../../../events/values/day.js';
import type { Day } from '../../../events/values/day.js';
import { parseInstant } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import { addMonths, firstDayOf } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { programVersion } from '../../program-version.js';
import type { Asking } from '../application.js';
import { Failure } from '../exit-codes.js';

/** Who reports and who decides in a county, as acts name them. */
export interface CountyPeople {
  readonly reporter: string;
  readonly director: string;
}

/** What becomes of a month. */
type Fate = 'approved' | 'returned' | 'late' | 'revised' | 'undecided';

/** Months that do not simply pass, by their place in the year from 0. */
const FATES: ReadonlyMap<number, Fate> = new Map([
  [2, 'returned'],
  [5, 'late'],
  [7, 'revised'],
  [11, 'undecided'],
]);

/**
 * Submits and decides on a year of a county's months, each in the month after it: approved in time, but for one that is
 * returned and mended, one that is late, one that is revised, and the last, which waits for its director.
 */
export async function yearOfVersions(
  application: Asking,
  county: County,
  months: readonly Month[],
  people: CountyPeople,
): Promise<void> {
  for (const [place, month] of months.entries()) {
    const of = new MonthOfCounty(application, county, month, people);
    const fate = FATES.get(place) ?? 'approved';
    await of.submit(1, 9, '');
    switch (fate) {
      case 'undecided':
        break;
      case 'approved':
      case 'revised':
        await of.approve(1, 12);
        break;
      case 'late':
        await of.approve(1, 20);
        break;
      case 'returned':
        await of.sendBack(1, 11, 'records of the last week are missing');
        await of.submit(2, 13, 'with the last week');
        await of.approve(2, 14);
        break;
    }
    if (fate === 'revised') {
      await of.submit(2, 26, 'after corrections');
      await of.approve(2, 27);
    }
  }
}

class MonthOfCounty {
  readonly #application: Asking;
  readonly #county: County;
  readonly #month: Month;
  readonly #people: CountyPeople;

  constructor(application: Asking, county: County, month: Month, people: CountyPeople) {
    this.#application = application;
    this.#county = county;
    this.#month = month;
    this.#people = people;
  }

  /** As of the end of the day before. */
  async submit(version: number, day: number, comment: string): Promise<void> {
    const county = this.#county;
    const known: Day = this.#dayOf(day - 1);
    const asked = { kind: 'day', day: known } as const;
    const asOf = await this.#application.answer('position', { county, month: null, asked });
    const said = { by: this.#people.reporter, comment, program: programVersion() };
    const of = { county, month: this.#month, asOf, ...said, at: this.#at(day) };
    const outcome = await this.#application.outcome('submit', of);
    if (outcome.kind !== 'done') throw refused(`version ${String(version)}`, outcome);
  }

  async approve(version: number, day: number): Promise<void> {
    const said = { by: this.#people.director, telephone: '916 555 0100', at: this.#at(day) };
    const of = { county: this.#county, month: this.#month, version, ...said };
    const outcome = await this.#application.outcome('approve', of);
    if (outcome.kind !== 'done') throw refused('an approval', outcome);
  }

  async sendBack(version: number, day: number, reason: string): Promise<void> {
    const said = { by: this.#people.director, reason, at: this.#at(day) };
    const of = { county: this.#county, month: this.#month, version, ...said };
    const outcome = await this.#application.outcome('return', of);
    if (outcome.kind !== 'done') throw refused('a return', outcome);
  }

  /** A day of the month after, by its number. */
  #dayOf(day: number): Day {
    return (firstDayOf(addMonths(this.#month, 1)) + day - 1) as Day; // the contract's calendar has it
  }

  /** In the morning of that day in California. */
  #at(day: number): Instant {
    const at = parseInstant(`${formatDay(this.#dayOf(day))}T18:00:00Z`);
    if (at === null || civilDayOf(at) !== this.#dayOf(day)) {
      throw new Error('A day of the demo has no morning.');
    }
    return at;
  }
}

function refused(what: string, outcome: object): Failure {
  return new Failure(`The demo could not make ${what}: ${JSON.stringify(outcome)}.`);
}
