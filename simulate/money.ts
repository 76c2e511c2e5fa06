import { formatCents } from '../events/values/money.js';
import type { CaseState } from './case-state.js';
import { NEVER } from './case-state.js';
import type { Visit } from './visit.js';
import {
  COLLECTION_SOURCES,
  isFederal,
  MEDI_CAL_ONLY,
  ORDER_CURRENT,
  ORDER_TEMPORARY,
  owedTo,
} from './words.js';
import type { Allocation, CollectionSource } from './words.js';
import { NO_CHILD } from './written-record.js';
import type { WrittenOf } from './written-record.js';

const REVERSED_SHARE = 0.004;
/** Of payments toward both, how many have a distribution of their own for what is past due. */
const SPLIT_SHARE = 0.75;
/** Of corrected payments, how many were the wrong amount or another case's money: both records are corrected. */
const MISPOSTED_SHARE = 0.3;
/** A payment is two records, and a misposted one is corrected twice. */
const CORRECTIONS_OF_PAYMENT = 1.75;
const INTEREST_SHARE_OF_ARREARS_PAID = 0.3;

export function hasCurrentOrder(state: CaseState): boolean {
  return state.orderState === ORDER_CURRENT || state.orderState === ORDER_TEMPORARY;
}

/** The id of the case's latest order. */
export function orderId(state: CaseState): string {
  return `O-${String(state.orders)}`;
}

/** Charges the month's support, effective on the visit's effective day. What was unpaid becomes arrears. */
export function charge(visit: Visit): void {
  const { state } = visit;
  ageUnpaidSupport(state);
  state.isDueToState = isFederal(state.program);
  state.isMedicalDueToState = state.isDueToState || state.program === MEDI_CAL_ONLY;
  state.dueSupport = chargeOne(visit, state.support, state.isDueToState);
  state.dueMedical = chargeOne(visit, state.cashMedical, state.isMedicalDueToState);
}

function chargeOne(visit: Visit, cents: number, isToState: boolean): number {
  if (cents === 0) return 0;
  const { state } = visit;
  visit.record('CurrentSupportCharged', {
    order: orderId(state),
    amount: formatCents(cents),
    owedTo: owedTo(isToState),
  });
  const used = Math.min(state.futureCredit, cents);
  state.futureCredit -= used;
  return cents - used;
}

/** What is still due of the last charge is past due from now on. */
export function ageUnpaidSupport(state: CaseState): void {
  addArrears(state, state.isDueToState, state.dueSupport);
  addArrears(state, state.isMedicalDueToState, state.dueMedical);
  state.dueSupport = 0;
  state.dueMedical = 0;
}

/** Adds to what the simulation believes to be the arrears, never below zero. */
export function addArrears(state: CaseState, isToState: boolean, cents: number): void {
  if (isToState) state.arrearsState = Math.max(0, state.arrearsState + cents);
  else state.arrearsFamily = Math.max(0, state.arrearsFamily + cents);
}

/** Money comes in. A collection still in hand is distributed before. */
export function receive(
  visit: Visit,
  source: CollectionSource,
  cents: number,
  isVoluntary = false,
): void {
  const { state, random } = visit;
  if (cents <= 0) return;
  if (state.pendingCents > 0) distribute(visit);
  visit.effective = visit.today;
  visit.maybeLate(state.pendingReceived);
  state.collections += 1;
  state.pendingCents = cents;
  state.pendingReceived = visit.effective;
  state.pendingSource = COLLECTION_SOURCES.indexOf(source);
  state.isPendingVoluntary = isVoluntary;
  state.pendingSerial = visit.recordFirm('CollectionReceived', collectionData(state));
  const isOffset = source === 'federal-tax-offset' || source === 'state-tax-offset';
  state.pendingEffective = visit.today + (isOffset ? random.between(3, 20) : random.between(1, 3));
  const isLate = random.chance(visit.setting.late);
  state.distributeDay = state.pendingEffective + (isLate ? visit.lateDays(30) : 0);
  visit.effective = visit.today;
}

function collectionData(state: CaseState): WrittenOf<'CollectionReceived'>['data'] {
  const data = {
    collection: collectionId(state),
    amount: formatCents(state.pendingCents),
    source: COLLECTION_SOURCES[state.pendingSource] ?? 'other',
  };
  return state.isPendingVoluntary ? { ...data, voluntary: true } : data;
}

function collectionId(state: CaseState): string {
  return `C-${String(state.collections)}`;
}

