import { rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { OPERATOR } from '../../application/actor.js';
import { Application } from '../../application/application.js';
import type { House } from '../../application/house.js';
import { openHouse } from '../../application/wiring/open-house.js';
import { zipPackage } from '../../packages/zip-package.js';
import { UnusableStore } from '../../ports/failures.js';
import type { Said, SentTask } from '../../threads/pool-thread.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { failedBy } from '../reading/failed.js';
import type { ThreadStart } from '../acting/act-threads.js';
import type { PackingReply, PackingTask, Told } from './package-queue.js';

// The thread that makes packages, one at a time, on a house of its own.
const port = parentPort;
if (port === null) throw new Error('This file is the program of a thread: the service starts it.');
const { dataFolder, env } = workerData as ThreadStart;

async function reply(task: PackingTask): Promise<PackingReply> {
  try {
    const { house, close } = await openHouse(dataFolder, 'read', env);
    try {
      return { kind: 'made', zipped: await made(house, task) };
    } finally {
      await close();
    }
  } catch (error) {
    return failedBy(error);
  }
}

async function made(house: House, task: PackingTask): Promise<{ bytes: number; sha256: string }> {
  const { county, month, version, auditFfy, program, zip, name } = task;
  const out = zip.replace(/\.zip$/u, '.making');
  const erasures = (): number => house.ledgers.ledger(county)?.erasures.length ?? 0;
  const before = erasures();
  await rm(out, { recursive: true, force: true });
  try {
    const asked = { county, month, version, auditFfy, program, out };
    // Whoever ordered it was asked for his right then: what was ordered is made by the service.
    const application = new Application(house);
    const manner = { onRecords: tell };
    valueOrProblem(await application.ask(OPERATOR, 'package', asked, manner));
    const zipped = await zipPackage(out, name, zip);
    house.ledgers.ledger(county)?.refresh();
    if (erasures() === before) return zipped;
    await rm(zip, { force: true });
    throw new UnusableStore(
      'refused',
      zip,
      'Records of the county were erased while the package was made: make it again, where its month is still kept.',
    );
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

let toldAtMs = 0;

/** Not more than ten times a second: nobody looks more often. */
function tell(records: number): void {
  const nowMs = performance.now();
  if (nowMs - toldAtMs < 100) return;
  toldAtMs = nowMs;
  const said: Said<PackingReply, Told> = { fault: { kind: 'records', records } };
  port?.postMessage(said);
}

port.on('message', ({ number, task }: SentTask<PackingTask>) => {
  void reply(task).then((came) => {
    const said: Said<PackingReply, Told> = { number, reply: came };
    port.postMessage(said);
  });
});
