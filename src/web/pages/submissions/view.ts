import type { County } from '../../../../events/values/county.js';
import type { Instant } from '../../../../events/values/instant.js';
import type { Month } from '../../../../events/values/month.js';
import type { Version } from '../../../../projections/versions/version.js';
import { printedVersion } from '../../../versions/version-json.js';
import type { PrintedVersion } from '../../../versions/version-json.js';
import { statusOfVersion } from '../../version-words.js';
import type { StatusWords } from '../../version-words.js';

export interface SubmissionRow {
  readonly month: Month;
  readonly printed: PrintedVersion;
  readonly status: StatusWords;
  /** Whether retention has erased what it rested on. */
  readonly isExpired: boolean;
}

/** A county's versions, those of the newest month first. */
export function submissionsView(
  county: County,
  versions: readonly Version[],
  firstMonth: Month | null,
  now: Instant,
): readonly SubmissionRow[] {
  return versions
    .toSorted((one, other) => other.month - one.month || other.version - one.version)
    .map((version) => ({
      month: version.month,
      printed: printedVersion(county, version, now),
      status: statusOfVersion(version),
      isExpired: firstMonth !== null && version.month < firstMonth,
    }));
}
