import { Option } from 'commander';
import type { Command } from 'commander';
import { oneOf } from './arguments.js';
import type { Run } from './context.js';
import { WrongUsage } from './exit-codes.js';

/** Every form in which a command can print what it answers. */
const FORMATS = ['table', 'json', 'ndjson', 'csv', 'xlsx', 'parquet'] as const;

/** One of these forms. */
export type CommandFormat = (typeof FORMATS)[number];

/** What `--format` and `--json` said. */
export interface FormatOptions {
  readonly format?: string;
  readonly json?: true;
}

/** `--format`, with the forms that make sense for a command; `usual` is what stands where nothing is said. */
export function formatOption(known: readonly CommandFormat[], usual: string): Option {
  return new Option('--format <FORMAT>', `${oneOf(known)} (default: ${usual})`);
}

/** The default of commands that print tables on a screen and, elsewhere, what programs read. */
export function tableOnScreen(elsewhere: CommandFormat): string {
  return `table on a screen, else ${elsewhere}`;
}

/**
 * The form that was asked for. Throws `WrongUsage` where it is none, or none of those that make sense here, or where
 * `--json` asks for another.
 *
 * @param usual - where nothing was said
 */
export function formatArgument<Known extends CommandFormat>(
  { format, json }: FormatOptions,
  known: readonly Known[],
  usual: Known,
): Known {
  const asked = json === true ? 'json' : format;
  if (asked === undefined) return usual;
  if (json === true && format !== undefined && format !== 'json') {
    throw new WrongUsage(`--json and --format ${format} ask for two formats: give one of them.`);
  }
  const found = known.find((each) => each === asked);
  if (found !== undefined) return found;
  const isKnown = FORMATS.some((each) => each === asked);
  throw new WrongUsage(
    isKnown
      ? `--format ${asked} is not printed by this command: give ${oneOf(known)}.`
      : `--format ${JSON.stringify(asked.slice(0, 60))} is unknown: give ${oneOf(known)}.`,
  );
}

/** A table where standard output is a screen, else what programs read. */
export function usualOn<Elsewhere extends CommandFormat>(
  { output }: Run,
  elsewhere: Elsewhere,
): Elsewhere | 'table' {
  return output.isResultScreen ? 'table' : elsewhere;
}

/** Refuses to write what is no text to a screen. */
export function refuseOnScreen(run: Run, format: 'parquet' | 'xlsx'): void {
  if (!run.output.isResultScreen) return;
  const name = format === 'xlsx' ? 'A workbook' : 'Parquet';
  throw new WrongUsage(
    `${name} is no text: name the file to write, for example --out figures.${format}.`,
  );
}

/** Gives `--format table|json` to every command that has `--json` and knows no further form. */
export function completeFormats(parent: Command): void {
  for (const command of parent.commands) {
    completeFormats(command);
    const names = command.options.map((option) => option.attributeName());
    if (!names.includes('json') || names.includes('format')) continue;
    command.addOption(formatOption(['table', 'json'], 'table'));
    command.hook('preAction', (_, chosen) => {
      if (chosen !== command) return;
      const said = command.opts<FormatOptions>();
      if (formatArgument(said, ['table', 'json'], 'table') === 'json') {
        command.setOptionValue('json', true);
      }
    });
  }
}
