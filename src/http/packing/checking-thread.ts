import { parentPort } from 'node:worker_threads';
import { checkZip } from '../../packages/check-zip.js';
import type { ZipToCheck } from '../../packages/check-zip.js';
import type { Said, SentTask } from '../../threads/pool-thread.js';
import type { LoggedFault } from '../observing/request-log.js';
import { failedBy } from '../reading/failed.js';
import type { CheckReply } from './package-checks.js';

// The thread that verifies packages which people send. It opens no data folder: all that it reads is what was sent.
const port = parentPort;
if (port === null) throw new Error('This file is the program of a thread: the service starts it.');

async function reply(task: ZipToCheck): Promise<CheckReply> {
  try {
    return { kind: 'checked', outcome: await checkZip(task) };
  } catch (error) {
    return failedBy(error);
  }
}

port.on('message', ({ number, task }: SentTask<ZipToCheck>) => {
  void reply(task).then((came) => {
    const said: Said<CheckReply, LoggedFault> = { number, reply: came };
    port.postMessage(said);
  });
});
