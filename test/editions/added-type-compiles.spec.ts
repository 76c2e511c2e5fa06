import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { followedSteps } from './followed-steps.js';

// `docs/how-to/add-a-record-type.md`, followed in a copy of all of the project, specs as well: it compiles, and the specs
// that send every type pass. What the changed program does is shown by add-a-record-type.spec.ts in every build.

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDERS = ['events', 'projections', 'simulate', 'src', 'test', 'bench', 'docs'];
const FILES = ['package.json', 'tsconfig.json', 'jest.config.mjs', 'bundle.mjs'];

/** Specs that go over all types, and those that the page's steps change. */
const SPECS = [
  'test/events/registry.spec.ts',
  'test/events/wire/parse-types.spec.ts',
  'test/reference/records-page.spec.ts',
  'test/projections/columns.spec.ts',
  'test/projections/touched.spec.ts',
  'test/store/sqlite/bulk-append.spec.ts',
  'test/web/record-form.spec.ts',
];

mkdirSync(join(ROOT, '.build-test'), { recursive: true });
const copy = mkdtempSync(join(ROOT, '.build-test', 'added-type-'));
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    ...{ cwd: copy, encoding: 'utf8', env },
  });
  if (status !== 0)
    throw new Error(`${args.join(' ')} ended with ${String(status)}: ${stdout}${stderr}`);
  return stdout;
}

beforeAll(() => {
  for (const name of [...FOLDERS, ...FILES]) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const [path, text] of followedSteps('docs/how-to/add-a-record-type.md')) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
});

describe('given a copy of the project with one more record type', () => {
  it('then all of it compiles', () => {
    expect(run(['node_modules/typescript/bin/tsc', '--noEmit'])).toBe('');
  }, 560_000);

  it('when its page of records is made anew, then the specs that send every type pass', () => {
    const script = [
      "import { recordsPage } from './src/printing/reference/records-page.ts';",
      "import { writeFileSync } from 'node:fs';",
      "writeFileSync('docs/records.md', recordsPage());",
    ];
    const loader = ['--import', './test/store/run-typescript.mjs'];
    writeFileSync(join(copy, 'make-page.ts'), script.join('\n'));
    run([...loader, 'make-page.ts']);
    const jest = ['--import', './test/faults.mjs', 'node_modules/jest/bin/jest.js', '-i'];
    // It is a run of its own, and no worker of this one.
    const env = { ...process.env };
    delete env['JEST_WORKER_ID'];
    delete env['PLUMBLINE_TEST_FAULTS'];
    expect(() => run([...jest, ...SPECS], env)).not.toThrow();
  }, 560_000);
});
