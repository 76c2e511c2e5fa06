import { ffyOf } from '../../events/values/month.js';
import { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { advanceOf } from '../../src/reports/advance-of-ledger.js';
import { reportOfCounty } from '../../src/reports/report-of-county.js';
import { trailPage as pageOfTrail } from '../../src/reports/trail-page.js';
import { viewOfLedger } from '../../src/reports/view-of-ledger.js';
import { YearCheckpoints } from '../../src/reports/year-checkpoints.js';
import { COUNTY, LAST_MONTH } from '../caseload.js';
import type { Caseload } from '../caseload.js';
import type { Work } from '../measuring/work.js';
import { PAGE_ROWS, TRAIL_LINE, answerOf } from './questions.js';
import { openStored } from './stored-ledger.js';

const ROOMY = 2 ** 32;
/** Records of a day or two. */
const LATER_RECORDS = 1_000;

const untold = (): void => undefined;

/** One month's report from the kept checkpoint of its fiscal year. */
export async function monthKept(caseload: Caseload): Promise<Work> {
  const { folder, file } = openStored(caseload);
  const years = new YearCheckpoints(ROOMY);
  const of = { county: COUNTY, months: [LAST_MONTH], asOf: null } as const;
  const asked = { ...of, form: 'CS 1257', source: 'segments' } as const;
  const run: Work['run'] = () => {
    const answer = JSON.stringify(answerOf(reportOfCounty(folder, years, asked, untold)));
    return Promise.resolve({ records: file.size, answer });
  };
  await run();
  return {
    run,
    close: () => {
      folder.close();
    },
  };
}

/** The checkpoint of a fiscal year, made from the records. */
export function yearMade(caseload: Caseload): Work {
  const { folder, file } = openStored(caseload);
  return {
    run: () => {
      const view = viewOfLedger(file, file.size, untold);
      const year = YearCheckpoint.of(view, ffyOf(LAST_MONTH), file.size);
      return Promise.resolve({
        records: file.size,
        answer: JSON.stringify(year.report(LAST_MONTH)),
      });
    },
    close: () => {
      folder.close();
    },
  };
}

/** A checkpoint brought on by the ledger's last records. */
export function yearBroughtOn(caseload: Caseload): Work {
  const { folder, file } = openStored(caseload);
  const from = file.size - LATER_RECORDS;
  const before = YearCheckpoint.of(viewOfLedger(file, from, untold), ffyOf(LAST_MONTH), from);
  return {
    run: () => {
      const year = before.advancedTo(advanceOf(file, before, file.size));
      return Promise.resolve({
        records: LATER_RECORDS,
        answer: JSON.stringify(year.report(LAST_MONTH)),
      });
    },
    close: () => {
      folder.close();
    },
  };
}

/** The first 50 rows of a line's trail, with their records, and how many rows there are; the year is kept. */
export async function trailPage(caseload: Caseload): Promise<Work> {
  const { folder, file } = openStored(caseload);
  const years = new YearCheckpoints(ROOMY);
  const of = { county: COUNTY, month: LAST_MONTH, line: TRAIL_LINE, column: 'a' } as const;
  const asked = { ...of, asOf: null, after: 0, limit: PAGE_ROWS };
  const run: Work['run'] = () => {
    const answer = JSON.stringify(answerOf(pageOfTrail(folder, years, asked)));
    return Promise.resolve({ records: file.size, answer });
  };
  await run();
  return {
    run,
    close: () => {
      folder.close();
    },
  };
}
