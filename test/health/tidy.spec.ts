import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const NOT_OURS = /^(node_modules|dist|coverage|plumbline-data|\.git|\.build-.*)$/;
const TEXT = /\.(ts|mts|mjs|cjs|js|md|json|jsonc|yml|yaml|css|html|svg)$|^(bin|\.ci)\/[^.]+$/;
const CODE = /\.(ts|mts|mjs|cjs|js)$/;
const LINES_MAX = 400;

/** Files that may be longer than 400 lines, each with the reason. Empty is best. */
const LONG_FILES: Readonly<Record<string, string>> = {
  'package-lock.json': 'written by npm',
  'docs/records.md': 'made from the schemas; one page, so that it can be searched',
};

/** A name that says nothing hides what is inside: find the noun, or the better home. */
const EMPTY_NAMES = /^(utils?|helpers?|commons?|misc|managers?|base)$/i;

// Put together from halves, so that this file does not find itself.
const UNFINISHED = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`);
const FOCUSED = /\b(describe|it|test)\.only\b|\b(fdescribe|fit)\(/;
const MACHINE_PATH = new RegExp(
  ['/wo' + 'rk/(main|shared|plan)', '/ro' + 'ot/', '/ho' + 'me/\\w+/'].join('|'),
);

/** Paths of all our files relative to the root, with forward slashes, in order of name. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [relative(ROOT, path).replaceAll('\\', '/')];
    });
}

const files = filesIn(ROOT);
const texts = new Map(
  files
    .filter((file) => TEXT.test(file) && !file.startsWith('test/ledgers/'))
    .map((file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const),
);
const pages = new Map([...texts].filter(([file]) => file.endsWith('.md')));

/** Files whose text breaks a rule, with the first line that does. */
function offenders(rule: RegExp, among: ReadonlyMap<string, string> = texts): readonly string[] {
  return [...among].flatMap(([file, text]) => {
    const line = text.split('\n').findIndex((candidate) => rule.test(candidate));
    return line < 0 ? [] : [`${file}:${line + 1}`];
  });
}

/** The text of a page without fenced code, in which `#` and `[]()` mean something else. */
function proseOf(page: string): string {
  return page.replaceAll(/^```[^]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
}

/** Targets of a page's relative links, as paths from the root. */
function linksOf(file: string, page: string): readonly string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target ?? '')
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => posix.join(dirname(file), decodeURI(target.replace(/#.*$/, ''))))
    .map((target) => target.replace(/\/$/, ''));
}

describe('files', () => {
  it(`have at most ${LINES_MAX} lines`, () => {
    const long = [...texts]
      .filter(([file]) => CODE.test(file) || file.endsWith('.md') || file.endsWith('.json'))
      .filter(([file]) => !(file in LONG_FILES))
      .map(([file, text]) => [file, text.split('\n').length - 1] as const)
      .filter(([, lines]) => lines > LINES_MAX);
    expect(long).toEqual([]);
  });

  it('on the list of long files exist and are long', () => {
    const kept = Object.keys(LONG_FILES).filter(
      (file) => (texts.get(file) ?? '').split('\n').length - 1 > LINES_MAX,
    );
    expect(kept).toEqual(Object.keys(LONG_FILES));
  });

  it('and folders have names that say something', () => {
    const empty = files.filter((file) =>
      file.split('/').some((part) => part.split(/[-_.]/).some((word) => EMPTY_NAMES.test(word))),
    );
    expect(empty).toEqual([]);
  });

  it('are named in kebab-case', () => {
    const code = files.filter((file) => CODE.test(file) && !file.startsWith('.'));
    expect(code.filter((file) => !/^[a-z0-9./-]+$/.test(file))).toEqual([]);
  });

  it('leave nothing marked as unfinished', () => {
    expect(offenders(UNFINISHED)).toEqual([]);
  });

  it('name no path of somebody’s machine', () => {
    expect(offenders(MACHINE_PATH)).toEqual([]);
  });
});

describe('specs', () => {
  const specs = new Map([...texts].filter(([file]) => /^test\/.*\.ts$/.test(file)));

  it('are never narrowed to one test', () => {
    const others = new Map([...specs].filter(([file]) => !file.endsWith('/tidy.spec.ts')));
    expect(offenders(FOCUSED, others)).toEqual([]);
  });

  it('are all named *.spec.ts, or the runner would pass them over', () => {
    const unrun = [...specs].filter(
      ([file, text]) => !file.endsWith('.spec.ts') && /^(describe|it)\(/m.test(text),
    );
    expect(unrun.map(([file]) => file)).toEqual([]);
  });
});

describe('pages', () => {
  it('have one heading of the first level, at their top', () => {
    const wrong = [...pages].filter(([, text]) => {
      const prose = proseOf(text);
      return !prose.startsWith('# ') || (prose.match(/^# /gm) ?? []).length !== 1;
    });
    expect(wrong.map(([file]) => file)).toEqual([]);
  });

  it('lead nowhere that does not exist', () => {
    const dead = [...pages].flatMap(([file, text]) =>
      linksOf(file, text)
        .filter((target) => !existsSync(join(ROOT, target)))
        .map((target) => `${file} -> ${target}`),
    );
    expect(dead).toEqual([]);
  });

  it('of docs/ can all be reached from the README', () => {
    const reached = new Set<string>();
    const visit = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const target of linksOf(file, pages.get(file) ?? '')) {
        if (pages.has(target)) visit(target);
      }
    };
    visit('README.md');
    const lost = [...pages.keys()].filter((file) => file.startsWith('docs/') && !reached.has(file));
    expect(lost).toEqual([]);
  });
});
