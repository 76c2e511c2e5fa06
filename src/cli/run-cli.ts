import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { BeyondRetention } from '../retention/beyond-retention.js';
import { dataFolderOf, freshnessOf, houseEnvironment } from './context.js';
import type { CommandAction, Run } from './context.js';
import { EXIT, Failure, WrongUsage } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { wrapped } from '../reports/table.js';
import { interruptedSentence, nameOfCommand } from './interruption.js';
import { buildProgram } from './program.js';
import { isOfSystem, messageOf, systemReason } from './system-reason.js';
import { Output } from './terminal.js';
import type { Terminal } from './terminal.js';

/**
 * Runs one command and answers the exit code. It never throws and never ends the process.
 *
 * @param argv the arguments after the program's own name
 */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const output = new Output(terminal);
  try {
    return await runCommand(argv, terminal, output);
  } catch (error) {
    return explainFailure(error, output);
  } finally {
    output.close();
  }
}

async function runCommand(
  argv: readonly string[],
  terminal: Terminal,
  output: Output,
): Promise<ExitCode> {
  const parsed = parse(argv, output);
  if (parsed.kind === 'shown') {
    await output.result(parsed.text);
    return EXIT.done;
  }
  const { command, action } = parsed;
  // Said by an option or by the environment, it is one setting for all that is opened from here on.
  const env = { ...terminal.env, ...houseEnvironment(command, terminal) };
  const said = { freshness: freshnessOf(command), ...dataFolderOf(command, terminal) };
  const asked = { terminal: { ...terminal, env }, output, runAnother: runCli, ...said };
  return interruptible(command, asked, action);
}

/** Lets the action work; asked to stop meanwhile, the command says where it stands before the process ends. */
async function interruptible(command: Command, run: Run, action: CommandAction): Promise<ExitCode> {
  const { interruptions } = run.terminal;
  if (interruptions === undefined) return action(run);
  const name = topName(command);
  const stop = interruptions.listen(() => {
    if (run.output.isScreen) run.output.raw('\r\u001b[K');
    run.output.message(interruptedSentence(name, run.output.standing));
  });
  try {
    return await action(run);
  } finally {
    stop();
  }
}

/** The command's own name, or that of the group it is in. */
function topName(command: Command): string {
  const { parent } = command;
  return parent?.parent ? topName(parent) : command.name();
}

type Parsed =
  | { readonly kind: 'chosen'; readonly command: Command; readonly action: CommandAction }
  | { readonly kind: 'shown'; readonly text: string };

/** Reads the arguments; commander's own complaints become wrong usage, its help a text. */
function parse(argv: readonly string[], output: Output): Parsed {
  let text = '';
  const chosen: Parsed[] = [];
  const program = buildProgram(
    {
      choose: (command, action) => {
        chosen.push({ kind: 'chosen', command, action });
      },
    },
    {
      writeOut: (chunk) => {
        text += chunk;
      },
      getOutHelpWidth: () => output.width,
      getErrHelpWidth: () => output.width,
    },
    nameOfCommand(argv),
  );
  if (argv.length === 0) {
    output.raw(reflowed(program.helpInformation(), output.width));
    throw new WrongUsage('Name a command: "plumbline demo" shows the program at work.');
  }
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'shown', text: reflowed(text, output.width) };
    throw new WrongUsage(sentenceOf(error, argv, program));
  }
  const [only] = chosen;
  if (only === undefined) throw new WrongUsage('Name a command: "plumbline --help" lists them.');
  return only;
}

/** Help with its paragraphs, which are lines that begin at the margin, broken anew to a width. */
function reflowed(text: string, width: number): string {
  return text.replaceAll(/(?:^[^\s].*\n)+/gmu, (paragraph) => {
    const lines = paragraph.trimEnd().split('\n');
    return `${wrapped(lines.join(' '), width).join('\n')}\n`;
  });
}

function sentenceOf(error: CommanderError, argv: readonly string[], program: Command): string {
  const help = ['plumbline', ...namesOf(argv, program), '--help'].join(' ');
  if (error.code === 'commander.help') return `Name a command: "${help}" lists them.`;
  const complaint = error.message
    .replace(/^error: /u, '')
    .replace(/^required option (.*) not specified$/u, 'option $1 is missing')
    .replaceAll(/\s*\n\s*/gu, ' ')
    .replace(/\.$/u, '');
  return `${complaint.charAt(0).toUpperCase()}${complaint.slice(1)}: see "${help}".`;
}

/** The names of the command and of its subcommand, as far as the arguments begin with them. */
function namesOf([first, ...rest]: readonly string[], parent: Command): readonly string[] {
  const command = parent.commands.find((each) => each.name() === first);
  return command === undefined ? [] : [command.name(), ...namesOf(rest, command)];
}

function explainFailure(error: unknown, output: Output): ExitCode {
  if (error instanceof WrongUsage || error instanceof BeyondRetention) {
    output.message(error.message);
    return EXIT.wrongUsage;
  }
  if (error instanceof Failure) {
    output.message(error.message);
    return EXIT.failed;
  }
  for (const line of sentenceOfFault(error).split('\n')) output.message(line);
  return EXIT.failed;
}

/** Foreseen faults of the store and the system are sentences; a fault of our own says where it is. */
function sentenceOfFault(error: unknown): string {
  const isOurs =
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError;
  return isOurs
    ? `The program failed; please report this: ${error.stack ?? error.message}`
    : isOfSystem(error)
      ? `The system did not do what the command needs: ${systemReason(error)}${placeOf(error)}. Look at the permissions, the disk or the address, then run the command again.`
      : messageOf(error);
}

/** The file that a system error is about, where it says one. */
function placeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('path' in error)) return '';
  return typeof error.path === 'string' ? ` (${error.path})` : '';
}
