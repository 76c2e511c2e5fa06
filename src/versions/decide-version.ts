import type { County } from '../../events/values/county.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { refusedApproval, refusedReturn } from '../../projections/versions/decide.js';
import type { Version } from '../../projections/versions/version.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { reportAct, newestRecord, timeOfAct } from './county-acts.js';
import type { ActTime } from './county-acts.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Answer, Outcome } from '../ports/outcome.js';
import type { ActLog } from '../ports/act-log.js';

/** Which version is decided on. */
export interface VersionAddress {
  readonly county: County;
  readonly month: Month;
  readonly version: number;
}

/** An approval: the certification of the form. */
export interface ApprovalGiven extends VersionAddress {
  readonly by: string;
  readonly telephone: string;
}

/** The director approves a version, with name and telephone. */
export async function approveVersion(
  ledgers: LedgerReaders,
  log: ActLog,
  approval: ApprovalGiven,
  time: ActTime,
): Promise<Outcome<Version>> {
  const { county, month, version, by, telephone } = approval;
  const acted = await reportAct(log, county, ({ versions, lastAt }) => {
    const found = findVersion(versions, approval);
    if (found.kind !== 'done') return found;
    const newest = newestRecord(ledgers.ledger(county), found.value.asOf);
    const at = timeOfAct(lastAt, time, newest);
    if (at.kind !== 'done') return at;
    const refusal = refusedApproval(versions, found.value, by);
    if (refusal !== null) return refusedByRule(refusal.code, refusal.message);
    return done({ kind: 'approved', month, version, by, telephone, at: at.value });
  });
  return acted.kind === 'done' ? findVersion(acted.value, approval) : acted;
}

/** A return with its reason. */
export interface ReturnGiven extends VersionAddress {
  readonly by: string;
  readonly reason: string;
}

/** The director or DCSS returns a version with a reason. */
export async function returnVersion(
  ledgers: LedgerReaders,
  log: ActLog,
  returned: ReturnGiven,
  time: ActTime,
): Promise<Outcome<Version>> {
  const { county, month, version, by, reason } = returned;
  const acted = await reportAct(log, county, ({ versions, lastAt }) => {
    const found = findVersion(versions, returned);
    if (found.kind !== 'done') return found;
    const newest = newestRecord(ledgers.ledger(county), found.value.asOf);
    const at = timeOfAct(lastAt, time, newest);
    if (at.kind !== 'done') return at;
    const refusal = refusedReturn(versions, found.value);
    if (refusal !== null) return refusedByRule(refusal.code, refusal.message);
    return done({ kind: 'returned', month, version, by, reason, at: at.value });
  });
  return acted.kind === 'done' ? findVersion(acted.value, returned) : acted;
}

/** The version of that number, or what versions there are. */
export function findVersion(
  versions: readonly Version[],
  { county, month, version }: VersionAddress,
): Answer<Version> {
  const ofMonth = versions.filter((candidate) => candidate.month === month);
  const found = ofMonth.find((candidate) => candidate.version === version);
  if (found !== undefined) return done(found);
  const named = `${formatMonth(month)} of county ${county}`;
  return misaddressed(
    ofMonth.length === 0
      ? `No version of ${named} was submitted: submit one first.`
      : `There is no version ${String(version)} of ${named}: ${ofMonth.length === 1 ? 'version 1 is its only one' : `it has versions 1 to ${String(ofMonth.length)}`}.`,
  );
}
