import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { reportMonths } from '../../projections/form/report.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { asOfWithin } from '../reports/as-of-within.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
import { readVersions } from './county-acts.js';
import { senseOf } from './sense.js';
import type { NamedWarning } from './sense.js';

/** What should be looked at in a month's report as of a position (null: all there is), before it is approved. */
export async function senseOfMonth(
  ledgers: LedgerReaders,
  log: ActLog,
  asked: { readonly county: County; readonly month: Month; readonly asOf: number | null },
  onRecords: OnRecords,
): Promise<Answer<readonly NamedWarning[]>> {
  const { county, month } = asked;
  const file = ledgers.ledger(county);
  const within = asOfWithin(county, file?.size ?? 0, asked.asOf);
  if (within.kind !== 'done') return within;
  const asOf = within.value;
  if (file === null || asOf === 0) return done([]);
  const view = viewOfLedger(file, asOf, onRecords);
  const [report] = reportMonths(view, [month], asOf);
  if (report === undefined) throw new Error('A replay left out its month.');
  // A version that was frozen here, or later, is not one that was submitted before.
  const versions = (await readVersions(log, county)).versions.filter(
    (version) => version.month !== month || version.asOf < asOf,
  );
  return done(senseOf(file, view, { month, asOf, lines: report.lines, versions }));
}
