import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/in-process.js';
import { FIXTURES } from './fixtures.js';
import { isAsShown, stepsOf } from './page-steps.js';
import { PageShell } from './run-page.js';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = temporaryFolder();
afterAll(folder.remove);

const pages = readdirSync(join(ROOT, 'docs/how-to'))
  .map((name) => `docs/how-to/${name}`)
  .filter((page) => readFileSync(join(ROOT, page), 'utf8').includes('\n```sh\n'))
  // Followed as a whole by specs of their own.
  .filter((page) => !/\/add-an?-[a-z-]+\.md$/u.test(page))
  // What they ask of a service that runs, the specs of test/http ask.
  .filter((page) => !readFileSync(join(ROOT, page), 'utf8').includes('curl '));

describe('the how-tos', () => {
  it('that have commands have each something to begin with', () => {
    expect(Object.keys(FIXTURES).toSorted()).toEqual(pages.toSorted());
  });

  it.each(pages)(
    '%s is true: every command ends as it says, and prints what it shows',
    async (page) => {
      const place = mkdtempSync(join(folder.path, 'page-'));
      const shell = new PageShell(place);
      await FIXTURES[page]?.(shell);
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
      expect(untrue.join('\n')).toBe('');
    },
    120_000,
  );
});

describe('what a page shows', () => {
  it('may leave out lines and texts, and nothing else', () => {
    expect(isAsShown('a\n...\nz', 'a\nb\nc\nz\n')).toBe(true);
    expect(isAsShown('a\n...\nz', 'a\nz\n')).toBe(true);
    expect(isAsShown('key <fingerprint>.', 'key 12ab.\n')).toBe(true);
    expect(isAsShown('a', 'ab\n')).toBe(false);
    expect(isAsShown('a.b', 'axb\n')).toBe(false);
  });
});
