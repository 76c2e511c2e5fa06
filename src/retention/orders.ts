import type { County } from '../../events/values/county.js';
import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { formatInstant } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import type { Order } from '../../projections/retention/holds-and-orders.js';
import { whyOf } from '../../projections/retention/why.js';
import type { SubjectKey } from '../reports/subject.js';
import type { Doer, PrintedDeed, RetentionParts } from './holds.js';
import { noLedger, printedDeed } from './holds.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer, Outcome } from '../ports/outcome.js';
import { planOfLedger } from './plan-of-ledger.js';
import type { LedgerPlan } from './plan-of-ledger.js';
import { actOnRetention, momentOfAct, readRetention } from './retention-log.js';

/** The order's number and the SHA-256 of its plan. */
export interface OrderGiven {
  readonly order: string;
  readonly plan: string;
}

/** An order as the commands print it. */
export interface PrintedOrder {
  readonly order: string;
  readonly on: string;
  readonly plan: string;
  readonly records: number;
  readonly ordered: PrintedDeed;
  readonly applied: { readonly by: string; readonly at: string } | null;
  readonly state: 'ordered' | 'begun' | 'pending' | 'done';
}

/** What is in force and what was ordered; both nulls while nothing was erased. */
export interface RetentionList {
  readonly firstMonth: string | null;
  readonly cut: number | null;
  readonly orders: readonly PrintedOrder[];
}

/** What is to be erased of a county, planned for a day. */
export interface PlanAsked {
  readonly county: County;
  readonly on: Day;
}

/** The plan of a county with its holds of now; a county without a ledger has nothing to plan. */
export async function planOfCounty(
  { ledgers, retention }: RetentionParts,
  { county, on }: PlanAsked,
): Promise<Answer<LedgerPlan>> {
  const file = ledgers.ledger(county);
  if (file === null) return misaddressed(noLedger(county));
  const { holds } = await readRetention(retention, county);
  return done(planOfLedger(file, on, holds));
}

/** Why the group of a case or child stays or goes, in a sentence. */
export async function reasonOfSubject(
  parts: RetentionParts,
  { county, on, subject }: PlanAsked & { readonly subject: SubjectKey },
): Promise<Answer<string>> {
  const plan = await planOfCounty(parts, { county, on });
  if (plan.kind !== 'done') return plan;
  const file = parts.ledgers.ledger(county);
  const number = file?.subjectNumber(subject.kind, subject.id) ?? 0;
  if (file === null || number === 0) {
    return misaddressed(
      `The ledger of county ${county} has no ${subject.kind} ${subject.id}: check the id and the county.`,
    );
  }
  const subjects = file.subjects();
  const idOf = (each: number): string => subjects[each]?.id ?? '';
  return done(whyOf(plan.value.rule, { ...subject, number }, idOf));
}

/** Keeps the plan of a day as an order. */
export async function orderErasure(
  parts: RetentionParts,
  { county, on }: PlanAsked,
  { by, reason, clock }: Doer,
): Promise<Outcome<OrderGiven>> {
  const found = await planOfCounty(parts, { county, on });
  if (found.kind !== 'done') return found;
  const { hash: plan, rule } = found.value;
  let order = 0;
  const acted = await actOnRetention(parts.retention, county, (acts) => {
    order = acts.orders.length + 1;
    const at = momentOfAct(acts, clock);
    return done({ kind: 'ordered', order, on, plan, records: rule.records, by, reason, at });
  });
  return acted.kind === 'done' ? done({ order: String(order), plan }) : acted;
}

/** What is in force in a county, and what was ordered. */
export async function retentionOfCounty(
  { ledgers, retention }: RetentionParts,
  { county }: { readonly county: County },
): Promise<RetentionList> {
  const { orders } = await readRetention(retention, county);
  const inForce = ledgers.ledger(county)?.retention ?? null;
  return {
    firstMonth: inForce === null ? null : formatMonth(inForce.firstMonth),
    cut: inForce?.cut ?? null,
    orders: orders.map(printedOrder),
  };
}

function printedOrder({ order, on, plan, records, ordered, applied, state }: Order): PrintedOrder {
  return {
    order: String(order),
    on: formatDay(on),
    plan,
    records,
    ordered: printedDeed(ordered),
    applied: applied === null ? null : { by: applied.by, at: formatInstant(applied.at) },
    state,
  };
}
