import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder, plumbline } from '../cli/in-process.js';
import { watchedIntake } from './watched-intake.js';

const folder = temporaryFolder();
afterAll(folder.remove);

describe('a folder of counties’ files that is not there', () => {
  it.each([
    ['--watch', ['intake', '--once', '--settle', '0']],
    ['--watch', ['intake']],
    ['--intake', ['serve', '--port', '0', '--no-accounts']],
  ])('stops the command at its start (%s of %j)', async (option, words) => {
    const missing = join(folder.path, 'not', 'mounted');
    const data = join(folder.path, 'data');
    const result = await plumbline([...words, option, missing, '--data', data]);
    expect(result).toEqual({
      code: 1,
      stdout: '',
      bytes: Buffer.alloc(0),
      stderr: `${option}: there is no folder ${missing}: mend the name, mount its disk, or make it with "plumbline intake setup ${missing} --county CC". No file was taken.\n`,
    });
  });

  it('is no mistake where it is empty', async () => {
    const empty = join(folder.path, 'empty');
    mkdirSync(empty);
    const words = ['intake', '--watch', empty, '--once', '--data', join(folder.path, 'data-empty')];
    expect(await plumbline(words)).toMatchObject({ code: 0, stderr: '' });
  });

  it('is told once when it goes, and once when it is back, and is watched on', async () => {
    const intake = await watchedIntake(join(folder.path, 'goes'));
    const { watched, folderTold } = intake;
    const running = intake.watch.run();
    const away = `${watched}-away`;
    renameSync(watched, away);
    while (folderTold.length === 0) await pause(20);
    await pause(2200);
    expect(folderTold).toEqual([false]);
    renameSync(away, watched);
    intake.put('a.ndjson', '\n');
    while (intake.taken.length === 0) await pause(20);
    expect(folderTold).toEqual([false, true]);
    expect(intake.faults).toEqual([]);
    intake.watch.stop();
    await running;
    await intake.close();
  });
});
