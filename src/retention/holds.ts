import type { County } from '../../events/values/county.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { isSamePerson } from '../../events/values/person.js';
import { begunOrder } from '../../projections/retention/holds-and-orders.js';
import type { Deed, HoldTarget } from '../../events/acts/retention-acts.js';
import type { Hold } from '../../projections/retention/holds-and-orders.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { erasingMessage } from './erasing-message.js';
import type { SubjectKey } from '../reports/subject.js';
import { hashOfId } from '../../projections/seal/erasure-hashes.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Answer, Outcome } from '../ports/outcome.js';
import { heldRecord } from './plan-of-ledger.js';
import { actOnRetention, momentOfAct, readRetention } from './retention-log.js';

/** What is to be kept: a case or child with its group, or every month from one on. */
export type Held =
  { readonly kind: 'subject'; readonly subject: SubjectKey } | { kind: 'from'; month: Month };

/** Where holds and orders are read and written. */
export interface RetentionParts {
  readonly ledgers: LedgerReaders;
  readonly retention: ActLog;
}

/** What an act says of who did it and why, and by which clock. */
export interface Doer {
  readonly by: string;
  readonly reason: string;
  readonly clock: () => Instant;
}

/** A hold as the commands print it; of a case or child that is erased, the id is null. */
export interface PrintedHold {
  readonly hold: string;
  readonly case?: string | null;
  readonly child?: string | null;
  readonly from?: string;
  readonly placed: PrintedDeed;
  readonly released: PrintedDeed | null;
}

export interface PrintedDeed {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** Keeps what retention would erase; answers the hold's number. */
export async function placeHold(
  { ledgers, retention }: RetentionParts,
  { county, held }: { readonly county: County; readonly held: Held },
  { by, reason, clock }: Doer,
): Promise<Outcome<number>> {
  const target = targetOf(ledgers, county, held);
  if (target.kind !== 'done') return target;
  let hold = 0;
  const acted = await actOnRetention(retention, county, (acts) => {
    const begun = begunOrder(acts);
    if (begun !== null) return refusedByRule('ERASING', erasingMessage(county, begun.order));
    hold = acts.holds.length + 1;
    const at = momentOfAct(acts, clock);
    return done({ kind: 'holdPlaced', hold, target: target.value, by, reason, at });
  });
  return acted.kind === 'done' ? done(hold) : acted;
}

function targetOf(ledgers: LedgerReaders, county: County, held: Held): Answer<HoldTarget> {
  const file = ledgers.ledger(county);
  if (file === null) return misaddressed(noLedger(county));
  if (held.kind === 'from') return done({ kind: 'from', month: held.month });
  const { kind, id } = held.subject;
  const number = file.subjectNumber(kind, id);
  const [first] = number === 0 ? [] : file.rowsOf(number);
  if (first === undefined) {
    return misaddressed(
      `The ledger of county ${county} has no ${kind} ${id}: check the id and the county.`,
    );
  }
  const firstRecord = Buffer.from(hashOfId(first.id)).toString('hex');
  return done({ kind, firstRecord, position: first.position });
}

/** Ends a hold; answers its number. */
export async function releaseHold(
  { retention }: Pick<RetentionParts, 'retention'>,
  { county, hold }: { readonly county: County; readonly hold: number },
  { by, reason, clock }: Doer,
): Promise<Outcome<number>> {
  const acted = await actOnRetention(retention, county, (acts) => {
    const found = acts.holds.find((each) => each.hold === hold);
    if (found === undefined) return misaddressed(unknownNumber(county, 'hold', hold));
    if (isSamePerson(found.placed.by, by)) {
      return refusedByRule(
        'SAME_PERSON',
        `Hold ${String(hold)} was placed by ${found.placed.by}, who cannot release it: another person has to.`,
      );
    }
    if (found.released !== null) {
      return refusedByRule(
        'ALREADY_RELEASED',
        `Hold ${String(hold)} was released by ${found.released.by} on ${formatInstant(found.released.at)}: there is nothing to release.`,
      );
    }
    return done({ kind: 'holdReleased', hold, by, reason, at: momentOfAct(acts, clock) });
  });
  return acted.kind === 'done' ? done(hold) : acted;
}

/** All holds of a county in order of number. */
export async function holdsOfCounty(
  { ledgers, retention }: RetentionParts,
  { county }: { readonly county: County },
): Promise<readonly PrintedHold[]> {
  const { holds } = await readRetention(retention, county);
  return holds.map((hold) => printedHold(ledgers, county, hold));
}

function printedHold(
  ledgers: LedgerReaders,
  county: County,
  { hold, target, placed, released }: Hold,
): PrintedHold {
  const past = {
    placed: printedDeed(placed),
    released: released === null ? null : printedDeed(released),
  };
  const number = String(hold);
  if (target.kind === 'from') return { hold: number, from: formatMonth(target.month), ...past };
  const id = heldRecord(ledgers.ledger(county), target)?.subjectId ?? null;
  return { hold: number, [target.kind]: id, ...past };
}

/** What there is instead of a hold or order that there is not. */
export function unknownNumber(county: County, what: 'hold' | 'order', number: number): string {
  const list = what === 'hold' ? 'plumbline hold list' : 'plumbline retention list';
  return `County ${county} has no ${what} ${String(number)}: "${list} --county ${county}" lists them.`;
}

export function printedDeed({ by, reason, at }: Deed): PrintedDeed {
  return { by, reason, at: formatInstant(at) };
}

/** A county that nothing was recorded of, or whose ledger is elsewhere. */
export function noLedger(county: County): string {
  return `County ${county} has no ledger here: check the county and the data folder.`;
}
