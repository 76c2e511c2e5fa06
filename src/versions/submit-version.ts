import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import type { Pep } from '../../events/values/pep.js';
import { RULE_EDITION } from '../../projections/form/rule-edition.js';
import { editionOf } from '../../projections/form/editions.js';
import type { Edition } from '../../projections/form/editions.js';
import type { BrokenCheck } from '../../projections/form/checks.js';
import type { ReportLines } from '../../projections/form/report.js';
import type { ReportAct } from '../../events/acts/report-acts.js';
import { refusedByChecks, refusedSubmission } from '../../projections/versions/decide.js';
import { freezeMonth } from '../../projections/versions/frozen-month.js';
import { begunOrder } from '../../projections/retention/holds-and-orders.js';
import { latestOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import { asOfWithin } from '../reports/as-of-within.js';
import { erasingMessage } from '../retention/erasing-message.js';
import { readRetention } from '../retention/retention-log.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
import type { LedgerReader, LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import { reportAct, newestRecord, readVersions, refusedSoEarly, timeOfAct } from './county-acts.js';
import type { ActTime } from './county-acts.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { senseOf } from './sense.js';
import type { NamedWarning } from './sense.js';
import type { ActLog } from '../ports/act-log.js';

/** The edit checks of rules.md 9; a test plants one that fails. */
export type EditChecks = (lines: ReportLines, edition: Edition) => readonly BrokenCheck[];

/** A county's month, to be frozen as of a position (null: the ledger's size) as its next version. */
export interface Submitting {
  readonly county: County;
  readonly month: Month;
  readonly asOf: number | null;
  readonly by: string;
  readonly comment: string;
  /** Of the contact person, to stand on the form; left out where none is given. */
  readonly contactTelephone?: string | undefined;
  /** The version of the program. */
  readonly program: string;
}

/** Where a submission reads and writes, by which clock and checks. */
export interface SubmittingParts {
  readonly ledgers: LedgerReaders;
  readonly submissions: ActLog;
  readonly retention: ActLog;
  readonly editChecks: EditChecks;
  /** The state's choice of PEP; null or left out where none is set. */
  readonly pep?: Pep | null;
  readonly time: ActTime;
  readonly onRecords: OnRecords;
}

/** What a submission gives: the new version, and what should be looked at in its report. */
export interface SubmittedVersion {
  readonly version: Version;
  readonly warnings: readonly NamedWarning[];
}

/** Reads the stream, replays the month, asks the checks, appends the act. */
export async function submitVersion(
  parts: SubmittingParts,
  asked: Submitting,
): Promise<Outcome<SubmittedVersion>> {
  const { county, month } = asked;
  const file = parts.ledgers.ledger(county);
  const position = asOfWithin(county, file?.size ?? 0, asked.asOf);
  if (position.kind !== 'done') return position;
  const asOf = position.value;
  if (file === null || asOf === 0) {
    return misaddressed(
      `The ledger of county ${county} has no records, so there is no position to freeze a report at: ingest records first.`,
    );
  }
  const before = await readVersions(parts.submissions, county);
  const soEarly = refusedSoEarly(month, before.lastAt, parts.time);
  if (soEarly !== null) return refusedByRule(soEarly.code, soEarly.message);
  const begun = begunOrder(await readRetention(parts.retention, county));
  if (begun !== null) return refusedByRule('ERASING', erasingMessage(county, begun.order));
  const time = timeOfAct(before.lastAt, parts.time, newestRecord(file, asOf));
  if (time.kind !== 'done') return time;
  const early = refusedSubmission(before.versions, month, asOf);
  if (early !== null) return refusedByRule(early.code, early.message);
  return frozenAndSubmitted(parts, asked, file, asOf, before.versions);
}

async function frozenAndSubmitted(
  parts: SubmittingParts,
  { county, month, by, comment, contactTelephone, program }: Submitting,
  file: LedgerReader,
  asOf: number,
  before: readonly Version[],
): Promise<Outcome<SubmittedVersion>> {
  const view = viewOfLedger(file, asOf, parts.onRecords);
  const frozen = freezeMonth(view, county, month, asOf);
  const refusal = refusedByChecks(parts.editChecks(frozen.lines, editionOf(month)));
  if (refusal !== null) return refusedByRule(refusal.code, refusal.message);
  const warnings = senseOf(file, view, { month, asOf, lines: frozen.lines, versions: before });
  const root = Buffer.from(file.root(asOf)).toString('hex');
  const acted = await reportAct(
    parts.submissions,
    county,
    ({ versions, lastAt }): Outcome<ReportAct> => {
      const time = timeOfAct(lastAt, parts.time, newestRecord(file, asOf));
      if (time.kind !== 'done') return time;
      const late = refusedSubmission(versions, month, asOf);
      if (late !== null) return refusedByRule(late.code, late.message);
      const version = (latestOf(versions, month)?.version ?? 0) + 1;
      const pep = parts.pep ?? null;
      const made = {
        ...{ edition: RULE_EDITION, program, comment },
        ...(contactTelephone === undefined ? {} : { contactTelephone }),
        ...(pep === null ? {} : { pep }),
      };
      const submission = { month, version, asOf, root, ...frozen, ...made };
      return done({ kind: 'submitted', submission, by, at: time.value });
    },
  );
  if (acted.kind !== 'done') return acted;
  const version = latestOf(acted.value, month);
  if (version === null) throw new Error('A version that was appended is not in the stream.');
  return done({ version, warnings });
}
