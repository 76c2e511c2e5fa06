import { CASES_MAX, simulationFault } from '../../../simulate/simulation-arguments.js';
import type { SimulationArguments } from '../../../simulate/simulation-arguments.js';
import { simulateCaseload } from '../../../simulate/caseload.js';
import { countArgument, countyArgument, fractionArgument, monthArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';

export interface SimulateOptions {
  readonly county: string;
  readonly cases: string;
  readonly from: string;
  readonly to: string;
  readonly seed: string;
  readonly late?: string;
  readonly correct?: string;
}

export async function simulate(run: Run, options: SimulateOptions): Promise<ExitCode> {
  const { late, correct } = options;
  const asked: SimulationArguments = {
    county: countyArgument(options.county),
    cases: countArgument('--cases', options.cases, CASES_MAX),
    from: monthArgument(options.from, '--from'),
    to: monthArgument(options.to, '--to'),
    seed: options.seed,
    ...(late === undefined ? {} : { late: fractionArgument('--late', late) }),
    ...(correct === undefined ? {} : { correct: fractionArgument('--correct', correct) }),
  };
  if (asked.to < asked.from) {
    throw new WrongUsage(
      `--to ${options.to} is before --from ${options.from}: give the earlier month as --from.`,
    );
  }
  const fault = simulationFault(asked);
  if (fault !== null) throw new WrongUsage(fault);
  for (const chunk of simulateCaseload(asked)) {
    if (!(await run.output.result(chunk))) break;
  }
  return EXIT.done;
}
