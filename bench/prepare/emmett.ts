import { rmSync } from 'node:fs';
import type { LedgerRecord } from '../../events/record.js';
import type { Caseload } from '../caseload.js';
import { loadEmmett } from '../emmett/emmett-sqlite.js';
import type { EmmettEvent } from '../emmett/emmett-sqlite.js';
import { subjectKey } from '../work/naive-view.js';
import { recordTexts } from '../work/record-texts.js';

/** Events of one append; its driver takes some 32,000 values in one statement, ten an event. */
const EVENTS_MAX = 2_000;

/** Puts the records into emmett's SQLite store, a stream for each case and child. */
export async function fillEmmett({ ndjson, emmett, emmettFolder }: Caseload): Promise<void> {
  if (emmettFolder === null) throw new Error('There is no folder to load emmett from.');
  const { sqliteConnection, createEventStoreSchema, appendToStream } = loadEmmett(emmettFolder);
  rmSync(emmett, { force: true });
  const connection = sqliteConnection({ fileName: emmett });
  await createEventStoreSchema(connection);
  for (const [key, events] of await eventsByStream(ndjson)) {
    const stream = key.replace(' ', '-');
    for (let from = 0; from < events.length; from += EVENTS_MAX) {
      const part = events.slice(from, from + EVENTS_MAX);
      const { success } = await appendToStream(connection, stream, 'subject', part);
      if (!success) throw new Error(`Emmett did not take the events of ${stream}.`);
    }
  }
  connection.close();
}

async function eventsByStream(ndjson: string): Promise<Map<string, EmmettEvent[]>> {
  const streams = new Map<string, EmmettEvent[]>();
  let position = 0;
  for await (const lines of recordTexts(ndjson)) {
    for (const line of lines) {
      position += 1;
      const data = JSON.parse(line) as LedgerRecord; // simulated, and accepted by the store
      const key = subjectKey(data) ?? 'county';
      const event = { type: data.type, data, metadata: { position } };
      const known = streams.get(key);
      if (known === undefined) streams.set(key, [event]);
      else known.push(event);
    }
  }
  return streams;
}
