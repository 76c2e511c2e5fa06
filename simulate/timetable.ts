import { addMonths, firstDayOf, monthOf } from '../events/values/month.js';
import type { Day } from '../events/values/day.js';
import type { CaseState } from './case-state.js';
import { NEVER } from './case-state.js';
import type { Visit } from './visit.js';
import { IRREGULAR_PAYER, WAGE_EARNER } from './words.js';

/** The next day after `today` that is the `dayOfMonth`-th (1 to 28) of a month. */
export function nextDayOfMonth(today: number, dayOfMonth: number): number {
  const month = monthOf(today as Day);
  const inThisMonth = firstDayOf(month) + dayOfMonth - 1;
  return inThisMonth > today ? inThisMonth : firstDayOf(addMonths(month, 1)) + dayOfMonth - 1;
}

/** Starts the monthly visits of an open case, if they do not run. */
export function startMonths({ state, today }: Visit): void {
  if (state.monthDay === NEVER) state.monthDay = nextDayOfMonth(today, state.dueDayOfMonth);
}

/** Sets the next payment by how the parent pays. */
export function startPayments(visit: Visit): void {
  const { state, random, today } = visit;
  if (state.payer === WAGE_EARNER) state.payDay = today + 1 + random.below(state.payInterval);
  else state.payDay = today + daysToIrregularPayment(visit);
}

/** Days until somebody who earns no wages pays something. */
export function daysToIrregularPayment({ state, random }: Visit): number {
  return state.payer === IRREGULAR_PAYER ? random.between(20, 130) : random.between(200, 1700);
}

/** No more charges, payments and offsets; what is in hand is still distributed. */
export function stop(state: CaseState): void {
  state.monthDay = NEVER;
  state.chargeDay = NEVER;
  state.payDay = NEVER;
  state.offsetDay = NEVER;
}
