import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { ICommandHandler, IQueryHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { isSamePerson } from '../../events/values/person.js';
import { begunOrder } from '../../projections/retention/holds-and-orders.js';
import type { Deed, Hold, HoldTarget } from '../../projections/retention/holds-and-orders.js';
import { LEDGERS } from '../reports/ledgers.js';
import type { Ledgers } from '../reports/ledgers.js';
import type { SubjectKey } from '../reports/subject.js';
import { hashOfId } from '../store/sqlite/erasing/erased-table.js';
import { done, misaddressed, refusedByRule } from './outcome.js';
import type { RetentionOutcome } from './outcome.js';
import { heldRecord } from './plan-of-ledger.js';
import { RETENTION_LOG, act, momentOf, readRetention } from './retention-log.js';
import type { RetentionLog } from './retention-log.js';

/** What is to be kept: a case or child with its group, or every month from one on. */
export type Held =
  { readonly kind: 'subject'; readonly subject: SubjectKey } | { kind: 'from'; month: Month };

/** Who acts and why, and by which clock. */
export interface Actor {
  readonly by: string;
  readonly reason: string;
  readonly clock: () => Instant;
}

/** Keeps what retention would erase; answers the hold's number. */
export class PlaceHold extends Command<RetentionOutcome<number>> {
  constructor(
    readonly county: County,
    readonly held: Held,
    readonly actor: Actor,
  ) {
    super();
  }
}

/** Ends a hold; answers its number. */
export class ReleaseHold extends Command<RetentionOutcome<number>> {
  constructor(
    readonly county: County,
    readonly hold: number,
    readonly actor: Actor,
  ) {
    super();
  }
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

/** All holds of a county in order of number. */
export class HoldsQuery extends Query<readonly PrintedHold[]> {
  constructor(readonly county: County) {
    super();
  }
}

@CommandHandler(PlaceHold)
export class PlaceHoldHandler implements ICommandHandler<PlaceHold, RetentionOutcome<number>> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(RETENTION_LOG) private readonly log: RetentionLog,
  ) {}

  async execute({ county, held, actor }: PlaceHold): Promise<RetentionOutcome<number>> {
    const target = this.#targetOf(county, held);
    if (target.kind !== 'done') return target;
    let hold = 0;
    const { by, reason, clock } = actor;
    const acted = await act(this.log, county, (acts) => {
      const begun = begunOrder(acts);
      if (begun !== null) return refusedByRule('ERASING', erasingMessage(county, begun.order));
      hold = acts.holds.length + 1;
      const at = momentOf(acts, clock);
      return done({ kind: 'holdPlaced', hold, target: target.value, by, reason, at });
    });
    return acted.kind === 'done' ? done(hold) : acted;
  }

  #targetOf(county: County, held: Held): RetentionOutcome<HoldTarget> {
    if (held.kind === 'from') return done({ kind: 'from', month: held.month });
    const { kind, id } = held.subject;
    const file = this.ledgers.ledger(county);
    const number = file?.subjectNumber(kind, id) ?? 0;
    const [first] = number === 0 ? [] : (file?.rowsOf(number) ?? []);
    if (first === undefined) {
      return misaddressed(
        `The ledger of county ${county} has no ${kind} ${id}: check the id and the county.`,
      );
    }
    const firstRecord = Buffer.from(hashOfId(first.id)).toString('hex');
    return done({ kind, firstRecord, position: first.position });
  }
}

@CommandHandler(ReleaseHold)
export class ReleaseHoldHandler implements ICommandHandler<ReleaseHold, RetentionOutcome<number>> {
  constructor(@Inject(RETENTION_LOG) private readonly log: RetentionLog) {}

  async execute({ county, hold, actor }: ReleaseHold): Promise<RetentionOutcome<number>> {
    const { by, reason, clock } = actor;
    const acted = await act(this.log, county, (acts) => {
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
      return done({ kind: 'holdReleased', hold, by, reason, at: momentOf(acts, clock) });
    });
    return acted.kind === 'done' ? done(hold) : acted;
  }
}

@QueryHandler(HoldsQuery)
export class HoldsHandler implements IQueryHandler<HoldsQuery> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(RETENTION_LOG) private readonly log: RetentionLog,
  ) {}

  async execute({ county }: HoldsQuery): Promise<readonly PrintedHold[]> {
    const { holds } = await readRetention(this.log, county);
    return holds.map((hold) => this.#printed(county, hold));
  }

  #printed(county: County, { hold, target, placed, released }: Hold): PrintedHold {
    const past = {
      placed: printedDeed(placed),
      released: released === null ? null : printedDeed(released),
    };
    const number = String(hold);
    if (target.kind === 'from') return { hold: number, from: formatMonth(target.month), ...past };
    const id = heldRecord(this.ledgers.ledger(county), target)?.subjectId ?? null;
    return { hold: number, [target.kind]: id, ...past };
  }
}

/** Why nothing may be held or submitted while an order is applied. */
export function erasingMessage(county: County, order: number): string {
  return `Order ${String(order)} of county ${county} is being applied: run "plumbline retention apply --county ${county} --order ${String(order)}" to its end first.`;
}

/** What there is instead of a hold or order that there is not. */
export function unknownNumber(county: County, what: 'hold' | 'order', number: number): string {
  const list = what === 'hold' ? 'plumbline hold list' : 'plumbline retention list';
  return `County ${county} has no ${what} ${String(number)}: "${list} --county ${county}" lists them.`;
}

export function printedDeed({ by, reason, at }: Deed): PrintedDeed {
  return { by, reason, at: formatInstant(at) };
}
