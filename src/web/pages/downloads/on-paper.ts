import { civilDayOf } from '../../../../events/values/civil-day.js';
import { formatDay } from '../../../../events/values/day.js';
import { formatInstant } from '../../../../events/values/instant.js';
import type { Instant } from '../../../../events/values/instant.js';
import { formatMonth } from '../../../../events/values/month.js';
import { namedEdition } from '../../../../events/form-editions.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { OnPaper } from '../../../packages/pdf/on-paper.js';
import type { CountyReport } from '../../../reports/county-report.js';
import { printedVersion } from '../../../versions/version-json.js';
import type { Moment } from '../../moment.js';
import { standingOfMonth } from '../../version-words.js';

/** What the paper form says of a report: of the version that was asked for by its number, or of a draft. */
export function onPaper(
  report: CountyReport,
  of: { readonly moment: Moment; readonly versions: readonly Version[]; readonly now: Instant },
): OnPaper {
  const { moment, versions, now } = of;
  const { form, county, month } = report;
  const version = versions.find((each) => moment.asked === `v${String(each.version)}`);
  if (version !== undefined) return { ...printedVersion(county, version, now), form };
  const { due, daysLate } = standingOfMonth(versions, month, civilDayOf(now));
  return {
    form,
    ...namedEdition(report.edition),
    county,
    month: formatMonth(month),
    state: 'draft',
    asOf: moment.position,
    root: moment.root,
    at: formatInstant(moment.recorded ?? now),
    due: formatDay(due),
    daysLate,
  };
}
