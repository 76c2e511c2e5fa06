import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeSimulation } from '../../simulate/write-simulation.js';
import { COUNTY, FIRST_MONTH, LAST_MONTH } from '../caseload.js';
import type { Caseload } from '../caseload.js';

/** Writes the caseload's records. */
export async function simulate({ cases, seed, ndjson }: Caseload): Promise<void> {
  const out = createWriteStream(ndjson);
  await writeSimulation({ county: COUNTY, cases, from: FIRST_MONTH, to: LAST_MONTH, seed }, out);
  out.end();
  await once(out, 'close');
}
