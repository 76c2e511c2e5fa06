import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../cli/built-program.js';
import { WarmProgram } from '../cli/warm-program.js';
import type { Ended } from '../cli/warm-program.js';
import { some } from '../support/soak.js';
import { followedSteps } from './followed-steps.js';
import { scratchFolder } from '../support/scratch-folder.js';

// `docs/how-to/add-a-line.md`, followed: the program of today makes a ledger, versions and packages; the one that knows
// another edition of the form from October 2007 on must answer of them what was answered before, byte for byte.

const folder = scratchFolder('plumbline-editions-');
const data = join(folder, 'data');
const before = new WarmProgram(builtProgram());
const after = new WarmProgram(builtProgram(followedSteps('docs/how-to/add-a-line.md')));
afterAll(async () => {
  await Promise.all([before.stop(), after.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Commands that know of no data folder. */
const WITHOUT_DATA = ['verify', 'simulate'];

function run(program: WarmProgram, args: readonly string[]): Ended {
  return program.run([...args, ...(WITHOUT_DATA.includes(args[0] ?? '') ? [] : ['--data', data])]);
}

/** What a command printed that had to end well. */
function told(program: WarmProgram, ...args: readonly string[]): string {
  const { code, stdout, stderr } = run(program, args);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}: ${stderr}`);
  return stdout;
}

type Cells = Readonly<Record<'a' | 'b' | 'c' | 'd', number | string | null>>;
interface Report {
  readonly edition?: string;
  readonly lines: Readonly<Record<string, Cells>>;
}

function reportOf(program: WarmProgram, ...args: readonly string[]): Report {
  return JSON.parse(told(program, 'report', '--json', ...args)) as Report;
}

const at = (county: string, month: string): readonly string[] => [
  ...['--county', county, '--month', month],
];

const SIMULATED = ['--from', '2006-10', '--to', '2008-02', '--cases', '60', '--seed', 'editions'];

function submit(
  program: WarmProgram,
  county: string,
  month: string,
  ...more: readonly string[]
): void {
  told(program, 'submit', ...at(county, month), '--by', 'A. Clerk', ...more);
}

function approve(program: WarmProgram, county: string, month: string, version: string): void {
  const by = ['--by', 'B. Director', '--telephone', '555-0100'];
  told(program, 'approve', ...at(county, month), '--version', version, ...by);
}

/** What people and programs ask about what was made before, but for the months of the new edition as they are now. */
const QUESTIONS: readonly (readonly string[])[] = [
  ['report', ...at('19', '2007-09'), '--json'],
  ['report', ...at('19', '2007-09'), '--json', '--rows'],
  ['report', ...at('19', '2007-09')],
  ['report', ...at('19', '2007-09'), '--format', 'csv'],
  ['report', ...at('19', '2007-09'), '--form', 'cs157', '--json'],
  ['report', '--county', '19', '--month', '2006-10:2007-09', '--json'],
  ['report', '--county', 'all', '--month', '2007-09', '--json'],
  ['report', ...at('19', '2007-11'), '--as-of', 'v1', '--json'],
  ['report', ...at('19', '2007-11'), '--as-of', 'v1'],
  ['trail', ...at('19', '2007-11'), '--line', '18a', '--as-of', 'v1'],
  ['trail', ...at('19', '2007-09'), '--line', '2d'],
  ['trail', ...at('19', '2007-09'), '--line', '24', '--rows'],
  ['trail', ...at('19', '2007-09'), '--line', '18a'],
  ['versions', '--county', '19', '--json'],
  ['outdated', '--county', '19', '--json'],
  ['rollup', '--month', '2007-11', '--json'],
  ['rollup', '--month', '2007-11'],
  ['diff', ...at('19', '2007-09'), '--from', 'v1', '--to', 'v2', '--json'],
  ['measures', ...at('19', '2007-11'), '--as-of', 'v1', '--json'],
  ['measures', '--county', 'all', '--month', '2007-09'],
];

interface Told {
  readonly asked: string;
  readonly told: string;
}

function answers(
  program: WarmProgram,
  isAsked: (command: string) => boolean = () => true,
): readonly Told[] {
  // Every second of them in a build.
  const all = some(QUESTIONS, Math.ceil(QUESTIONS.length / 2));
  const questions = all.filter(([command = '']) => isAsked(command));
  return questions.map((args) => ({ asked: args.join(' '), told: told(program, ...args) }));
}

/** The files of a package with their texts, in order of path. */
function filesOf(name: string): readonly (readonly [string, string])[] {
  const root = join(folder, name);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path.slice(root.length), readFileSync(path, 'latin1')]);
}

function pack(
  program: WarmProgram,
  county: string,
  month: string,
  version: string,
  name: string,
): void {
  const out = ['--out', join(folder, name)];
  told(program, 'package', ...at(county, month), '--version', version, ...out);
}

let answeredBefore: readonly Told[] = [];

beforeAll(() => {
  for (const county of ['19', '30']) {
    const records = told(before, 'simulate', '--county', county, ...SIMULATED);
    // County 30 is sent no Line 5a: it has what September gives.
    const sent = records.split('\n').filter((record) => county === '19' || !isLine5a(record));
    writeFileSync(join(folder, `${county}.ndjson`), sent.join('\n'));
    told(before, 'ingest', join(folder, `${county}.ndjson`));
  }
  // Before anybody knew of another edition: a month that will have it, too.
  submit(before, '19', '2007-09', '--as-of', String(anEarlierPosition()));
  approve(before, '19', '2007-09', '1');
  submit(before, '19', '2007-09');
  approve(before, '19', '2007-09', '2');
  submit(before, '19', '2007-11');
  approve(before, '19', '2007-11', '1');
  pack(before, '19', '2007-09', '2', 'september');
  pack(before, '19', '2007-11', '1', 'november');
  answeredBefore = answers(before);
}, 300_000);

function isLine5a(record: string): boolean {
  return record.includes('"line":"5a"');
}

/** A position in the last tenth of the ledger of county 19. */
function anEarlierPosition(): number {
  const { size } = JSON.parse(told(before, 'root', '--county', '19')) as { readonly size: number };
  return Math.floor(size * 0.9);
}

describe('when the form gets a line, loses one and renames one from October 2007 on', () => {
  it('then what was asked before is answered as before, byte for byte', () => {
    expect(answers(after)).toEqual(answeredBefore);
    told(after, 'segments', 'rebuild', '--county', '19');
    const again = (command: string): boolean => ['report', 'trail'].includes(command);
    expect(answers(after, again)).toEqual(
      answeredBefore.filter(({ asked }) => again(asked.split(' ')[0] ?? '')),
    );
  }, 300_000);

  it('then packages that were made before verify, and are made anew with the same bytes', () => {
    for (const [name, month, version] of [
      ['september', '2007-09', '2'],
      ['november', '2007-11', '1'],
    ] as const) {
      expect(run(after, ['verify', join(folder, name)])).toMatchObject({ code: 0, stderr: '' });
      pack(after, '19', month, version, `${name}-anew`);
      expect(filesOf(`${name}-anew`)).toEqual(filesOf(name));
    }
  }, 300_000);

  it('then months from October 2007 on have the new lines, and those before it the old ones', () => {
    const [september, october] = ['2007-09', '2007-10'].map((month) =>
      reportOf(after, ...at('19', month)),
    );
    const old = reportOf(before, ...at('19', '2007-10'));
    expect(september?.edition).toBeUndefined();
    expect(Object.keys(september?.lines ?? {})).not.toContain('2j');
    expect(october?.edition).toBe('2007-10');
    const { lines = {} } = october ?? {};
    expect(Object.keys(lines)).toHaveLength(66);
    expect(lines['18a']).toBeUndefined();
    // Lines behind the new one have their own figures still.
    const kept = Object.keys(old.lines).filter((line) => line !== '18a');
    for (const line of kept)
      expect({ line, cells: lines[line] }).toEqual({ line, cells: old.lines[line] });
    const rows = told(after, 'trail', ...at('19', '2007-10'), '--line', '2j')
      .trim()
      .split('\n');
    expect(lines['2j']?.a).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(1);
    expect(told(after, 'report', ...at('19', '2007-10'), '--format', 'csv')).toContain(
      'Open cases outside the jurisdiction of the state',
    );
    const range = told(after, 'report', '--county', '19', '--month', '2007-09:2007-10', '--json');
    expect(JSON.parse(range)).toEqual([september, october]);
    expect(reportOf(after, ...at('19', '2007-10'), '--rows')).toEqual(october);
  });

  it('then Line 5a comes from the September of the edition before', () => {
    const september = reportOf(after, ...at('30', '2007-09'));
    const january = reportOf(after, ...at('30', '2008-01'));
    expect(january.lines['5a']?.a).toBe(september.lines['5']?.a);
    expect(Number(january.lines['5a']?.a)).toBeGreaterThan(0);
  });

  it('then twelve months of measures go over the border', () => {
    const now = told(after, 'measures', ...at('19', '2008-01'));
    // No measure looks at a line that came or went.
    expect(now).toBe(told(before, 'measures', ...at('19', '2008-01')));
  });

  it('then a line is refused in a month whose edition has it not', () => {
    const [later, earlier] = [
      run(after, ['trail', ...at('19', '2007-10'), '--line', '18a']),
      run(after, ['trail', ...at('19', '2007-09'), '--line', '2j']),
    ];
    expect(later.code).toBe(2);
    expect(later.stderr).toContain('The form of 2007-10, edition 2007-10, has no Line 18a');
    expect(earlier.code).toBe(2);
    expect(earlier.stderr).toContain('The form of 2007-09, edition 2005-10, has no Line 2j');
  });

  describe('and a county submits November by the new edition', () => {
    beforeAll(() => {
      submit(after, '30', '2007-11');
      approve(after, '30', '2007-11', '1');
      submit(after, '19', '2007-11');
      pack(after, '19', '2007-11', '2', 'november-2');
    });

    it('then its version names its edition, and the one before names none', () => {
      const versions = JSON.parse(
        told(after, 'versions', ...at('19', '2007-11'), '--json'),
      ) as readonly { readonly version: number; readonly edition?: string }[];
      expect(versions.map(({ version, edition }) => [version, edition])).toEqual([
        [1, undefined],
        [2, '2007-10'],
      ]);
    });

    it('then what one side has not is null where they are compared', () => {
      const sides = ['--from', 'v1', '--to', 'v2', '--json'];
      const { from, to, cells, rows } = JSON.parse(
        told(after, 'diff', ...at('19', '2007-11'), ...sides),
      ) as {
        readonly from: object;
        readonly to: object;
        readonly cells: readonly {
          readonly line: string;
          readonly from: unknown;
          readonly to: unknown;
        }[];
        readonly rows: readonly {
          readonly line: string;
          readonly from: unknown;
          readonly to: unknown;
        }[];
      };
      expect(from).not.toHaveProperty('edition');
      expect(to).toHaveProperty('edition', '2007-10');
      expect([...new Set(cells.map(({ line }) => line))]).toEqual(['2j', '18a']);
      for (const cell of cells) {
        expect(cell.line === '2j' ? cell.from : cell.to).toBeNull();
        expect(cell.line === '2j' ? cell.to : cell.from).not.toBeNull();
      }
      expect(new Set(rows.map(({ line }) => line))).toEqual(new Set(['2j', '18a']));
    });

    it('then the state’s sum is null on lines that not all of its versions have', () => {
      const { lines } = JSON.parse(told(after, 'rollup', '--month', '2007-11', '--json')) as Report;
      const old = reportOf(after, ...at('19', '2007-11'), '--as-of', 'v1');
      const other = reportOf(after, ...at('30', '2007-11'));
      const none = { a: null, b: null, c: null, d: null };
      expect(lines['2j']).toEqual(none);
      expect(lines['18a']).toEqual(none);
      expect(lines['1']?.a).toBe(Number(old.lines['1']?.a) + Number(other.lines['1']?.a));
      expect(Object.keys(lines)).toHaveLength(67);
    });

    it('then nothing is outdated but by its own edition', () => {
      expect(told(after, 'outdated', '--county', '19', '--json')).toBe('[]\n');
      expect(told(after, 'outdated', '--county', '30', '--json')).toBe('[]\n');
    });

    it('then its package verifies by itself and by the program, and names its edition', () => {
      const packed = join(folder, 'november-2');
      const own = spawnSync(process.execPath, [join(packed, 'verify.mjs')], { encoding: 'utf8' });
      expect(own.stdout).toContain('This package verifies: CS 1257 of 2007-11');
      const whole = run(after, ['verify', packed, '--against', join(folder, 'november')]);
      expect(whole).toMatchObject({ code: 0, stderr: '' });
      const json = (path: string): unknown =>
        JSON.parse(readFileSync(join(packed, 'data', path), 'utf8'));
      for (const path of ['form.json', 'report.json', 'version.json']) {
        expect({ path, edition: json(path) }).toMatchObject({ edition: { edition: '2007-10' } });
      }
    });

    it('then a program that does not know the edition says so and changes nothing', () => {
      const { code, stderr } = run(before, ['versions', '--county', '19']);
      expect(code).not.toBe(0);
      expect(stderr).toContain('use the newer version that wrote it');
      const verified = run(before, ['verify', join(folder, 'november-2')]);
      expect(verified.code).toBe(3);
      expect(verified.stdout + verified.stderr).toContain('none that this program knows');
    });
  });
});
