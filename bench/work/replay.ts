import type { Month } from '../../events/values/month.js';
import { reportMonths } from '../../projections/form/report.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { viewOfLedger } from '../../src/reports/view-of-ledger.js';
import { ReportInParts } from '../../src/threads/report-in-parts.js';
import { LAST_MONTH, REPORTED_MONTHS } from '../caseload.js';
import type { Caseload } from '../caseload.js';
import type { Done, Work } from '../measuring/work.js';
import { openStored } from './stored-ledger.js';

/** Reports as text, so that other ways to the same figures can be compared with them. */
export function reported(view: LedgerView, months: readonly Month[], asOf: number): Done {
  const answer = JSON.stringify(reportMonths(view, months, asOf));
  return { records: asOf, answer };
}

/** Twelve months from segments, or from rows. */
export function replayTwelve(caseload: Caseload, source: 'segments' | 'rows'): Work {
  return replayStored(caseload, REPORTED_MONTHS, source);
}

/** Twelve months from segments by so many threads, of which this is one. */
export function twelveInParts(caseload: Caseload, threads: number): Work {
  const { folder, file } = openStored(caseload);
  const inParts = new ReportInParts(caseload.store, threads - 1);
  const asked = { months: REPORTED_MONTHS, asOf: file.size, source: 'segments' } as const;
  return {
    run: async () => {
      const reports = await inParts.reports(file, asked, () => undefined);
      return { records: file.size, answer: JSON.stringify(reports) };
    },
    close: () => {
      void inParts.close();
      folder.close();
    },
  };
}

/** The last month alone, from segments. */
export function replayOne(caseload: Caseload): Work {
  return replayStored(caseload, [LAST_MONTH], 'segments');
}

/** The fold alone: the same blocks, in memory before the clock starts. */
export function foldAlone(caseload: Caseload): Work {
  const { folder, file } = openStored(caseload);
  const view = viewOfLedger(file, file.size, () => undefined);
  const blocks = [...view.blocks()];
  const inMemory: LedgerView = {
    blocks: () => blocks,
    county: view.county,
    subjectCount: view.subjectCount,
    subjectKinds: view.subjectKinds,
    subjectIds: view.subjectIds,
  };
  return {
    run: () => Promise.resolve(reported(inMemory, REPORTED_MONTHS, file.size)),
    close: () => {
      folder.close();
    },
  };
}

function replayStored(
  caseload: Caseload,
  months: readonly Month[],
  source: 'segments' | 'rows',
): Work {
  const { folder, file } = openStored(caseload);
  return {
    run: () => {
      const view = viewOfLedger(file, file.size, () => undefined, source);
      return Promise.resolve(reported(view, months, file.size));
    },
    close: () => {
      folder.close();
    },
  };
}
