import { monthForPeople } from '../../reports/table.js';
import type { VersionAddress } from '../../versions/decide-version.js';
import type { Outcome } from '../../ports/outcome.js';
import type { SubmittedVersion } from '../../versions/submit-version.js';
import { printedVersion, withExpiry } from '../../versions/version-json.js';
import { versionText, versionsTable, warningLines } from '../../versions/version-table.js';
import type { Version } from '../../../projections/versions/version.js';
import type { County } from '../../../events/values/county.js';
import { withApplication } from '../application.js';
import type { Asking } from '../application.js';
import { asOfArgument, countyArgument, monthArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { positionAsked } from '../positions.js';
import { Progress } from '../progress.js';
import { printOutcome } from '../refusals.js';
import { programVersion } from '../../program-version.js';
import {
  actTimeArgument,
  commentArgument,
  nameArgument,
  personArgument,
  reasonArgument,
  versionArgument,
} from '../version-arguments.js';
import { clockNow } from '../../ports/clock.js';

export interface SubmitOptions {
  readonly county: string;
  readonly month: string;
  readonly asOf?: string;
  readonly by: string;
  readonly contactTelephone?: string;
  readonly comment?: string;
  readonly at?: string;
  readonly json?: true;
}

export interface ApproveOptions {
  readonly county: string;
  readonly month: string;
  readonly version: string;
  readonly by: string;
  readonly telephone: string;
  readonly at?: string;
  readonly json?: true;
}

export interface ReturnOptions {
  readonly county: string;
  readonly month: string;
  readonly version: string;
  readonly by: string;
  readonly reason: string;
  readonly at?: string;
  readonly json?: true;
}

export interface VersionsOptions {
  readonly county: string;
  readonly month?: string;
  readonly json?: true;
}

export async function submit(run: Run, options: SubmitOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const month = monthArgument(options.month);
  const asked = asOfArgument(options.asOf, 'a month');
  const by = personArgument(options.by);
  const comment = commentArgument(options.comment);
  const contactTelephone =
    options.contactTelephone === undefined
      ? undefined
      : nameArgument('--contact-telephone', options.contactTelephone);
  const at = actTimeArgument(options.at);
  // The ledgers are only read; the submissions have files of their own.
  return withApplication(run, 'read', async (application) => {
    const asOf = await positionAsked(application, { county, month }, asked);
    const progress = new Progress(run.output, 'Replaying');
    const submitter = { by, comment, contactTelephone, program: programVersion() };
    const of = { county, month, asOf, ...submitter, at };
    const outcome: Outcome<SubmittedVersion> = await application.outcome(
      'submit',
      of,
      (count, total) => {
        progress.report(count, 'records', total);
      },
    );
    progress.done();
    return printOutcome(run, options.json === true, outcome, async ({ version, warnings }) => {
      for (const line of warningLines(warnings, run.output.width)) run.output.message(line);
      await printVersion(run, application, options.json === true, county, version);
    });
  });
}

export async function approve(run: Run, options: ApproveOptions): Promise<ExitCode> {
  const address = addressArgument(options);
  const by = personArgument(options.by);
  const telephone = nameArgument('--telephone', options.telephone);
  const asked = { ...address, by, telephone, at: actTimeArgument(options.at) };
  return withApplication(run, 'read', async (application) => {
    const outcome = await application.outcome('approve', asked);
    return printDecision(run, application, options.json === true, address.county, outcome);
  });
}

/** `plumbline return`: a word that is taken in TypeScript. */
export async function sendBack(run: Run, options: ReturnOptions): Promise<ExitCode> {
  const address = addressArgument(options);
  const by = personArgument(options.by);
  const reason = reasonArgument(options.reason);
  const asked = { ...address, by, reason, at: actTimeArgument(options.at) };
  return withApplication(run, 'read', async (application) => {
    const outcome = await application.outcome('return', asked);
    return printDecision(run, application, options.json === true, address.county, outcome);
  });
}

export async function versions(run: Run, options: VersionsOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const month = options.month === undefined ? null : monthArgument(options.month);
  return withApplication(run, 'read', async (application) => {
    const found = await application.answer('versions', { county, month });
    const printed = found.versions.map((version) =>
      withExpiry(printedVersion(county, version, clockNow()), version.month, found.firstMonth),
    );
    if (options.json === true) await run.output.result(`${JSON.stringify(printed)}\n`);
    else
      await run.output.result(
        `${headOf(county, options.month)}\n\n${versionsTable(printed, run.output.width)}`,
      );
    return EXIT.done;
  });
}

function headOf(county: County, month: string | undefined): string {
  const of = month === undefined ? '' : ` of ${monthForPeople(month)}`;
  return `CS 1257, county ${county}: versions${of}`;
}

function addressArgument(
  options: Pick<ApproveOptions, 'county' | 'month' | 'version'>,
): VersionAddress {
  return {
    county: countyArgument(options.county),
    month: monthArgument(options.month),
    version: versionArgument(options.version),
  };
}

function printDecision(
  run: Run,
  application: Asking,
  isJson: boolean,
  county: County,
  outcome: Outcome<Version>,
): Promise<ExitCode> {
  return printOutcome(run, isJson, outcome, (version) =>
    printVersion(run, application, isJson, county, version),
  );
}

/** The version as `versions` prints it. */
async function printVersion(
  run: Run,
  application: Asking,
  isJson: boolean,
  county: County,
  version: Version,
): Promise<void> {
  const { firstMonth } = await application.answer('versions', { county, month: version.month });
  const printed = withExpiry(
    printedVersion(county, version, clockNow()),
    version.month,
    firstMonth,
  );
  await run.output.result(
    isJson ? `${JSON.stringify(printed)}\n` : versionText(printed, run.output.width),
  );
}
