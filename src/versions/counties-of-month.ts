import { civilDayOf } from '../../events/values/civil-day.js';
import { COUNTIES } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import { knownWith } from '../../projections/form/editions.js';
import { reportMonths } from '../../projections/form/report.js';
import { differentCells } from '../../projections/versions/differences.js';
import { daysLate, dueDay, latestOf, standingOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReader, LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import { faultOfCounty, readableCounties } from '../reports/left-out.js';
import { reportsFromYears } from '../reports/report-of-county.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
import type { Years } from '../reports/year-checkpoints.js';
import { readVersions } from './county-acts.js';

/** How a county stands with a month. */
export type CountyStanding =
  /** An approved version stands. */
  | {
      readonly kind: 'stands';
      readonly version: number;
      readonly asOf: number;
      /** Whether the ledger gives other cells now. */
      readonly isOutdated: boolean;
    }
  /** It has a ledger and no approved version; what became of its latest. */
  | { readonly kind: 'missing'; readonly latest: 'none' | 'submitted' | 'returned' }
  /** It never sent a record. */
  | { readonly kind: 'noRecords' }
  /** Its ledger or acts cannot be read. */
  | { readonly kind: 'unreadable' };

/** One of the 58 counties in a month. */
export interface CountyOfMonth {
  readonly county: County;
  readonly standing: CountyStanding;
  /** Calendar days from the due day to the approval, or to today; 0 where it is in time, or not due yet. */
  readonly daysLate: number;
}

/** Where it is seen how a county stands: its acts, its records, and the fiscal years that are kept of them. */
export interface StandingParts {
  readonly ledgers: LedgerReaders;
  readonly submissions: ActLog;
  /** Null where none is to be looked at. */
  readonly years: Years | null;
}

/**
 * How each of the 58 counties stands with a month, in order of number. The month of a standing version is taken from a kept
 * year, or replayed, county by county.
 *
 * @param onRecords - told of the records of all counties together
 */
export async function countiesOfMonth(
  parts: StandingParts,
  { month, now }: { readonly month: Month; readonly now: Instant },
  onRecords: OnRecords,
): Promise<readonly CountyOfMonth[]> {
  const { ledgers, submissions } = parts;
  const known = new Set([...ledgers.counties(), ...(await submissions.counties())]);
  const sizes = new Map(
    readableCounties(ledgers).ledgers.map(({ county, size }) => [county, size]),
  );
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  let before = 0;
  const found: CountyOfMonth[] = [];
  for (const county of COUNTIES) {
    if (!known.has(county)) {
      found.push({ county, standing: { kind: 'noRecords' }, daysLate: 0 });
      continue;
    }
    try {
      const ofAll: OnRecords = (count) => {
        onRecords(before + count, total);
      };
      found.push(await ofCounty(parts, { county, month, now }, ofAll));
    } catch (error) {
      faultOfCounty(error); // throws a fault of our own again
      found.push({ county, standing: { kind: 'unreadable' }, daysLate: 0 });
    }
    before += sizes.get(county) ?? 0;
    onRecords(before, total);
  }
  return found;
}

async function ofCounty(
  { ledgers, submissions: log, years }: StandingParts,
  { county, month, now }: { readonly county: County; readonly month: Month; readonly now: Instant },
  onRecords: OnRecords,
): Promise<CountyOfMonth> {
  const { versions } = await readVersions(log, county);
  const file = ledgers.ledger(county);
  const today = civilDayOf(now);
  const version = standingOf(versions, month);
  if (version !== null) {
    const isOutdated = file !== null && isOutdatedIn(file, years, version, onRecords);
    const { version: number, asOf } = version;
    return {
      county,
      standing: { kind: 'stands', version: number, asOf, isOutdated },
      daysLate: daysLate(version, civilDayOf, today),
    };
  }
  const late = Math.max(0, today - dueDay(month));
  const hasRecords = file !== null && file.size > 0;
  if (!hasRecords) return { county, standing: { kind: 'noRecords' }, daysLate: 0 };
  const latest = latestOf(versions, month)?.decision.state ?? 'none';
  // An approved latest version would stand.
  const state = latest === 'approved' ? 'none' : latest;
  return { county, standing: { kind: 'missing', latest: state }, daysLate: late };
}

function isOutdatedIn(
  file: LedgerReader,
  years: Years | null,
  { month, form, lines }: Version,
  onRecords: OnRecords,
): boolean {
  const { size, retention } = file;
  // An erased month differs by what was erased, and nothing of it can be revised any more.
  if (retention !== null && month < retention.firstMonth) return false;
  const known = knownWith(form);
  const asked = { asOf: size, known };
  const kept = years === null ? null : reportsFromYears(years, file, [month], asked, onRecords);
  const [now] = kept ?? reportMonths(viewOfLedger(file, size, onRecords), [month], size, known);
  if (now === undefined) throw new Error('A replay left out its month.');
  return differentCells(lines, now.lines).length > 0;
}
