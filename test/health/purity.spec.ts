import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** One line each that would make an answer depend on when, where or how often it is computed. */
const IMPURE = [
  'export const now = Date.now();',
  'export const today = new Date();',
  'export const text = Date();',
  'export const chance = Math.random();',
  'export const setting = process.env;',
  'export const answer = fetch("http://127.0.0.1/");',
  'setTimeout(() => undefined, 1);',
  'setInterval(() => undefined, 1);',
  'setImmediate(() => undefined);',
  'queueMicrotask(() => undefined);',
  'export const elapsed = performance.now();',
  'export const id = crypto.randomUUID();',
  'export const hidden = globalThis.process;',
  'export const money = parseFloat("1.10");',
  'export const shown = (1234).toLocaleString();',
  'export const order = "a".localeCompare("b");',
] as const;

const PURE = [
  'export const start = new Date(0);',
  'export const larger = Math.max(1, 2);',
  'export const upper = "a".toUpperCase();',
] as const;

const WALKS = [
  'export const walk = ({ rule }: any, c: any) => rule.counts(c);',
  'export const sum = (entry: any, c: any) => entry.rule.amounts(c);',
  'export function when(entry: any, c: any): boolean { const { when: isOn } = entry.rule; return isOn(c); }',
  'export const kind = ({ rule }: any) => rule.kind;',
];

const FOLDED = ['events/planted.ts', 'projections/case/planted.ts'];
const WALKING = ['projections/versions/planted.ts', 'src/reports/planted.ts', 'bench/planted.ts'];
const READING_LINES = 'projections/form/reading.ts';

/** What each text is, as if it were the content of that file. */
const PLANTED: ReadonlyMap<string, string> = new Map([
  ...[...FOLDED, 'src/planted.ts'].map((file) => [file, [...IMPURE, ...PURE].join('\n')] as const),
  ...[...WALKING, READING_LINES].map((file) => [file, WALKS.join('\n')] as const),
]);

/** Lints texts by the rules of the house without those that need types: ours need none, and types cost seconds a file. */
const LINTER = `
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import { configs } from 'typescript-eslint';
import house from './eslint.config.mjs';
const overrideConfig = [...house, { files: ['**/*.ts'], ...configs.disableTypeChecked }];
const eslint = new ESLint({ overrideConfigFile: true, overrideConfig });
const answers = {};
for (const [filePath, text] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
  const [{ messages }] = await eslint.lintText(text, { filePath });
  answers[filePath] = messages.map(({ ruleId, line }) => [ruleId, line]);
}
process.stdout.write(JSON.stringify(answers));
`;

type Messages = readonly (readonly [ruleId: string | null, line: number])[];

describe('purity', () => {
  let answers: Readonly<Record<string, Messages>> = {};
  beforeAll(() => {
    const argv = ['--input-type=module', '--eval', LINTER];
    const input = JSON.stringify(Object.fromEntries(PLANTED));
    const { stdout, stderr } = spawnSync(process.execPath, argv, {
      ...{ cwd: ROOT, input, encoding: 'utf8' },
    });
    if (stdout === '') throw new Error(`eslint gave no answer: ${stderr}`);
    answers = JSON.parse(stdout) as typeof answers;
  });

  /** Lines (from 1) of a planted file that a purity rule forbids. */
  const forbiddenLines = (file: string): readonly number[] => {
    const messages = answers[file];
    if (messages === undefined) throw new Error(`${file} was not looked at.`);
    const lines = messages
      .filter(([ruleId]) => ruleId?.startsWith('no-restricted-') ?? false)
      .map(([, line]) => line);
    return [...new Set(lines)].sort((a, b) => a - b);
  };

  it.each(FOLDED)('is enforced in %s', (file) => {
    expect(forbiddenLines(file)).toEqual(IMPURE.map((_, index) => index + 1));
  });

  it('is not asked of src/', () => {
    expect(forbiddenLines('src/planted.ts')).toEqual([]);
  });

  it.each(WALKING)(
    'a line’s own predicate is asked nowhere but in one file, and not in %s',
    (file) => {
      expect(forbiddenLines(file)).toEqual([1, 2, 3]);
    },
  );

  it('a line’s own predicate is asked in the file that reads lines', () => {
    expect(forbiddenLines(READING_LINES)).toEqual([]);
  });
});
