import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { watchedIntake } from './watched-intake.js';

const folder = temporaryFolder();
const where = { cwd: folder.path };
const COUNTY = ['--county', '19', '--data', join(folder.path, 'data')];
afterAll(folder.remove);

describe('what is sent to a county', () => {
  it('is files alone, all of them looked at before one is put into its outbox', async () => {
    mkdirSync(join(folder.path, 'letters'));
    writeFileSync(join(folder.path, 'letter.txt'), 'x');
    const sent = await plumbline(['intake', 'send', 'letter.txt', 'letters', ...COUNTY], where);
    expect(sent).toMatchObject({
      code: 1,
      stdout: '',
      stderr:
        'letters is a folder: name the files in it, for example letters/*. Nothing was put into an outbox.\n',
    });
    const device = await plumbline(['intake', 'send', '/dev/null', ...COUNTY], where);
    expect([device.code, device.stderr]).toEqual([
      1,
      '/dev/null is a pipe or a device: send a file. Nothing was put into an outbox.\n',
    ]);
  });
});

describe('a county without a folder in which it is told', () => {
  it.each(['receipts', 'returned'])(
    'keeps its files in the inbox while %s is gone, and is told which it is',
    async (name) => {
      const intake = await watchedIntake(join(folder.path, `without-${name}`));
      const gone = join(intake.watched, 'county-19', name);
      rmSync(gone, { recursive: true });
      intake.put('a.ndjson', '\n');
      await intake.takeAll();
      expect(intake.faults.map((fault) => (fault as Error).message)).toEqual([
        `there is no folder ${gone}, make it with "plumbline intake setup ${intake.watched} --county 19"`,
      ]);
      expect(intake.names('inbox')).toEqual(['a.ndjson']);
      await intake.close();
    },
  );
});
