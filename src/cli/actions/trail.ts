import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { TRAIL_CSV_HEAD, trailEntryCsv, trailEntryJson } from '../../reports/trail.js';
import type { TrailEntry } from '../../reports/trail.js';
import { trailTable } from '../../reports/trail-table.js';
import type { TrailHead } from '../../reports/trail-table.js';
import { withApplication } from '../application.js';
import { formatMonth } from '../../../events/values/month.js';
import { asOfArgument, countyArgument, monthArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { columnArgument, lineArgument } from '../form-arguments.js';
import { formatArgument, refuseOnScreen, usualOn } from '../formats.js';
import type { FormatOptions } from '../formats.js';
import { outPathOfRecords, writeWholeFile } from '../out-file.js';
import { editionAsked, positionAsked, tellPosition } from '../positions.js';
import { Progress } from '../progress.js';

export interface TrailOptions extends FormatOptions {
  readonly county: string;
  readonly month: string;
  readonly line: string;
  readonly column?: string;
  readonly asOf?: string;
  readonly out?: string;
  readonly all?: true;
  readonly rows?: true;
}

const FORMATS = ['table', 'json', 'ndjson', 'csv', 'xlsx', 'parquet'] as const;

/** Rows that are put together into one write. */
const ROWS_PER_WRITE = 500;

export async function trail(run: Run, options: TrailOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const month = monthArgument(options.month);
  const line = lineArgument(options.line);
  const column = columnArgument(options.column ?? 'a', line);
  const asked = asOfArgument(options.asOf, 'a month');
  const usual = options.out === undefined ? usualOn(run, 'ndjson') : 'ndjson';
  const format = formatArgument(options, FORMATS, usual);
  if (options.out === '') throw new WrongUsage('--out is empty: name the file to write.');
  const out = options.out === undefined ? null : outPathOfRecords(run, options.out);
  if ((format === 'parquet' || format === 'xlsx') && options.out === undefined) {
    refuseOnScreen(run, format);
  }
  return withApplication(run, 'read', async (application) => {
    const asOf = await positionAsked(application, { county, month }, asked);
    const progress = new Progress(run.output, 'Replaying');
    const onRecords = (count: number, total?: number): void => {
      progress.report(count, 'records', total);
    };
    const source = options.rows === true ? 'rows' : 'segments';
    const edition = await editionAsked(application, { county, month }, asked);
    const of = { county, month, line: line.line, column, asOf, source, ...edition } as const;
    const entries = await application.answer('trail', of, onRecords);
    progress.done();
    tellPosition(run, asked, asOf);
    const isWhole = options.all === true || out !== null;
    const head = { county, month: formatMonth(month), ...line, column, isWhole };
    const chunks = await chunksOf(run, head, entries, format);
    if (out === null) {
      for (const chunk of chunks) {
        if (!(await run.output.result(chunk))) break;
      }
    } else {
      await writeWholeFile(out, chunks);
      if (format === 'csv') await writeMetadata(run, out, line.line);
    }
    return EXIT.done;
  });
}

async function chunksOf(
  { output }: Run,
  head: TrailHead,
  entries: readonly TrailEntry[],
  format: (typeof FORMATS)[number],
): Promise<Iterable<string | Uint8Array>> {
  switch (format) {
    case 'table':
      return [`${trailTable(head, entries, output.width).join('\n')}\n`];
    case 'json':
      return [`[${entries.map((entry) => trailEntryJson(entry)).join(',\n ')}]\n`];
    case 'ndjson':
    case 'csv':
      return textChunks(entries, format);
    case 'xlsx': {
      const { trailXlsx } = await import('../../reports/trail-xlsx.js');
      return trailXlsx(head.line, entries);
    }
    case 'parquet': {
      const { trailParquet } = await import('../../reports/trail-parquet.js');
      return [trailParquet(entries)];
    }
  }
}

/** Beside a CSV file, what its columns are: without it a spreadsheet takes case 0010001 for 10001. */
async function writeMetadata(run: Run, path: string, line: string): Promise<void> {
  // A pipe or a device has no place beside it.
  if (!statSync(path).isFile()) return;
  const { trailMetadata } = await import('../../packages/csv-descriptions.js');
  const beside = outPathOfRecords(run, `${path}-metadata.json`);
  await writeWholeFile(beside, [trailMetadata(line, basename(path))]);
  run.output.message(
    `${beside} says which columns are texts: open the file by it, or ask for xlsx.`,
  );
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
