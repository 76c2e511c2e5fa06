import type { LedgerRecord } from '../../events/record.js';
import { REPORTED_MONTHS } from '../caseload.js';
import type { Caseload } from '../caseload.js';
import type { Work } from '../measuring/work.js';
import { Caseloads } from './naive-view.js';
import { recordTexts } from './record-texts.js';
import { reported } from './replay.js';

/** The naive baseline: read the lines, JSON.parse, group by case in a Map, the same fold. */
export function naiveTwelve({ ndjson }: Caseload): Work {
  return {
    run: async () => {
      const caseloads = new Caseloads();
      let position = 0;
      for await (const lines of recordTexts(ndjson)) {
        for (const line of lines) {
          position += 1;
          caseloads.add({ position, record: JSON.parse(line) as LedgerRecord });
        }
      }
      return reported(caseloads.view(), REPORTED_MONTHS, position);
    },
    close: () => undefined,
  };
}
