import { formatMonth } from '../../events/values/month.js';
import { parseReportAct } from '../../events/acts/report-acts.js';
import type { SubmittedReport } from '../../events/acts/report-acts.js';
import type { StoredAct } from '../ports/act-log.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { contradiction } from './contradictions.js';
import { ledgerTree } from './act-trees.js';

/** What was submitted, in order of the acts. */
export function submissionsIn(acts: readonly StoredAct[]): readonly SubmittedReport[] {
  return acts.flatMap(({ body }) => {
    const act = parseReportAct(body);
    return act.kind === 'submitted' ? [act.submission] : [];
  });
}

/** A version whose root is not the ledger's. */
export interface ContradictedVersion {
  readonly submission: SubmittedReport;
  /** A sentence. */
  readonly finding: string;
}

/**
 * Compares the root of each version with the ledger's at its position. Answers those that differ, in order of position.
 */
export function contradictedVersions(
  submissions: readonly SubmittedReport[],
  ledger: LedgerReader | null,
): readonly ContradictedVersion[] {
  const tree = ledgerTree(ledger);
  return submissions
    .toSorted((one, other) => one.asOf - other.asOf)
    .flatMap((submission) => {
      const { asOf, root } = submission;
      const head = { size: asOf, root: Buffer.from(root, 'hex') };
      const finding = contradiction(versionName(submission), 'records', head, tree);
      return finding === null ? [] : [{ submission, finding }];
    });
}

/** As in `Version 2 of 2006-09`. */
export function versionName({
  month,
  version,
}: Pick<SubmittedReport, 'month' | 'version'>): string {
  return `Version ${String(version)} of ${formatMonth(month)}`;
}
