import { COUNTIES } from '../../../events/values/county.js';
import { withApplication } from '../application.js';
import { countyArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { Progress } from '../progress.js';

export interface CheckpointsOptions {
  readonly county?: string;
  readonly json?: true;
}

/** Makes the kept fiscal years anew from the records; prints how many of each county there are. */
export function rebuildCheckpointsCommand(
  run: Run,
  options: CheckpointsOptions,
): Promise<ExitCode> {
  return ofCounties(run, options, 'anew', (county, years) =>
    years === 1
      ? `One fiscal year of county ${county} is kept.`
      : `${String(years)} fiscal years of county ${county} are kept.`,
  );
}

/** Takes them away; prints how many there were. */
export function drop(run: Run, options: CheckpointsOptions): Promise<ExitCode> {
  return ofCounties(run, options, 'notAtAll', (county, years) =>
    years === 1
      ? `One fiscal year of county ${county} was dropped.`
      : `${String(years)} fiscal years of county ${county} were dropped.`,
  );
}

async function ofCounties(
  run: Run,
  options: CheckpointsOptions,
  how: 'anew' | 'notAtAll',
  lineOf: (county: string, years: number) => string,
): Promise<ExitCode> {
  const counties = options.county === undefined ? COUNTIES : [countyArgument(options.county)];
  return withApplication(run, 'change', async (application) => {
    const progress = new Progress(run.output, 'Folding fiscal years');
    const kept: { readonly county: string; readonly years: number }[] = [];
    for (const county of counties) {
      const years = await application.answer('keepCheckpoints', { county, how }, (count, total) => {
        progress.report(count, `records of county ${county}`, total);
      });
      if (years > 0) kept.push({ county, years });
    }
    progress.done();
    const lines = kept.map(({ county, years }) => `${lineOf(county, years)}\n`);
    const none = how === 'anew' ? 'No ledger.\n' : 'Nothing was kept.\n';
    if (options.json === true) await run.output.result(`${JSON.stringify(kept)}\n`);
    else await run.output.sentences(lines.join('') || none);
    return EXIT.done;
  });
}
