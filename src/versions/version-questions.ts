import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { editionOf, knownWith } from '../../projections/form/editions.js';
import { isEarlierRuleEdition } from '../../projections/form/rule-edition.js';
import { reportMonths } from '../../projections/form/report.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import type { ReportLines } from '../../projections/form/report.js';
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
  /** Ids of the newest edition of the form on each side, as for a version; without it, what is known now. */
  readonly fromEdition?: string | undefined;
  readonly toEdition?: string | undefined;
}

/** What differs in a month's report between two positions, and whose rows make it. */
export function differenceOfPositions(
  ledgers: LedgerReaders,
  { county, month, from, to, fromEdition, toEdition }: DiffAsked,
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
  const known = { from: knownWith(fromEdition), to: knownWith(toEdition) };
  const difference = differenceOfMonth(view, month, from, to, known);
  const editions = { from: editionOf(month, known.from).id, to: editionOf(month, known.to).id };
  return done(namedDifference(file, view, { month, from, to, editions }, difference));
}

/** Why a version's month gives other cells now. */
export type DiffersBy = 'records' | 'rule edition' | 'records and rule edition';

/** A standing version whose month gives other cells now. */
export interface OutdatedVersion {
  readonly month: Month;
  readonly version: number;
  /** Id of the edition of the form that it was made under, and is compared by. */
  readonly edition: string;
  readonly cells: readonly CellDifference[];
  readonly differsBy: DiffersBy;
}

/**
 * The standing versions of a county that a replay at its ledger's size does not give any more, each by the edition of the
 * form that it was made under. Where the rules were corrected since, what they alone changed is told from what records
 * changed.
 */
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
  const view = viewOfLedger(file, size, onRecords);
  const now = replayedByEdition(view, standing, size);
  return standing.flatMap((version) => {
    const { month, form, lines } = version;
    const cells = differentCells(lines, present(now.get(version)));
    if (cells.length === 0) return [];
    const differsBy = differenceBy(view, version, cells);
    return [{ month, version: version.version, edition: form, cells, differsBy }];
  });
}

/** The versions' months at a size; those of one edition of the form in one replay. */
function replayedByEdition(
  view: LedgerView,
  versions: readonly Version[],
  size: number,
): ReadonlyMap<Version, ReportLines> {
  const replayed = new Map<Version, ReportLines>();
  for (const [form, ofForm = []] of Map.groupBy(versions, (version) => version.form)) {
    const months = ofForm.map(({ month }) => month);
    const reports = reportMonths(view, months, size, knownWith(form));
    ofForm.forEach((version, index) => replayed.set(version, present(reports[index]).lines));
  }
  return replayed;
}

/** What a version's rules of the time gave and today's do not give as of its own position is by the rules. */
function differenceBy(
  view: LedgerView,
  { month, asOf, form, edition, lines }: Version,
  cells: readonly CellDifference[],
): DiffersBy {
  if (!isEarlierRuleEdition(edition)) return 'records';
  const [then] = reportMonths(view, [month], asOf, knownWith(form));
  const byRules = differentCells(lines, present(then).lines);
  if (byRules.length === 0) return 'records';
  const isSame = JSON.stringify(byRules) === JSON.stringify(cells);
  return isSame ? 'rule edition' : 'records and rule edition';
}

function present<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('A replay left out one of its months.');
  return found;
}
