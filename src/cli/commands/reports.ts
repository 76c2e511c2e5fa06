import type { Command } from 'commander';
import type { ReportOptions } from '../actions/report.js';
import type { TrailOptions } from '../actions/trail.js';
import type { HistoryOptions } from '../actions/history.js';
import type { ExplainOptions } from '../actions/explain.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

const AS_OF = 'use only the records at positions 1 to N (default: all)';

const ROWS = 'read every record anew and no segments: slow, the same answer';

/** The commands that read a county's months: report, trail, history, explain. */
export function defineReports(program: Command, invocation: Invocation): void {
  defineReport(program, invocation);
  defineTrail(program, invocation);
  defineHistory(program, invocation);
  defineExplain(program, invocation);
}

function defineReport(program: Command, invocation: Invocation): void {
  const command = defineCommand(program, 'report', 'replay a month and print the CS 1257')
    .requiredOption('--county <CC>', 'county 01 to 58, or "all" for every county and their sum')
    .requiredOption('--month <YYYY-MM[:YYYY-MM]>', 'a month, or the first and the last of several')
    .option('--as-of <N>', AS_OF)
    .option('--form <FORM>', 'cs1257, or cs157 for the annual report of a September', 'cs1257')
    .option('--format <FORMAT>', 'table, json or csv (default: table)')
    .option('--rows', ROWS)
    .addOption(jsonOption())
    .action((options: ReportOptions) => {
      invocation.choose(command, async (run) => {
        const { report } = await import('../actions/report.js');
        return report(run, options);
      });
    });
  examples(
    command,
    'report --county 19 --month 2006-09',
    'report --county 19 --month 2005-10:2006-09 --format csv > year.csv',
    'report --county 19 --month 2006-09 --as-of 1203 --form cs157 --format json',
    'report --county all --month 2006-09',
  );
}

function defineTrail(program: Command, invocation: Invocation): void {
  const command = defineCommand(
    program,
    'trail',
    'list the cases or children behind a line, each with the records that put it there',
  )
    .requiredOption('--county <CC>', 'county 01 to 58')
    .requiredOption('--month <YYYY-MM>', 'the report month')
    .requiredOption('--line <L>', 'a line of the form, for example 2e')
    .option('--column <COLUMN>', 'a, b, c or d (default: a, which has all rows)')
    .option('--as-of <N>', AS_OF)
    .option('--format <FORMAT>', 'ndjson, csv, xlsx or parquet', 'ndjson')
    .option('--out <FILE>', 'write to this file instead of standard output')
    .option('--rows', ROWS)
    .action((options: TrailOptions) => {
      invocation.choose(command, async (run) => {
        const { trail } = await import('../actions/trail.js');
        return trail(run, options);
      });
    });
  examples(
    command,
    'trail --county 19 --month 2006-09 --line 18',
    'trail --county 19 --month 2006-09 --line 24 --column b --format csv --out line-24b.csv',
    'trail --county 19 --month 2006-09 --line 24 --format xlsx --out line-24.xlsx',
    'trail --county 19 --month 2006-09 --line 16 --format parquet --out line-16.parquet',
  );
}

function defineHistory(program: Command, invocation: Invocation): void {
  const command = withSubject(
    defineCommand(
      program,
      'history',
      'print every record of a case or child, in business order, as JSON',
    ).requiredOption('--county <CC>', 'county 01 to 58'),
  )
    .option('--as-of <N>', AS_OF)
    .addOption(jsonOption().hideHelp())
    .action((options: HistoryOptions) => {
      invocation.choose(command, async (run) => {
        const { history } = await import('../actions/history.js');
        return history(run, options);
      });
    });
  examples(
    command,
    'history --county 19 --case 1900001',
    'history --county 19 --child K-77 --as-of 1203',
  );
}

function defineExplain(program: Command, invocation: Invocation): void {
  const command = withSubject(
    defineCommand(
      program,
      'explain',
      'say why a case or child is counted on a line, and in which column, or why it is not',
    )
      .requiredOption('--county <CC>', 'county 01 to 58')
      .requiredOption('--month <YYYY-MM>', 'the report month'),
  )
    .option('--line <L>', 'a line of the form, for example 2e (default: every line)')
    .option('--as-of <N>', AS_OF)
    .addOption(jsonOption())
    .action((options: ExplainOptions) => {
      invocation.choose(command, async (run) => {
        const { explain } = await import('../actions/explain.js');
        return explain(run, options);
      });
    });
  examples(
    command,
    'explain --county 19 --month 2006-09 --case 1900001 --line 2e',
    'explain --county 19 --month 2006-09 --child K-77 --json',
  );
}

function withSubject(command: Command): Command {
  return command
    .option('--case <ID>', 'the case (either this or --child)')
    .option('--child <ID>', 'the child (either this or --case)');
}
