import { Option } from 'commander';
import type { Command } from 'commander';

/** Whether a command names one month, whose versions `vN` numbers. */
export interface AsOfNames {
  readonly versions: boolean;
}

/** `--as-of`; `what` says what of the ledger as it was then the command is about. */
export function asOfOption(what: string, { versions }: AsOfNames): Option {
  const forms = versions
    ? 'a position, vN, a day or an instant'
    : 'a position, a day or an instant';
  return new Option('--as-of <X>', `${what}: ${forms} (default: all there is)`);
}

/** What may stand after `--as-of`, or after the options that `named` lists, in the help of a command. */
export function asOfHelp(
  command: Command,
  { versions }: AsOfNames,
  named = '--as-of takes',
): Command {
  const version = versions ? ', a version of the month (v1)' : '';
  return command.addHelpText(
    'after',
    `
${named} a position (1203)${version}, a day (2006-10-15: all that
was recorded before the next day begins in California) or an instant (2006-10-15T17:05:00Z: all that
was recorded at it or before). A day must be over, an instant not ahead of the clock.`,
  );
}
