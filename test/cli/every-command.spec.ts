import type { Command } from 'commander';
import { buildProgram } from '../../src/cli/program.js';
import { plumbline } from './in-process.js';
import { DONE, NOT_KEPT, SHOWN } from './shown-commands.js';

/** Every command that does something by itself, with the groups that it is in. */
function commandsOf(parent: Command, front: readonly string[] = []): readonly string[] {
  return parent.commands.flatMap((command) => {
    const name = [...front, command.name()];
    const inner = commandsOf(command, name);
    const isGroup = inner.length > 0 && !command.options.some(({ long }) => long === '--data');
    return isGroup ? inner : [name.join(' '), ...inner];
  });
}

const OUTPUT = { writeOut: () => undefined, writeErr: () => undefined };
const program = buildProgram({ choose: () => undefined }, OUTPUT);
const commands = commandsOf(program);

/** The command of arguments: the longest that they begin with; an alias is its command. */
function commandIn(argv: readonly string[]): string | undefined {
  const named = argv.join(' ').replace(/^retention orders/u, 'retention list');
  return commands
    .filter((command) => named === command || named.startsWith(`${command} `))
    .toSorted((one, other) => other.length - one.length)[0];
}

/** The words of a line as a shell has them; what stands behind `>` is the shell's. */
function wordsOf(line: string): readonly string[] {
  const [command = ''] = line.split(' > ');
  return Array.from(
    command.matchAll(/"([^"]*)"|(\S+)/gu),
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
}

/** The name of the command that arguments choose, with its options as they are read; null where they are refused. */
function chosenBy(argv: readonly string[]): string | null {
  const chosen: string[] = [];
  const nameOf = (command: Command): string =>
    command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
  const invocation = { choose: (command: Command) => chosen.push(nameOf(command)) };
  try {
    buildProgram(invocation, OUTPUT).parse(argv, { from: 'user' });
  } catch {
    return null;
  }
  return chosen.length === 1 ? (chosen[0] ?? null) : null;
}

/** The command that an example's words choose; each side of a pipe is one. */
function commandOfExample(line: string): string | null {
  return chosenBy(wordsOf(line.replace(/^plumbline /u, '')));
}

async function examplesOf(command: string): Promise<readonly string[]> {
  const { stdout } = await plumbline([...command.split(' '), '--help']);
  return Array.from(stdout.matchAll(/^ {2}\$ plumbline (.*)$/gmu), ([, line = '']) => line);
}

describe('a program of which one command will be asked for', () => {
  it.each(program.commands.map((command) => command.name()))('has %s as all of it has', (name) => {
    const some = buildProgram({ choose: () => undefined }, OUTPUT, name);
    expect(some.commands.length).toBeLessThan(program.commands.length / 2);
    const helpIn = (of: Command): string | undefined =>
      of.commands.find((command) => command.name() === name)?.helpInformation();
    expect(helpIn(some)).toBe(helpIn(program));
    expect(helpIn(some)).toContain(`Usage: plumbline ${name}`);
  });

  it('has all of them where no command has that name', () => {
    const names = (of: Command): readonly string[] => of.commands.map((each) => each.name());
    expect(names(buildProgram({ choose: () => undefined }, OUTPUT, 'repotr'))).toEqual(
      names(program),
    );
  });
});

describe('every command', () => {
  it('has examples in its help, and each is taken as it stands by a command of that name', async () => {
    const wrong: unknown[] = [];
    for (const command of commands) {
      const lines = await examplesOf(command);
      const chosen = lines.flatMap((line) => line.split(' | ').map(commandOfExample));
      // One of them at least shows the command itself.
      if (!chosen.includes(command) || chosen.includes(null)) wrong.push([command, lines, chosen]);
    }
    expect(wrong).toEqual([]);
  });

  it('is not chosen by an example that is misspelled', () => {
    expect(commandOfExample('report --county 19 --moth 2006-09')).toBeNull();
    expect(commandOfExample('keys')).toBe('keys');
  });

  it('is kept as people see it, or the reason is said why it is not', () => {
    const kept = new Set([...SHOWN, ...DONE].map(commandIn));
    expect(commands.filter((name) => !kept.has(name) && NOT_KEPT[name] === undefined)).toEqual([]);
    expect(commands.length).toBeGreaterThan(50);
  });

  it('has one of the two, and no reason is said of a command that there is not', () => {
    const kept = new Set([...SHOWN, ...DONE].map(commandIn));
    const said = Object.keys(NOT_KEPT);
    expect(said.filter((name) => kept.has(name) || !commands.includes(name))).toEqual([]);
  });
});
