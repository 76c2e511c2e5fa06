import type { Writable } from 'node:stream';

import { simulateCaseload } from './caseload.js';
import type { SimulationArguments } from './simulation-arguments.js';

/**
 * Writes a simulated caseload to a stream, chunk after chunk as the stream has taken the one before, and leaves the
 * stream open. Throws a `RangeError` on arguments outside their domain, and the stream's own error (`EPIPE` where the
 * reader is gone).
 */
export async function writeSimulation(given: SimulationArguments, out: Writable): Promise<void> {
  const chunks = simulateCaseload(given);
  // The error comes back from the write itself; an `error` event that nobody hears would end the process.
  const ignore = (): void => undefined;
  out.on('error', ignore);
  for (const chunk of chunks) await write(out, chunk);
  out.off('error', ignore);
}

function write(out: Writable, chunk: string): Promise<void> {
  return new Promise((resolve, reject) => {
    out.write(chunk, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
}
