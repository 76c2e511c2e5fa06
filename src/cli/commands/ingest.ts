import type { Command } from 'commander';
import type { IngestOptions } from '../actions/ingest.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

/** `plumbline ingest`: records in. */
export function defineIngest(program: Command, invocation: Invocation): void {
  const command = defineCommand(
    program,
    'ingest',
    'take records from NDJSON files into the ledgers',
  )
    .argument('<FILE...>', 'files of one record a line; .gz is unpacked, - is standard input')
    .option(
      '--rejects <FILE>',
      'write every rejected record, with its reason, to this file (NDJSON; .csv and .xlsx for people)',
    )
    .addOption(jsonOption())
    .action((files: string[], options: IngestOptions) => {
      invocation.choose(command, async (run) => {
        const { ingest } = await import('../actions/ingest.js');
        return ingest(run, files, options);
      });
    });
  command.addHelpText(
    'after',
    `
Every accepted record is on disk when the command ends with 0 or 3. Stopped at any moment and run
again on the same files, it ends in the same ledger: what was taken is counted as a duplicate.`,
  );
  examples(
    command,
    'ingest september.ndjson',
    'ingest history-*.ndjson.gz --rejects rejected.ndjson --json',
    'simulate --county 19 --cases 100 --from 2005-10 --to 2006-09 --seed 1 | plumbline ingest -',
  );
}
