import type { Command } from 'commander';
import type { LoadOptions, ShowOptions } from '../actions/access.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';
import { defineAccounts } from './accounts.js';
import { defineAccessLog } from './access-log.js';

/** `plumbline access`: who has access, and how organisations came to it. */
export function defineAccess(program: Command, invocation: Invocation): void {
  const access = program
    .command('access')
    .description('accounts and their rights, and applications of other organizations');
  defineAccounts(access, invocation);
  defineLoad(access, invocation);
  defineShow(access, invocation);
  defineAccessLog(access, invocation);
}

function defineLoad(access: Command, invocation: Invocation): void {
  const load = defineCommand(access, 'load', 'load acts of access from a file, in order of time')
    .argument('<FILE>', 'one act a line (NDJSON); .gz is unpacked, - is standard input')
    .addOption(jsonOption())
    .action((file: string, options: LoadOptions) => {
      invocation.choose(load, async (run) => {
        const actions = await import('../actions/access.js');
        return actions.loadAccess(run, file, options);
      });
    });
  load.addHelpText(
    'after',
    `
An act that is refused changes nothing, and the rest of the file goes on; the exit code is then 3.
Every outcome that is printed is on disk.`,
  );
  examples(load, 'access load acts.ndjson', 'access load acts.ndjson --json > outcomes.ndjson');
}

function defineShow(access: Command, invocation: Invocation): void {
  const show = defineCommand(access, 'show', 'accounts and applications at the end of a day')
    .option('--on <DATE>', 'the day, YYYY-MM-DD in California (default: now)')
    .addOption(jsonOption())
    .action((options: ShowOptions) => {
      invocation.choose(show, async (run) => {
        const actions = await import('../actions/access.js');
        return actions.showCommand(run, options);
      });
    });
  examples(show, 'access show', 'access show --on 2010-06-30 --json');
}
