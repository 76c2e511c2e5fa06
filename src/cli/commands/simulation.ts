import type { Command } from 'commander';
import type { SimulateOptions } from '../actions/simulate.js';
import type { DemoOptions } from '../actions/demo.js';
import { defineCommand, examples } from '../context.js';
import type { Invocation } from '../context.js';

/** The commands that make up a caseload: simulate, demo. */
export function defineSimulation(program: Command, invocation: Invocation): void {
  const simulate = defineCommand(program, 'simulate', 'write a made-up caseload as NDJSON')
    .requiredOption('--county <CC>', 'county 01 to 58')
    .requiredOption('--cases <N>', 'number of cases')
    .requiredOption('--from <YYYY-MM>', 'first month')
    .requiredOption('--to <YYYY-MM>', 'last month')
    .requiredOption('--seed <S>', 'the same arguments and seed give the same bytes')
    .option('--late <P>', 'fraction of records that come late, 0 to 1')
    .option('--correct <P>', 'fraction of records that are corrected, 0 to 1')
    .action((options: SimulateOptions) => {
      invocation.choose(simulate, async (run) => {
        const actions = await import('../actions/simulate.js');
        return actions.simulate(run, options);
      });
    });
  examples(
    simulate,
    'simulate --county 19 --cases 500 --from 2005-10 --to 2006-09 --seed 7 > county-19.ndjson',
  );

  const demo = defineCommand(
    program,
    'demo',
    'a tour of the program on a simulated county in a fresh folder, command by command',
  )
    .option('--cases <N>', 'number of cases (default: 200)')
    .option('--serve', 'two counties, a year of versions and an account for each role, over HTTP')
    .option('--port <N>', 'port to listen on with --serve (default: 1257)')
    .action((options: DemoOptions) => {
      invocation.choose(demo, async (run) => {
        const actions = await import('../actions/demo.js');
        return actions.demo(run, options);
      });
    });
  examples(demo, 'demo', 'demo --cases 1000 --data ./demo-data', 'demo --serve --port 8080');
}
