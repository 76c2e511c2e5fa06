import { civilDayOf } from '../../events/values/civil-day.js';
import { formatDay } from '../../events/values/day.js';
import { parseInstantMillis } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import { labelled, peopleTable } from '../reports/people-table.js';
import type { PeopleColumn } from '../reports/people-table.js';
import { grouped, wrapped } from '../reports/table.js';
import type { PrintedDeed, PrintedHold } from './holds.js';
import type { PrintedOrder, RetentionList } from './orders.js';
import type { KeepingHold, LedgerPlan } from './plan-of-ledger.js';

const HOLDS: readonly PeopleColumn[] = [
  { head: 'Hold', isRight: true },
  { head: 'Keeps' },
  { head: 'Placed', isWrapped: true },
  { head: 'Because', isWrapped: true },
  { head: 'Released', isWrapped: true },
];

const ORDERS: readonly PeopleColumn[] = [
  { head: 'Order', isRight: true },
  { head: 'State' },
  { head: 'Planned for' },
  { head: 'Records', isRight: true },
  { head: 'Ordered', isWrapped: true },
  { head: 'Because', isWrapped: true },
  { head: 'Applied', isWrapped: true },
];

/** The holds of a county for people. */
export function holdsText(county: string, holds: readonly PrintedHold[], width: number): string {
  if (holds.length === 0) return `County ${county} has no hold.\n`;
  const rows = holds.map((hold) => [
    hold.hold,
    keptBy(hold),
    deedText(hold.placed),
    hold.placed.reason,
    hold.released === null ? '' : `${deedText(hold.released)}: ${hold.released.reason}`,
  ]);
  return `${[`Holds of county ${county}`, '', ...peopleTable(HOLDS, rows, width)].join('\n')}\n`;
}

/** What was ordered in a county, and what is kept, for people. */
export function ordersText(
  county: string,
  { firstMonth, cut, orders }: RetentionList,
  width: number,
): string {
  const kept =
    firstMonth === null
      ? `County ${county}: nothing was erased yet.`
      : `County ${county}: the first month that is kept is ${firstMonth}; ${cut === 0 ? 'no position was' : `positions to ${String(cut)} were`} cut.`;
  const rows = orders.map((order: PrintedOrder) => [
    order.order,
    order.state,
    order.on,
    grouped(order.records),
    deedText(order.ordered),
    order.ordered.reason,
    order.applied === null ? '' : deedText(order.applied),
  ]);
  const listed = rows.length === 0 ? ['No order was given.'] : peopleTable(ORDERS, rows, width);
  return `${[...wrapped(kept, width), '', ...listed].join('\n')}\n`;
}

/** What would be erased of a county, for people. */
export function planText({ county, on, rule, held, hash }: LedgerPlan, width: number): string {
  const said: readonly (readonly [string, string])[] = [
    ['first kept', formatMonth(rule.firstMonth)],
    ['cut', `position ${String(rule.cut)}: what only earlier months needed lies at or before it`],
    ['to be erased', `${grouped(rule.records)} records`],
    ['cases', grouped(rule.cases)],
    ['children', grouped(rule.children)],
    ['participants', grouped(rule.participants)],
    ['holds keep', held.length === 0 ? 'nothing' : held.map(keepingText).join(', ')],
    ['plan', hash],
  ];
  const head = `County ${county}, planned for ${formatDay(on)}. Nothing is changed by this.`;
  return `${[...wrapped(head, width), '', ...labelled(said, width)].join('\n')}\n`;
}

function keptBy(hold: PrintedHold): string {
  if (hold.from !== undefined) return `all from ${hold.from} on`;
  const [kind, id] = hold.case === undefined ? ['child', hold.child] : ['case', hold.case];
  return `${kind} ${id ?? '(erased)'}`;
}

function keepingText(held: KeepingHold): string {
  const what =
    held.kind === 'from' ? `all from ${formatMonth(held.month)} on` : `${held.kind} ${held.id}`;
  return `hold ${String(held.hold)} (${what})`;
}

/** The instant itself is in the JSON; a person goes by the day, California's. */
function deedText({ by, at }: Omit<PrintedDeed, 'reason'>): string {
  const instant = parseInstantMillis(at);
  return `by ${by}, ${instant === null ? at : formatDay(civilDayOf(instant))}`;
}
