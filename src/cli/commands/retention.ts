import type { Command } from 'commander';
import type {
  ApplyOptions,
  CountyOptions,
  OrderOptions,
  PlaceOptions,
  PlanOptions,
  ReleaseOptions,
} from '../actions/retention.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import { formatOption, tableOnScreen } from '../formats.js';
import type { Invocation } from '../context.js';

const COUNTY = 'county 01 to 58';
const NO_PERSON = 'in at most 500 characters; name a docket or a file, no person';
const REFUSED = `
A refusal ends with 3: a sentence on a screen, else one JSON object, {"error":CODE,"message":...}, on standard output.`;

/** The commands for what is kept and what goes: hold, retention. */
export function defineRetention(program: Command, invocation: Invocation): void {
  const hold = program
    .command('hold')
    .description('keep what retention would erase, for as long as a legal action needs it');
  definePlace(hold, invocation);
  defineRelease(hold, invocation);
  defineHolds(hold, invocation);
  const retention = program
    .command('retention')
    .description('plan, order and apply the erasure of what no retained report needs');
  definePlan(retention, invocation);
  defineOrder(retention, invocation);
  defineApply(retention, invocation);
  defineConfirm(retention, invocation);
  defineList(retention, invocation);
}

function definePlace(hold: Command, invocation: Invocation): void {
  const command = defineCommand(hold, 'place', 'hold a case or child with its group, or months')
    .requiredOption('--county <CC>', COUNTY)
    .option('--case <ID>', 'the case whose group is kept')
    .option('--child <ID>', 'the child whose group is kept')
    .option('--from <YYYY-MM>', 'keep every month from this one on')
    .requiredOption('--by <PERSON>', 'who places it')
    .requiredOption('--reason <TEXT>', `why, ${NO_PERSON}`)
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: PlaceOptions) => {
      invocation.choose(command, async (run) => {
        const { holdCommand } = await import('../actions/retention.js');
        return holdCommand(run, options);
      });
    });
  command.addHelpText('after', REFUSED);
  examples(
    command,
    'hold place --county 19 --case 1900007 --by "L. Counsel" --reason "docket BD 123 456"',
    'hold place --county 19 --from 2006-09 --by "L. Counsel" --reason "audit 2011-4"',
  );
}

function defineRelease(hold: Command, invocation: Invocation): void {
  const command = defineCommand(hold, 'release', 'end a hold, by another person than placed it')
    .requiredOption('--county <CC>', COUNTY)
    .requiredOption('--hold <N>', "the hold's number")
    .requiredOption('--by <PERSON>', 'who releases it')
    .requiredOption('--reason <TEXT>', `why, ${NO_PERSON}`)
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: ReleaseOptions) => {
      invocation.choose(command, async (run) => {
        const { release } = await import('../actions/retention.js');
        return release(run, options);
      });
    });
  command.addHelpText('after', REFUSED);
  examples(command, 'hold release --county 19 --hold 1 --by "D. Rector" --reason "case settled"');
}

function defineHolds(hold: Command, invocation: Invocation): void {
  const command = defineCommand(hold, 'list', 'list the holds of a county, released ones too')
    .requiredOption('--county <CC>', COUNTY)
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: CountyOptions) => {
      invocation.choose(command, async (run) => {
        const { holds } = await import('../actions/retention.js');
        return holds(run, options);
      });
    });
  examples(command, 'hold list --county 19');
}

function definePlan(retention: Command, invocation: Invocation): void {
  const command = defineCommand(retention, 'plan', 'say what would be erased; changes nothing')
    .requiredOption('--county <CC>', COUNTY)
    .option('--on <DATE>', 'as of this day in California (default: today)')
    .option('--why', 'say in a sentence why the group of a case or child stays or goes')
    .option('--case <ID>', 'with --why: the case')
    .option('--child <ID>', 'with --why: the child')
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: PlanOptions) => {
      invocation.choose(command, async (run) => {
        const { plan } = await import('../actions/retention.js');
        return plan(run, options);
      });
    });
  examples(
    command,
    'retention plan --county 19 --on 2011-03-01',
    'retention plan --county 19 --why --case 1900007',
  );
}

function defineOrder(retention: Command, invocation: Invocation): void {
  const command = defineCommand(retention, 'order', "keep a day's plan as an order")
    .requiredOption('--county <CC>', COUNTY)
    .option('--on <DATE>', 'the plan of this day in California (default: today)')
    .requiredOption('--by <PERSON>', 'who orders it')
    .requiredOption('--reason <TEXT>', `why, ${NO_PERSON}`)
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: OrderOptions) => {
      invocation.choose(command, async (run) => {
        const { order } = await import('../actions/retention.js');
        return order(run, options);
      });
    });
  command.addHelpText('after', REFUSED);
  examples(
    command,
    'retention order --county 19 --by "R. Keeper" --reason "retention schedule 2011-03"',
  );
}

function defineApply(retention: Command, invocation: Invocation): void {
  const command = defineCommand(retention, 'apply', 'erase what an order says; cannot be undone')
    .requiredOption('--county <CC>', COUNTY)
    .requiredOption('--order <N>', "the order's number")
    .requiredOption('--by <PERSON>', 'who applies it, another person than the one who ordered it')
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: ApplyOptions) => {
      invocation.choose(command, async (run) => {
        const { apply } = await import('../actions/retention.js');
        return apply(run, options);
      });
    });
  command.addHelpText(
    'after',
    `
Run it again if it was interrupted: it goes on where it was. Backups and packages handed out are not touched.${REFUSED}`,
  );
  examples(command, 'retention apply --county 19 --order 1 --by "D. Rector"');
}

function defineConfirm(retention: Command, invocation: Invocation): void {
  const command = defineCommand(
    retention,
    'confirm',
    'say that the files of every node of the server were looked into, and the erased is in none',
  )
    .requiredOption('--county <CC>', COUNTY)
    .requiredOption('--order <N>', "the order's number")
    .requiredOption('--by <PERSON>', 'who has looked')
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: ApplyOptions) => {
      invocation.choose(command, async (run) => {
        const { confirm } = await import('../actions/retention.js');
        return confirm(run, options);
      });
    });
  command.addHelpText(
    'after',
    `
For ledgers in EventStoreDB: an order that was applied there is pending until then.${REFUSED}`,
  );
  examples(command, 'retention confirm --county 19 --order 1 --by "O. Perator"');
}

function defineList(retention: Command, invocation: Invocation): void {
  const command = defineCommand(retention, 'list', 'list the orders of a county, and what is kept')
    .requiredOption('--county <CC>', COUNTY)
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: CountyOptions) => {
      invocation.choose(command, async (run) => {
        const { listOrders } = await import('../actions/retention.js');
        return listOrders(run, options);
      });
    });
  command.alias('orders');
  examples(command, 'retention list --county 19', 'retention orders --county 19 --format table');
}
