import type { Command } from 'commander';
import type { ReportOptions } from '../actions/report.js';
import type { TrailOptions } from '../actions/trail.js';
import type { HistoryOptions } from '../actions/history.js';
import type { ExplainOptions } from '../actions/explain.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';
import { formatOption, tableOnScreen } from '../formats.js';
import { asOfHelp, asOfOption } from './as-of.js';

const AS_OF = 'use only what was known then';

const OUT = 'write to this file instead of standard output';

const TRAIL_FORMATS = ['table', 'json', 'ndjson', 'csv', 'xlsx', 'parquet'] as const;

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
    .addOption(asOfOption(AS_OF, { versions: true }))
    .option('--form <FORM>', 'cs1257, or cs157 for the annual report of a September', 'cs1257')
    .addOption(formatOption(['table', 'json', 'csv', 'xlsx'], 'table'))
    .option('--out <FILE>', OUT)
    .option('--rows', ROWS)
    .addOption(jsonOption())
    .action((options: ReportOptions) => {
      invocation.choose(command, async (run) => {
        const { report } = await import('../actions/report.js');
        return report(run, options);
      });
    });
  asOfHelp(command, { versions: true });
  examples(
    command,
    'report --county 19 --month 2006-09',
    'report --county 19 --month 2005-10:2006-09 --format xlsx --out year.xlsx',
    'report --county 19 --month 2006-09 --as-of 1203 --form cs157 --format json',
    'report --county 19 --month 2006-09 --as-of 2006-10-15',
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
    .addOption(asOfOption(AS_OF, { versions: true }))
    .addOption(formatOption(TRAIL_FORMATS, tableOnScreen('ndjson')))
    .option('--all', 'in a table: every row, not only the first 50')
    .option('--out <FILE>', OUT)
    .option('--rows', ROWS)
    .addOption(jsonOption())
    .action((options: TrailOptions) => {
      invocation.choose(command, async (run) => {
        const { trail } = await import('../actions/trail.js');
        return trail(run, options);
      });
    });
  asOfHelp(command, { versions: true });
  examples(
    command,
    'trail --county 19 --month 2006-09 --line 18',
    'trail --county 19 --month 2006-09 --line 18 --as-of v1',
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
      'print every record of a case or child, in business order',
    ).requiredOption('--county <CC>', 'county 01 to 58'),
  )
    .addOption(asOfOption(AS_OF, { versions: false }))
    .addOption(formatOption(['table', 'json', 'ndjson'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: HistoryOptions) => {
      invocation.choose(command, async (run) => {
        const { history } = await import('../actions/history.js');
        return history(run, options);
      });
    });
  asOfHelp(command, { versions: false });
  examples(
    command,
    'history --county 19 --case 1900001',
    'history --county 19 --child K-77 --as-of 1203',
    'history --county 19 --case 1900001 --as-of 2006-10-15T17:05:00Z',
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
    .addOption(asOfOption(AS_OF, { versions: true }))
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: ExplainOptions) => {
      invocation.choose(command, async (run) => {
        const { explain } = await import('../actions/explain.js');
        return explain(run, options);
      });
    });
  asOfHelp(command, { versions: true });
  examples(
    command,
    'explain --county 19 --month 2006-09 --case 1900001 --line 2e',
    'explain --county 19 --month 2006-09 --child K-77 --as-of v1 --json',
  );
}

function withSubject(command: Command): Command {
  return command
    .option('--case <ID>', 'the case (either this or --child)')
    .option('--child <ID>', 'the child (either this or --case)');
}
