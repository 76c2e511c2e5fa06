import { rmSync } from 'node:fs';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import type { Caseload } from '../caseload.js';
import type { Work } from '../measuring/work.js';
import { parsedLines, takeIn } from './take-in.js';

/** Everything `plumbline ingest` does until the records are durable: parse, decide, hash, append. */
export function ingest({ ndjson, scratch }: Caseload): Work {
  return {
    run: async () => {
      rmSync(scratch, { recursive: true, force: true });
      const folder = LedgerFolder.openOrCreate(scratch);
      const accepted = await takeIn(ndjson, folder);
      folder.close();
      return { records: accepted, answer: String(accepted) };
    },
    close: () => {
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

/** Reading and validating the same lines, and nothing else. */
export function parseOnly({ ndjson }: Caseload): Work {
  return {
    run: async () => {
      let records = 0;
      for await (const lines of parsedLines(ndjson)) records += lines.length;
      return { records, answer: String(records) };
    },
    close: () => undefined,
  };
}
