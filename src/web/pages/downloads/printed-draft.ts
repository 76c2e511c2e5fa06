import { formatDay } from '../../../../events/values/day.js';
import { formatInstant } from '../../../../events/values/instant.js';
import type { Instant } from '../../../../events/values/instant.js';
import { formatMonth } from '../../../../events/values/month.js';
import { namedEdition } from '../../../../events/form-editions.js';
import { dueDay } from '../../../../projections/versions/version.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { CountyReport } from '../../../reports/county-report.js';
import { printedVersion } from '../../../versions/version-json.js';
import type { PrintedVersion } from '../../../versions/version-json.js';
import type { Moment } from '../../moment.js';

/** What the paper form says of a report: of the version that was asked for, or of one that nobody has submitted. */
export function printedDraft(
  report: CountyReport,
  of: { readonly moment: Moment; readonly versions: readonly Version[]; readonly now: Instant },
): PrintedVersion {
  const { moment, versions, now } = of;
  const { county, month } = report;
  const version = versions.find((each) => moment.asked === `v${String(each.version)}`);
  if (version !== undefined) return printedVersion(county, version, now);
  const next = (versions.at(-1)?.version ?? 0) + 1;
  return {
    form: 'CS 1257',
    ...namedEdition(report.edition),
    county,
    month: formatMonth(month),
    version: next,
    kind: next === 1 ? 'NEW' : 'REVISED',
    state: 'submitted',
    asOf: moment.position,
    root: moment.root,
    report: '',
    trail: '',
    submitted: { by: 'nobody yet: a draft', at: formatInstant(moment.recorded ?? now) },
    approved: null,
    returned: null,
    due: formatDay(dueDay(month)),
    daysLate: 0,
    comment: '',
  };
}
