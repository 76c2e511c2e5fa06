import type { Command } from 'commander';
import { buildProgram } from '../../src/cli/program.js';
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

const program = buildProgram(
  { choose: () => undefined },
  { writeOut: () => undefined, getOutHelpWidth: () => 80, getErrHelpWidth: () => 80 },
);
const commands = commandsOf(program);

/** The command of arguments: the longest that they begin with; an alias is its command. */
function commandIn(argv: readonly string[]): string | undefined {
  const named = argv.join(' ').replace(/^retention orders/u, 'retention list');
  return commands
    .filter((command) => named === command || named.startsWith(`${command} `))
    .toSorted((one, other) => other.length - one.length)[0];
}

describe('every command', () => {
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
