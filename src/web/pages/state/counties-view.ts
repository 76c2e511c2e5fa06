import { civilDayOf } from '../../../../events/values/civil-day.js';
import { COUNTIES } from '../../../../events/values/county.js';
import type { County } from '../../../../events/values/county.js';
import type { Instant } from '../../../../events/values/instant.js';
import type { Month } from '../../../../events/values/month.js';
import type { Version } from '../../../../projections/versions/version.js';
import { latestOf, standingOf } from '../../../../projections/versions/version.js';
import type { Rollup } from '../../../versions/state-questions.js';
import { monthHref, versionHref, withQuery } from '../../addresses.js';
import { countyInWords } from '../../county-navigation.js';
import type { FormTexts } from '../../forms/form-texts.js';
import type { Link } from '../../page.js';
import { standingOfMonth } from '../../version-words.js';
import type { StatusWords } from '../../version-words.js';
import { counted } from '../../words.js';
import { wordOfQuery } from '../../wrong-query.js';

/** By what counties can be chosen. */
const CHOICES = ['all', 'approved', 'missing', 'late', 'outdated'] as const;

type Choice = (typeof CHOICES)[number];

export interface CountiesChoice {
  readonly show: Choice;
  /** Whether each county is to be replayed, to see whose approved version is outdated. */
  readonly isReplayed: boolean;
}

/** Which counties an address asks for, as `?show=late`. */
export function choiceAsked(query: FormTexts): CountiesChoice {
  const show = wordOfQuery(query, 'show', CHOICES);
  return { show, isReplayed: show === 'outdated' };
}

/** One of the 58 counties in a month. */
export interface CountyOfMonthShown {
  readonly county: County;
  readonly name: string;
  readonly href: string;
  /** The latest version; null where there is none. */
  readonly version: Link | null;
  readonly status: StatusWords;
  /** The version that stands and is in the sum; null where none does. */
  readonly inSum: number | null;
  readonly asOf: number | null;
  /** Whole days; 0 where it is not late, or has sent nothing ever. */
  readonly daysLate: number;
  /** Null where nobody has looked. */
  readonly isOutdated: boolean | null;
}

export interface CountiesOfMonthView {
  readonly rows: readonly CountyOfMonthShown[];
  /** As `3 counties have an approved version, 55 have not, 2 are late.` */
  readonly sentence: string;
  readonly choices: readonly (Link & { readonly isHere: boolean })[];
  readonly show: Choice;
}

export interface CountiesOfMonthAnswers {
  readonly month: Month;
  readonly rollup: Rollup;
  /** Of the counties that have sent records. */
  readonly versions: ReadonlyMap<County, readonly Version[]>;
  /** Null where nobody has looked. */
  readonly outdated: ReadonlySet<County> | null;
  readonly choice: CountiesChoice;
  readonly now: Instant;
}

/** Who is in with which version, who is missing, late, outdated. */
export function countiesOfMonthView(
  path: string,
  answers: CountiesOfMonthAnswers,
): CountiesOfMonthView {
  const { choice } = answers;
  const all = COUNTIES.map((county) => countyShown(county, answers));
  const of = (show: Choice): readonly CountyOfMonthShown[] => all.filter(IS_OF[show]);
  return {
    rows: of(choice.show),
    sentence: sentenceOf(of('approved').length, of('missing').length, of('late').length),
    choices: CHOICES.map((show) => ({
      href: withQuery(path, { show: show === 'all' ? '' : show }),
      text: TEXTS[show],
      isHere: show === choice.show,
    })),
    show: choice.show,
  };
}

const IS_OF: Readonly<Record<Choice, (of: CountyOfMonthShown) => boolean>> = {
  all: () => true,
  approved: ({ inSum }) => inSum !== null,
  missing: ({ inSum }) => inSum === null,
  late: ({ daysLate }) => daysLate > 0,
  outdated: ({ isOutdated }) => isOutdated === true,
};

const TEXTS: Readonly<Record<Choice, string>> = {
  all: 'All 58 counties',
  approved: 'Approved',
  missing: 'Missing',
  late: 'Late',
  outdated: 'Outdated (each county is replayed)',
};

function sentenceOf(approved: number, missing: number, late: number): string {
  const has = counted(approved, 'county has', 'counties have');
  return `${has} an approved version, ${counted(missing, 'has', 'have')} none. ${counted(late, 'is', 'are')} late.`;
}

function countyShown(county: County, answers: CountiesOfMonthAnswers): CountyOfMonthShown {
  const { month, versions, outdated, now } = answers;
  const ofCounty = versions.get(county);
  const name = countyInWords(county);
  const href = monthHref(county, month);
  if (ofCounty === undefined) {
    const status = { text: 'never sent a record', tone: 'plain' } as const;
    const nothing = { version: null, inSum: null, asOf: null, daysLate: 0, isOutdated: null };
    return { county, name, href, status, ...nothing };
  }
  const standing = standingOf(ofCounty, month);
  const latest = latestOf(ofCounty, month);
  const { status, daysLate } = standingOfMonth(ofCounty, month, civilDayOf(now));
  return {
    ...{ county, name, href, status, daysLate },
    version:
      latest === null
        ? null
        : {
            href: versionHref(county, month, latest.version),
            text: `Version ${String(latest.version)}`,
          },
    inSum: standing?.version ?? null,
    asOf: standing?.asOf ?? null,
    isOutdated: standing === null || outdated === null ? null : outdated.has(county),
  };
}
