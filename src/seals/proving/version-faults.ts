import type { County } from '../../../events/values/county.js';
import { formatMonth } from '../../../events/values/month.js';
import type { SubmittedReport } from '../../../events/acts/report-acts.js';
import { parseReportAct } from '../../../events/acts/report-acts.js';
import { hashOfLines } from '../../../projections/versions/frozen-month.js';
import { versionsOf } from '../../../projections/versions/version.js';
import type { StoredAct } from '../../ports/act-log.js';
import type { Fault } from '../../ports/fault.js';
import type { LedgerReader } from '../../ports/ledger-reader.js';
import { contradictedVersions } from '../version-roots.js';

/** What was found at a county's versions, and how many there are. */
export interface VersionFaults {
  readonly faults: readonly Fault[];
  readonly count: number;
}

/** Each version's root against the ledger, its cells against the hash of its report, and what was decided on it. */
export function faultsOfVersions(
  county: County,
  acts: readonly StoredAct[],
  ledger: LedgerReader | null,
): VersionFaults {
  const faults: Fault[] = [];
  const submissions: SubmittedReport[] = [];
  try {
    const read = acts.map(({ body }) => parseReportAct(body));
    versionsOf(read);
    for (const act of read) if (act.kind === 'submitted') submissions.push(act.submission);
  } catch (error) {
    const finding = error instanceof Error ? error.message : String(error);
    return { faults: [{ county, position: null, finding }], count: 0 };
  }
  const fault = ({ month, version }: SubmittedReport, finding: string): void => {
    const named = { month: formatMonth(month), version };
    faults.push({ county, position: null, version: named, finding });
  };
  // A ledger that is gone is one fault, not one a version.
  const contradicted = ledger === null ? [] : contradictedVersions(submissions, ledger);
  for (const { submission, finding } of contradicted) fault(submission, finding);
  for (const submission of submissions) {
    const { report } = submission;
    const hash = hashOfLines({ county, ...submission });
    if (hash === report) continue;
    fault(
      submission,
      `its cells have SHA-256 ${hash}, and it was submitted with ${report}: a cell is not what was submitted.`,
    );
  }
  return { faults, count: submissions.length };
}
