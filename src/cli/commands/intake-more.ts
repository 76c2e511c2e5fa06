import type { Command } from 'commander';
import type {
  KeyOptions,
  ListOptions,
  SendOptions,
  SettingsOptions,
} from '../actions/intake-keys.js';
import type { MapOptions, TemplateOptions } from '../actions/intake-tables.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import { formatOption, tableOnScreen } from '../formats.js';
import type { Invocation } from '../context.js';

const COUNTY = ['--county <CC>', 'county, two digits'] as const;

/** `plumbline intake template`, `dictionary` and `map`: how tables are filled in, and what they become. */
export function defineIntakeTables(intake: Command, invocation: Invocation): void {
  const template = defineCommand(intake, 'template', 'write a workbook for records of one type')
    .argument('<TYPE>', 'record type, as in CollectionReceived')
    .option('--out <FILE>', 'name of the workbook (default: TYPE.xlsx)')
    .action((type: string, options: TemplateOptions) => {
      invocation.choose(template, async (run) => {
        const actions = await import('../actions/intake-tables.js');
        return actions.template(run, type, options);
      });
    });
  examples(template, 'intake template CollectionReceived');
  const dictionary = defineCommand(
    intake,
    'dictionary',
    'print every heading of every type’s table as CSV',
  ).action(() => {
    invocation.choose(dictionary, async (run) => {
      const actions = await import('../actions/intake-tables.js');
      return actions.dictionary(run);
    });
  });
  examples(dictionary, 'intake dictionary');
  const map = defineCommand(intake, 'map', 'show what a table becomes, and keep a county’s mapping')
    .argument('[FILE]', 'a table whose first 20 rows are shown; nothing of it is taken')
    .requiredOption(...COUNTY)
    .option('--mapping <FILE>', 'the mapping to read by, JSON (default: the one that is kept)')
    .option('--save', 'keep that mapping')
    .addOption(jsonOption())
    .action((file: string | undefined, options: MapOptions) => {
      invocation.choose(map, async (run) => {
        const actions = await import('../actions/intake-tables.js');
        return actions.map(run, file, options);
      });
    });
  examples(
    map,
    'intake map CollectionReceived.csv --county 19 --mapping mapping.json',
    'intake map --county 19 --mapping mapping.json --save',
  );
}

/** `plumbline intake key`, `send` and `settings`. */
export function defineIntakeKeys(intake: Command, invocation: Invocation): void {
  const key = intake.command('key').description('public keys of a county’s file transmission');
  const add = defineCommand(key, 'add', 'add a public key')
    .argument('<FILE>', 'file with the one line of an OpenSSH public key')
    .requiredOption(...COUNTY)
    .requiredOption('--label <LABEL>', 'what the key is called, 1 to 40 characters')
    .option('--until <DAY>', 'last day on which it is good, at most a year ahead')
    .addOption(jsonOption())
    .action((file: string, options: KeyOptions) => {
      invocation.choose(add, async (run) => {
        const actions = await import('../actions/intake-keys.js');
        return actions.addKey(run, file, options);
      });
    });
  examples(add, 'intake key add county.pub --county 19 --label "nightly batch"');
  const remove = defineCommand(key, 'remove', 'remove a public key')
    .requiredOption(...COUNTY)
    .requiredOption('--label <LABEL>', 'what the key is called')
    .addOption(jsonOption())
    .action((options: KeyOptions) => {
      invocation.choose(remove, async (run) => {
        const actions = await import('../actions/intake-keys.js');
        return actions.removeKey(run, options);
      });
    });
  examples(remove, 'intake key remove --county 19 --label "nightly batch"');
  const list = defineCommand(key, 'list', 'list a county’s public keys')
    .requiredOption(...COUNTY)
    .addOption(jsonOption())
    .action((options: ListOptions) => {
      invocation.choose(list, async (run) => {
        const actions = await import('../actions/intake-keys.js');
        return actions.listKeys(run, options);
      });
    });
  examples(list, 'intake key list --county 19');
  defineSend(intake, invocation);
  defineSettings(intake, invocation);
}

function defineSend(intake: Command, invocation: Invocation): void {
  const send = defineCommand(intake, 'send', 'put files into a county’s outbox')
    .argument('<FILE...>', 'files to send')
    .requiredOption(...COUNTY)
    .option('--note <TEXT>', 'what the files are for')
    .addOption(jsonOption())
    .action((files: string[], options: SendOptions) => {
      invocation.choose(send, async (run) => {
        const actions = await import('../actions/intake-keys.js');
        return actions.send(run, files, options);
      });
    });
  examples(send, 'intake send letter.pdf --county 19 --note "CSS letter 06-35"');
}

function defineSettings(intake: Command, invocation: Invocation): void {
  const settings = defineCommand(intake, 'settings', 'print or change a county’s switches')
    .requiredOption(...COUNTY)
    .option('--kept-months <N>', 'months that files are kept after the one in which they came')
    .option(
      '--sends <WHAT>',
      'what goes to the outbox by itself: packages,reasons,figures, or none',
    )
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: SettingsOptions) => {
      invocation.choose(settings, async (run) => {
        const actions = await import('../actions/intake-keys.js');
        return actions.settings(run, options);
      });
    });
  examples(settings, 'intake settings --county 19', 'intake settings --county 19 --kept-months 12');
}
