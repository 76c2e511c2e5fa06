import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { Freshness } from '../ports/freshness.js';
import { WrongUsage } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { DEFAULT_DATA_FOLDER } from './small-ledger.js';
import type { Output, Terminal } from './terminal.js';

/** What an action gets: the process as it is seen by one run of one command. */
export interface Run {
  readonly terminal: Terminal;
  readonly output: Output;
  /** The data folder, absolute. */
  readonly dataFolder: string;
  /** Whether the data folder was named by `--data` or the environment, not by default. */
  readonly isDataFolderNamed: boolean;
  /** Whether a replica's answers must be of now. */
  readonly freshness: Freshness;
  /** Runs another command of the program, as if it were typed: the tour is made of them. */
  readonly runAnother: (argv: readonly string[], terminal: Terminal) => Promise<ExitCode>;
}

/** A command's work: answers the code with which the program ends. */
export type CommandAction = (run: Run) => Promise<ExitCode>;

/** What the command definitions need of the program: how to run an action. */
export interface Invocation {
  /** Remembers the action of the command that the arguments chose. */
  choose(command: Command, action: CommandAction): void;
}

/** A command of the program with the options that every command has. */
export function defineCommand(program: Command, name: string, summary: string): Command {
  return program
    .command(name)
    .summary(summary)
    .description(summary)
    .addOption(dataOption())
    .addOption(keysOption())
    .addOption(acceptClockOption())
    .addOption(
      new Option('--fresh', 'fail where the ledgers’ server (PLUMBLINE_EVENTSTORE) is away'),
    )
    .addOption(new Option('--wait', 'wait for the ledgers’ server where it is away'))
    .allowExcessArguments(false);
}

/** `--data DIR`, on the program and on every command. */
export function dataOption(): Option {
  return new Option(
    '--data <DIR>',
    `folder of the embedded store (default: $PLUMBLINE_DATA or ${DEFAULT_DATA_FOLDER})`,
  );
}

/** `--keys DIR`, on the program and on every command. */
export function keysOption(): Option {
  return new Option(
    '--keys <DIR>',
    'folder of the signing keys (default: $PLUMBLINE_KEYS, or keys in the data folder)',
  );
}

/** `--accept-clock`, on the program and on every command. */
export function acceptClockOption(): Option {
  return new Option(
    '--accept-clock',
    'add to a ledger although the clock is a day or more behind its last record',
  );
}

/** `--json` for commands whose JSON is not the default. */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON for machines');
}

/** Lines of example at the end of a command's help. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  const shown = lines.map((line) => `  $ plumbline ${line}`).join('\n');
  return command.addHelpText('after', `\nExamples:\n${shown}`);
}

/** The folder by `--data` of the command, of the program, by the environment, or the default. */
export function dataFolderOf(
  command: Command,
  terminal: Terminal,
): { readonly dataFolder: string; readonly isDataFolderNamed: boolean } {
  const fromEnvironment = terminal.env['PLUMBLINE_DATA'];
  const named = optionOf(command, 'data') ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  if (named === '') {
    throw new WrongUsage('--data is empty: name the data folder, for example --data ./county-19.');
  }
  return {
    dataFolder: resolve(terminal.cwd, named ?? DEFAULT_DATA_FOLDER),
    isDataFolderNamed: named !== undefined,
  };
}

/** What options of every command say of the house, as the environment says it. */
export function houseEnvironment(
  command: Command,
  { cwd, env }: Terminal,
): Readonly<Record<string, string>> {
  const named = env['PLUMBLINE_KEYS'];
  const keys = optionOf(command, 'keys') ?? (named === '' ? undefined : named);
  if (keys === '') {
    throw new WrongUsage(
      '--keys is empty: name the folder of the keys, for example --keys /secure/keys.',
    );
  }
  return {
    ...(keys === undefined ? {} : { PLUMBLINE_KEYS: resolve(cwd, keys) }),
    ...(optionOf(command, 'acceptClock') === undefined ? {} : { PLUMBLINE_ACCEPT_CLOCK: '1' }),
  };
}

/** An option of the command, or of the nearest command above it that has one. */
function optionOf<Name extends keyof CommonOptions>(
  command: Command,
  name: Name,
): CommonOptions[Name] {
  const own = command.opts<CommonOptions>()[name];
  if (own !== undefined || command.parent === null) return own;
  return optionOf(command.parent, name);
}

/** Options that every command has. */
interface CommonOptions {
  readonly data?: string;
  readonly keys?: string;
  readonly acceptClock?: true;
}

/** What `--fresh` and `--wait` ask for; of no meaning where the data folder is the store. */
export function freshnessOf(command: Command): Freshness {
  const { fresh, wait } = command.opts<{ fresh?: true; wait?: true }>();
  if (wait === true) return 'waiting';
  return fresh === true ? 'fresh' : 'asFound';
}
