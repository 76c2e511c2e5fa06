import { REPORTED_MONTHS } from '../caseload.js';
import type { Caseload } from '../caseload.js';
import { loadEmmett } from '../emmett/emmett-sqlite.js';
import type { Work } from '../measuring/work.js';
import { Caseloads } from './naive-view.js';
import { reported } from './replay.js';

const BATCH_EVENTS = 10_000;

/** Twelve months from emmett's SQLite store: all messages in batches, grouped by case, the same fold. */
export function emmettTwelve({ emmett, emmettFolder }: Caseload): Work {
  if (emmettFolder === null) throw new Error('There is no folder to load emmett from.');
  const { sqliteConnection, readMessagesBatch } = loadEmmett(emmettFolder);
  const connection = sqliteConnection({ fileName: emmett });
  return {
    run: async () => {
      const caseloads = new Caseloads();
      let count = 0;
      let after = 0n;
      for (let isMore = true; isMore;) {
        const batch = await readMessagesBatch(connection, { after, batchSize: BATCH_EVENTS });
        for (const { data, metadata } of batch.messages) {
          caseloads.add({ position: metadata.position, record: data });
        }
        count += batch.messages.length;
        after = batch.currentGlobalPosition;
        isMore = batch.areEventsLeft;
      }
      return reported(caseloads.view(), REPORTED_MONTHS, count);
    },
    close: () => {
      connection.close();
    },
  };
}
