import { writeSync } from 'node:fs';

const STANDARD_OUTPUT = 1;
const PAUSE_MS = 2;

/**
 * Tells the process that started this one a line of at most 4,096 bytes, which is whole in the pipe when this returns: a
 * kill after it takes nothing back. Where the other process is late in reading, it is waited for.
 */
export function tellParent(line: string): void {
  for (;;) {
    try {
      writeSync(STANDARD_OUTPUT, `${line}\n`);
      return;
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
