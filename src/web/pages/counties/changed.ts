import type { County } from '../../../../events/values/county.js';
import type { Instant } from '../../../../events/values/instant.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { LedgersListed } from '../../../reports/ledger-questions.js';
import { countyHref, versionHref } from '../../addresses.js';
import { countyInWords } from '../../county-navigation.js';
import { counted, monthInWords } from '../../words.js';

/** Most changes that are named; the rest is counted. */
export const CHANGES_MAX = 30;

/** One thing that is other than it was: records of a county, or what became of a version. */
export interface SinceVisit {
  readonly key: string;
  readonly href: string;
  readonly text: string;
  /** Of records, when the last of them was recorded. */
  readonly at: Instant;
}

/** What changed in the counties in scope since somebody was last here, the latest first. */
export interface ChangedView {
  readonly since: Instant;
  readonly changes: readonly SinceVisit[];
  /** How many more there are than are named. */
  readonly more: number;
}

/** What is known of the counties in scope, and how many records each had when somebody was last here. */
export interface ChangedAnswers {
  readonly since: Instant;
  readonly ledgers: LedgersListed['ledgers'];
  readonly versions: ReadonlyMap<County, readonly Version[]>;
  readonly sizesThen: ReadonlyMap<County, number>;
}

export function changedView({ since, ledgers, versions, sizesThen }: ChangedAnswers): ChangedView {
  const all = ledgers
    .flatMap(({ county, size, last }): readonly SinceVisit[] => {
      const records = last > since ? size - (sizesThen.get(county) ?? 0) : 0;
      const ofVersions = (versions.get(county) ?? []).flatMap((version) =>
        changesOf(county, version, since),
      );
      if (records <= 0) return ofVersions;
      const text = `${counted(records, 'record')} came in, county ${countyInWords(county)}`;
      return [{ key: county, href: countyHref(county), text, at: last }, ...ofVersions];
    })
    .toSorted((one, other) => other.at - one.at);
  return { since, changes: all.slice(0, CHANGES_MAX), more: Math.max(0, all.length - CHANGES_MAX) };
}

function changesOf(
  county: County,
  { month, version, submitted, decision }: Version,
  since: Instant,
): readonly SinceVisit[] {
  const href = versionHref(county, month, version);
  const what = `Version ${String(version)} of ${monthInWords(month)}`;
  const changed = (became: string, at: Instant): readonly SinceVisit[] =>
    at <= since
      ? []
      : [
          {
            key: `${href} ${became}`,
            href,
            text: `${what} was ${became}, county ${countyInWords(county)}`,
            at,
          },
        ];
  return [
    ...changed('submitted', submitted.at),
    ...(decision.state === 'submitted' ? [] : changed(decision.state, decision.at)),
  ];
}
