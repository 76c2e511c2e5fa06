import { pipeline } from 'node:stream/promises';
import { bytesOnDisk } from './disk.js';
import type { CountyTaken } from './journal.js';
import { refuseCode, start } from './program.js';
import type { CountySize } from './county-sizes.js';

/** The fiscal year that is simulated, and whose September is the annual report. */
export const YEAR = { first: '2005-10', last: '2006-09' } as const;

/**
 * Simulates a county's year and takes it into a data folder, the one beside the other over a pipe: the records are never
 * on the disk as lines. What a try before has taken is there already and counts as duplicates.
 *
 * @param onBytes - told how many bytes of records have gone over
 */
export async function takeCounty(
  { county, cases }: CountySize,
  data: string,
  seed: string,
  onBytes: (bytes: number) => void,
): Promise<CountyTaken> {
  const before = bytesOnDisk(data);
  const of = ['--county', county, '--cases', String(cases), '--seed', seed];
  const simulate = ['simulate', ...of, '--from', YEAR.first, '--to', YEAR.last];
  const ingest = ['ingest', '-', '--json', '--data', data];
  const simulator = start(simulate, { output: 'piped' });
  const taker = start(ingest, { input: 'piped' });
  if (simulator.child.stdout === null || taker.child.stdin === null) throw new Error('No pipe.');
  let bytes = 0;
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      bytes += chunk.length;
      onBytes(bytes);
      yield chunk;
    }
  };
  const piped = pipeline(simulator.child.stdout, counted, taker.child.stdin);
  const [written, taken] = await Promise.all([simulator.ran, taker.ran, piped]);
  refuseCode(simulate, written);
  refuseCode(ingest, taken);
  const { accepted, duplicates } = JSON.parse(taken.answer) as IngestAnswer; // as `ingest --json` prints it
  return {
    ...{ county, cases, records: accepted + duplicates, duplicates, bytes },
    bytesOnDisk: bytesOnDisk(data) - before,
    simulate: written.used,
    ingest: taken.used,
  };
}

interface IngestAnswer {
  readonly accepted: number;
  readonly duplicates: number;
}
