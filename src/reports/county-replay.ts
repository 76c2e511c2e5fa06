import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { reportMonths } from '../../projections/form/report.js';
import type { ReportLines } from '../../projections/form/report.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import type { OnRecords } from '../ports/ledger-reader.js';
import { viewOfLedger } from './view-of-ledger.js';

/** One county's months, each at the ledger's size; plain data, so that a worker can send it. */
export interface CountyReplay {
  readonly county: County;
  readonly asOf: number;
  /** Lines of each month asked for, in the order asked. */
  readonly lines: readonly ReportLines[];
}

/** Replays a county's months at the ledger's size. */
export function replayCounty(
  file: LedgerReader,
  months: readonly Month[],
  onRecords: OnRecords,
): CountyReplay {
  const reports = reportMonths(viewOfLedger(file, file.size, onRecords), months, file.size);
  return { county: file.county, asOf: file.size, lines: reports.map(({ lines }) => lines) };
}
