import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileWithin, makeFolders } from '../../src/ports/made-folder.js';
import { OWN_FILES } from '../../src/stores/access-log/file-layer.js';
import { plumbline, temporaryFolder } from './in-process.js';

const folder = temporaryFolder();
const file = join(folder.path, 'file');
const data = ['--data', join(folder.path, 'data')];

beforeAll(async () => {
  writeFileSync(file, '');
  const records = join('test', 'ledgers', '03-medi-cal-only', 'records.ndjson');
  await plumbline(['ingest', records, ...data]);
});
afterAll(folder.remove);

describe('a folder that is to be made', () => {
  it('is made with those above it, and told of by the topmost', () => {
    const [top, deep] = [join(folder.path, 'a'), join(folder.path, 'a', 'b', 'c')];
    expect(makeFolders(deep, 0o700)).toBe(top);
    expect(statSync(deep).mode & 0o777).toBe(0o700);
    expect(makeFolders(deep, 0o700)).toBeUndefined();
  });

  it('is given up at once where no folder can be made', async () => {
    expect(() => makeFolders('/proc/none/such')).toThrow(/ENOENT|EACCES|EPERM/u);
    const { code, stderr } = await plumbline(['backup', '/proc/none', ...data]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^The folder \/proc\/none cannot be made: /u),
    ]);
  });
});

describe('a file where a folder should be', () => {
  it('is named, wherever in the path it is', () => {
    expect(fileWithin(file)).toBe(file);
    expect(fileWithin(join(file, 'x', 'y'))).toBe(file);
    expect(fileWithin(join(folder.path, 'none'))).toBeNull();
  });

  it.each([
    ['of the data', ['report', '--county', '19', '--month', '2006-09', '--data', join(file, 'x')]],
    ['of a backup', ['backup', join(file, 'x'), ...data]],
  ])('is named as that in place of the folder %s', async (_what, argv) => {
    const { stderr } = await plumbline(argv);
    expect(stderr).toBe(`${file} is a file: name a folder.\n`);
  });

  it('is not taken for the folder for county files', async () => {
    const { code, stderr } = await plumbline(['intake', '--watch', file, '--once', ...data]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${file} is a file`)]);
    expect(existsSync(join(folder.path, 'data', 'intake'))).toBe(false);
  });
});

describe('a file of the access log that cannot be opened', () => {
  it('says why, and not that it is there', async () => {
    await expect(OWN_FILES.open(folder.path)).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(OWN_FILES.open(join(file, 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
