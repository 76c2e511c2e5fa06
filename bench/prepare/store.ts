import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { extendSegments } from '../../src/stores/sqlite/segments/segments.js';
import { COUNTY } from '../caseload.js';
import type { Caseload } from '../caseload.js';
import { takeIn } from '../work/take-in.js';

/** Takes the records into a store, builds its segments, and puts their bytes into a file of their own. */
export async function fillStore({ ndjson, store, segmentBytes }: Caseload): Promise<void> {
  rmSync(store, { recursive: true, force: true });
  const folder = LedgerFolder.openOrCreate(store);
  await takeIn(ndjson, folder);
  const file = folder.ledger(COUNTY);
  if (file === null) throw new Error('The simulated records made no ledger.');
  extendSegments(file);
  const out = openSync(segmentBytes, 'w');
  const segments = file.connection.database
    .prepare<[], Uint8Array>('SELECT bytes FROM segments ORDER BY block, first')
    .pluck();
  for (const bytes of segments.iterate() as Iterable<Uint8Array>) writeSync(out, bytes);
  closeSync(out);
  folder.close();
}
