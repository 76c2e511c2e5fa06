import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = resolve(import.meta.dirname, '../..');
const ESLINT = join(ROOT, 'node_modules/eslint/bin/eslint.js');

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

/** The rules of the house without those that need types: ours need none, and types cost seconds a file. */
function configWithoutTypes(): string {
  const houseRules = pathToFileURL(join(ROOT, 'eslint.config.mjs')).href;
  const typescriptEslint = createRequire(import.meta.url).resolve('typescript-eslint');
  return `import house from ${JSON.stringify(houseRules)};
import { configs } from ${JSON.stringify(pathToFileURL(typescriptEslint).href)};
export default [...house, { files: ['**/*.ts'], ...configs.disableTypeChecked }];
`;
}

/** Lines (from 1) of `text` that a purity rule forbids, as if it were the content of `file`. */
function forbiddenLines(config: string, file: string, text: string): readonly number[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [ESLINT, '--config', config, '--stdin', '--stdin-filename', file, '--format', 'json'],
    { cwd: ROOT, input: text, encoding: 'utf8' },
  );
  if (stdout === '') throw new Error(`eslint gave no answer: ${stderr}`);
  const [result] = JSON.parse(stdout) as {
    messages: { ruleId: string | null; line: number }[];
  }[];
  const lines = (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId?.startsWith('no-restricted-') ?? false)
    .map(({ line }) => line);
  return [...new Set(lines)].sort((a, b) => a - b);
}

describe('purity', () => {
  const text = [...IMPURE, ...PURE].join('\n');
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-purity-'));
  const config = join(folder, 'eslint.config.mjs');
  writeFileSync(config, configWithoutTypes());

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(['events/planted.ts', 'projections/case/planted.ts'])('is enforced in %s', (file) => {
    expect(forbiddenLines(config, file, text)).toEqual(IMPURE.map((_, index) => index + 1));
  });

  it('is not asked of src/', () => {
    expect(forbiddenLines(config, 'src/planted.ts', text)).toEqual([]);
  });

  const walks = [
    'export const walk = ({ rule }: any, c: any) => rule.counts(c);',
    'export const sum = (entry: any, c: any) => entry.rule.amounts(c);',
    'export function when(entry: any, c: any): boolean { const { when: isOn } = entry.rule; return isOn(c); }',
    'export const kind = ({ rule }: any) => rule.kind;',
  ].join('\n');

  it.each(['projections/versions/planted.ts', 'src/reports/planted.ts', 'bench/planted.ts'])(
    'a line’s own predicate is asked nowhere but in one file, and not in %s',
    (file) => {
      expect(forbiddenLines(config, file, walks)).toEqual([1, 2, 3]);
    },
  );

  it('a line’s own predicate is asked in the file that reads lines', () => {
    expect(forbiddenLines(config, 'projections/form/reading.ts', walks)).toEqual([]);
  });
});
