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
