import { formatCents } from '../events/values/money.js';
import type { Day } from '../events/values/day.js';
import { yearMonthDay } from '../events/values/day.js';
import { NEVER } from './case-state.js';
import { addArrears, charge, hasCurrentOrder, receive } from './money.js';
import { daysToIrregularPayment, nextDayOfMonth } from './timetable.js';
import type { Visit } from './visit.js';
import { IRREGULAR_PAYER, owedTo, WAGE_EARNER } from './words.js';

const DOLLAR = 100;
const INTEREST_A_YEAR = 0.1;
const INTEREST_SHARE = 0.7;
const INTEREST_BALANCE_MAX = 500_000 * DOLLAR;
/** The tax offset season, February to May. */
const SEASON_FIRST_MONTH = 2;
const SEASON_LAST_MONTH = 5;
const OFFSET_SHARE_A_MONTH = 0.065;
const OFFSET_BALANCE_MIN = 500 * DOLLAR;
const CHARGE_LATE_DAYS_MAX = 26;
const PAYDAYS_MISSED_SHARE = 0.06;
/** Withheld toward arrears, as a share of the support. */
const ARREARS_SHARE_OF_WITHHOLDING = 0.2;
const DAYS_PER_YEAR = 365.25;
const IRREGULAR_SOURCES = [
  'direct',
  'direct',
  'direct',
  'unemployment',
  'other-state',
  'lien',
  'other',
] as const;

/** The day of the month on which support falls due: charges, interest, and whether a tax refund will be intercepted. */
export function passMonth(visit: Visit): void {
  const { state, random, today } = visit;
  state.monthDay = nextDayOfMonth(today, state.dueDayOfMonth);
  if (hasCurrentOrder(state) && state.support + state.cashMedical > 0) {
    if (random.chance(visit.setting.late)) {
      state.chargeEffective = today;
      state.chargeDay = today + visit.lateDays(CHARGE_LATE_DAYS_MAX);
    } else {
      charge(visit);
    }
  }
  const arrears = state.arrearsFamily + state.arrearsState;
  if (arrears > 0 && random.chance(INTEREST_SHARE)) accrueInterest(visit);
  const { month } = yearMonthDay(today as Day);
  const isSeason = month >= SEASON_FIRST_MONTH && month <= SEASON_LAST_MONTH;
  if (isSeason && arrears > OFFSET_BALANCE_MIN && random.chance(OFFSET_SHARE_A_MONTH)) {
    state.offsetDay = today + random.between(1, 27);
  }
}

function accrueInterest(visit: Visit): void {
  const { state } = visit;
  visit.maybeLate(state.quietUntil);
  for (const isToState of [false, true]) {
    const balance = isToState ? state.arrearsState : state.arrearsFamily;
    const cents = Math.floor((Math.min(balance, INTEREST_BALANCE_MAX) * INTEREST_A_YEAR) / 12);
    if (cents === 0) continue;
    addArrears(state, isToState, cents);
    visit.record('InterestAccrued', { amount: formatCents(cents), owedTo: owedTo(isToState) });
  }
  visit.effective = visit.today;
}

/** A tax refund is intercepted, the federal one or the state's. */
export function receiveOffset(visit: Visit): void {
  const { state, random } = visit;
  const isFederalOffset = random.chance(0.65);
  const refund = random.between(150, isFederalOffset ? 4_500 : 900) * DOLLAR;
  state.offsetDay = NEVER;
  const cents = Math.min(refund, state.arrearsFamily + state.arrearsState);
  receive(visit, isFederalOffset ? 'federal-tax-offset' : 'state-tax-offset', cents);
}

/** A payday of a wage earner, or a payment of somebody who pays now and then. */
export function pay(visit: Visit): void {
  const { state } = visit;
  if (state.payer === WAGE_EARNER) payFromWages(visit);
  else payIrregularly(visit);
}

function payFromWages(visit: Visit): void {
  const { state, random, today } = visit;
  state.payDay = today + state.payInterval;
  if (random.chance(PAYDAYS_MISSED_SHARE)) return;
  const monthly = state.support + state.cashMedical;
  const arrears = state.arrearsFamily + state.arrearsState;
  const current = hasCurrentOrder(state) ? monthly : 0;
  const toArrears = arrears > 0 ? Math.max(monthly * ARREARS_SHARE_OF_WITHHOLDING, 25 * DOLLAR) : 0;
  const aPayday = ((current + toArrears) * 12 * state.payInterval) / DAYS_PER_YEAR;
  receive(visit, 'income-withholding', Math.round(aPayday * (0.98 + 0.04 * random.fraction())));
}

function payIrregularly(visit: Visit): void {
  const { state, random, today } = visit;
  state.payDay = today + daysToIrregularPayment(visit);
  const arrears = state.arrearsFamily + state.arrearsState;
  const owed = hasCurrentOrder(state) ? state.support + arrears : arrears;
  const share =
    state.payer === IRREGULAR_PAYER ? 0.4 + random.fraction() : 0.1 + 0.3 * random.fraction();
  const cents = Math.min(owed, Math.round((state.support + 50 * DOLLAR) * share));
  receive(visit, random.pick(IRREGULAR_SOURCES), cents);
}
