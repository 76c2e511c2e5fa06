import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../cli/built-program.js';
import { temporaryFolder } from '../cli/in-process.js';

const folder = temporaryFolder();
afterAll(folder.remove);

describe('a command that watches for counties’ files', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'is stopped by %s: it says what is done and how to go on, and ends as a service does',
    async (signal) => {
      const watched = join(folder.path, `watched-${signal}`);
      mkdirSync(watched, { recursive: true });
      const data = join(folder.path, `data-${signal}`);
      const argv = [builtProgram(), 'intake', '--watch', watched, '--data', data];
      const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
      const said = { stdout: '', stderr: '' };
      const begun = Promise.withResolvers<undefined>();
      child.stdout.on('data', (text) => {
        said.stdout += String(text);
        begun.resolve(undefined);
      });
      child.stderr.on('data', (text) => {
        said.stderr += String(text);
      });
      const closed = once(child, 'close');
      await Promise.race([begun.promise, closed]);
      child.kill(signal);
      expect(await closed).toEqual([0, null]);
      expect(said).toEqual({
        stdout: `Plumbline takes files from ${watched}.\n`,
        stderr:
          'Stopped: what was taken has its receipt. What else lies in the inboxes waits: run the same command again, and it is taken.\n',
      });
    },
  );
});
