import { grouped } from '../../reports/table.js';
import type { CarriedForward } from '../../versions/carry-forward.js';
import { carriedJson } from '../../versions/carried-json.js';
import { differenceJson, outdatedJson } from '../../versions/difference-json.js';
import { differenceText, outdatedText } from '../../versions/difference-table.js';
import { measuresSvg } from '../../versions/measures-svg.js';
import { measuresJson, measuresTable, unmeasuredJson } from '../../versions/measures-text.js';
import { rollupJson, rollupText } from '../../versions/rollup-text.js';
import { withApplication } from '../application.js';
import { asOfArgument, countyArgument, monthArgument, positionArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { tellLeftOut } from '../left-out.js';
import { outPath, writeWholeFile } from '../out-file.js';
import { editionAsked, positionAsked, positionOf, tellPosition } from '../positions.js';
import { Progress } from '../progress.js';
import { printRefusal } from '../refusals.js';
import { ffyArgument } from '../version-arguments.js';

export interface DiffOptions {
  readonly county: string;
  readonly month: string;
  readonly from: string;
  readonly to: string;
  readonly json?: true;
}

export interface OutdatedOptions {
  readonly county: string;
  readonly json?: true;
}

export interface RollupOptions {
  readonly month: string;
  readonly json?: true;
}

export interface CarryForwardOptions {
  readonly county: string;
  readonly ffy: string;
  readonly json?: true;
}

export interface MeasuresOptions {
  readonly county: string;
  readonly month: string;
  readonly asOf?: string;
  readonly svg?: string;
  readonly json?: true;
}

/** Months in a trend: the one asked for and those before it. */
export const TREND_MONTHS = 12;

export async function diff(run: Run, options: DiffOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const month = monthArgument(options.month);
  const from = positionArgument('--from', options.from, 'a month');
  const to = positionArgument('--to', options.to, 'a month');
  return withApplication(run, 'read', async (application) => {
    const progress = new Progress(run.output, 'Replaying');
    const place = { county, month };
    const sides = {
      from: await positionOf(application, place, from),
      to: await positionOf(application, place, to),
    };
    const fromEdition = (await editionAsked(application, place, from)).edition;
    const toEdition = (await editionAsked(application, place, to)).edition;
    const asked = { ...place, ...sides, fromEdition, toEdition };
    const found = await application.answer('diff', asked, (count, total) => {
      progress.report(count, 'records', total);
    });
    progress.done();
    const isJson = options.json === true;
    await run.output.result(
      isJson ? `${differenceJson(found)}\n` : differenceText(found, run.output.width),
    );
    return EXIT.done;
  });
}

export async function outdated(run: Run, options: OutdatedOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  return withApplication(run, 'read', async (application) => {
    const progress = new Progress(run.output, 'Replaying');
    const found = await application.answer('outdated', { county }, (count, total) => {
      progress.report(count, 'records', total);
    });
    progress.done();
    const isJson = options.json === true;
    await run.output.result(
      isJson ? `${outdatedJson(found)}\n` : outdatedText(found, run.output.width),
    );
    return EXIT.done;
  });
}

export async function rollup(run: Run, options: RollupOptions): Promise<ExitCode> {
  const month = monthArgument(options.month);
  return withApplication(run, 'read', async (application) => {
    const found = await application.answer('rollup', { month });
    if (options.json === true) {
      await run.output.result(`${rollupJson(found)}\n`);
    } else {
      const progress = new Progress(run.output, 'Replaying standing versions');
      const all = await application.answer('countiesOfMonth', { month }, (count, total) => {
        progress.report(count, 'records', total);
      });
      progress.done();
      await run.output.result(rollupText(found, all, run.output.width));
    }
    return tellLeftOut(run, found.leftOut);
  });
}

export async function carryForwardCommand(
  run: Run,
  options: CarryForwardOptions,
): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const ffy = ffyArgument(options.ffy);
  // Looked at first, so that a folder which is none is not made one.
  await withApplication(run, 'read', () => Promise.resolve());
  return withApplication(run, 'write', async (application) => {
    const outcome = await application.answer('carryForward', { county, ffy });
    switch (outcome.kind) {
      case 'rejected':
        return printRefusal(run, options.json === true, outcome.rejected);
      case 'carried':
        if (options.json === true) await run.output.result(carriedJson(outcome.carried));
        else await run.output.sentences(carriedText(outcome.carried));
        return EXIT.done;
    }
  });
}

function carriedText({ county, ffy, value, source, isDuplicate, size }: CarriedForward): string {
  const became = isDuplicate ? 'was there already' : 'was appended';
  return `Line 5a of FFY ${String(ffy)} of county ${county}, ${grouped(value)}, ${became} (${source}). The ledger has ${grouped(size)} records.\n`;
}

export async function measures(run: Run, options: MeasuresOptions): Promise<ExitCode> {
  const place = options.county === 'all' ? null : countyArgument(options.county);
  const month = monthArgument(options.month);
  const asked = asOfArgument(options.asOf, 'a month');
  if (place === null && asked !== null) {
    throw new WrongUsage(
      'With --county all every county is replayed at its own size: leave --as-of out, or name one county.',
    );
  }
  if (options.svg === '') throw new WrongUsage('--svg is empty: name the file to write.');
  const svg = options.svg === undefined ? null : outPath(run, options.svg);
  const isTrendWanted = options.json !== true || options.svg !== undefined;
  const count = isTrendWanted ? TREND_MONTHS : 1;
  return withApplication(run, 'read', async (application) => {
    const asOf =
      place === null ? null : await positionAsked(application, { county: place, month }, asked);
    const progress = new Progress(run.output, 'Replaying');
    const edition =
      place === null ? {} : await editionAsked(application, { county: place, month }, asked);
    const onRecords = (records: number, total?: number): void => {
      progress.report(records, 'records', total);
    };
    const { months, leftOut } =
      place === null
        ? await application.answer('measuresOfState', { month, count }, onRecords)
        : await application.answer(
            'measures',
            { county: place, month, count, asOf, ...edition },
            onRecords,
          );
    progress.done();
    tellPosition(run, asked, asOf);
    const named = place ?? 'all';
    const isJson = options.json === true;
    if (leftOut.length > 0) {
      if (isJson) await run.output.result(`${unmeasuredJson(month, leftOut)}\n`);
      return tellLeftOut(run, leftOut);
    }
    const last = months.at(-1);
    if (last === undefined) throw new Error('A replay left out its month.');
    if (svg !== null) await writeWholeFile(svg, [measuresSvg(named, months)]);
    await run.output.result(
      isJson ? `${measuresJson(named, last)}\n` : measuresTable(named, months, run.output.width),
    );
    return EXIT.done;
  });
}
