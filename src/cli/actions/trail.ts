import { resolve } from 'node:path';
import { TRAIL_CSV_HEAD, trailEntryCsv, trailEntryJson } from '../../reports/trail.js';
import type { TrailEntry } from '../../reports/trail.js';
import { withApplication } from '../application.js';
import { asOfArgument, choiceArgument, countyArgument, monthArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { columnArgument, lineArgument } from '../form-arguments.js';
import { writeWholeFile } from '../out-file.js';
import { Progress } from '../progress.js';

export interface TrailOptions {
  readonly county: string;
  readonly month: string;
  readonly line: string;
  readonly column?: string;
  readonly asOf?: string;
  readonly format: string;
  readonly out?: string;
  readonly rows?: true;
}

/** Rows that are put together into one write. */
const ROWS_PER_WRITE = 500;

export async function trail(run: Run, options: TrailOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const month = monthArgument(options.month);
  const line = lineArgument(options.line);
  const column = columnArgument(options.column ?? 'a', line);
  const asOf = asOfArgument(options.asOf);
  const format = choiceArgument('--format', options.format, ['ndjson', 'csv', 'parquet']);
  if (options.out === '') throw new WrongUsage('--out is empty: name the file to write.');
  if (format === 'parquet' && options.out === undefined && run.output.isResultScreen) {
    throw new WrongUsage(
      'Parquet is no text: name the file to write, for example --out trail.parquet.',
    );
  }
  return withApplication(run, 'read', async (application) => {
    const progress = new Progress(run.output, 'Replaying');
    const onRecords = (count: number): void => {
      progress.report(count, 'records');
    };
    const source = options.rows === true ? 'rows' : 'segments';
    const asked = { county, month, line: line.line, column, asOf, source } as const;
    const entries = await application.answer('trail', asked, onRecords);
    progress.done();
    const chunks =
      format === 'parquet' ? await parquetChunks(entries) : textChunks(entries, format);
    if (options.out === undefined) {
      for (const chunk of chunks) {
        if (!(await run.output.result(chunk))) break;
      }
    } else {
      await writeWholeFile(resolve(run.terminal.cwd, options.out), chunks);
    }
    return EXIT.done;
  });
}

async function parquetChunks(entries: readonly TrailEntry[]): Promise<Iterable<Uint8Array>> {
  const { trailParquet } = await import('../../reports/trail-parquet.js');
  return [trailParquet(entries)];
}

function* textChunks(entries: readonly TrailEntry[], format: 'ndjson' | 'csv'): Iterable<string> {
  if (format === 'csv') yield TRAIL_CSV_HEAD;
  for (let from = 0; from < entries.length; from += ROWS_PER_WRITE) {
    yield entries
      .slice(from, from + ROWS_PER_WRITE)
      .map((entry) => (format === 'csv' ? trailEntryCsv(entry) : `${trailEntryJson(entry)}\n`))
      .join('');
  }
}
