import type { County } from '../../../../events/values/county.js';
import type { Instant } from '../../../../events/values/instant.js';
import type { Month } from '../../../../events/values/month.js';
import { differentCells } from '../../../../projections/versions/differences.js';
import type { CellDifference } from '../../../../projections/versions/differences.js';
import { kindOf, latestOf } from '../../../../projections/versions/version.js';
import type { Version } from '../../../../projections/versions/version.js';
import { printedVersion } from '../../../versions/version-json.js';
import type { PrintedVersion } from '../../../versions/version-json.js';
import { monthHref, versionHref, withQuery } from '../../addresses.js';
import type { Link } from '../../page.js';
import { statusOfVersion } from '../../version-words.js';
import type { StatusWords } from '../../version-words.js';

export interface VersionView {
  readonly printed: PrintedVersion;
  readonly kind: 'NEW' | 'REVISED';
  /** Whether retention has erased what it rested on: its hashes and cells are all that is left. */
  readonly isExpired: boolean;
  readonly status: StatusWords;
  /** Whether it is the month's latest and nothing was decided on it. */
  readonly isOpen: boolean;
  readonly mayApprove: boolean;
  readonly mayReturn: boolean;
  /** What differs from the version before it; null where it is the first. */
  readonly changed: {
    readonly since: number;
    readonly cells: readonly CellDifference[];
    /** Where the cases and records behind it are; null where they are no longer kept. */
    readonly href: string | null;
  } | null;
  readonly links: readonly Link[];
}

/** What is known of a version, and what whoever asks may do with it. */
export interface VersionAnswers {
  readonly county: County;
  readonly version: Version;
  /** All of the month. */
  readonly versions: readonly Version[];
  /** The first month that is kept; null while all are. */
  readonly firstMonth: Month | null;
  readonly now: Instant;
  readonly mayApprove: boolean;
  readonly mayReturn: boolean;
}

/** A version as it was frozen, and what differs from the one before it. */
export function versionView(answers: VersionAnswers): VersionView {
  const { county, version, versions, firstMonth, now, mayApprove, mayReturn } = answers;
  const { month } = version;
  const isExpired = firstMonth !== null && month < firstMonth;
  const number = String(version.version);
  const isOpen =
    version.decision.state === 'submitted' &&
    latestOf(versions, month)?.version === version.version;
  const before = versions.find((each) => each.version === version.version - 1);
  const here = monthHref(county, month);
  const asOf = `v${number}`;
  return {
    printed: printedVersion(county, version, now),
    kind: kindOf(version),
    isExpired,
    status: statusOfVersion(version),
    isOpen,
    mayApprove: isOpen && mayApprove,
    mayReturn: isOpen && mayReturn,
    changed:
      before === undefined
        ? null
        : {
            since: before.version,
            cells: differentCells(before.lines, version.lines),
            href: isExpired
              ? null
              : withQuery(`${here}/differences`, {
                  from: `v${String(before.version)}`,
                  to: asOf,
                }),
          },
    links: [
      ...(isExpired
        ? []
        : [
            { href: withQuery(here, { asOf }), text: 'The form of this version' },
            {
              href: withQuery(`${here}/checks`, { asOf }),
              text: 'What to look at before approving',
            },
            { href: withQuery(`${here}/report.pdf`, { asOf }), text: 'PDF' },
          ]),
      ...versions
        .filter((each) => each !== version)
        .map((each) => ({
          href: versionHref(county, month, each.version),
          text: `Version ${String(each.version)}`,
        })),
    ],
  };
}
