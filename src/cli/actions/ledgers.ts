import { ledgersJson, ledgersTable } from '../../reports/ledger-summary.js';
import { rootText } from '../../versions/proof-text.js';
import { withApplication } from '../application.js';
import { asOfArgument, countArgument, countyArgument, recordIdArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { formatArgument, usualOn } from '../formats.js';
import type { FormatOptions } from '../formats.js';
import { tellLeftOut } from '../left-out.js';
import { positionAsked } from '../positions.js';

export interface RecordOptions {
  readonly county: string;
  readonly id: string;
}

export interface RecordsOptions {
  readonly county: string;
  readonly from?: string;
}

export interface RootOptions extends FormatOptions {
  readonly county: string;
  readonly asOf?: string;
}

export async function ledgers(run: Run, options: FormatOptions): Promise<ExitCode> {
  const format = formatArgument(options, ['table', 'json'], usualOn(run, 'json'));
  return withApplication(run, 'read', async (application) => {
    const found = await application.answer('ledgers', {});
    const { ledgers: listed, leftOut } = found;
    await run.output.result(
      format === 'json' ? ledgersJson(listed) : ledgersTable(listed, run.output.width),
    );
    return tellLeftOut(run, leftOut);
  });
}

export async function root(run: Run, options: RootOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const asked = asOfArgument(options.asOf, 'no month');
  const format = formatArgument(options, ['table', 'json'], usualOn(run, 'json'));
  return withApplication(run, 'read', async (application) => {
    const asOf = await positionAsked(application, { county, month: null }, asked);
    const found = await application.answer('root', { county, asOf });
    const shown = { county: found.county, size: found.size, root: found.root };
    await run.output.result(
      format === 'json' ? `${JSON.stringify(shown)}\n` : rootText(shown, run.output.width),
    );
    return EXIT.done;
  });
}

export async function records(run: Run, options: RecordsOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const from = options.from === undefined ? 1 : countArgument('--from', options.from, 2 ** 53 - 1);
  return withApplication(run, 'read', async (application) => {
    for (const page of await application.answer('records', { county, from })) {
      if (!(await run.output.result(page))) break;
    }
    return EXIT.done;
  });
}

export async function record(run: Run, options: RecordOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const id = recordIdArgument(options.id);
  return withApplication(run, 'read', async (application) => {
    await run.output.result(await application.answer('record', { county, id }));
    return EXIT.done;
  });
}