/** Distributes the collection in hand: current support and medical, then arrears, then support of the future. */
export function distribute(visit: Visit): void {
  const { state } = visit;
  visit.effective = Math.min(state.pendingEffective, visit.today);
  const allocations = state.isPendingVoluntary
    ? [allocation('current', state.pendingCents, isFederal(state.program))]
    : allocate(visit);
  const pastDue = allocations.filter(({ bucket }) => bucket === 'arrears' || bucket === 'interest');
  const isSplit =
    pastDue.length > 0 && pastDue.length < allocations.length && visit.random.chance(SPLIT_SHARE);
  if (isSplit) {
    writeDistribution(
      visit,
      allocations.filter((each) => !pastDue.includes(each)),
      isSplit,
    );
    visit.recordFirm(
      'CollectionDistributed',
      distributionData(state, collectionId(state), pastDue),
    );
  } else if (allocations.length > 0) {
    writeDistribution(visit, allocations, isSplit);
  }
  state.pendingCents = 0;
  state.distributeDay = NEVER;
  visit.effective = visit.today;
}

function writeDistribution(
  visit: Visit,
  allocations: readonly Allocation[],
  isSplit: boolean,
): void {
  const { state, random } = visit;
  const collection: WrittenOf<'CollectionReceived'> = {
    type: 'CollectionReceived',
    data: collectionData(state),
    effective: state.pendingReceived,
    serial: state.pendingSerial,
    child: NO_CHILD,
  };
  const data = distributionData(state, collection.data.collection, allocations);
  const serial = visit.recordFirm('CollectionDistributed', data);
  // One thing at most comes of a payment, so that no correction meets a record that another one has superseded.
  const lot = random.fraction();
  const correct = visit.setting.correct;
  if (lot >= REVERSED_SHARE + CORRECTIONS_OF_PAYMENT * correct) return;
  const distribution: WrittenOf<'CollectionDistributed'> = {
    type: 'CollectionDistributed',
    data,
    effective: visit.effective,
    serial,
    child: NO_CHILD,
  };
  const caseIndex = visit.index;
  if (lot < REVERSED_SHARE) visit.later({ kind: 'reversal', caseIndex, distribution });
  else if (!isSplit && random.chance(MISPOSTED_SHARE))
    visit.later({ kind: 'misposting', caseIndex, collection, distribution });
  else
    visit.later({
      kind: 'correction',
      caseIndex,
      record: random.chance(0.5) ? collection : distribution,
    });
}

/** The data of a new distribution of that collection. */
export function distributionData(
  state: CaseState,
  collection: string,
  allocations: readonly Allocation[],
): WrittenOf<'CollectionDistributed'>['data'] {
  state.distributions += 1;
  return { distribution: `D-${String(state.distributions)}`, collection, allocations };
}

function allocate(visit: Visit): readonly Allocation[] {
  const { state } = visit;
  const source = COLLECTION_SOURCES[state.pendingSource] ?? 'other';
  const isFederalOffset = source === 'federal-tax-offset';
  const allocations: Allocation[] = [];
  let rest = state.pendingCents;
  if (!isFederalOffset) {
    const current = Math.min(rest, state.dueSupport);
    if (current > 0) allocations.push(allocation('current', current, state.isDueToState));
    const medical = Math.min(rest - current, state.dueMedical);
    if (medical > 0) allocations.push(allocation('medical', medical, state.isMedicalDueToState));
    state.dueSupport -= current;
    state.dueMedical -= medical;
    rest -= current + medical;
  }
  // A federal tax offset goes to what is owed to the state first; other money as the aid of the family says.
  const isStateFirst = isFederalOffset || isFederal(state.program);
  rest = payArrears(visit, allocations, rest, isStateFirst);
  rest = payArrears(visit, allocations, rest, !isStateFirst);
  payAhead(state, allocations, rest);
  return allocations;
}

function payArrears(
  visit: Visit,
  allocations: Allocation[],
  rest: number,
  isToState: boolean,
): number {
  const { state, random } = visit;
  const paid = Math.min(rest, isToState ? state.arrearsState : state.arrearsFamily);
  if (paid === 0) return rest;
  addArrears(state, isToState, -paid);
  const interest = random.chance(INTEREST_SHARE_OF_ARREARS_PAID) ? Math.floor(paid / 4) : 0;
  if (interest > 0) allocations.push(allocation('interest', interest, isToState));
  allocations.push(allocation('arrears', paid - interest, isToState));
  return rest - paid;
}

/** What is left pays the coming months' support, a month's at most; the rest goes back to the payer, undistributed. */
function payAhead(state: CaseState, allocations: Allocation[], rest: number): void {
  const ahead = hasCurrentOrder(state) ? Math.min(rest, state.support - state.futureCredit) : 0;
  if (ahead <= 0) return;
  state.futureCredit += ahead;
  allocations.push(allocation('future', ahead, isFederal(state.program)));
}

/** One allocation of a distribution. */
export function allocation(
  bucket: Allocation['bucket'],
  cents: number,
  isToState: boolean,
): Allocation {
  return { bucket, amount: formatCents(cents), to: owedTo(isToState) };
}
