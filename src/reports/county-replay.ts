import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { reportMonths } from '../../projections/form/report.js';
import type { ReportLines } from '../../projections/form/report.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import type { OnRecords } from '../ports/ledger-reader.js';
import { EDITIONS } from '../../projections/form/editions.js';
import { reportsFromYears } from './report-of-county.js';
import type { Years } from './year-checkpoints.js';
import { viewOfLedger } from './view-of-ledger.js';

/** One county's months, each at the ledger's size; plain data, so that a worker can send it. */
export interface CountyReplay {
  readonly county: County;
  readonly asOf: number;
  /** Lines of each month asked for, in the order asked. */
  readonly lines: readonly ReportLines[];
}

/**
 * A county's months at the ledger's size, replayed where they are not kept.
 * @param years - null where none is to be looked at
 */
export function replayCounty(
  file: LedgerReader,
  months: readonly Month[],
  years: Years | null,
  onRecords: OnRecords,
): CountyReplay {
  const asked = { asOf: file.size, known: EDITIONS };
  const kept = years === null ? null : reportsFromYears(years, file, months, asked, onRecords);
  const reports = kept ?? reportMonths(viewOfLedger(file, file.size, onRecords), months, file.size);
  return { county: file.county, asOf: file.size, lines: reports.map(({ lines }) => lines) };
}
