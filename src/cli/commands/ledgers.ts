import type { Command } from 'commander';
import type { RecordsOptions, RootOptions, RecordOptions } from '../actions/ledgers.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';
import { formatOption, tableOnScreen } from '../formats.js';
import type { FormatOptions } from '../formats.js';
import { asOfHelp, asOfOption } from './as-of.js';

/** The commands about the ledgers themselves: ledgers, root, records, record. */
export function defineLedgers(program: Command, invocation: Invocation): void {
  const ledgers = defineCommand(program, 'ledgers', 'list the ledgers of the data folder')
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: FormatOptions) => {
      invocation.choose(ledgers, async (run) => {
        const actions = await import('../actions/ledgers.js');
        return actions.ledgers(run, options);
      });
    });
  examples(ledgers, 'ledgers', 'ledgers --json --data ./county-19');

  const root = defineCommand(program, 'root', 'print the Merkle root of a ledger (RFC 9162)')
    .requiredOption('--county <CC>', 'county 01 to 58')
    .addOption(asOfOption('the root as it was', { versions: false }))
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: RootOptions) => {
      invocation.choose(root, async (run) => {
        const actions = await import('../actions/ledgers.js');
        return actions.root(run, options);
      });
    });
  asOfHelp(root, { versions: false });
  examples(
    root,
    'root --county 19',
    'root --county 19 --as-of 1203',
    'root --county 19 --as-of 2006-10-15',
  );

  defineRecords(program, invocation);

  const record = defineCommand(
    program,
    'record',
    'print the canonical bytes of a record that its leaf hash is made of',
  )
    .requiredOption('--county <CC>', 'county 01 to 58')
    .requiredOption('--id <ID>', "the record's id, a UUID in lower case")
    .addOption(jsonOption().hideHelp())
    .action((options: RecordOptions) => {
      invocation.choose(record, async (run) => {
        const actions = await import('../actions/ledgers.js');
        return actions.record(run, options);
      });
    });
  record.addHelpText(
    'after',
    `
No newline follows the bytes. The leaf hash is the SHA-256 of a zero byte and these bytes.`,
  );
  examples(record, 'record --county 19 --id 5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11');
}

function defineRecords(program: Command, invocation: Invocation): void {
  const records = defineCommand(
    program,
    'records',
    'write out the records of a ledger as NDJSON that can be ingested',
  )
    .requiredOption('--county <CC>', 'county 01 to 58')
    .option('--from <N>', 'the first position (default: 1)')
    .action((options: RecordsOptions) => {
      invocation.choose(records, async (run) => {
        const actions = await import('../actions/ledgers.js');
        return actions.records(run, options);
      });
    });
  examples(records, 'records --county 19', 'records --county 19 --from 1204');
}
