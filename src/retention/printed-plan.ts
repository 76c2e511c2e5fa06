import { formatDay } from '../../events/values/day.js';
import { formatMonth } from '../../events/values/month.js';
import type { KeepingHold, LedgerPlan } from './plan-of-ledger.js';

/** A plan as the contract has it (contract/retention.md, Erasing). */
export function printedPlan({ county, on, rule, held, hash }: LedgerPlan): object {
  const { firstMonth, cut, cases, children, participants, records, erased } = rule;
  return {
    county,
    on: formatDay(on),
    firstMonth: formatMonth(firstMonth),
    cut,
    cases,
    children,
    participants,
    records,
    erased,
    held: held.map(printedHold),
    plan: hash,
  };
}

function printedHold(held: KeepingHold): object {
  const hold = String(held.hold);
  if (held.kind === 'from') return { hold, from: formatMonth(held.month) };
  return { hold, [held.kind]: held.id };
}
