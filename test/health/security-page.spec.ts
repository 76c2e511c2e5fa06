import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

/** The rows of the table under a heading, as their cells. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const rows = own.split('\n').filter((line) => line.startsWith('| '));
  return rows
    .slice(2)
    .map((row) => row.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/gu, '')));
}

/** What the controls are called that the page answers for, as its sources number them. */
const CONTROLS = [
  ...[
    '307.13(a)',
    '307.13(b)',
    '307.13(c)',
    '307.13(d)',
    'AC-2',
    'AC-2(3)',
    'AC-5',
    'AC-7',
    'AC-8',
  ],
  ...[
    'AC-11',
    'AC-17',
    'AU-3',
    'AU-5',
    'AU-6',
    'AU-9',
    'AU-11',
    'CA-3',
    'CM-6',
    'CP-9',
    'IA-2(1)(2)',
  ],
  ...['IA-5', 'IA-11', 'MP-6', 'PS-4', 'RA-5', 'SC-5', 'SC-7', 'SC-12', 'SC-23', 'SC-28', 'SI-4'],
  ...['SI-7', 'SI-10', 'SI-11', 'ASVS 6.3', 'ASVS 10', 'ASVS 14.2', 'ASVS 16'],
];

describe('the page about security', () => {
  const controls = rowsUnder('Who may see and do what: control, feature, test');
  const ofLog = rowsUnder('Who saw what');

  it('has a row for each control', () => {
    const named = [
      ...controls.map(([control = '']) => control),
      ...ofLog.map(([asked = '']) => asked),
    ].join('\n');
    expect(CONTROLS.filter((control) => !named.includes(control))).toEqual([]);
  });

  it('names a test in each row, and each test that it names is there', () => {
    const links = (cell: string): readonly string[] =>
      Array.from(cell.matchAll(/\]\(\.\.\/(test\/[^)]+)\)/gu), ([, path = '']) => path);
    const named = [...controls, ...ofLog].map(
      (cells) => [cells[0], links(cells.at(-1) ?? '')] as const,
    );
    expect(named.filter(([, paths]) => paths.length === 0)).toEqual([]);
    const missing = named
      .flatMap(([, paths]) => paths)
      .filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
    const inText = Array.from(
      page.matchAll(/`(test\/[^`]+\.spec\.ts)`/gu),
      ([, path = '']) => path,
    );
    expect(inText.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
