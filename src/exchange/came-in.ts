import { civilDayOf, startOfCivilDay } from '../../events/values/civil-day.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import { later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { OPERATOR_NAME } from '../../events/values/access-ids.js';
import type { KeptLog } from '../ports/access-log.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import { lastPositionWhile } from '../reports/as-of.js';
import { filesReceivedBetween } from './files-of-county.js';
import { Unclaimed } from './unclaimed-positions.js';
import type { ClaimedRange } from './unclaimed-positions.js';

/** Who sent records, as far as it is known. */
export type SenderOfRecords =
  /** A file by SFTP. */
  | { readonly kind: 'transmission' }
  /** A file that somebody sent in a request: `A-7`, or `operator`. */
  | { readonly kind: 'file'; readonly by: string }
  /** Records in a request: an account, or `operator`, and the label of the key that was used. */
  | { readonly kind: 'request'; readonly account: string; readonly key: string | null }
  /** Records with times of their own, or of which the access log is not kept any more. */
  | { readonly kind: 'unknown' };

/** What came of a day from one sender. */
export interface CameFrom {
  readonly sender: SenderOfRecords;
  /** Records that the ledger took, erased ones with them. */
  readonly records: number;
  /** Files among which they were; 0 where none was. */
  readonly files: number;
}

/** A civil day on which records came in: how many, and from whom, in the order in which each first came. */
export interface DayCameIn {
  readonly day: Day;
  readonly records: number;
  readonly from: readonly CameFrom[];
}

/** Days on which records came in, the newest first. */
export interface CameIn {
  readonly days: readonly DayCameIn[];
  /** Whether others came before the days that are told. */
  readonly isMore: boolean;
}

/** Most days of one answer: the access log of each is read. */
export const CAME_IN_DAYS_MAX = 7;

/** A line has the moment in which its request began, and a file may be long under way. */
const BEFORE_MS = 24 * 60 * 60_000;
const AFTER_MS = 60 * 60_000;

const APPENDS = ['records.append', 'figures.append'] as const;

interface CameInParts {
  readonly exchange: string;
  readonly ledgers: LedgerReaders;
  readonly log: Pick<KeptLog, 'lines'>;
}

/** Positions that one sender's records took. */
interface Claim {
  readonly sender: SenderOfRecords;
  readonly range: ClaimedRange;
  readonly isFile: boolean;
}

/** A day and the positions that its records have. */
interface DayOfLedger {
  readonly day: Day;
  readonly range: ClaimedRange;
}

/**
 * What a county's ledger took in, by the day of its recording and by sender: the newest days, or those before a day. How
 * many there were the ledger itself says; from whom they came, the receipts of files and the lines of the access log.
 * Throws `UnusableStore` where the log cannot be read.
 */
export async function cameIn(
  { exchange, ledgers, log }: CameInParts,
  { county, before }: { readonly county: County; readonly before: Day | null },
): Promise<CameIn> {
  const ledger = ledgers.ledger(county);
  const days = ledger === null ? [] : daysOfLedger(ledger, before);
  const shown = days.slice(0, CAME_IN_DAYS_MAX);
  const [newest, oldest] = [shown.at(0), shown.at(-1)];
  if (newest === undefined || oldest === undefined) return { days: [], isMore: false };
  const window = {
    from: later(startOfCivilDay(oldest.day), -BEFORE_MS),
    to: later(startOfCivilDay((newest.day + 1) as Day), AFTER_MS), // a day after a day
  };
  const requests = await requestsIn(log, county, window);
  const files = await filesIn(exchange, county, window);
  const isOperators = ({ sender }: Claim): boolean =>
    sender.kind === 'request' && sender.account === OPERATOR_NAME;
  // What the operator's program took out of a file has a line of his, and the file's sender sent it.
  const claims = [
    ...requests.filter((claim) => !isOperators(claim)),
    ...files,
    ...requests.filter(isOperators),
  ];
  return { days: shown.map((each) => dayCameIn(each, claims)), isMore: days.length > shown.length };
}

/** The newest days with records, one more than are told. */
function daysOfLedger(ledger: LedgerReader, before: Day | null): readonly DayOfLedger[] {
  const days: DayOfLedger[] = [];
  let last =
    before === null
      ? ledger.size
      : lastPositionWhile(ledger, (recorded) => civilDayOf(recorded) < before);
  while (last > 0 && days.length <= CAME_IN_DAYS_MAX) {
    const start = startOfCivilDay(civilDayOf(ledger.recordedAt(last)));
    const earlier = lastPositionWhile(ledger, (recorded) => recorded < start);
    days.push({ day: civilDayOf(start), range: [earlier + 1, last] });
    last = earlier;
  }
  return days;
}

async function requestsIn(
  log: Pick<KeptLog, 'lines'>,
  county: County,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<readonly Claim[]> {
  const claims: Claim[] = [];
  for (const action of APPENDS) {
    const asked = { counties: [county], account: null, action, from, to: null, after: 0 };
    for await (const { at, account, key, of } of log.lines(asked)) {
      if (at > to) break;
      if (account === null || of?.positions === undefined) continue;
      const sender = { kind: 'request', account, key } as const;
      claims.push({ sender, range: of.positions, isFile: false });
    }
  }
  return claims;
}

async function filesIn(
  exchange: string,
  county: County,
  window: { readonly from: Instant; readonly to: Instant },
): Promise<readonly Claim[]> {
  const files = await filesReceivedBetween(exchange, county, window);
  return files.flatMap(({ by, receipt }): readonly Claim[] => {
    if (receipt === null || receipt.again === true || receipt.accepted === 0) return [];
    const { before, after } = receipt.ledger;
    const sender =
      by === null ? ({ kind: 'transmission' } as const) : ({ kind: 'file', by } as const);
    return [{ sender, range: [before.size + 1, after.size], isFile: true }];
  });
}

function dayCameIn({ day, range }: DayOfLedger, claims: readonly Claim[]): DayCameIn {
  const unclaimed = new Unclaimed(range);
  const bySender = new Map<string, CameFrom>();
  const add = (sender: SenderOfRecords, records: number, files: number): void => {
    if (records === 0) return;
    const name = JSON.stringify(sender);
    const sum = bySender.get(name) ?? { sender, records: 0, files: 0 };
    bySender.set(name, { sender, records: sum.records + records, files: sum.files + files });
  };
  for (const { sender, range: claimed, isFile } of claims) {
    add(sender, unclaimed.take(claimed), isFile ? 1 : 0);
  }
  add({ kind: 'unknown' }, unclaimed.count, 0);
  return { day, records: range[1] - range[0] + 1, from: [...bySender.values()] };
}
