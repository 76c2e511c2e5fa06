import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { unpacked } from '../kept/unpacked.js';
import { some } from '../support/soak.js';
import { runVerifier } from './packed-county.js';

const PACKAGE = 'cs1257-19-2006-09-v1';

const folder = temporaryFolder();
let data = '';
let made = '';
beforeAll(async () => {
  data = join(unpacked('0.1.0', folder.path), 'data');
  made = join(folder.path, PACKAGE);
  await pack(['--county', '19', '--month', '2006-09', '--version', '1'], made);
});
afterAll(folder.remove);

async function pack(address: readonly string[], out: string): Promise<void> {
  const { code, stderr } = await plumbline(['package', ...address, '--out', out, '--data', data]);
  if (code !== 0) throw new Error(stderr);
}

let copies = 0;

/** What both verifiers say of a copy to which something was done; both have to say the same of it. */
async function saidOf(change: (copy: string) => void): Promise<string> {
  copies += 1;
  const copy = join(folder.path, `copy-${String(copies)}`);
  cpSync(made, copy, { recursive: true });
  change(copy);
  const own = runVerifier(copy);
  const whole = await plumbline(['verify', copy]);
  expect([own.code, whole.code]).toEqual([3, 3]);
  const said = own.stdout.split('\n').filter((line) => line.startsWith('- '));
  for (const line of said) expect(whole.stdout).toContain(line);
  for (const text of [own.stdout, whole.stdout]) {
    expect(text).not.toMatch(/\n {4}at |node:|E[A-Z]{4,}:/u);
  }
  return own.stdout;
}

describe('what lies in a package and belongs to nothing', () => {
  const LITTER = [
    ['.DS_Store', 'a file manager (macOS)'],
    ['data/.DS_Store', 'a file manager (macOS)'],
    ['data/._report.json', 'a file manager (macOS)'],
    ['Thumbs.db', 'a file manager (Windows)'],
    ['data/trail/desktop.ini', 'a file manager (Windows)'],
    ['Desktop.ini', 'a file manager (Windows)'],
    ['__MACOSX/._data', 'a program that packed or unpacked an archive (macOS)'],
  ] as const;
  it.each(some(LITTER, 2))('is named as litter: %s', async (path, by) => {
    const said = await saidOf((copy) => {
      mkdirSync(join(copy, path, '..'), { recursive: true });
      writeFileSync(join(copy, path), 'x');
    });
    const named = path.replace(/\/\._data$/u, '');
    expect(said).toContain('Failures: 1.');
    expect(said).toContain(
      `- ${named} was left by ${by}: it is no part of the package and says nothing about it. Delete it and verify again.`,
    );
  });

  it('is named as an empty folder', async () => {
    const said = await saidOf((copy) => {
      mkdirSync(join(copy, 'data/notes'));
      mkdirSync(join(copy, 'one/in/another'), { recursive: true });
    });
    expect(said).toContain('- data/notes is an empty folder: it belongs to nothing');
    expect(said).toContain('- one/in/another is an empty folder: it belongs to nothing');
    expect(said).toContain('Failures: 2.');
  });

  it('is named as what no list names', async () => {
    const said = await saidOf((copy) => {
      writeFileSync(join(copy, 'data/notes.txt'), '');
      writeFileSync(join(copy, 'line\n- This package verifies.'), '');
    });
    expect(said).toContain('- data/notes.txt does not belong to the package');
    expect(said).not.toMatch(/^- This package verifies/mu);
  });
});

describe('what is no plain file', () => {
  it('is named: a link, a link to nothing, a link to itself', async () => {
    const said = await saidOf((copy) => {
      symlinkSync('report.json', join(copy, 'data/link'));
      symlinkSync('nowhere', join(copy, 'data/lost'));
      symlinkSync('round', join(copy, 'data/round'));
    });
    for (const name of ['link', 'lost', 'round']) {
      expect(said).toContain(`data/${name} is no plain file`);
    }
  });

  it.each(
    some(['data/records.ndjson', 'data/version.json', 'signature.note', 'manifest-sha256.txt'], 2),
  )('is named where a link to an endless device took its place: %s', async (path) => {
    const said = await saidOf((copy) => {
      rmSync(join(copy, path));
      symlinkSync('/dev/zero', join(copy, path));
    });
    expect(said).toContain(`${path} is no plain file`);
  });

  it.each(some(['data/report.json', 'data/report.pdf', 'bagit.txt', 'verify.mjs'], 2))(
    'is named where a pipe that nobody writes to took its place: %s',
    async (path) => {
      copies += 1;
      const copy = join(folder.path, `copy-${String(copies)}`);
      cpSync(made, copy, { recursive: true });
      rmSync(join(copy, path));
      expect(spawnSync('mkfifo', [join(copy, path)]).status).toBe(0);
      const { code, stdout } = await plumbline(['verify', copy]);
      expect(stdout).toContain(`${path} is no plain file`);
      expect(code).toBe(3);
    },
  );

  it('is named where a folder took the place of a file, and a file that of a folder', async () => {
    const said = await saidOf((copy) => {
      rmSync(join(copy, 'data/report.csv'));
      mkdirSync(join(copy, 'data/report.csv'));
      rmSync(join(copy, 'data/trail'), { recursive: true });
      writeFileSync(join(copy, 'data/trail'), '');
    });
    expect(said).toContain('data/report.csv is an empty folder');
    expect(said).toContain('data/report.csv is missing');
    expect(said).toContain('data/trail does not belong to the package');
    expect(said).toContain('data/trail/line-01.csv is missing');
  });

  it('is told of each file that is missing', async () => {
    for (const path of some(
      ['bagit.txt', 'data/proofs.json', 'data/checkpoint', 'signature.note'],
      2,
    )) {
      const said = await saidOf((copy) => {
        rmSync(join(copy, path));
      });
      expect(said).toContain(path);
    }
  });
});

describe('a package of another county', () => {
  it('is wrong usage of --against', async () => {
    const other = join(folder.path, 'other');
    await pack(['--county', '30', '--month', '2006-09', '--version', '1'], other);
    const own = runVerifier(made, ['--against', other]);
    const whole = await plumbline(['verify', made, '--against', other]);
    for (const said of [own.stdout, whole.stderr]) {
      expect(said).toContain('is a package of county 30, and this one is of county 19');
    }
    expect([own.code, whole.code]).toEqual([2, 2]);
    expect(runVerifier(other).code).toBe(0);
  });
});
