import type { Command } from 'commander';
import type {
  DiffOptions,
  OutdatedOptions,
  RollupOptions,
  CarryForwardOptions,
  MeasuresOptions,
} from '../actions/comparisons.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';
import { asOfHelp, asOfOption } from './as-of.js';

/** The commands that compare and add up: diff, outdated, rollup, carry-forward, measures. */
export function defineComparisons(program: Command, invocation: Invocation): void {
  defineDiff(program, invocation);
  defineOutdated(program, invocation);
  defineRollup(program, invocation);
  defineCarryForward(program, invocation);
  defineMeasures(program, invocation);
}

function defineDiff(program: Command, invocation: Invocation): void {
  const command = defineCommand(
    program,
    'diff',
    'compare a month as of two positions, versions or days: cells, cases, records and reasons',
  )
    .requiredOption('--county <CC>', 'county 01 to 58')
    .requiredOption('--month <YYYY-MM>', 'the report month')
    .requiredOption('--from <X>', 'a position, vN, a day or an instant')
    .requiredOption('--to <Y>', 'a position, vN, a day or an instant')
    .addOption(jsonOption())
    .action((options: DiffOptions) => {
      invocation.choose(command, async (run) => {
        const { diff } = await import('../actions/comparisons.js');
        return diff(run, options);
      });
    });
  command.addHelpText(
    'after',
    `
Per cell, the differences of its rows add up to the difference of the cell. The records of a row are
those between the two positions that concern its case or child.`,
  );
  asOfHelp(command, { versions: true }, '--from and --to take');
  examples(
    command,
    'diff --county 19 --month 2006-09 --from v1 --to v2',
    'diff --county 19 --month 2006-09 --from v1 --to 1203 --json',
    'diff --county 19 --month 2006-09 --from 2006-10-15 --to 2006-11-15',
  );
}

function defineOutdated(program: Command, invocation: Invocation): void {
  const command = defineCommand(
    program,
    'outdated',
    'list the approved months that a replay gives other cells for now',
  )
    .requiredOption('--county <CC>', 'county 01 to 58')
    .addOption(jsonOption())
    .action((options: OutdatedOptions) => {
      invocation.choose(command, async (run) => {
        const { outdated } = await import('../actions/comparisons.js');
        return outdated(run, options);
      });
    });
  examples(command, 'outdated --county 19');
}

function defineRollup(program: Command, invocation: Invocation): void {
  const command = defineCommand(
    program,
    'rollup',
    "add up the counties' standing versions of a month, and say which are missing",
  )
    .requiredOption('--month <YYYY-MM>', 'the report month')
    .addOption(jsonOption())
    .action((options: RollupOptions) => {
      invocation.choose(command, async (run) => {
        const { rollup } = await import('../actions/comparisons.js');
        return rollup(run, options);
      });
    });
  examples(command, 'rollup --month 2006-09', 'rollup --month 2006-09 --json');
}

function defineCarryForward(program: Command, invocation: Invocation): void {
  const command = defineCommand(
    program,
    'carry-forward',
    'append Line 5a of a fiscal year from the standing September version before it',
  )
    .requiredOption('--county <CC>', 'county 01 to 58')
    .requiredOption('--ffy <YYYY>', 'the federal fiscal year that gets its Line 5a')
    .addOption(jsonOption())
    .action((options: CarryForwardOptions) => {
      invocation.choose(command, async (run) => {
        const { carryForwardCommand } = await import('../actions/comparisons.js');
        return carryForwardCommand(run, options);
      });
    });
  command.addHelpText(
    'after',
    `
Run again for the same version, it changes nothing: the record is the same and enters once.`,
  );
  examples(command, 'carry-forward --county 19 --ffy 2007');
}

function defineMeasures(program: Command, invocation: Invocation): void {
  const command = defineCommand(
    program,
    'measures',
    'print the performance measures of a month, with their bands and their last twelve months',
  )
    .requiredOption('--county <CC>', 'county 01 to 58, or "all" for the state')
    .requiredOption('--month <YYYY-MM>', 'the report month')
    .addOption(asOfOption('use only what was known then', { versions: true }))
    .option('--svg <FILE>', 'write the twelve months as a small chart to this file')
    .addOption(jsonOption())
    .action((options: MeasuresOptions) => {
      invocation.choose(command, async (run) => {
        const { measures } = await import('../actions/comparisons.js');
        return measures(run, options);
      });
    });
  asOfHelp(command, { versions: true });
  examples(
    command,
    'measures --county 19 --month 2006-09',
    'measures --county 19 --month 2006-09 --as-of v1',
    'measures --county all --month 2006-09 --json',
    'measures --county 19 --month 2006-09 --svg measures.svg',
  );
}
