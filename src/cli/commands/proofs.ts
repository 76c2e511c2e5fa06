import type { Command } from 'commander';
import type { ProveOptions, CheckpointOptions, KeysOptions } from '../actions/proofs.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';
import { formatOption, tableOnScreen } from '../formats.js';
import { asOfHelp, asOfOption } from './as-of.js';

/** The commands that prove and sign: prove, checkpoint, keys. */
export function defineProofs(program: Command, invocation: Invocation): void {
  defineProve(program, invocation);
  defineCheckpoint(program, invocation);
  defineKeys(program, invocation);
}

function defineProve(program: Command, invocation: Invocation): void {
  const prove = defineCommand(
    program,
    'prove',
    'prove that a ledger holds a record, or that it is the beginning of its later self',
  )
    .requiredOption('--county <CC>', 'county 01 to 58')
    .option('--record <ID>', 'the record whose inclusion is proved')
    .addOption(asOfOption('in the ledger as it was', { versions: false }))
    .option('--from <M>', 'the smaller of two sizes that are proved consistent')
    .option('--to <N>', 'the larger of them')
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: ProveOptions) => {
      invocation.choose(prove, async (run) => {
        const actions = await import('../actions/proofs.js');
        return actions.prove(run, options);
      });
    });
  prove.addHelpText('after', '\nThe hashes are those of RFC 9162, sections 2.1.3 and 2.1.4.');
  asOfHelp(prove, { versions: false }, '--as-of, --from and --to take');
  examples(
    prove,
    'prove --county 19 --record 5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11 --as-of 1203',
    'prove --county 19 --from 1100 --to 1203',
    'prove --county 19 --from 2006-10-15 --to 2006-11-15',
  );
}

function defineCheckpoint(program: Command, invocation: Invocation): void {
  const checkpoint = defineCommand(
    program,
    'checkpoint',
    "sign a ledger's size and root as a note (C2SP signed-note, Ed25519)",
  )
    .requiredOption('--county <CC>', 'county 01 to 58')
    .addOption(asOfOption('of the ledger as it was', { versions: false }))
    .addOption(jsonOption().hideHelp())
    .action((options: CheckpointOptions) => {
      invocation.choose(checkpoint, async (run) => {
        const actions = await import('../actions/proofs.js');
        return actions.checkpoint(run, options);
      });
    });
  checkpoint.addHelpText(
    'after',
    `
The first one makes the folder's signing key; its public half and fingerprint go to standard error.`,
  );
  asOfHelp(checkpoint, { versions: false });
  examples(
    checkpoint,
    'checkpoint --county 19 > ledger-19.checkpoint',
    'checkpoint --county 19 --as-of 2006-10-15',
  );
}

function defineKeys(program: Command, invocation: Invocation): void {
  const keys = defineCommand(program, 'keys', 'list the signing keys of the data folder')
    .option('--new', 'make a new key first, which signs from now on; the old ones still verify')
    .addOption(formatOption(['table', 'json'], tableOnScreen('json')))
    .addOption(jsonOption())
    .action((options: KeysOptions) => {
      invocation.choose(keys, async (run) => {
        const actions = await import('../actions/proofs.js');
        return actions.keys(run, options);
      });
    });
  examples(keys, 'keys', 'keys --new');
}
