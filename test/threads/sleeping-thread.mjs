// The program of a thread: replies after some milliseconds by which thread it was and what had been begun by then.
import { parentPort, threadId, workerData } from 'node:worker_threads';

const order = new Int32Array(workerData.order);

parentPort.on('message', ({ number, task }) => {
  const place = Atomics.add(order, 0, 1);
  if (task.dies) process.exit(1);
  setTimeout(() => {
    parentPort.postMessage({ number, reply: { name: task.name, threadId, place } });
    if (task.wishes !== undefined) parentPort.postMessage({ wish: { name: task.wishes, ms: 0 } });
  }, task.ms);
});
