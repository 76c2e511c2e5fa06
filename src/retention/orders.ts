import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { ICommandHandler, IQueryHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { formatInstant } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import type { Order } from '../../projections/retention/holds-and-orders.js';
import { whyOf } from '../../projections/retention/why.js';
import { LEDGERS } from '../ports/ledgers.js';
import type { Ledgers } from '../ports/ledgers.js';
import type { SubjectKey } from '../reports/subject.js';
import type { Actor, PrintedDeed } from './holds.js';
import { printedDeed } from './holds.js';
import { done, misaddressed } from './outcome.js';
import type { RetentionOutcome } from './outcome.js';
import { planOfLedger } from './plan-of-ledger.js';
import type { LedgerPlan } from './plan-of-ledger.js';
import { RETENTION_LOG, act, momentOf, readRetention } from './retention-log.js';
import type { RetentionLog } from './retention-log.js';

/** What would be erased of a county as of a day; changes nothing. */
export class RetentionPlanQuery extends Query<RetentionOutcome<LedgerPlan>> {
  constructor(
    readonly county: County,
    readonly on: Day,
  ) {
    super();
  }
}

/** Why the group of a case or child stays or goes, in a sentence. */
export class RetentionReasonQuery extends Query<RetentionOutcome<string>> {
  constructor(
    readonly county: County,
    readonly on: Day,
    readonly subject: SubjectKey,
  ) {
    super();
  }
}

/** Keeps the plan of a day as an order. */
export class OrderErasure extends Command<RetentionOutcome<OrderGiven>> {
  constructor(
    readonly county: County,
    readonly on: Day,
    readonly actor: Actor,
  ) {
    super();
  }
}

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

export class RetentionListQuery extends Query<RetentionList> {
  constructor(readonly county: County) {
    super();
  }
}

@QueryHandler(RetentionPlanQuery)
export class RetentionPlanHandler implements IQueryHandler<RetentionPlanQuery> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(RETENTION_LOG) private readonly log: RetentionLog,
  ) {}

  execute({ county, on }: RetentionPlanQuery): Promise<RetentionOutcome<LedgerPlan>> {
    return planned(this.ledgers, this.log, county, on);
  }
}

@QueryHandler(RetentionReasonQuery)
export class RetentionReasonHandler implements IQueryHandler<RetentionReasonQuery> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(RETENTION_LOG) private readonly log: RetentionLog,
  ) {}

  async execute(query: RetentionReasonQuery): Promise<RetentionOutcome<string>> {
    const { county, on, subject } = query;
    const plan = await planned(this.ledgers, this.log, county, on);
    if (plan.kind !== 'done') return plan;
    const file = this.ledgers.ledger(county);
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
}

@CommandHandler(OrderErasure)
export class OrderErasureHandler implements ICommandHandler<OrderErasure> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(RETENTION_LOG) private readonly log: RetentionLog,
  ) {}

  async execute({ county, on, actor }: OrderErasure): Promise<RetentionOutcome<OrderGiven>> {
    const { by, reason, clock } = actor;
    const found = await planned(this.ledgers, this.log, county, on);
    if (found.kind !== 'done') return found;
    const { hash: plan, rule } = found.value;
    let order = 0;
    const acted = await act(this.log, county, (acts) => {
      order = acts.orders.length + 1;
      const at = momentOf(acts, clock);
      return done({ kind: 'ordered', order, on, plan, records: rule.records, by, reason, at });
    });
    return acted.kind === 'done' ? done({ order: String(order), plan }) : acted;
  }
}

@QueryHandler(RetentionListQuery)
export class RetentionListHandler implements IQueryHandler<RetentionListQuery> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(RETENTION_LOG) private readonly log: RetentionLog,
  ) {}

  async execute({ county }: RetentionListQuery): Promise<RetentionList> {
    const { orders } = await readRetention(this.log, county);
    const inForce = this.ledgers.ledger(county)?.retention ?? null;
    return {
      firstMonth: inForce === null ? null : formatMonth(inForce.firstMonth),
      cut: inForce?.cut ?? null,
      orders: orders.map(printedOrder),
    };
  }
}

/** The plan of a county with its holds of now; a county without a ledger has nothing to plan. */
async function planned(
  ledgers: Ledgers,
  log: RetentionLog,
  county: County,
  on: Day,
): Promise<RetentionOutcome<LedgerPlan>> {
  const file = ledgers.ledger(county);
  if (file === null) return misaddressed(noLedger(county));
  const { holds } = await readRetention(log, county);
  return done(planOfLedger(file, on, holds));
}

export function noLedger(county: County): string {
  return `County ${county} has no ledger here: check the county and the data folder.`;
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
