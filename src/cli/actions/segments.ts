import { COUNTIES } from '../../../events/values/county.js';
import { grouped } from '../../reports/table.js';
import { withApplication } from '../application.js';
import { countyArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { Progress } from '../progress.js';

export interface SegmentsOptions {
  readonly county?: string;
  readonly json?: true;
}

/** Builds the segments anew; prints how many records of each county they hold. */
export async function rebuildSegmentsCommand(
  run: Run,
  options: SegmentsOptions,
): Promise<ExitCode> {
  const counties = options.county === undefined ? COUNTIES : [countyArgument(options.county)];
  return withApplication(run, 'change', async (application) => {
    const progress = new Progress(run.output, 'Building segments');
    const rebuilt: { readonly county: string; readonly records: number }[] = [];
    for (const county of counties) {
      const asked = { county, how: 'anew' } as const;
      const records = await application.answer('extendSegments', asked, (count, total) => {
        progress.report(count, `records of county ${county}`, total);
      });
      if (records > 0) rebuilt.push({ county, records });
    }
    progress.done();
    const lines = rebuilt.map(
      ({ county, records }) =>
        `The segments of county ${county} hold its ${grouped(records)} records.\n`,
    );
    if (options.json === true) await run.output.result(`${JSON.stringify(rebuilt)}\n`);
    else await run.output.sentences(lines.join('') || 'No ledger.\n');
    return EXIT.done;
  });
}
