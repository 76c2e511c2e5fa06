import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { positionInTime } from '../reports/as-of.js';
import type { AsOfNamed } from '../reports/as-of.js';
import { asOfWithin } from '../reports/as-of-within.js';
import { readVersions } from './county-acts.js';
import { findVersion } from './decide-version.js';
import type { VersionAddress } from './decide-version.js';

/** A position, a version, a day or an instant of a county's ledger. */
export interface PositionAsked {
  readonly county: County;
  /** Whose versions `vN` numbers; null where the question names no month, or several. */
  readonly month: Month | null;
  readonly asked: AsOfNamed;
}

/**
 * The position of a county's ledger that a position, a version, a day or an instant names, to be asked before the
 * question itself, which knows positions alone.
 */
export async function positionInLedger(
  ledgers: LedgerReaders,
  log: ActLog,
  { county, month, asked }: PositionAsked,
  now: Instant,
): Promise<Answer<number>> {
  const ledger = ledgers.ledger(county);
  if (asked.kind !== 'version') return positionInTime(county, ledger, asked, now);
  const { version } = asked;
  if (month === null) return misaddressed(versionOfNoMonth(version));
  const { versions } = await readVersions(log, county);
  const found = findVersion(versions, { county, month, version });
  return found.kind === 'done' ? asOfWithin(county, ledger?.size ?? 0, found.value.asOf) : found;
}

/** The edition of the form that a version was made under, by its id: what is asked as of a version goes by that. */
export async function editionOfVersion(
  log: ActLog,
  address: VersionAddress,
): Promise<Answer<string>> {
  const { versions } = await readVersions(log, address.county);
  const found = findVersion(versions, address);
  return found.kind === 'done' ? done(found.value.form) : found;
}

function versionOfNoMonth(version: number): string {
  return `Version ${String(version)} is of one month, and no single month is named: give a position, a day or an instant.`;
}
