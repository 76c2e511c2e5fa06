import { Command } from 'commander';
import type { OutputConfiguration } from 'commander';
import { acceptClockOption, dataOption, keysOption } from './context.js';
import type { Invocation } from './context.js';
import { defineAccess } from './commands/access.js';
import { defineComparisons } from './commands/comparisons.js';
import { defineIngest } from './commands/ingest.js';
import { defineIntake } from './commands/intake.js';
import { defineLedgers } from './commands/ledgers.js';
import { definePackages } from './commands/packages.js';
import { defineProofs } from './commands/proofs.js';
import { defineReports } from './commands/reports.js';
import { defineRetention } from './commands/retention.js';
import { defineSafekeeping } from './commands/safekeeping.js';
import { defineSegments } from './commands/segments.js';
import { defineServe } from './commands/serve.js';
import { defineSimulation } from './commands/simulation.js';
import { defineVersions } from './commands/versions.js';
import { versionLine } from './version.js';

/**
 * All commands with their options and help. Nothing heavy is imported here: an action loads what it
 * needs when it runs, so that help answers at once.
 */
export function buildProgram(invocation: Invocation, out: OutputConfiguration): Command {
  const program = new Command('plumbline')
    .description(
      'The audit-trail ledger behind the CS 1257: records in, any month out, as of any position.',
    )
    .version(versionLine(), '--version', 'print name, version and rule edition')
    .helpOption('--help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .addOption(dataOption())
    .addOption(keysOption())
    .addOption(acceptClockOption())
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ ...out, writeErr: () => undefined, outputError: () => undefined })
    .addHelpText(
      'after',
      `
Exit codes: 0 done; 1 a file, a folder or the store failed; 2 wrong usage;
3 done, but records were rejected or something does not verify.

Examples:
  $ plumbline demo
  $ plumbline ingest county-19.ndjson --data ./county-19
  $ plumbline report --county 19 --month 2006-09 --data ./county-19`,
    );
  defineIngest(program, invocation);
  defineIntake(program, invocation);
  defineReports(program, invocation);
  defineVersions(program, invocation);
  defineComparisons(program, invocation);
  defineProofs(program, invocation);
  definePackages(program, invocation);
  defineLedgers(program, invocation);
  defineRetention(program, invocation);
  defineAccess(program, invocation);
  defineSafekeeping(program, invocation);
  defineSegments(program, invocation);
  defineServe(program, invocation);
  defineSimulation(program, invocation);
  return program;
}
