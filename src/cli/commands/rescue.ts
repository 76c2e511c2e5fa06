import type { Command } from 'commander';
import type { RescueOptions } from '../actions/rescue.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

/** The command that makes streams anew on a server that has lost them. */
export function defineRescue(program: Command, invocation: Invocation): void {
  const rescue = defineCommand(
    program,
    'rescue',
    'make the streams of a county, or of access, anew on a server that has lost them, from this replica',
  )
    .option('--county <CC>', 'county 01 to 58')
    .option('--access', 'in place of a county: who has access, and how organizations came to it')
    .option('--apply', 'do it; without this, only what is here and what is there is shown')
    .option('--root <HEX>', 'with --apply: the root that was shown')
    .option('--by <PERSON>', 'with --apply: who does it')
    .option('--second <PERSON>', 'with --apply: who has looked at it as well, another person')
    .addOption(jsonOption())
    .action((options: RescueOptions) => {
      invocation.choose(rescue, async (run) => {
        const actions = await import('../actions/rescue.js');
        return actions.rescue(run, options);
      });
    });
  rescue.addHelpText(
    'after',
    `
Look on every machine that has a replica, and do it on the one whose size is the greatest. A server that has anything
of the county is refused. Where access is lost as well, it comes first. Interrupted, it is run again and goes on.`,
  );
  examples(
    rescue,
    'rescue --access',
    'rescue --county 19',
    'rescue --county 19 --apply --root 5f0c... --by "O. Perator" --second "S. Econd"',
  );
}
