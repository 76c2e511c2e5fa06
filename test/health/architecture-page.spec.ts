import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const TREES = ['events', 'projections', 'src', 'simulate', 'test', 'bench'];

/** Folders that hold one thing of a kind each: they are named by their kind. */
const ONE_OF_A_KIND =
  /^(?:src\/web\/pages|test\/access\/examples|test\/kept|test\/ledgers)\/|\/node_modules(?:\/|$)/u;

function foldersUnder(path: string): readonly string[] {
  const within = readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${path}/${name}`)
    .filter((folder) => !ONE_OF_A_KIND.test(folder));
  return [path, ...within.flatMap(foldersUnder)];
}

const page = readFileSync(join(ROOT, 'docs/ARCHITECTURE.md'), 'utf8');
const quoted = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]+)`/gu)].map(([, name = '']) => name);

/** Rows of the tables under "The folders": the folders of the first cell, and what the others name. */
const [, section = ''] = page.split('\n## The folders\n');
const rows = (section.split('\n## ')[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const [, first = '', ...others] = line.split(' | ').join('|').split('|');
    return { folders: quoted(first), named: quoted(others.join('|')) };
  });

describe('the page about the architecture', () => {
  const folders = TREES.flatMap(foldersUnder);

  it('names every folder, in a row of its own or in that of the folder that it is in', () => {
    const own = new Set(rows.flatMap((row) => row.folders));
    const isNamed = (folder: string): boolean =>
      own.has(folder) ||
      rows.some(
        (row) =>
          row.folders.includes(posix.dirname(folder)) && row.named.includes(posix.basename(folder)),
      );
    // One heading is enough of what only holds folders that are named.
    expect(
      folders.filter(
        (folder) => !['events', 'projections', 'src'].includes(folder) && !isNamed(folder),
      ),
    ).toEqual([]);
  });

  it('names no folder and no file that is not there', () => {
    const paths = rows.flatMap((row) => row.folders).filter((path) => !path.includes('.'));
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const ofTheTrees = quoted(page).filter((name) =>
      /^(?:events|projections|src|simulate|test|bench)\/[\w./-]+$/u.test(name),
    );
    expect(ofTheTrees.length).toBeGreaterThan(50);
    expect(
      ofTheTrees.filter(
        (path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.ts`)),
      ),
    ).toEqual([]);
  });
});

describe('the index of the decisions', () => {
  it('has every page once, in order', () => {
    const index = readFileSync(join(ROOT, 'docs/decisions/README.md'), 'utf8');
    const listed = [...index.matchAll(/^\| \[\d{4}\]\(([^)]+)\)/gmu)].map(([, file = '']) => file);
    const pages = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => /^\d{4}-/u.test(name));
    expect(listed).toEqual(pages.toSorted());
  });
});

describe('the glossary', () => {
  it('has no word twice: what one word means in two fields says of what', () => {
    const glossary = readFileSync(join(ROOT, 'docs/GLOSSARY.md'), 'utf8');
    const words = [...glossary.matchAll(/^\| ([^|]+) \|/gmu)]
      .map(([, word = '']) => word)
      .filter((word) => word !== 'word' && word !== '---');
    expect(words.length).toBeGreaterThan(150);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });
});
