import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';

const RECORDS = join(import.meta.dirname, '..', 'ledgers', '11-paternity', 'records.ndjson');
const folder = temporaryFolder();
afterAll(folder.remove);

const settings = join(folder.path, 'settings.json');
writeFileSync(settings, 'manager: Ana');

describe('what would go unnoticed is refused', () => {
  it.each([
    [
      'PLUMBLINE_PASSWORD_HASH',
      'md5',
      /is "md5", which is no hash for passwords: give argon2id or/u,
    ],
    ['PLUMBLINE_SETTINGS', join(folder.path, 'none.json'), /and there is no such file: mend/u],
    ['PLUMBLINE_SETTINGS', settings, /settings\.json are no JSON/u],
  ])('by serve, in %s (%s)', async (name, value, told) => {
    const argv = ['serve', '--port', '0', '--no-accounts', '--data', join(folder.path, 'none')];
    const result = await plumbline(argv, { env: { [name]: value } });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(told);
  });

  it.each([
    ['manager: Ana', /settings\.json are no JSON \(.*\): mend the file, or take it away\./u],
    ['["Ana"]', /settings\.json: give an object, such as/u],
    ['{"process":[]}', /settings\.json: `process` is no object\./u],
    ['{"process":{"casesAnHour":"30"}}', /`process\.casesAnHour` is a number from 1 to 1000\./u],
    ['{"process":{"manager":7}}', /`process\.manager` is a text of 1 to 200 characters\./u],
  ])('by serve, in the data folder: %s', async (text, told) => {
    const data = join(folder.path, 'with-settings');
    mkdirSync(data, { recursive: true, mode: 0o700 });
    writeFileSync(join(data, 'settings.json'), text);
    const result = await plumbline(['serve', '--port', '0', '--no-accounts', '--data', data]);
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toMatch(told);
  });

  it('by restore, where the folder lies in the backup', async () => {
    const [data, copy] = ['data', 'copy'].map((name) => join(folder.path, name)) as [
      string,
      string,
    ];
    await plumbline(['ingest', RECORDS, '--data', data]);
    expect(await plumbline(['backup', copy, '--data', data])).toMatchObject({ code: 0 });
    const inside = await plumbline(['restore', copy, '--data', join(copy, 'x')]);
    expect([inside.code, inside.stdout]).toEqual([1, '']);
    expect(inside.stderr).toContain(
      'x lies in the backup, or the backup lies in it: name a folder',
    );
    const beside = await plumbline(['restore', copy, '--data', join(folder.path, 'y')]);
    expect(beside.code).toBe(0);
  });

  it('by intake template, where its workbook is there already', async () => {
    const where = { cwd: folder.path };
    const words = ['intake', 'template', 'CaseClosed'];
    expect(await plumbline(words, where)).toMatchObject({ code: 0 });
    const again = await plumbline(words, where);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toBe(
      'The file CaseClosed.xlsx is there already, and may be filled in: name another with --out, or remove it.\n',
    );
  });
});
