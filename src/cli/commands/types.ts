import { Option } from 'commander';
import type { Command } from 'commander';
import type { TypesOptions } from '../actions/types.js';
import { defineCommand, examples, jsonOption } from '../context.js';
import type { Invocation } from '../context.js';

/** `plumbline types`: what a county may send. */
export function defineTypes(program: Command, invocation: Invocation): void {
  const command = defineCommand(
    program,
    'types',
    'list the record types with what each is for, or the fields of one with its refusals',
  )
    .argument('[TYPE]', 'a record type, as in CollectionReceived')
    .addOption(new Option('--format <FORMAT>', 'table, json or markdown (default: table)'))
    .addOption(jsonOption())
    .action((type: string | undefined, options: TypesOptions) => {
      invocation.choose(command, async (run) => {
        const { types } = await import('../actions/types.js');
        return types(run, type, options);
      });
    });
  command.addHelpText(
    'after',
    `
--json is JSON Schema, draft 2020-12: of the type, or of a record of any type.`,
  );
  examples(command, 'types', 'types CollectionReceived', 'types CollectionReceived --json');
}
