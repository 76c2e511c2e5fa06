import { civilDayOf } from '../../../../events/values/civil-day.js';
import type { County } from '../../../../events/values/county.js';
import type { Instant } from '../../../../events/values/instant.js';
import { addMonths, monthOf } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import { dueDay } from '../../../../projections/versions/version.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { LedgersListed } from '../../../reports/ledger-questions.js';
import { countyHref, monthHref, outdatedHref } from '../../addresses.js';
import { countyInWords } from '../../county-navigation.js';
import { standingsOf } from '../../pictures/standing-view.js';
import type { StandingOfMonth } from '../../pictures/standing-view.js';
import type { OutdatedAsReplayed } from '../../../versions/last-replayed.js';
import { standingOfMonth } from '../../version-words.js';
import type { MonthStanding } from '../../version-words.js';
import { counted, dayInWords, instantInWords, monthInShort } from '../../words.js';
import { THINGS_WAITING_MAX, waitingIn } from './waiting.js';
import type { ThingWaiting } from './waiting.js';

/** Months that the table of counties shows. */
export const MONTHS_SHOWN = 15;

/** How a county's month stands, in few words. */
export interface MonthCell {
  readonly month: Month;
  readonly href: string;
  readonly standing: MonthStanding;
  readonly text: string;
  /** Whether the ledger gave other cells than its standing version when it was last replayed. */
  readonly isOutdated: boolean;
}

export interface CountiesView {
  readonly months: readonly {
    readonly month: Month;
    readonly text: string;
    readonly due: string;
  }[];
  readonly counties: readonly {
    readonly county: County;
    readonly name: string;
    readonly href: string;
    readonly size: number;
    readonly months: readonly MonthCell[];
    /** What was outdated when its versions were last replayed, and when that was; a link where any month was. */
    readonly outdated: { readonly text: string; readonly href: string | null };
  }[];
  /** How many counties stand how in each month, the earliest first. */
  readonly standings: readonly StandingOfMonth[];
  /** What waits for whoever asks. */
  readonly waiting: readonly ThingWaiting[];
  /** How much more waits than is named. */
  readonly waitingMore: number;
  /** Counties that cannot be read now, each with why. */
  readonly leftOut: readonly { readonly county: County; readonly why: string }[];
}

/** What is known of the counties in scope. */
export interface CountiesAnswers {
  readonly listed: LedgersListed;
  readonly versions: ReadonlyMap<County, readonly Version[]>;
  /** Null where a county was not replayed yet. */
  readonly outdated: ReadonlyMap<County, OutdatedAsReplayed | null>;
  readonly now: Instant;
  /** What waits in the access process. */
  readonly applications: readonly ThingWaiting[];
  readonly mayApprove: (county: County) => boolean;
  readonly maySubmit: (county: County) => boolean;
}

/** The counties in scope and their last months: of those that are over by the clock, up to the last that was recorded. */
export function countiesView(answers: CountiesAnswers): CountiesView {
  const { listed, versions, now } = answers;
  const today = civilDayOf(now);
  const months = lastMonths(listed, now).map((month) => ({
    month,
    text: monthInShort(month),
    due: dayInWords(dueDay(month)),
  }));
  const counties = listed.ledgers.map(({ county, size }) => ({
    county,
    name: countyInWords(county),
    href: countyHref(county),
    size,
    months: months.map(({ month }): MonthCell => {
      const standing = standingOfMonth(versions.get(county) ?? [], month, today);
      const isOutdated =
        answers.outdated.get(county)?.outdated.some((named) => named.month === month) ?? false;
      const href = monthHref(county, month);
      return { month, href, standing, text: cellText(standing), isOutdated };
    }),
    outdated: outdatedShown(county, answers.outdated.get(county) ?? null),
  }));
  const waiting = waitingOf(answers, months);
  return {
    months,
    counties,
    standings: standingsOf(months, counties),
    ...waitingShown([...waiting, ...answers.applications]),
    leftOut: listed.leftOut.map(({ county, fault }) => ({ county, why: fault.message })),
  };
}

/** As much of what waits as is named. */
export function waitingShown(
  waiting: readonly ThingWaiting[],
): Pick<CountiesView, 'waiting' | 'waitingMore'> {
  return {
    waiting: waiting.slice(0, THINGS_WAITING_MAX),
    waitingMore: Math.max(0, waiting.length - THINGS_WAITING_MAX),
  };
}

function cellText({ status, version }: MonthStanding): string {
  return version === null ? status.text : `v${String(version)} ${status.text}`;
}

function outdatedShown(
  county: County,
  known: OutdatedAsReplayed | null,
): CountiesView['counties'][number]['outdated'] {
  if (known === null) return { text: 'being looked for', href: null };
  const { outdated, at } = known;
  const replayed = instantInWords(at);
  return outdated.length === 0
    ? { text: `none, ${replayed}`, href: null }
    : {
        text: `${counted(outdated.length, 'month')}, ${replayed}`,
        href: outdatedHref(county),
      };
}

function lastMonths({ ledgers }: LedgersListed, now: Instant): readonly Month[] {
  const over = addMonths(monthOf(civilDayOf(now)), -1);
  const recorded = ledgers.map(({ last }) => monthOf(civilDayOf(last)));
  const newest = recorded.length === 0 ? over : recorded.reduce((a, b) => (a > b ? a : b));
  const end = newest < over ? newest : over;
  return Array.from({ length: MONTHS_SHOWN }, (_, index) => addMonths(end, -index));
}

function waitingOf(
  { listed, versions, outdated, now, mayApprove, maySubmit }: CountiesAnswers,
  months: CountiesView['months'],
): readonly ThingWaiting[] {
  return listed.ledgers.flatMap(({ county }) =>
    waitingIn({
      ...{ county, now, versions: versions.get(county) ?? [] },
      months: months.map(({ month }) => month),
      outdated: (outdated.get(county)?.outdated ?? []).map(({ month }) => month),
      mayApprove: mayApprove(county),
      maySubmit: maySubmit(county),
    }),
  );
}
