import { visible } from '../../../events/values/visible-text.js';
import type { Fault } from '../../ports/fault.js';
import { withApplication } from '../application.js';
import { countyArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { Progress } from '../progress.js';

export interface CheckOptions {
  readonly county?: string;
  readonly json?: true;
}

export async function check(run: Run, options: CheckOptions): Promise<ExitCode> {
  const county = options.county === undefined ? null : countyArgument(options.county);
  return withApplication(run, 'outside', async (application) => {
    const progress = new Progress(run.output, 'Checking');
    const faults = await application.answer('check', {
      county,
      onChecked: (_county, count) => {
        progress.report(count, 'records of this county');
      },
    });
    progress.done();
    await run.output.result(options.json === true ? faultsJson(faults) : faultsText(faults));
    return faults.length > 0 ? EXIT.doneWithObjections : EXIT.done;
  });
}

function faultsJson(faults: readonly Fault[]): string {
  const shown = faults.map(({ county, position, finding }) => ({ county, position, finding }));
  return `${JSON.stringify(shown)}\n`;
}

function faultsText(faults: readonly Fault[]): string {
  if (faults.length === 0) return 'No fault found.\n';
  return faults.map((fault) => `${faultLine(fault)}\n`).join('');
}

function faultLine({ county, position, finding }: Fault): string {
  const place = position === null ? '' : `, position ${String(position)}`;
  const whose = county === 'access' ? 'Acts of access' : `County ${county}`;
  return `${whose}${place}: ${visible(finding.replaceAll(/\s*\n\s*/gu, ' '))}`;
}
