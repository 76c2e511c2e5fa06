/** How a person or a machine asks a command to stop. */
export type StopSignal = 'SIGINT' | 'SIGTERM';

/** The exit codes that shells know for a command that was stopped by a signal: 128 and the signal's number. */
export const STOPPED: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };

/** Where a process hears that it should stop. */
export interface Interruptions {
  /**
   * Calls `tell` when the process is asked to stop, and ends it with the code of `STOPPED` when that is done. Answers how
   * to listen no longer.
   */
  listen(tell: (signal: StopSignal) => void | Promise<void>): () => void;
}

/** How far work was when it was last told. */
export interface StandingOfWork {
  /** As in `Taking in records`. */
  readonly label: string;
  /** As in `8,000 of 20,000 records`; empty while nothing is done. */
  readonly done: string;
}

const DERIVED =
  'No record was touched, and every answer is what it was, if perhaps slower. Run the same command again: it makes what is missing.';

/** What is told of a command that is stopped. */
const AFTER: Readonly<Record<string, string>> = {
  ingest:
    'What was accepted is on disk. Run the same command again: what was taken is counted as a duplicate, the rest is taken.',
  access:
    'Every outcome that was printed is on disk. Load what follows the last of them; "plumbline access show" says what there is.',
  backup: 'The copy is not whole. Run the same command again: it is replaced.',
  restore: 'The folder is not whole. Run the same command again: it is replaced.',
  package: 'No package was made. Run the same command again.',
  submit: 'It was done or it was not: "plumbline versions" says which.',
  approve: 'It was done or it was not: "plumbline versions" says which.',
  return: 'It was done or it was not: "plumbline versions" says which.',
  'carry-forward': 'Run it again: the figure enters once.',
  hold: 'It was done or it was not: "plumbline hold list" says which.',
  retention:
    'Run the same command again: it goes on where it was; "plumbline retention list" says how far that is.',
  sample: 'It was done or it was not: "plumbline sample list" says which.',
  keys: 'A new key was made or it was not: "plumbline keys" says which.',
  segments: DERIVED,
  checkpoints: DERIVED,
  rescue:
    'Nobody sees what was done of it before its end. Run the same command again: it goes on where it was.',
  intake: 'What was taken has its receipt. Run the same command again: it takes the rest.',
  simulate:
    'What was written is the beginning of the caseload. Run the same command again for the whole.',
  demo: 'What it left in its folder can be removed.',
};

const NOTHING_CHANGED = 'Nothing was changed. Run the command again.';

/** One line that says what is done, what is not, and how to go on. */
export function interruptedSentence(command: string, standing: StandingOfWork | null): string {
  const far = standing === null ? '' : ` while ${standing.label.toLowerCase()}`;
  const done = standing === null || standing.done === '' ? '' : ` (${standing.done} done)`;
  return `Interrupted${far}${done}. ${AFTER[command] ?? NOTHING_CHANGED}`;
}

/** Commands that compute for long without a pause, in which no signal would be heard: they have a thread of their own. */
const LONG: ReadonlySet<string> = new Set([
  'backup',
  'check',
  'checkpoints',
  'diff',
  'measures',
  'outdated',
  'package',
  'report',
  'restore',
  'retention',
  'rollup',
  'sample',
  'segments',
  'submit',
  'trail',
  'verify',
]);

/** Whether what the arguments ask for is to run in a thread of its own; its help needs none. */
export function computesLong(argv: readonly string[]): boolean {
  return LONG.has(nameOfCommand(argv)) && !argv.some((word) => ['-h', '--help'].includes(word));
}

/** Options of the program itself that have a text behind them. */
const WITH_TEXT: readonly string[] = ['--data', '--keys'];

/** The command that arguments name, behind options of the program; empty where they name none. */
export function nameOfCommand([first, ...rest]: readonly string[]): string {
  if (first === undefined) return '';
  if (WITH_TEXT.includes(first)) return nameOfCommand(rest.slice(1));
  return first.startsWith('-') ? nameOfCommand(rest) : first;
}
