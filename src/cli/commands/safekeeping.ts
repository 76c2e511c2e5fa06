import type { Command } from 'commander';
import type { CheckOptions } from '../actions/check.js';
import type { CopyOptions } from '../actions/copies.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

/** The commands that keep the data folder safe: check, backup, restore. */
export function defineSafekeeping(program: Command, invocation: Invocation): void {
  const check = defineCommand(
    program,
    'check',
    'prove the data folder: every record, and all that was ever signed or submitted, against what is there',
  )
    .option('--county <CC>', 'only this county (default: all)')
    .option('--replay', 'replay versions as well, and compare them with what was submitted')
    .option('--sample <K>', 'with --replay: only K versions of each county')
    .addOption(jsonOption())
    .action((options: CheckOptions) => {
      invocation.choose(check, async (run) => {
        const actions = await import('../actions/check.js');
        return actions.check(run, options);
      });
    });
  examples(check, 'check', 'check --county 19 --data ./county-19', 'check --replay --sample 6');

  const backup = defineCommand(program, 'backup', 'copy a consistent state while the program works')
    .argument('<DIR>', 'an empty or new folder for the copy, outside of the data folder')
    .option('--without-keys', 'leave the signing keys out: they are kept elsewhere')
    .addOption(jsonOption())
    .action((folder: string, options: CopyOptions) => {
      invocation.choose(backup, async (run) => {
        const actions = await import('../actions/copies.js');
        return actions.backup(run, folder, options);
      });
    });
  examples(backup, 'backup ./backup-2006-10-31');

  const restore = defineCommand(
    program,
    'restore',
    'bring a backup into an empty data folder, checked against the roots it names',
  )
    .argument('<DIR>', 'the folder of the backup')
    .addOption(jsonOption())
    .action((folder: string, options: CopyOptions) => {
      invocation.choose(restore, async (run) => {
        const actions = await import('../actions/copies.js');
        return actions.restore(run, folder, options);
      });
    });
  examples(restore, 'restore ./backup-2006-10-31 --data ./county-19');
}
