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
import { faultOfCounty } from '../reports/left-out.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
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

/** How each of the 58 counties stands with a month, in order of number. Standing versions are replayed, county by county. */
export async function countiesOfMonth(
  ledgers: LedgerReaders,
  log: ActLog,
  { month, now }: { readonly month: Month; readonly now: Instant },
  onRecords: OnRecords,
): Promise<readonly CountyOfMonth[]> {
  const known = new Set([...ledgers.counties(), ...(await log.counties())]);
  const found: CountyOfMonth[] = [];
  for (const county of COUNTIES) {
    if (!known.has(county)) {
      found.push({ county, standing: { kind: 'noRecords' }, daysLate: 0 });
      continue;
    }
    try {
      found.push(await ofCounty(ledgers, log, { county, month, now }, onRecords));
    } catch (error) {
      faultOfCounty(error); // throws a fault of our own again
      found.push({ county, standing: { kind: 'unreadable' }, daysLate: 0 });
    }
  }
  return found;
}

async function ofCounty(
  ledgers: LedgerReaders,
  log: ActLog,
  { county, month, now }: { readonly county: County; readonly month: Month; readonly now: Instant },
  onRecords: OnRecords,
): Promise<CountyOfMonth> {
  const { versions } = await readVersions(log, county);
  const file = ledgers.ledger(county);
  const today = civilDayOf(now);
  const version = standingOf(versions, month);
  if (version !== null) {
    const isOutdated = file !== null && isOutdatedIn(file, version, onRecords);
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
  { month, form, lines }: Version,
  onRecords: OnRecords,
): boolean {
  const { size, retention } = file;
  // An erased month differs by what was erased, and nothing of it can be revised any more.
  if (retention !== null && month < retention.firstMonth) return false;
  const view = viewOfLedger(file, size, onRecords);
  const [now] = reportMonths(view, [month], size, knownWith(form));
  if (now === undefined) throw new Error('A replay left out its month.');
  return differentCells(lines, now.lines).length > 0;
}
