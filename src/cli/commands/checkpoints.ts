import type { Command } from 'commander';
import type { CheckpointsOptions } from '../actions/checkpoints.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

/** The commands for the fiscal years that are kept so that a month costs the same however old its ledger is. */
export function defineCheckpoints(program: Command, invocation: Invocation): void {
  const checkpoints = program
    .command('checkpoints')
    .description('make anew or drop the fiscal years that are kept to make reports fast');
  const rebuild = commandOf(
    checkpoints,
    'rebuild',
    'drop the kept fiscal years of a county, or of all, and make them from the records',
  );
  rebuild.action((options: CheckpointsOptions) => {
    invocation.choose(rebuild, async (run) => {
      const actions = await import('../actions/checkpoints.js');
      return actions.rebuildCheckpointsCommand(run, options);
    });
  });
  examples(rebuild, 'checkpoints rebuild', 'checkpoints rebuild --county 19 --data ./county-19');
  const drop = commandOf(
    checkpoints,
    'drop',
    'take away the kept fiscal years of a county, or of all: no answer changes, some take longer',
  );
  drop.action((options: CheckpointsOptions) => {
    invocation.choose(drop, async (run) => {
      const actions = await import('../actions/checkpoints.js');
      return actions.drop(run, options);
    });
  });
  examples(drop, 'checkpoints drop --county 19');
}

function commandOf(checkpoints: Command, name: string, summary: string): Command {
  return defineCommand(checkpoints, name, summary)
    .option('--county <CC>', 'only this county (default: all)')
    .addOption(jsonOption());
}
