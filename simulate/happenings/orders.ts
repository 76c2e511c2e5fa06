import { formatCents } from '../../events/values/money.js';
import type { CaseState } from '../case-state.js';
import { NEVER } from '../case-state.js';
import { addArrears, ageUnpaidSupport, hasCurrentOrder, orderId } from '../money.js';
import { startPayments, startMonths } from '../timetable.js';
import type { Visit } from '../visit.js';
import {
  IRREGULAR_PAYER,
  isFederal,
  NO_ORDER,
  NON_PAYER,
  ORDER_CURRENT,
  ORDER_TEMPORARY,
  ORDER_TERMINATED,
  owedTo,
  WAGE_EARNER,
} from '../words.js';
import type { Terms } from '../words.js';
import { membersOf } from './children.js';
import { happening } from './happening.js';
import type { Happening } from './happening.js';

const RESERVED_SHARE = 0.08;
const CASH_MEDICAL_SHARE = 0.35;
const HEALTH_INSURANCE_SHARE = 0.72;
const UNENFORCEABLE_SHARE = 0.01;
const JUDGMENT_SHARE = 0.03;
const DOLLAR = 100;

/** Draws terms, and how the parent will pay, into the state: who earns wages owes and pays more. */
export function drawTerms({ state, random }: Visit): void {
  state.payer = random.weighted([48, 13, 39]);
  state.payInterval = random.pick([7, 7, 7, 7, 14, 15]);
  state.isReserved = random.chance(RESERVED_SHARE);
  state.healthInsurance = random.chance(HEALTH_INSURANCE_SHARE);
  state.support = state.isReserved ? 0 : supportOf(state.payer, random.fraction()) * DOLLAR;
  state.cashMedical =
    !state.isReserved && random.chance(CASH_MEDICAL_SHARE)
      ? random.between(3, 12) * 10 * DOLLAR
      : 0;
}

/** Dollars a month by the kind of payer; `share` from 0 to 1 spreads them, low amounts being more frequent. */
function supportOf(payer: number, share: number): number {
  const least = payer === WAGE_EARNER ? 190 : payer === IRREGULAR_PAYER ? 120 : 75;
  const most = payer === WAGE_EARNER ? 900 : payer === IRREGULAR_PAYER ? 600 : 480;
  return least + Math.floor((most - least) * share * share);
}

/** The terms of the case's latest order. */
export function termsOf(state: CaseState): Terms {
  return {
    currentSupport: formatCents(state.support),
    cashMedical: formatCents(state.cashMedical),
    healthInsurance: state.healthInsurance,
    reserved: state.isReserved,
  };
}

/** A new order of some kind, with terms of its own; charges and payments begin. */
export function establishOrder(visit: Visit): void {
  const { state, random } = visit;
  const before = state.orders;
  drawTerms(visit);
  const isJudgment = random.chance(JUDGMENT_SHARE);
  const isTemporary = !isJudgment && random.chance(0.08);
  const isEnforceable = !random.chance(UNENFORCEABLE_SHARE);
  const byDefault = random.chance(0.45);
  if (isJudgment) judge(state);
  state.orders += 1;
  visit.record('SupportOrderEstablished', {
    order: orderId(state),
    establishedBy: random.chance(0.88) ? 'county' : 'other',
    kind: isJudgment ? 'arrears-judgment' : isTemporary ? 'temporary' : 'permanent',
    terms: termsOf(state),
    children: membersOf(state).map((child) => visit.childId(child)),
    byDefault,
    presumedIncome: byDefault && random.chance(0.4),
    ...(isEnforceable ? {} : { enforceable: false }),
    ...(random.chance(UNENFORCEABLE_SHARE) ? { generalObligation: true } : {}),
    ...(before > 0 && random.chance(0.5) ? { reestablishes: `O-${String(before)}` } : {}),
  });
  if (isJudgment) {
    enterJudgment(visit);
    state.orderState = ORDER_TERMINATED;
  } else if (isEnforceable) {
    state.orderState = isTemporary ? ORDER_TEMPORARY : ORDER_CURRENT;
  }
  startMonths(visit);
  startPayments(visit);
}

/** A judgment for arrears asks for no current support. */
function judge(state: CaseState): void {
  state.support = 0;
  state.cashMedical = 0;
  state.healthInsurance = false;
  state.isReserved = false;
}

function enterJudgment(visit: Visit): void {
  const { state, random } = visit;
  const cents = random.between(5, 80) * 50 * DOLLAR;
  const isToState = isFederal(state.program);
  addArrears(state, isToState, cents);
  visit.record('ArrearsJudgmentEntered', {
    amount: formatCents(cents),
    owedTo: owedTo(isToState),
    ...(random.chance(0.8) ? { order: orderId(state) } : {}),
  });
}

function modify(visit: Visit): void {
  const { state, random } = visit;
  if (state.isReserved) drawTerms(visit);
  else
    state.support =
      Math.max(50, Math.round((state.support / DOLLAR) * random.pick([0.7, 0.85, 1.15, 1.3]))) *
      DOLLAR;
  const members = membersOf(state);
  const added = members.length > 1 && random.chance(0.12) ? members.slice(-1) : [];
  visit.record('SupportOrderModified', {
    order: orderId(state),
    terms: termsOf(state),
    ...(added.length > 0
      ? {
          addsChildren: added.map((child) => visit.childId(child)),
          establishedBy: random.chance(0.8) ? 'county' : 'other',
        }
      : {}),
  });
}

/** Ends the case's order; without one nothing falls due any more. */
function endOrder(visit: Visit, orderState: number): void {
  const { state } = visit;
  ageUnpaidSupport(state);
  state.orderState = orderState;
  state.chargeDay = NEVER;
}

/** The order ends: the children have come of age. */
export function terminateOrder(visit: Visit): void {
  visit.record('SupportOrderTerminated', { order: orderId(visit.state) });
  endOrder(visit, ORDER_TERMINATED);
}

function setAside(visit: Visit): void {
  visit.record('SupportOrderSetAside', { order: orderId(visit.state) });
  endOrder(visit, NO_ORDER);
}

/** The parent finds work, or loses it: no record, but other payments. */
function changeWork(visit: Visit): void {
  const { state, random } = visit;
  state.payer =
    state.payer === WAGE_EARNER ? random.pick([IRREGULAR_PAYER, NON_PAYER]) : WAGE_EARNER;
  startPayments(visit);
}

/** Orders established, modified, ended, and how they are obeyed. */
export const ORDERS: readonly Happening[] = [
  happening(
    0.62,
    (state) => state.orderState === NO_ORDER && !state.hasNoJurisdiction,
    establishOrder,
  ),
  happening(0.04, (state) => state.orderState === ORDER_TERMINATED, establishOrder),
  happening(0.16, hasCurrentOrder, modify),
  happening(
    2,
    (state) => state.orderState === ORDER_TEMPORARY,
    (visit) => {
      visit.state.orderState = ORDER_CURRENT;
      visit.record('SupportOrderMadePermanent', { order: orderId(visit.state) });
    },
  ),
  happening(0.05, hasCurrentOrder, terminateOrder),
  happening(0.006, hasCurrentOrder, setAside),
  happening(0.012, hasCurrentOrder, enterJudgment),
  happening(0.18, (state) => hasCurrentOrder(state) && state.payer === WAGE_EARNER, changeWork),
  happening(0.2, (state) => hasCurrentOrder(state) && state.payer !== WAGE_EARNER, changeWork),
];
