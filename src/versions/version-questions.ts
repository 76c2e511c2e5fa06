import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { reportMonths } from '../../projections/form/report.js';
import type { CellDifference } from '../../projections/versions/differences.js';
import { differenceOfMonth, differentCells } from '../../projections/versions/differences.js';
import { standingVersions } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import { asOfWithin } from '../reports/as-of-within.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import type { LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
import { readVersions } from './county-acts.js';
import { namedDifference } from './named-difference.js';
import type { NamedDifference } from './named-difference.js';
import type { ActLog } from '../ports/act-log.js';

/** A county's versions in order of month, then number; of one month where one is given. */
export async function versionsOfCounty(
  log: ActLog,
  { county, month }: { readonly county: County; readonly month: Month | null },
): Promise<readonly Version[]> {
  const { versions } = await readVersions(log, county);
  return versions
    .filter((version) => month === null || version.month === month)
    .toSorted((one, other) => one.month - other.month || one.version - other.version);
}

/** Two positions as of which a month is compared. */
export interface DiffAsked {
  readonly county: County;
  readonly month: Month;
  readonly from: number;
  readonly to: number;
}

/** What differs in a month's report between two positions, and whose rows make it. */
export function differenceOfPositions(
  ledgers: LedgerReaders,
  { county, month, from, to }: DiffAsked,
  onRecords: OnRecords,
): Answer<NamedDifference> {
  const file = ledgers.ledger(county);
  for (const side of [from, to]) {
    const within = asOfWithin(county, file?.size ?? 0, side);
    if (within.kind !== 'done') return within;
  }
  if (file === null) {
    return misaddressed(`The ledger of county ${county} has no records to compare.`);
  }
  const view = viewOfLedger(file, Math.max(from, to), onRecords);
  const difference = differenceOfMonth(view, month, from, to);
  return done(namedDifference(file, view, { month, from, to }, difference));
}

/** A standing version whose month gives other cells now. */
export interface OutdatedVersion {
  readonly month: Month;
  readonly version: number;
  readonly cells: readonly CellDifference[];
}

/** The standing versions of a county that a replay at its ledger's size does not give any more. */
export async function outdatedVersions(
  ledgers: LedgerReaders,
  log: ActLog,
  { county }: { readonly county: County },
  onRecords: OnRecords,
): Promise<readonly OutdatedVersion[]> {
  const file = ledgers.ledger(county);
  if (file === null) return [];
  const { size, retention } = file;
  // An erased month differs by what was erased, and nothing of it can be revised any more.
  const standing = standingVersions((await readVersions(log, county)).versions).filter(
    ({ month }) => retention === null || month >= retention.firstMonth,
  );
  if (standing.length === 0) return [];
  const months = standing.map(({ month }) => month);
  const now = reportMonths(viewOfLedger(file, size, onRecords), months, size);
  return standing.flatMap(({ month, version, lines }, index) => {
    const replayed = now[index];
    if (replayed === undefined) throw new Error('A replay left out one of its months.');
    const cells = differentCells(lines, replayed.lines);
    return cells.length === 0 ? [] : [{ month, version, cells }];
  });
}
