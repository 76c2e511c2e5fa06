import type { Command } from 'commander';
import type { CheckLogOptions, LogOptions } from '../actions/access-log.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

/** `plumbline access log`: who saw and did what, and the proof of it. */
export function defineAccessLog(access: Command, invocation: Invocation): void {
  const log = defineCommand(access, 'log', 'who saw and did what')
    .option('--county <CC>', 'lines of this county, 01 to 58')
    .option('--account <ID>', 'lines of this account, A-7, or operator')
    .option('--case <ID>', 'lines that name this case, or whose rows held it')
    .option('--child <ID>', 'the same for a child')
    .option('--action <NAME>', 'lines of this action, as case.read')
    .option('--from <WHEN>', 'from this day in California, or instant, on')
    .option('--to <WHEN>', 'up to this day or instant')
    .option('--after <N>', 'lines with a greater number')
    .option('--limit <N>', 'most lines, up to 1000 (default: 100)')
    .option('--format <FORMAT>', 'table, json or csv')
    .addOption(jsonOption())
    .action((options: LogOptions) => {
      invocation.choose(log, async (run) => {
        const actions = await import('../actions/access-log.js');
        return actions.accessLog(run, options);
      });
    });
  log.addHelpText(
    'after',
    `
Lines are kept for seven years from their day. A case or child is named by a hash alone, so a question for one
is answered while the ledger has it.`,
  );
  examples(
    log,
    'access log --county 19 --case 1900007',
    'access log --account A-7 --from 2026-10-01 --to 2026-10-31 --format csv',
    'access log check',
  );
  defineCheck(log, invocation);
  defineCheckpoint(log, invocation);
}

function defineCheck(log: Command, invocation: Invocation): void {
  const check = defineCommand(log, 'check', 'prove every line of the access log')
    .addOption(jsonOption())
    .action((_: object, command: Command) => {
      invocation.choose(check, async (run) => {
        const actions = await import('../actions/access-log.js');
        return actions.checkAccessLog(run, command.optsWithGlobals<CheckLogOptions>());
      });
    });
  check.addHelpText(
    'after',
    `
Every line that was altered, taken out or cut off is named, and the exit code is then 3.`,
  );
  examples(check, 'access log check', 'access log check --json');
}

function defineCheckpoint(log: Command, invocation: Invocation): void {
  const checkpoint = defineCommand(log, 'checkpoint', 'the newest signed head of the access log');
  checkpoint.action(() => {
    invocation.choose(checkpoint, async (run) => {
      const actions = await import('../actions/access-log.js');
      return actions.accessLogCheckpoint(run);
    });
  });
  examples(checkpoint, 'access log checkpoint > access-log.note');
}
