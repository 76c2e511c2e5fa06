import type { Command } from 'commander';
import type { SetupOptions, WatchOptions } from '../actions/intake.js';
import { defineCommand, examples } from '../context.js';
import type { Invocation } from '../context.js';

/** `plumbline intake`: files from counties, and to them. */
export function defineIntake(program: Command, invocation: Invocation): void {
  const intake = defineCommand(
    program,
    'intake',
    'take files that counties send, and send them some',
  )
    .option('--watch <DIR>', 'folder with a folder for each county, as "intake setup" makes them')
    .option('--settle <SECONDS>', 'how long a file has to be as it is before it is taken', '5')
    .option('--once', 'take what is there and end; else go on until it is stopped')
    .action((options: WatchOptions) => {
      invocation.choose(intake, async (run) => {
        const { watch } = await import('../actions/intake.js');
        return watch(run, options);
      });
    });
  intake.addHelpText(
    'after',
    `
Each file gets a receipt in receipts/, or comes back to returned/ with the reason. Stopped at any moment and
started again, every file is taken exactly once.`,
  );
  examples(
    intake,
    'intake --watch /srv/plumbline-intake --data ./state',
    'intake --watch /srv/plumbline-intake --once --settle 0',
    'intake setup /srv/plumbline-intake --county 19',
  );
  defineSetup(intake, invocation);
}

function defineSetup(intake: Command, invocation: Invocation): void {
  const setup = defineCommand(intake, 'setup', 'make a county’s folders, and print lines for sshd')
    .argument('<DIR>', 'folder that is watched')
    .requiredOption('--county <CC>', 'county, two digits')
    .action((folder: string, options: SetupOptions) => {
      invocation.choose(setup, async (run) => {
        const actions = await import('../actions/intake.js');
        return actions.setup(run, folder, options);
      });
    });
  examples(setup, 'intake setup /srv/plumbline-intake --county 19');
}
