import type { Command } from 'commander';
import type { SegmentsOptions } from '../actions/segments.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

/** The command for what is derived from the records to make a replay fast. */
export function defineSegments(program: Command, invocation: Invocation): void {
  const segments = program
    .command('segments')
    .description('build anew what is derived from the records to make a replay fast');
  const rebuild = defineCommand(
    segments,
    'rebuild',
    'drop the segments of a county, or of all, and build them from the records',
  )
    .option('--county <CC>', 'only this county (default: all)')
    .addOption(jsonOption())
    .action((options: SegmentsOptions) => {
      invocation.choose(rebuild, async (run) => {
        const actions = await import('../actions/segments.js');
        return actions.rebuildSegmentsCommand(run, options);
      });
    });
  examples(rebuild, 'segments rebuild', 'segments rebuild --county 19 --data ./county-19');
}
