import { isAccountId, OPERATOR_NAME } from '../../../events/values/access-ids.js';
import type { Instant } from '../../../events/values/instant.js';
import { isLoggedAction } from '../../../projections/access-log/line-text.js';
import { MOMENT_FORMS, firstMoment, lastMoment } from '../../access-log/moments.js';
import {
  checkedJson,
  checkedText,
  linesCsv,
  linesJson,
  linesTable,
} from '../../access-log/printed-lines.js';
import { LINES_MAX } from '../../access-log/read-lines.js';
import type { LinesRead } from '../../access-log/read-lines.js';
import type { LoggedAction } from '../../ports/access-log.js';
import { withApplication } from '../application.js';
import { choiceArgument, countArgument, countyArgument, subjectArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';

export interface LogOptions {
  readonly county?: string;
  readonly account?: string;
  readonly case?: string;
  readonly child?: string;
  readonly action?: string;
  readonly from?: string;
  readonly to?: string;
  readonly after?: string;
  readonly limit?: string;
  readonly format?: string;
  readonly json?: true;
}

export interface CheckLogOptions {
  readonly json?: true;
}

const FORMATS = ['table', 'json', 'csv'] as const;

/** Lines of an answer, unless another number is asked for. */
const LINES_USUAL = 100;

export async function accessLog(run: Run, options: LogOptions): Promise<ExitCode> {
  const format = formatOf(options);
  const isOfSubject = options.case !== undefined || options.child !== undefined;
  const asked = {
    county: options.county === undefined ? null : countyArgument(options.county),
    account: options.account === undefined ? null : accountArgument(options.account),
    subject: isOfSubject ? subjectArgument(options) : null,
    action: options.action === undefined ? null : actionArgument(options.action),
    from: momentArgument('--from', options.from, firstMoment),
    to: momentArgument('--to', options.to, lastMoment),
    after: options.after === undefined ? 0 : numberArgument(options.after),
    limit:
      options.limit === undefined
        ? LINES_USUAL
        : countArgument('--limit', options.limit, LINES_MAX),
  };
  return withApplication(run, 'read', async (application) => {
    const read = await application.answer('accessLog', asked);
    await run.output.result(textOf(read, format, run.output.width));
    if (format !== 'table' && read.hasMore) {
      run.output.message(`There are more lines: --after ${String(read.lines.at(-1)?.n)}`);
    }
    return EXIT.done;
  });
}

export async function checkAccessLog(run: Run, options: CheckLogOptions): Promise<ExitCode> {
  return withApplication(run, 'read', async (application) => {
    const checked = await application.answer('checkAccessLog', {});
    if (options.json === true) await run.output.result(checkedJson(checked));
    else {
      const tone = checked.faults.length > 0 ? 'bad' : 'good';
      await run.output.sentences(checkedText(checked), tone);
    }
    return checked.faults.length > 0 ? EXIT.doneWithObjections : EXIT.done;
  });
}

export async function accessLogCheckpoint(run: Run): Promise<ExitCode> {
  return withApplication(run, 'read', async (application) => {
    const { note } = await application.answer('accessLogCheckpoint', {});
    if (note === null) run.output.message('The access log has no line yet.');
    else await run.output.result(note);
    return EXIT.done;
  });
}

function textOf(read: LinesRead, format: (typeof FORMATS)[number], width: number): string {
  switch (format) {
    case 'table':
      return linesTable(read, width);
    case 'json':
      return linesJson(read.lines);
    case 'csv':
      return linesCsv(read.lines);
  }
}

function formatOf({ format, json }: LogOptions): (typeof FORMATS)[number] {
  if (format === undefined) return json === true ? 'json' : 'table';
  if (json === true && format !== 'json') {
    throw new WrongUsage('--json and --format say different things: give one of them.');
  }
  return choiceArgument('--format', format, FORMATS);
}

function accountArgument(text: string): string {
  if (isAccountId(text) || text === OPERATOR_NAME) return text;
  throw new WrongUsage(
    `--account ${JSON.stringify(text.slice(0, 40))} is no account: give one as A-7, or ${OPERATOR_NAME}.`,
  );
}

function actionArgument(text: string): LoggedAction {
  if (isLoggedAction(text)) return text;
  throw new WrongUsage(
    `--action ${JSON.stringify(text.slice(0, 40))} is no action of the access log: give one as case.read, trail.download or sign-in.`,
  );
}

function momentArgument(
  option: string,
  text: string | undefined,
  parse: (text: string) => Instant | null,
): Instant | null {
  if (text === undefined) return null;
  const moment = parse(text);
  if (moment !== null) return moment;
  throw new WrongUsage(
    `${option} ${JSON.stringify(text.slice(0, 40))} is no moment: give ${MOMENT_FORMS}.`,
  );
}

function numberArgument(text: string): number {
  if (/^\d{1,15}$/u.test(text)) return Number(text);
  throw new WrongUsage(
    `--after ${JSON.stringify(text.slice(0, 20))} is no number of a line: give one from 0 on.`,
  );
}
