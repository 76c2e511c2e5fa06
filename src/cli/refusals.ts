import { misaddressed } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import type { Run } from './context.js';
import { EXIT, WrongUsage } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';

/** A refusal by a rule: its code and a sentence. */
export interface ShownRefusal {
  readonly code: string;
  readonly message: string;
}

/**
 * Prints what became of an act: `print` its value; or the refusal, as JSON on standard output or as
 * a sentence on standard error. Throws `WrongUsage` where the act was addressed to nothing.
 */
export async function printOutcome<T>(
  run: Run,
  isJson: boolean,
  outcome: Outcome<T>,
  print: (value: T) => Promise<void>,
): Promise<ExitCode> {
  switch (outcome.kind) {
    case 'done':
      await print(outcome.value);
      return EXIT.done;
    case 'refusedByRule':
      return printRefusal(run, isJson, outcome.refusal);
    case 'misaddressed':
      throw new WrongUsage(outcome.message);
  }
}

/**
 * The outcome, with a field that is outside its domain as what it is on the command line: wrong usage, with the option in
 * the sentence where it names the field (contract/cli.md).
 */
export function withOptions<T>(
  outcome: Outcome<T>,
  options: Readonly<Record<string, string>>,
): Outcome<T> {
  if (outcome.kind !== 'refusedByRule' || outcome.refusal.code !== 'INVALID_FIELD') return outcome;
  const { message } = outcome.refusal;
  return misaddressed(
    message.replaceAll(/`(\w+)`/gu, (whole, name: string) => options[name] ?? whole),
  );
}

/** Prints a refusal and answers its exit code. */
export async function printRefusal(
  run: Run,
  isJson: boolean,
  { code, message }: ShownRefusal,
): Promise<ExitCode> {
  if (isJson) await run.output.result(`${JSON.stringify({ error: code, message })}\n`);
  else run.output.message(`${code}: ${message}`);
  return EXIT.doneWithObjections;
}
