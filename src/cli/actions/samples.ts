import { peopleTable } from '../../reports/people-table.js';
import type { PeopleColumn } from '../../reports/people-table.js';
import { valueForPeople } from '../../reports/report-table.js';
import { wrapped } from '../../reports/table.js';
import { isDrawnOnPaper, tooLargeForPaper } from '../../samples/worksheet-bounds.js';
import { WORKSHEET_FORMATS, worksheetIn } from '../../samples/worksheet-file.js';
import type { WorksheetFormat } from '../../samples/worksheet-file.js';
import type { ShownRow, ShownSample, WholeSample } from '../../samples/shown-sample.js';
import { withApplication } from '../application.js';
import { asOfArgument, countArgument, countyArgument, monthArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { columnArgument, lineArgument } from '../form-arguments.js';
import { outPathOfRecords, writeWholeFile } from '../out-file.js';
import { positionAsked } from '../positions.js';
import { Progress } from '../progress.js';
import { printOutcome, withOptions } from '../refusals.js';
import { versionArgument } from '../version-arguments.js';

export interface DrawOptions {
  readonly county: string;
  readonly month: string;
  readonly line: string;
  readonly column?: string;
  readonly version?: string;
  readonly asOf?: string;
  readonly size: string;
  readonly reserve?: string;
  readonly seed: string;
  readonly by?: string;
  readonly json?: true;
}

export interface SampleOptions {
  readonly county: string;
  readonly sample: string;
  readonly out?: string;
  readonly json?: true;
}

export interface JudgeOptions {
  readonly county: string;
  readonly sample: string;
  readonly row: string;
  readonly judgement: string;
  readonly reason?: string;
  readonly text?: string;
  readonly evidence?: readonly string[];
  readonly replaces?: string;
  readonly json?: true;
}

export interface ChecksOptions {
  readonly county: string;
  readonly month: string;
  readonly version: string;
  readonly json?: true;
}

const SAMPLES: readonly PeopleColumn[] = [
  { head: 'Sample' },
  { head: 'Month' },
  { head: 'Line' },
  { head: 'Judged', isRight: true },
  { head: 'Verdict' },
  { head: 'Seed', isWrapped: true },
  { head: 'By', isWrapped: true },
];

const ROWS: readonly PeopleColumn[] = [
  { head: 'Row', isRight: true },
  { head: 'Column' },
  { head: 'Case or child' },
  { head: 'Amount', isRight: true },
  { head: 'Found' },
  { head: 'By', isWrapped: true },
];

/** What the command line does is the operator's. */
const BY = 'operator';

const RESERVE_MAX = 10_000;
/** Of a smaller population a sample is all its rows; whether those are too many is known when they are drawn. */
const SIZE_MAX = 999_999_999;
const NUMBER_MAX = 999_999;

/** What fields of a draw and of a judgement are called here. */
const DRAW_OPTIONS = {
  line: '--line',
  column: '--column',
  method: '--by',
  size: '--size',
  reserve: '--reserve',
  seed: '--seed',
} as const;
const JUDGE_OPTIONS = {
  judgement: '--judgement',
  reason: '--reason',
  text: '--text',
  evidence: '--evidence',
} as const;

export async function draw(run: Run, options: DrawOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const month = monthArgument(options.month);
  const line = lineArgument(options.line);
  const column = options.column === undefined ? null : columnArgument(options.column, line);
  const version = options.version === undefined ? null : versionArgument(options.version);
  const asked = asOfArgument(options.asOf, 'no month');
  if (version !== null && asked !== null) {
    throw new WrongUsage('--version and --as-of both name a position: give one of them.');
  }
  if (options.by !== undefined && options.by !== 'dollars') {
    throw new WrongUsage('--by is dollars or left out: rows are drawn alike, or by their amount.');
  }
  const size = countArgument('--size', options.size, SIZE_MAX);
  const reserve =
    options.reserve === undefined ? 0 : countArgument('--reserve', options.reserve, RESERVE_MAX);
  const method = options.by === undefined ? ('rows' as const) : ('dollars' as const);
  return withApplication(run, 'read', async (application) => {
    const asOf = await positionAsked(application, { county, month: null }, asked);
    const place = { county, month, line: line.line, column, asOf, version };
    const how = { method, size, reserve, seed: options.seed, by: BY };
    const progress = new Progress(run.output, 'Drawing');
    const input = { ...place, ...how };
    const outcome = await application.outcome('drawSample', input, progress.ofRecords);
    progress.done();
    const told = withOptions(outcome, DRAW_OPTIONS);
    return printOutcome(run, options.json === true, told, (sample) =>
      printSample(run, options.json === true, sample),
    );
  });
}

export async function listSamples(
  run: Run,
  options: Pick<SampleOptions, 'county' | 'json'>,
): Promise<ExitCode> {
  const county = countyArgument(options.county);
  return withApplication(run, 'read', async (application) => {
    const samples = await application.answer('samples', { county });
    const rows = samples.map((sample) => [
      sample.sample,
      sample.month,
      sample.line,
      `${String(sample.judged)} of ${String(sample.size)}`,
      sample.result?.verdict ?? '',
      sample.seed,
      sample.by,
    ]);
    if (options.json === true) await run.output.result(`${JSON.stringify(samples)}\n`);
    else if (rows.length === 0) {
      await run.output.sentences(`No sample was drawn in county ${county} yet.\n`);
    } else {
      await run.output.result(`${peopleTable(SAMPLES, rows, run.output.width).join('\n')}\n`);
    }
    return EXIT.done;
  });
}

export async function show(run: Run, options: SampleOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const { out } = options;
  const file =
    out === undefined ? null : { format: worksheetFormat(out), path: outPathOfRecords(run, out) };
  return withApplication(run, 'read', async (application) => {
    const progress = new Progress(run.output, 'Drawing again');
    const input = { county, sample: options.sample };
    const outcome = await application.outcome('sample', input, progress.ofRecords);
    progress.done();
    return printOutcome(run, options.json === true, outcome, async (sample) => {
      if (file === null) {
        await printSample(run, options.json === true, sample);
        return;
      }
      const { format, path } = file;
      if (format === 'pdf' && !isDrawnOnPaper(sample)) {
        throw new WrongUsage(tooLargeForPaper(sample));
      }
      const bytes = await worksheetIn(format, sample);
      await writeWholeFile(path, [bytes]);
      run.output.message(`${out ?? path} is the worksheet of ${sample.sample}.`);
    });
  });
}

/** By the end of the name: a file that a double click opens as something else would help nobody. */
function worksheetFormat(out: string): WorksheetFormat {
  const found = WORKSHEET_FORMATS.find((format) => out.toLowerCase().endsWith(`.${format}`));
  if (found !== undefined) return found;
  throw new WrongUsage(
    `--out ${JSON.stringify(out)} is neither a workbook nor a PDF: let the name end in .xlsx or .pdf.`,
  );
}

export async function judge(run: Run, options: JudgeOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const { sample, judgement, reason = null, text = null, evidence = [], replaces } = options;
  const row = countArgument('--row', options.row, NUMBER_MAX);
  const replaced =
    replaces === undefined ? null : countArgument('--replaces', replaces, NUMBER_MAX);
  return withApplication(run, 'read', async (application) => {
    const of = { county, sample, row, judgement, reason, text, evidence, replaces: replaced };
    const outcome = await application.outcome('judgeSampleRow', { ...of, by: BY });
    const told = withOptions(outcome, JUDGE_OPTIONS);
    return printOutcome(run, options.json === true, told, async (judged) => {
      if (options.json === true) await run.output.result(`${JSON.stringify(judged)}\n`);
      else {
        run.output.message(
          `Row ${String(row)} of ${sample}: ${judged.found}, judgement ${String(judged.judgement)}.`,
        );
      }
    });
  });
}

export async function checks(run: Run, options: ChecksOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const month = monthArgument(options.month);
  const version = versionArgument(options.version);
  return withApplication(run, 'read', async (application) => {
    const progress = new Progress(run.output, 'Looking at the version');
    const input = { county, month, version };
    const outcome = await application.outcome('sampleChecks', input, progress.ofRecords);
    progress.done();
    return printOutcome(run, options.json === true, outcome, async (found) => {
      const rows = found.map(({ check, count }) => [check, String(count)]);
      const columns = [{ head: 'Check' }, { head: 'Found', isRight: true }] as const;
      await run.output.result(
        options.json === true
          ? `${JSON.stringify(found)}\n`
          : `${peopleTable(columns, rows, run.output.width).join('\n')}\n`,
      );
    });
  });
}

async function printSample(run: Run, isJson: boolean, sample: WholeSample): Promise<void> {
  if (isJson) {
    await run.output.result(`${JSON.stringify(sample)}\n`);
    return;
  }
  const rows = [...sample.rows, ...sample.reserve].map((row) => cellsOf(sample, row));
  const { width } = run.output;
  const lines = [
    ...wrapped(headOf(sample), width),
    '',
    ...peopleTable(ROWS, rows, width),
    ...resultOf(sample).flatMap((line) => ['', ...wrapped(line, width)]),
  ];
  await run.output.result(`${lines.join('\n')}\n`);
}

function cellsOf({ size }: ShownSample, row: ShownRow): readonly string[] {
  const { n, column, amount, judgement } = row;
  const subject = row.case ?? row.child ?? '';
  const found = judgement?.found ?? (n > size ? 'replacement' : '');
  const shown = amount === null ? '' : valueForPeople(amount);
  return [String(n), column, subject, shown, found, judgement?.by ?? ''];
}

function headOf({ sample, month, line, asOf, seed, population, earlier }: ShownSample): string {
  const before =
    earlier.length === 0
      ? ''
      : `, drawn ${earlier.length === 1 ? 'once' : `${String(earlier.length)} times`} before`;
  return `${sample}: Line ${line} of ${month} as of position ${String(asOf)}, seed ${JSON.stringify(seed)}, of ${String(population)} rows${before}.`;
}

function resultOf({ result }: ShownSample): readonly string[] {
  if (result === null) return [];
  const { verdict, efficiency, limits, finite } = result;
  const population =
    finite === null ? '' : `; of this population ${finite.lower} % to ${finite.upper} %`;
  return [
    `${verdict}: ${efficiency} %, 95 % limits ${limits.lower} % to ${limits.upper} %${population}.`,
  ];
}
