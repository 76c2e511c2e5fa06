import type { Month } from '../../events/values/month.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import { editionOf } from '../../projections/form/editions.js';
import { reportMonths } from '../../projections/form/report.js';
import type { LedgerReader, LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import type { CountyReport, StateReport } from './county-report.js';
import type { CountyReplay } from './county-replay.js';
import type { FormName } from './form.js';
import { leftOutOf, readableCounties } from './left-out.js';
import type { LeftOut } from './left-out.js';
import { sumOfReports } from './state-sum.js';

/** All counties' reports of some months, each county at its own size. */
export interface StateReportAsked {
  readonly months: readonly Month[];
  readonly form: FormName;
}

/** What came of the replays of many counties: a county whose ledger is damaged is left out. */
export interface ReplayedCounties {
  /** In order of county. */
  readonly replays: readonly CountyReplay[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Replays months of many counties, each at its own size.
 *
 * @param files - gives those that there are when it begins: it may have to wait for its turn
 */
export type ReplayCounties = (
  files: () => readonly LedgerReader[],
  months: readonly Month[],
  onRecords: OnRecords,
) => Promise<ReplayedCounties>;

/** All counties' reports of some months with their sums, in order of month. */
export async function stateReport(
  ledgers: LedgerReaders,
  replayCounties: ReplayCounties,
  { months, form }: StateReportAsked,
  onRecords: OnRecords,
): Promise<readonly StateReport[]> {
  const none = reportMonths(new LedgerViewBuilder().finish(), months, 0);
  const unreadable: LeftOut[] = [];
  const files = (): readonly LedgerReader[] => {
    const readable = readableCounties(ledgers);
    unreadable.splice(0, unreadable.length, ...readable.leftOut);
    return readable.ledgers.filter(({ size }) => size > 0);
  };
  const replayed = await replayCounties(files, months, onRecords);
  const { replays } = replayed;
  const leftOut = leftOutOf(unreadable, replayed.leftOut);
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
    const isWhole = leftOut.length === 0;
    const { edition } = empty;
    return { form, month, edition, counties, leftOut, state: isWhole ? state : null };
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
