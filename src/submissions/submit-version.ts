import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { RULE_EDITION } from '../../projections/cs1257/catalogue.js';
import type { BrokenCheck } from '../../projections/cs1257/checks.js';
import type { ReportLines } from '../../projections/cs1257/report.js';
import type { Act } from '../../projections/versions/act.js';
import { refusedByChecks, refusedSubmission } from '../../projections/versions/decide.js';
import { freezeMonth } from '../../projections/versions/frozen-month.js';
import { latestOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import { asOfWithin } from '../reports/answer.js';
import { LEDGERS } from '../reports/ledgers.js';
import type { Ledgers } from '../reports/ledgers.js';
import type { OnRecords } from '../reports/queries.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
import type { LedgerFile } from '../store/sqlite/ledger-file.js';
import { act, newestRecord, readActs, refusedSoEarly, timeOfAct } from './county-acts.js';
import type { ActTime } from './county-acts.js';
import { done, misaddressed, refusedByRule } from './outcome.js';
import type { Outcome } from './outcome.js';
import { senseOf } from './sense.js';
import type { NamedWarning } from './sense.js';
import { SUBMISSION_LOG } from './submission-log.js';
import type { SubmissionLog } from './submission-log.js';

/** The edit checks of rules.md 9; a test plants one that fails. */
export type EditChecks = (lines: ReportLines) => readonly BrokenCheck[];

/** Where the handler finds them. */
export const EDIT_CHECKS = Symbol('EditChecks');

/** Who submits, by which program, with what to say about it. */
export interface Submitter {
  readonly by: string;
  readonly comment: string;
  /** The version of the program. */
  readonly program: string;
}

/** What a submission gives: the new version, and what should be looked at in its report. */
export interface SubmittedVersion {
  readonly version: Version;
  readonly warnings: readonly NamedWarning[];
}

/** Freezes a county's month as of a position (null: the ledger's size) as its next version. */
export class SubmitVersion extends Command<Outcome<SubmittedVersion>> {
  constructor(
    readonly county: County,
    readonly month: Month,
    readonly asOf: number | null,
    readonly submitter: Submitter,
    readonly time: ActTime,
    readonly onRecords: OnRecords,
  ) {
    super();
  }
}

/** Reads the stream, replays the month, asks the checks, appends the act. */
@CommandHandler(SubmitVersion)
export class SubmitVersionHandler implements ICommandHandler<
  SubmitVersion,
  Outcome<SubmittedVersion>
> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(SUBMISSION_LOG) private readonly log: SubmissionLog,
    @Inject(EDIT_CHECKS) private readonly editChecks: EditChecks,
  ) {}

  async execute(command: SubmitVersion): Promise<Outcome<SubmittedVersion>> {
    const { county, month } = command;
    const file = this.ledgers.ledger(county);
    const position = asOfWithin(county, file?.size ?? 0, command.asOf);
    if (position.kind === 'refused') return misaddressed(position.message);
    const asOf = position.value;
    if (file === null || asOf === 0) {
      return misaddressed(
        `The ledger of county ${county} has no records, so there is no position to freeze a report at: ingest records first.`,
      );
    }
    const before = await readActs(this.log, county);
    const soEarly = refusedSoEarly(month, before.lastAt, command.time);
    if (soEarly !== null) return refusedByRule(soEarly);
    const time = timeOfAct(before.lastAt, command.time, newestRecord(file, asOf));
    if (time.kind !== 'done') return time;
    const early = refusedSubmission(before.versions, month, asOf);
    if (early !== null) return refusedByRule(early);
    return this.#submit(command, file, asOf, before.versions);
  }

  async #submit(
    command: SubmitVersion,
    file: LedgerFile,
    asOf: number,
    before: readonly Version[],
  ): Promise<Outcome<SubmittedVersion>> {
    const { county, month, submitter } = command;
    const view = viewOfLedger(file, asOf, command.onRecords);
    const frozen = freezeMonth(view, county, month, asOf);
    const refusal = refusedByChecks(this.editChecks(frozen.lines));
    if (refusal !== null) return refusedByRule(refusal);
    const warnings = senseOf(file, view, { month, asOf, lines: frozen.lines, versions: before });
    const root = Buffer.from(file.root(asOf)).toString('hex');
    const { program, comment, by } = submitter;
    const acted = await act(this.log, county, ({ versions, lastAt }): Outcome<Act> => {
      const time = timeOfAct(lastAt, command.time, newestRecord(file, asOf));
      if (time.kind !== 'done') return time;
      const late = refusedSubmission(versions, month, asOf);
      if (late !== null) return refusedByRule(late);
      const version = (latestOf(versions, month)?.version ?? 0) + 1;
      const made = { edition: RULE_EDITION, program, comment };
      const submission = { month, version, asOf, root, ...frozen, ...made };
      return done({ kind: 'submitted', submission, by, at: time.value });
    });
    if (acted.kind !== 'done') return acted;
    const version = latestOf(acted.value, month);
    if (version === null) throw new Error('A version that was appended is not in the stream.');
    return done({ version, warnings });
  }
}
