import type { AccessActName } from '../../../../events/acts/access-act.js';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import type { County } from '../../../../events/values/county.js';
import type { Day } from '../../../../events/values/day.js';
import type { Instant } from '../../../../events/values/instant.js';
import { visible } from '../../../../events/values/visible-text.js';
import { addMonths, monthOf } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import { DAYS_BEFORE_DUE } from '../../../../projections/notices/occasions.js';
import { latestOf, standingOf } from '../../../../projections/versions/version.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { ShownWaiting } from '../../../process/sheets.js';
import { monthHref, outdatedHref, versionHref } from '../../addresses.js';
import { countyInWords } from '../../county-navigation.js';
import { actInWords, waitingHref } from '../../process/words.js';
import { standingOfMonth } from '../../version-words.js';
import { counted, dateInWords, dayInWords, monthInWords } from '../../words.js';

/** Most things that wait that are named; the rest is counted. */
export const THINGS_WAITING_MAX = 30;

/** One thing that waits for whoever asks. */
export interface ThingWaiting {
  readonly key: string;
  readonly href: string;
  readonly text: string;
}

/** A county of which something may wait for whoever asks. */
export interface CountyWaiting {
  readonly county: County;
  readonly versions: readonly Version[];
  /** The months that its row shows. */
  readonly months: readonly Month[];
  /** Its months that were outdated when they were last replayed. */
  readonly outdated: readonly Month[];
  readonly now: Instant;
  readonly mayApprove: boolean;
  readonly maySubmit: boolean;
}

/** What notices tell of as long as it is so: versions to decide on, returned ones, months late or due soon, outdated ones. */
export function waitingIn(asked: CountyWaiting): readonly ThingWaiting[] {
  const { versions } = asked;
  const decided = [...new Set(versions.map(({ month }) => month))].flatMap((month) => {
    const waiting = undecided(asked, latestOf(versions, month));
    return waiting === null ? [] : [{ month, waiting }];
  });
  const named = new Set(decided.map(({ month }) => month));
  return [
    ...decided.map(({ waiting }) => waiting),
    ...monthsTold(asked)
      .filter((month) => !named.has(month))
      .flatMap((month) => unapproved(asked, month) ?? []),
    ...outdatedIn(asked),
  ];
}

function undecided(asked: CountyWaiting, latest: Version | null): ThingWaiting | null {
  if (latest === null) return null;
  const { county, mayApprove, maySubmit } = asked;
  const { month, version, decision } = latest;
  const what = `version ${String(version)} of ${monthInWords(month)}, county ${countyInWords(county)}`;
  const item = { key: `${county}-${String(month)}`, href: versionHref(county, month, version) };
  if (decision.state === 'submitted' && mayApprove) {
    return { ...item, text: `To approve or return: ${what}` };
  }
  if (decision.state === 'returned' && maySubmit) return { ...item, text: `Was returned: ${what}` };
  return null;
}

/** The months of the row, and the last two that are over, of which notices tell; in order. */
function monthsTold({ months, now }: CountyWaiting): readonly Month[] {
  const over = addMonths(monthOf(civilDayOf(now)), -1);
  return [...new Set([...months, addMonths(over, -1), over])].sort((one, other) => one - other);
}

/** A month that is late, or due soon, and not approved; null where it is not, or is nothing to whoever asks. */
function unapproved(asked: CountyWaiting, month: Month): ThingWaiting | null {
  const { county, versions, now, mayApprove, maySubmit } = asked;
  if (!(maySubmit || mayApprove) || standingOf(versions, month) !== null) return null;
  const today = civilDayOf(now);
  const { due, late, version } = standingOfMonth(versions, month, today);
  if (due - today > DAYS_BEFORE_DUE) return null;
  const of = `${monthInWords(month)}, county ${countyInWords(county)}: ${late ?? dueInWords(due)}`;
  const key = `${county}-${String(month)}`;
  const here = monthHref(county, month);
  if (version !== null) {
    const href = versionHref(county, month, version);
    return { key, href, text: `Waits for approval: version ${String(version)} of ${of}` };
  }
  return maySubmit
    ? { key, href: `${here}/submit`, text: `To submit: ${of}` }
    : { key, href: here, text: `Not submitted: ${of}` };
}

function outdatedIn({ county, outdated, maySubmit }: CountyWaiting): readonly ThingWaiting[] {
  if (!maySubmit) return [];
  return outdated.map((month) => ({
    key: `${county}-${String(month)}-outdated`,
    href: outdatedHref(county),
    text: `Became outdated: ${monthInWords(month)}, county ${countyInWords(county)}`,
  }));
}

/** What waits in the access process for whoever asks, in the order in which it is given: the oldest goal first. */
export function applicationsWaiting(
  waiting: readonly ShownWaiting[],
  mayDo: (act: AccessActName) => boolean,
): readonly ThingWaiting[] {
  return waiting
    .filter(({ act }) => mayDo(act))
    .map(({ application, act, organisation, due, daysLate }) => {
      const late = daysLate === 0 ? '' : `, ${counted(daysLate, 'day')} late`;
      const goal = due === null ? '' : `, due ${dateInWords(due)}${late}`;
      return {
        key: `${application} ${act}`,
        href: waitingHref(application, act),
        text: `${actInWords(act)}: ${application} ${visible(organisation)}${goal}`,
      };
    });
}

function dueInWords(due: Day): string {
  return `due ${dayInWords(due)}`;
}
