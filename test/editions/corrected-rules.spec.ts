import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../cli/built-program.js';
import { WarmProgram } from '../cli/warm-program.js';
import { scratchFolder } from '../support/scratch-folder.js';

// A rule is corrected after versions were submitted: the program that has the correction says that they differ by rule
// edition, and still makes and verifies their packages.

const ROOT = join(import.meta.dirname, '../..');
const RECORDS = join(ROOT, 'test/ledgers/16-revised-after-approval/records.ndjson');

/** The text of a file with some places changed. */
function changed(
  path: string,
  ...places: readonly (readonly [from: string, to: string])[]
): readonly [string, string] {
  const text = places.reduce(
    (before, [from, to]) => {
      if (before.split(from).length !== 2) throw new Error(`${path} does not have ${from} once.`);
      return before.replace(from, to);
    },
    readFileSync(join(ROOT, path), 'utf8'),
  );
  return [path, text];
}

const before = new WarmProgram(builtProgram());
const after = new WarmProgram(
  builtProgram(
    new Map([
      changed(
        'projections/form/rule-edition.ts',
        ["= '2005-10.1'", "= '2005-10.2'"],
        ["['2005-10']", "['2005-10', '2005-10.1']"],
      ),
      // As if Line 1a had been read wrongly.
      changed('projections/form/sections/a-case-inventory.ts', [
        'rule: byStatus((c) => c.isOpen && c.isSentToState),',
        'rule: byStatus((c) => c.isOpen),',
      ]),
    ]),
  ),
);

const folder = scratchFolder('plumbline-rules-');
afterAll(async () => {
  await Promise.all([before.stop(), after.stop()]);
  rmSync(folder, { recursive: true, force: true });
});
const data = ['--data', join(folder, 'data')];
const month = ['--county', '19', '--month', '2006-09'];

function told(program: WarmProgram, ...args: readonly string[]): string {
  const { code, stdout, stderr } = program.run(args);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}: ${stderr}`);
  return stdout;
}

/** What the program of after says of a package. */
function verified(packed: string): { readonly status: number | null; readonly stdout: string } {
  const { code, stdout } = after.run(['verify', packed]);
  return { status: code, stdout };
}

function pack(program: WarmProgram, name: string): string {
  const out = join(folder, name);
  told(program, 'package', ...month, '--version', '1', '--out', out, ...data);
  return out;
}

beforeAll(() => {
  told(before, 'ingest', RECORDS, ...data);
  told(before, 'submit', ...month, '--by', 'A. Clerk', ...data);
  told(
    before,
    'approve',
    ...month,
    '--version',
    '1',
    '--by',
    'B. Director',
    '--telephone',
    '1',
    ...data,
  );
});

describe('when a rule is corrected after a version was submitted', () => {
  it('then --version names the new edition of the rules', () => {
    expect(told(after, '--version')).toMatch(/^plumbline \S+ \(rules 2005-10\.2\)\n$/u);
  });

  it('then the version differs by rule edition, and not by records', () => {
    expect(told(before, 'outdated', '--county', '19', '--json', ...data)).toBe('[]\n');
    const [outdated] = JSON.parse(told(after, 'outdated', '--county', '19', '--json', ...data)) as {
      readonly cells: readonly { readonly line: string }[];
    }[];
    expect(outdated).toMatchObject({ month: '2006-09', version: 1, differsBy: 'rule edition' });
    expect(new Set(outdated?.cells.map(({ line }) => line))).toEqual(new Set(['1a']));
    expect(told(after, 'outdated', '--county', '19', ...data)).toContain(
      'version 1: differs by rule edition',
    );
  });

  it('then its package is made with the cells that were submitted, and verifies', () => {
    const packed = pack(after, 'after');
    const report = readFileSync(join(packed, 'data/report.json'), 'utf8');
    const old = readFileSync(join(pack(before, 'before'), 'data/report.json'), 'utf8');
    expect(report).toBe(old);
    const rules = JSON.parse(readFileSync(join(packed, 'data/rules.json'), 'utf8')) as object;
    expect(rules).toMatchObject({ submitted: '2005-10.1', trail: '2005-10.2' });
    const own = [join(packed, 'verify.mjs')];
    for (const { status, stdout } of [
      spawnSync(process.execPath, own, { encoding: 'utf8' }),
      verified(packed),
    ]) {
      expect(stdout).toContain('This package verifies');
      expect(stdout).toContain('It differs by rule edition');
      expect(stdout).toContain('submitted by rules 2005-10.1');
      expect(status).toBe(0);
    }
  });

  it('then a package from before the correction verifies, and what differs is said', () => {
    const { status, stdout } = verified(join(folder, 'before'));
    expect(stdout).toContain('It differs by rule edition: it was computed by rules 2005-10.1');
    expect(stdout).toContain('Line 1a (a): data/report.json says');
    expect(status).toBe(0);
  });

  it('then who invents an edition of the rules is not believed', () => {
    const text = readFileSync(join(folder, 'before/bag-info.txt'), 'utf8');
    writeFileSync(
      join(folder, 'before/bag-info.txt'),
      text.replace('rules 2005-10.1', 'rules 1999-01'),
    );
    const { status, stdout } = verified(join(folder, 'before'));
    expect(stdout).toContain('Line 1a (a): data/report.json says');
    expect(stdout).not.toContain('differs by rule edition');
    expect(status).toBe(3);
  });

  it('then a cell that the corrected rules do not give is a failure still', () => {
    const path = join(folder, 'after/data/rules.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/"to": \d+/u, '"to": 77'));
    const { status, stdout } = verified(join(folder, 'after'));
    expect(stdout).toContain(
      'Line 1a (a): data/report.json says 77, and the rows of data/trail give',
    );
    expect(status).toBe(3);
  });
});
