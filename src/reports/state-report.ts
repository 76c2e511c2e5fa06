import type { Month } from '../../events/values/month.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import { editionOf } from '../../projections/form/editions.js';
import { reportMonths } from '../../projections/form/report.js';
import type { LedgerReader, LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import type { CountyReport, StateReport } from './county-report.js';
import type { CountyReplay } from './county-replay.js';
import type { FormName } from './form.js';
import { sumOfReports } from './state-sum.js';

/** All counties' reports of some months, each county at its own size. */
export interface StateReportAsked {
  readonly months: readonly Month[];
  readonly form: FormName;
}

/** Replays months of many counties, each at its own size; answers in order of county. */
export type ReplayCounties = (
  files: readonly LedgerReader[],
  months: readonly Month[],
  onRecords: OnRecords,
) => Promise<readonly CountyReplay[]>;

/** All counties' reports of some months with their sums, in order of month. */
export async function stateReport(
  ledgers: LedgerReaders,
  replayCounties: ReplayCounties,
  { months, form }: StateReportAsked,
  onRecords: OnRecords,
): Promise<readonly StateReport[]> {
  const none = reportMonths(new LedgerViewBuilder().finish(), months, 0);
  const files = ledgers
    .counties()
    .map((county) => ledgers.ledger(county))
    .filter((file) => file !== null)
    .filter(({ size }) => size > 0);
  const replays = await replayCounties(files, months, onRecords);
  return months.map((month, index): StateReport => {
    const counties = replays.flatMap((replay) =>
      reportAt(replay, index, { form, month, edition: editionOf(month).id }),
    );
    const empty = none[index];
    if (empty === undefined) throw new Error('A replay left out one of its months.');
    const state = sumOfReports(
      counties.map(({ lines }) => lines),
      empty.lines,
    );
    return { form, month, edition: empty.edition, counties, state };
  });
}

function reportAt(
  { county, asOf, lines }: CountyReplay,
  index: number,
  of: Pick<CountyReport, 'form' | 'month' | 'edition'>,
): readonly CountyReport[] {
  const ofMonth = lines[index];
  return ofMonth === undefined ? [] : [{ ...of, county, asOf, lines: ofMonth }];
}
