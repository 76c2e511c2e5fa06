import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readableByOthers } from '../../../src/stores/sqlite/readable-by-others.js';
import { plumbline, temporaryFolder } from '../../cli/in-process.js';

const folder = temporaryFolder();
afterAll(folder.remove);

/** A data folder of this mode with one file, of that mode. */
function dataFolder(name: string, mode: number, fileMode: number): string {
  const data = join(folder.path, name);
  mkdirSync(data);
  writeFileSync(join(data, '19.ledger'), '');
  chmodSync(join(data, '19.ledger'), fileMode);
  chmodSync(data, mode);
  return data;
}

describe('a data folder', () => {
  it.each([
    ['0700, whatever is in it', 0o700, 0o644, null],
    ['0755 with what is private in it', 0o755, 0o600, ''],
    ['0750 with what is private in it', 0o750, 0o600, ''],
    ['0755 with what is open in it', 0o755, 0o644, ' (19.ledger)'],
    ['0711 with what is open in it', 0o711, 0o644, ' (19.ledger)'],
    ['0711 with what is private in it', 0o711, 0o600, null],
  ])('of mode %s is named where others can read it', (name, mode, fileMode, inside) => {
    const data = dataFolder(name.replaceAll(' ', '-'), mode, fileMode);
    expect(readableByOthers(data)).toEqual(
      inside === null
        ? []
        : [
            `Others than its owner can read ${data}${inside}: take their rights away with chmod -R go= ${data}.`,
          ],
    );
  });

  it('of mode 755 is named by check, and is no fault', async () => {
    const data = join(folder.path, 'checked');
    const record = {
      id: '00000000-0000-4000-8000-000000000001',
      type: 'ParticipantRegistered',
      county: '19',
      effective: '2006-01-02',
      data: { participant: 'P-1' },
    };
    await plumbline(['ingest', '-', '--data', data], { stdin: `${JSON.stringify(record)}\n` });
    expect(await plumbline(['check', '--data', data])).toMatchObject({ code: 0, stderr: '' });
    chmodSync(data, 0o755);
    const { code, stderr } = await plumbline(['check', '--data', data]);
    expect(code).toBe(0);
    expect(stderr).toBe(
      `Others than its owner can read ${data}: take their rights away with chmod -R go= ${data}.\n`,
    );
  });
});
