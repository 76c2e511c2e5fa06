import { formatCents } from '../events/values/money.js';
import { changeProgram, someFederalProgram, someOtherProgram } from './happenings/assistance.js';
import { establishPaternity, setMediCal } from './happenings/children.js';
import { receiveReferral, sendReferral } from './happenings/interstate.js';
import { determineJurisdiction } from './happenings/life-of-case.js';
import { confirmUnavailability, startCoverage } from './happenings/medical.js';
import { establishOrder, terminateOrder } from './happenings/orders.js';
import { findGoodCause, stopCooperating } from './happenings/services.js';
import { addArrears, charge, hasCurrentOrder } from './money.js';
import { openCase } from './opening.js';
import { weightedAt } from './random.js';
import { startMonths } from './timetable.js';
import type { Visit } from './visit.js';
import { CALWORKS, isFederal, owedTo, WAGE_EARNER } from './words.js';

const DOLLAR = 100;
const CASE_AGE_DAYS_MAX = 14 * 365;
const GOLDEN_RATIO = 0.618_033_988_749_895;
const CURRENT = 0;
const FORMER = 1;
/** Current, former and never assistance, as published for the nation's caseload of FFY 2010. */
const STATUS_WEIGHTS = [14, 43, 43] as const;
const ORDER_SHARE = 0.85;
const TERMINATED_SHARE = 0.14;
const OLD_PROGRAM_SHARE = 0.35;
const NO_JURISDICTION_SHARE = 0.06;
const PATERNITY_SHARE = 0.78;
const MEDI_CAL_SHARE = 0.3;

/**
 * Loads a case that was open before the ledger began: its history is effective years earlier, its balance is brought
 * forward on the ledger's first day. `sharableChildren`: how many children the case before it has to share.
 */
export function convertCase(visit: Visit, sharableChildren: number): void {
  const { state, random, setting } = visit;
  const share = random.fraction();
  visit.effective = setting.firstDay - 40 - Math.floor(CASE_AGE_DAYS_MAX * share * share);
  openOldCase(visit, sharableChildren);
  if (random.chance(ORDER_SHARE)) loadOrder(visit);
  else if (random.chance(NO_JURISDICTION_SHARE)) determineJurisdiction(visit, false);
  loadCircumstances(visit);
  state.quietUntil = setting.firstDay;
  visit.effective = setting.firstDay;
  bringForward(visit);
  if (hasCurrentOrder(state) && state.dueDayOfMonth === 1) charge(visit);
  visit.effective = visit.today;
  startMonths(visit);
}

function openOldCase(visit: Visit, sharableChildren: number): void {
  const { random } = visit;
  // Spread by the golden ratio, so that a small caseload has these shares too.
  const status = weightedAt(STATUS_WEIGHTS, (visit.index * GOLDEN_RATIO) % 1);
  const wasAidedHere = status === FORMER && random.chance(OLD_PROGRAM_SHARE);
  const isFederalProgram = status === CURRENT || wasAidedHere;
  openCase(visit, {
    program: isFederalProgram ? someFederalProgram(visit) : someOtherProgram(visit),
    formerAssistance: status === FORMER && !wasAidedHere,
    intake: isFederalProgram ? 'referral' : 'application',
    isTransfer: random.chance(0.04),
    sharedChildren: random.chance(0.04) ? sharableChildren : 0,
  });
  passTime(visit);
  if (wasAidedHere) changeProgram(visit, someOtherProgram(visit));
}

/** Moves on to some later day before the ledger's first. */
function passTime(visit: Visit): void {
  visit.effective = visit.random.between(visit.effective, visit.setting.firstDay - 1);
}

function loadOrder(visit: Visit): void {
  establishOrder(visit);
  if (!hasCurrentOrder(visit.state) || !visit.random.chance(TERMINATED_SHARE)) return;
  passTime(visit);
  terminateOrder(visit);
}

function loadCircumstances(visit: Visit): void {
  const { state, random } = visit;
  passTime(visit);
  if (!state.sharesChildren) {
    for (let child = 0; child < state.children; child += 1) {
      const isAtIssue = (state.outOfWedlock & (1 << child)) !== 0;
      if (isAtIssue && random.chance(PATERNITY_SHARE)) establishPaternity(visit, child);
    }
    if (random.chance(MEDI_CAL_SHARE)) setMediCal(visit, true);
  }
  if (random.chance(0.04)) sendReferral(visit);
  else if (random.chance(0.035)) receiveReferral(visit);
  if (state.healthInsurance && random.chance(0.3)) startCoverage(visit);
  else if (hasCurrentOrder(state) && random.chance(0.2)) confirmUnavailability(visit);
  if (state.program === CALWORKS && random.chance(0.06)) stopCooperating(visit);
  if (random.chance(0.012)) findGoodCause(visit);
}

/** Brings the balance of the old accounts forward. */
function bringForward(visit: Visit): void {
  const { state, random } = visit;
  if (state.orders === 0 || random.chance(debtFreeShare(state.payer))) return;
  const share = random.fraction();
  const most = (state.payer === WAGE_EARNER ? 90 : 400) * 100 * DOLLAR;
  const cents = 100 * DOLLAR + Math.floor(most * share * share);
  const isAided = isFederal(state.program);
  const toState = state.wasAided ? Math.floor(cents * (isAided ? 0.8 : 0.45)) : 0;
  for (const [isToState, amount] of [
    [false, cents - toState],
    [true, toState],
  ] as const) {
    if (amount === 0) continue;
    addArrears(state, isToState, amount);
    visit.record('ArrearsBroughtForward', {
      amount: formatCents(amount),
      owedTo: owedTo(isToState),
    });
  }
}

function debtFreeShare(payer: number): number {
  return payer === WAGE_EARNER ? 0.35 : 0.1;
}
