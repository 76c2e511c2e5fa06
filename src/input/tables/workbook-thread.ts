/** The thread that reads one workbook: what it takes of memory is bounded, and dies with it. */
import { parentPort, workerData } from 'node:worker_threads';
import { readWorkbook } from './workbook-cells.js';

const port = parentPort;
if (port === null)
  throw new Error('This module is the code of a thread: it is not to be imported.');
// workerData is what workbook-rows.ts passes.
port.postMessage(await readWorkbook(workerData as Uint8Array));
