import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { buildProgram } from '../../src/cli/program.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { followedSteps } from '../editions/followed-steps.js';
import { FIXTURES, FOLLOWED } from './fixtures.js';
import { isAsShown, namedCommandsOf, placedCommandsOf, stepsOf } from './page-steps.js';
import { PageShell } from './run-page.js';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = temporaryFolder();
afterAll(folder.remove);

const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    // What `docs/records.md` shows is made of the schemas, and compared with them.
    .filter((page) => page !== 'docs/records.md'),
];
const withCommands = pages
  .filter((page) => placedCommandsOf(page).length > 0)
  // Their steps are followed as a whole by specs of their own.
  .filter((page) => !/\/add-an?-[a-z-]+\.md$/u.test(page));

describe('a page that has commands', () => {
  it('is run from a fixture, or is followed by specs that are named', () => {
    const known = [...Object.keys(FIXTURES), ...Object.keys(FOLLOWED)];
    expect(known.toSorted()).toEqual(withCommands.toSorted());
  });

  it.each(Object.keys(FIXTURES))('%s has none that is not run', (page) => {
    const run = new Set(stepsOf(page).flatMap(({ commands }) => commands.map(({ line }) => line)));
    const passedOver = placedCommandsOf(page).filter(({ line }) => !run.has(line));
    expect(passedOver).toEqual([]);
  });

  it.each(Object.entries(FOLLOWED))('%s has none that its specs do not know', (page, specs) => {
    const texts = specs.map((spec) => readFileSync(join(ROOT, spec), 'utf8')).join('\n');
    const unknown = placedCommandsOf(page).filter(
      ({ text, heading }) =>
        !texts.includes(heading) && !wordsOf(text).every((word) => texts.includes(word)),
    );
    expect(unknown).toEqual([]);
  });

  it.each(pages)('%s names in its text only commands and options that there are', (page) => {
    const program = buildProgram({ choose: () => undefined }, {});
    const unknown = namedCommandsOf(page)
      // What the page has one add to the program.
      .filter((named) => !(page.endsWith('/add-a-question.md') && named.startsWith('counts')))
      .filter((named) => !isKnown(program, named.split(' ')));
    expect(unknown).toEqual([]);
  });
});

/** The names of a command, as in `retention confirm`, or what of an address is asked. */
function wordsOf(text: string): readonly string[] {
  const [, names = ''] = /plumbline ((?:[a-z]+(?= |$) ?)+)/u.exec(text) ?? [];
  if (names !== '') return names.trim().split(' ').slice(0, 2);
  return [/\?\w+=/u.exec(text)?.[0] ?? text];
}

/** Whether there is such a command with such options. */
function isKnown(program: Command, [first = '', ...rest]: readonly string[]): boolean {
  const command = program.commands.find((each) => [each.name(), ...each.aliases()].includes(first));
  if (command !== undefined) return isKnown(command, rest);
  const options = [first, ...rest].filter((word) => word.startsWith('--'));
  const known = program.options.map(({ long }) => long);
  return program.parent !== null && options.every((option) => known.includes(option));
}

describe('the pages', () => {
  it.each(Object.keys(FIXTURES))(
    '%s is true: every command ends as it says, and prints what it shows',
    async (page) => {
      const shell = new PageShell(mkdtempSync(join(folder.path, 'page-')));
      try {
        await FIXTURES[page]?.(shell);
        expect(await untrueOf(page, shell)).toBe('');
      } finally {
        await shell.stop();
      }
    },
  );
});

/** What of a page is not as it says; empty where all is. */
async function untrueOf(page: string, shell: PageShell): Promise<string> {
  const untrue: string[] = [];
  for (const { commands, shown } of stepsOf(page)) {
    let output = '';
    for (const command of commands) {
      const { code, stdout, stderr } = await shell.run(command);
      output += stdout + stderr;
      if (code === command.code) continue;
      untrue.push(`${page}:${String(command.line)} ended with ${String(code)}: ${stderr}`);
    }
    if (shown === null || isAsShown(shown, output)) continue;
    untrue.push(`${page}:${String(commands[0]?.line)} printed\n${output}and not\n${shown}`);
  }
  return untrue.join('\n');
}

describe('a page on adding to the program', () => {
  const adding = pages
    .filter((page) => /\/add-an?-[a-z-]+\.md$/u.test(page))
    .filter((page) => readFileSync(join(ROOT, page), 'utf8').includes('```diff\n'));

  // What comes of its steps is tried by the specs of editions and of pages, some of them in a soak alone.
  it.each(adding)('%s changes lines that the sources have', (page) => {
    expect(followedSteps(page).size).toBeGreaterThan(0);
  });
});

describe('the page on the environment', () => {
  it('has every variable that the help names', async () => {
    const { stdout } = await plumbline(['--help']);
    const named = [...new Set(stdout.match(/PLUMBLINE_[A-Z_]+/gu))];
    const page = readFileSync(join(ROOT, 'docs/how-to/permissions.md'), 'utf8');
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the help of a command', () => {
  const commands = (parent: Command): readonly Command[] =>
    parent.commands.flatMap((each) => (each.commands.length === 0 ? [each] : commands(each)));

  it('has an example of each, with options that there are', async () => {
    const program = buildProgram({ choose: () => undefined }, {});
    const wrong: string[] = [];
    for (const command of commands(program)) {
      const name = namesOf(command).join(' ');
      const { stdout } = await plumbline([...namesOf(command), '--help']);
      const examples = [...stdout.matchAll(/^ {2}\$ plumbline (.*)$/gmu)].map(
        ([, text = '']) => text,
      );
      if (!examples.some((text) => text.startsWith(name))) wrong.push(`${name} has no example`);
      wrong.push(...examples.filter((text) => !isKnown(program, text.split(' '))));
    }
    expect(wrong).toEqual([]);
  });
});

/** As they are typed behind the program's own. */
function namesOf(command: Command): readonly string[] {
  return command.parent === null ? [] : [...namesOf(command.parent), command.name()];
}

describe('what a page shows', () => {
  it('may leave out lines and texts, and nothing else', () => {
    expect(isAsShown('a\n...\nz', 'a\nb\nc\nz\n')).toBe(true);
    expect(isAsShown('a\n...\nz', 'a\nz\n')).toBe(true);
    expect(isAsShown('key <fingerprint>.', 'key 12ab.\n')).toBe(true);
    expect(isAsShown('a', 'ab\n')).toBe(false);
    expect(isAsShown('a.b', 'axb\n')).toBe(false);
  });
});
