import { Option } from 'commander';
import type { Command } from 'commander';
import type {
  SubmitOptions,
  ApproveOptions,
  ReturnOptions,
  VersionsOptions,
} from '../actions/versions.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';
import { asOfHelp, asOfOption } from './as-of.js';

const COUNTY = 'county 01 to 58';
const MONTH = 'the report month';
const AT = `

--at loads history, as in --at 2006-10-12T18:00:00Z: not after the clock, not before the county's last
act, and not before the last record that the version rests on was recorded.`;
const REFUSED = `
A refusal ends with 3; with --json it is one object, {"error":CODE,"message":...}, on standard output.`;

/** The commands that make versions and list them: submit, approve, return, versions. */
export function defineVersions(program: Command, invocation: Invocation): void {
  defineSubmit(program, invocation);
  defineApprove(program, invocation);
  defineReturn(program, invocation);
  defineVersionList(program, invocation);
}

function defineSubmit(program: Command, invocation: Invocation): void {
  const command = defineCommand(program, 'submit', "freeze a month's report as its next version")
    .requiredOption('--county <CC>', COUNTY)
    .requiredOption('--month <YYYY-MM>', MONTH)
    .addOption(asOfOption('freeze it as it was', { versions: true }))
    .requiredOption('--by <PERSON>', 'who submits it')
    .option('--contact-telephone <T>', "the contact person's telephone number, for the form")
    .option('--comment <TEXT>', 'a remark, of at most 500 characters; name no case and no person')
    .addOption(atOption())
    .addOption(jsonOption())
    .action((options: SubmitOptions) => {
      invocation.choose(command, async (run) => {
        const { submit } = await import('../actions/versions.js');
        return submit(run, options);
      });
    });
  command.addHelpText(
    'after',
    `
The version keeps its position, hashes and cells. The edit checks must hold; what looks unlikely is
told on standard error with the cases behind it and keeps nobody from submitting. The version before
must be approved or returned, and the month must be over by the calendar of California. The form
shows the state's choice of PEP where PLUMBLINE_PEP names it (iv-d or statewide), else as unknown.${AT}${REFUSED}`,
  );
  asOfHelp(command, { versions: true });
  examples(
    command,
    'submit --county 19 --month 2006-09 --by "A. Ortiz"',
    'submit --county 19 --month 2006-09 --as-of 1203 --by "A. Ortiz" --comment "late payments posted"',
    'submit --county 19 --month 2006-09 --as-of 2006-10-15 --by "A. Ortiz"',
  );
}

function defineApprove(program: Command, invocation: Invocation): void {
  const command = withVersion(
    defineCommand(program, 'approve', 'approve the latest version of a month, as the director'),
  )
    .requiredOption('--by <PERSON>', 'the director, another person than the one who submitted it')
    .requiredOption('--telephone <T>', "the director's telephone number")
    .addOption(atOption())
    .addOption(jsonOption())
    .action((options: ApproveOptions) => {
      invocation.choose(command, async (run) => {
        const { approve } = await import('../actions/versions.js');
        return approve(run, options);
      });
    });
  command.addHelpText(
    'after',
    `
By approving, the director certifies that the report is complete and correct. It is final: what is
wrong in an approved version is mended by the next one. Punctuation, blanks and letter case make no
other person of a name.${AT}${REFUSED}`,
  );
  examples(
    command,
    'approve --county 19 --month 2006-09 --version 1 --by "D. Rector" --telephone "213 555 0100"',
    'approve --county 19 --month 2006-09 --version 1 --by "D. Rector" --telephone 1 --at 2006-10-12T18:00:00Z',
  );
}

function defineReturn(program: Command, invocation: Invocation): void {
  const command = withVersion(
    defineCommand(program, 'return', 'return the latest version of a month with a reason'),
  )
    .requiredOption('--by <PERSON>', 'the director or DCSS')
    .requiredOption('--reason <TEXT>', 'why, in at most 500 characters; name no case and no person')
    .addOption(atOption())
    .addOption(jsonOption())
    .action((options: ReturnOptions) => {
      invocation.choose(command, async (run) => {
        const actions = await import('../actions/versions.js');
        return actions.sendBack(run, options);
      });
    });
  command.addHelpText(
    'after',
    `
It is final: the version stays on record, and the next submission has the next number.${AT}${REFUSED}`,
  );
  examples(
    command,
    'return --county 19 --month 2006-09 --version 1 --by "DCSS review" --reason "staff is missing"',
  );
}

function defineVersionList(program: Command, invocation: Invocation): void {
  const command = defineCommand(program, 'versions', 'list the versions that a county submitted')
    .requiredOption('--county <CC>', COUNTY)
    .option('--month <YYYY-MM>', 'only those of this month')
    .addOption(jsonOption())
    .action((options: VersionsOptions) => {
      invocation.choose(command, async (run) => {
        const { versions } = await import('../actions/versions.js');
        return versions(run, options);
      });
    });
  examples(command, 'versions --county 19', 'versions --county 19 --month 2006-09 --json');
}

function withVersion(command: Command): Command {
  return command
    .requiredOption('--county <CC>', COUNTY)
    .requiredOption('--month <YYYY-MM>', MONTH)
    .requiredOption('--version <V>', "the version's number");
}

function atOption(): Option {
  return new Option(
    '--at <INSTANT>',
    'load history: when it happened, to the second in UTC (see below)',
  );
}
