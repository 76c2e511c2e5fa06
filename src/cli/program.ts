import { Command } from 'commander';
import type { OutputConfiguration } from 'commander';
import { WIDTH_DEFAULT, labelled } from '../reports/people-table.js';
import { acceptClockOption, dataOption, keysOption } from './context.js';
import type { Invocation } from './context.js';
import { defineAccess } from './commands/access.js';
import { defineCheckpoints } from './commands/checkpoints.js';
import { defineComparisons } from './commands/comparisons.js';
import { defineIngest } from './commands/ingest.js';
import { defineIntake } from './commands/intake.js';
import { defineLedgers } from './commands/ledgers.js';
import { definePackages } from './commands/packages.js';
import { defineProofs } from './commands/proofs.js';
import { defineReports } from './commands/reports.js';
import { defineRetention } from './commands/retention.js';
import { defineRescue } from './commands/rescue.js';
import { defineSafekeeping } from './commands/safekeeping.js';
import { defineSegments } from './commands/segments.js';
import { defineSamples } from './commands/samples.js';
import { defineServe } from './commands/serve.js';
import { defineSimulation } from './commands/simulation.js';
import { defineTypes } from './commands/types.js';
import { defineVersions } from './commands/versions.js';
import { completeFormats } from './formats.js';
import { versionLine } from './version.js';

const ENVIRONMENT = [
  ['PLUMBLINE_DATA', 'the data folder, where --data is not given'],
  ['PLUMBLINE_KEYS', 'the folder of the signing keys, where --keys is not given'],
  [
    'PLUMBLINE_EVENTSTORE',
    "the ledgers' server, as in esdb://HOST:2113; without it the data folder is the store",
  ],
  ['PLUMBLINE_EVENTSTORE_PREFIX', 'what the names of our streams on that server begin with'],
  ['PLUMBLINE_ACCEPT_CLOCK', '1: as --accept-clock'],
  ['PLUMBLINE_PEP', 'iv-d or statewide: the PEP that the state has chosen, for the form'],
  ['PLUMBLINE_SETTINGS', "the operator's settings, where they are not in the data folder"],
  ['PLUMBLINE_ORIGIN', "the service's name, where --origin is not given"],
  ['PLUMBLINE_SMTP', 'the mail server of the service, as in smtps://USER:PASSWORD@HOST'],
  ['PLUMBLINE_MAIL_FROM', 'whom mails of the service are from'],
  ['PLUMBLINE_CONTACT', 'whom people tell what keeps them from their work, on the pages'],
  ['PLUMBLINE_OIDC_ISSUER', 'who signs people in, in place of passwords'],
  ['PLUMBLINE_OIDC_CLIENT', 'as whom the service is registered there'],
  ['PLUMBLINE_OIDC_SECRET', 'and its secret'],
  ['PLUMBLINE_SSHD_LOG', 'the log of sshd, so that sign-ins by SFTP are on the access log'],
  ['PLUMBLINE_PASSWORD_HASH', 'pbkdf2: where FIPS asks for it; else argon2id'],
  ['NO_COLOR', 'anything: what is printed has no color, on a terminal neither'],
] as const;

const EXIT_CODES = [
  ['0', 'done'],
  ['1', 'a file, a folder or the store failed'],
  ['2', 'wrong usage, or what was named (a case, position, version, month) is not there'],
  ['3', 'done, but records were rejected, a rule refused, or something does not verify'],
  ['130', 'interrupted by Ctrl-C (143: by SIGTERM); the message says what is done'],
] as const;

/** Beside the names of options and commands, texts are broken as long as they have this many characters. */
const HELP_TEXT_WIDTH_MIN = 20;

function moreHelp(width: number): string {
  const listed = (pairs: readonly (readonly [string, string])[]): string =>
    labelled(pairs, width - 2)
      .map((line) => `  ${line}`)
      .join('\n');
  return `Environment variables:
${listed(ENVIRONMENT)}

Exit codes:
${listed(EXIT_CODES)}

Examples:
  $ plumbline demo
  $ plumbline ingest county-19.ndjson --data ./county-19
  $ plumbline report --county 19 --month 2006-09 --data ./county-19`;
}

/** Commands that are defined together. */
interface CommandGroup {
  /** Theirs, as they are typed. */
  readonly names: readonly string[];
  readonly define: (program: Command, invocation: Invocation) => void;
}

/** In the order in which help lists them. */
const GROUPS: readonly CommandGroup[] = [
  { names: ['ingest'], define: defineIngest },
  { names: ['intake'], define: defineIntake },
  { names: ['sample'], define: defineSamples },
  { names: ['report', 'trail', 'history', 'explain'], define: defineReports },
  { names: ['submit', 'approve', 'return', 'versions'], define: defineVersions },
  {
    names: ['diff', 'outdated', 'rollup', 'carry-forward', 'measures'],
    define: defineComparisons,
  },
  { names: ['prove', 'checkpoint', 'keys'], define: defineProofs },
  { names: ['package', 'verify'], define: definePackages },
  { names: ['ledgers', 'root', 'records', 'record'], define: defineLedgers },
  { names: ['hold', 'retention'], define: defineRetention },
  { names: ['access'], define: defineAccess },
  { names: ['check', 'backup', 'restore'], define: defineSafekeeping },
  { names: ['rescue'], define: defineRescue },
  { names: ['segments'], define: defineSegments },
  { names: ['checkpoints'], define: defineCheckpoints },
  { names: ['serve'], define: defineServe },
  { names: ['simulate', 'demo'], define: defineSimulation },
  { names: ['types'], define: defineTypes },
];

/**
 * All commands with their options and help, or those of one group. Nothing heavy is imported here: an action loads what it
 * needs when it runs, so that help answers at once.
 *
 * @param named - the command that will be asked for: then its group is enough, and each start of the program is a fiftieth
 * of a second shorter; all of them where it is left out, or is the name of none
 */
export function buildProgram(
  invocation: Invocation,
  out: OutputConfiguration,
  named = '',
): Command {
  const program = new Command('plumbline')
    .description(
      'The audit-trail ledger behind the CS 1257: records in, any month out, as of any position.',
    )
    .version(versionLine(), '-V, --version', 'print name, version and rule edition')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .addOption(dataOption())
    .addOption(keysOption())
    .addOption(acceptClockOption())
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ ...out, writeErr: () => undefined, outputError: () => undefined })
    .configureHelp({ minWidthToWrap: HELP_TEXT_WIDTH_MIN })
    .addHelpText('after', `\n${moreHelp(out.getOutHelpWidth?.() ?? WIDTH_DEFAULT)}`);
  const asked = GROUPS.filter(({ names }) => names.includes(named));
  for (const { define } of asked.length > 0 ? asked : GROUPS) define(program, invocation);
  completeFormats(program);
  return program;
}
