import type { County } from '../../../events/values/county.js';
import { formatMonth } from '../../../events/values/month.js';
import type { SubmittedReport } from '../../../events/acts/report-acts.js';
import { knownWith } from '../../../projections/form/editions.js';
import { RULE_EDITION, isEarlierRuleEdition } from '../../../projections/form/rule-edition.js';
import { freezeMonth } from '../../../projections/versions/frozen-month.js';
import type { Fault } from '../../ports/fault.js';
import type { LedgerReader } from '../../ports/ledger-reader.js';
import { viewOfLedger } from '../../reports/view-of-ledger.js';
import { submissionsIn, versionName } from '../version-roots.js';
import type { FolderToProve } from './county-proof.js';

/** What replaying a county's versions found. */
export interface ReplayedVersions {
  readonly faults: readonly Fault[];
  readonly remarks: readonly string[];
  /** How many were replayed. */
  readonly count: number;
}

/**
 * Replays a county's versions, or some that are spread evenly over them, and compares cells and trail with what was
 * submitted. Those of erased months are proved by their root alone. What was submitted under other rules may differ.
 */
export async function replayVersions(
  { ledgers, acts }: FolderToProve,
  county: County,
  sample: number | null,
): Promise<ReplayedVersions> {
  const ledger = ledgers.ledger(county);
  const faults: Fault[] = [];
  const remarks: string[] = [];
  if (ledger === null) return { faults, remarks, count: 0 };
  const firstMonth = ledger.retention?.firstMonth ?? -Infinity;
  const kept = submissionsIn(await acts.submissions.read(county)).filter(
    ({ month }) => month >= firstMonth,
  );
  const chosen = spread(kept, sample);
  for (const submission of chosen) {
    const finding = differenceOf(ledger, county, submission);
    if (finding === null) continue;
    const name = versionName(submission);
    if (isEarlierRuleEdition(submission.edition)) {
      remarks.push(
        `County ${county}, ${name} differs by rule edition: it was made under ${submission.edition}, and the rules are now ${RULE_EDITION}.`,
      );
      continue;
    }
    const version = { month: formatMonth(submission.month), version: submission.version };
    faults.push({ county, position: null, version, finding });
  }
  return { faults, remarks, count: chosen.length };
}

function differenceOf(
  ledger: LedgerReader,
  county: County,
  { month, asOf, form, report, trail }: SubmittedReport,
): string | null {
  const view = viewOfLedger(ledger, asOf, () => undefined);
  const frozen = freezeMonth(view, county, month, asOf, knownWith(form));
  if (frozen.report !== report) {
    return `a replay gives a report with SHA-256 ${frozen.report}, and ${report} was submitted.`;
  }
  if (frozen.trail === trail) return null;
  return `a replay gives a trail with SHA-256 ${frozen.trail}, and ${trail} was submitted.`;
}

function spread<Item>(items: readonly Item[], count: number | null): readonly Item[] {
  if (count === null || count >= items.length) return items;
  const step = items.length / count;
  return Array.from({ length: count }, (_, index) => items[Math.floor(index * step)]).filter(
    (item) => item !== undefined,
  );
}
