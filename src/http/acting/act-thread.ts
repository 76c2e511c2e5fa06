import { parentPort, workerData } from 'node:worker_threads';
import { Application } from '../../application/application.js';
import { openHouse } from '../../application/wiring/open-house.js';
import type { Said, SentTask } from '../../threads/pool-thread.js';
import type { LoggedFault } from '../observing/request-log.js';
import { failedBy } from '../reading/failed.js';
import type { ActReply, ActTask, ThreadStart } from './act-threads.js';

// The thread that does long acts. It opens the house anew for each, as a command does, so that it sees what the service
// and other processes have done.
const port = parentPort;
if (port === null) throw new Error('This file is the program of a thread: the service starts it.');
const { dataFolder, env } = workerData as ThreadStart;

async function reply({ actor, request, access }: ActTask): Promise<ActReply> {
  try {
    const { house, close } = await openHouse(dataFolder, access, env);
    try {
      const { name, input } = request;
      return { kind: 'replied', reply: await new Application(house).ask(actor, name, input) };
    } finally {
      await close();
    }
  } catch (error) {
    return failedBy(error);
  }
}

port.on('message', ({ number, task }: SentTask<ActTask>) => {
  void reply(task).then((came) => {
    const said: Said<ActReply, LoggedFault> = { number, reply: came };
    port.postMessage(said);
  });
});
