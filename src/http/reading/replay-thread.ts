import { platform, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openHouseOfThread } from '../../application/wiring/house-of-thread.js';
import { LONG_ALONE } from '../../threads/pool-thread.js';
import type { Said, SentTask } from '../../threads/pool-thread.js';
import { HELD_COLUMNS_BYTES_MAX, KEPT_YEARS_BYTES_MAX } from '../bounds.js';
import { faultOf } from '../observing/request-log.js';
import type { LoggedFault } from '../observing/request-log.js';
import { AnswersInThread } from './answer-in-thread.js';
import type { ThreadReply, ThreadTask } from './questions.js';

// The thread that replays. It has the data folder open on its own, so that a replay of years never
// keeps the service from answering others; it writes nothing but segments.
const port = parentPort;
if (port === null) throw new Error('This file is the program of a thread: the service starts it.');
const { dataFolder } = workerData as { readonly dataFolder: string };
const house = openHouseOfThread(dataFolder, KEPT_YEARS_BYTES_MAX, HELD_COLUMNS_BYTES_MAX);
const answers = new AnswersInThread(house);

/** Of a core that two want, about a quarter is left for it. */
const NICENESS_OF_LONG = 5;

// Whoever waits for a page goes before a download. Elsewhere than on Linux this would be said of the whole process.
if (process.argv.includes(LONG_ALONE) && platform() === 'linux') setPriority(NICENESS_OF_LONG);

async function answer({ number, task }: SentTask<ThreadTask>): Promise<void> {
  tell({ number, reply: await answers.reply(task) });
  try {
    const wish = answers.wishAfter(task);
    if (wish !== null) tell({ wish });
  } catch (error) {
    tell({ fault: faultOf(error) });
  }
}

function tell(said: Said<ThreadReply, LoggedFault, ThreadTask>): void {
  port?.postMessage(said);
}

/** How often it is looked whether records have come in, milliseconds: so much behind is a year at most that is looked at. */
const KEEP_UP_EVERY_MS = 250;

setInterval(() => {
  try {
    answers.keepUp();
  } catch (error) {
    tell({ fault: faultOf(error) });
  }
}, KEEP_UP_EVERY_MS).unref();

port.on('message', (sent: SentTask<ThreadTask>) => {
  void answer(sent);
});
