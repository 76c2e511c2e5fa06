import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SOURCE = resolve(import.meta.dirname, '../../src/compile-cache.ts');

/** Runs a program that keeps what it compiles, in a process of its own with that cache home. */
function run(cacheHome: string): void {
  const program = `
    const { keepCompiledCode } = await import(${JSON.stringify(SOURCE)});
    keepCompiledCode(process.env);
    await import('node:module').then(({ flushCompileCache }) => flushCompileCache());
  `;
  execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    env: { PATH: process.env['PATH'], HOME: cacheHome, XDG_CACHE_HOME: cacheHome },
    timeout: 20_000,
  });
}

describe('the cache of compiled code', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'plumbline-cache-'));
  });

  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });

  it('is made in the cache folder of the user, for him alone', () => {
    run(home);
    expect(statSync(join(home, 'plumbline')).mode & 0o777).toBe(0o700);
    expect(existsSync(join(home, 'plumbline/compiled'))).toBe(true);
  });

  it('is not kept in a folder that others may enter', () => {
    mkdirSync(join(home, 'plumbline'));
    chmodSync(join(home, 'plumbline'), 0o755);
    run(home);
    expect(readdirSync(join(home, 'plumbline'))).toEqual([]);
  });

  it('is not kept behind a link', () => {
    mkdirSync(join(home, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(home, 'elsewhere'), join(home, 'plumbline'));
    run(home);
    expect(readdirSync(join(home, 'elsewhere'))).toEqual([]);
  });

  it('is done without where there can be none', () => {
    expect(() => {
      run('/proc/none');
    }).not.toThrow();
  });
});
