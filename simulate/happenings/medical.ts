import { formatCents } from '../../events/values/money.js';
import { hasCurrentOrder } from '../money.js';
import type { Visit } from '../visit.js';
import { membersOf } from './children.js';
import { happening } from './happening.js';
import type { Happening } from './happening.js';

const KINDS = ['private', 'public', 'tricare', 'indian-health'] as const;
const KIND_WEIGHTS = [78, 14, 6, 2] as const;

/** The children of the case are insured. */
export function startCoverage(visit: Visit): void {
  const { state, random } = visit;
  state.coverages += 1;
  state.isCoverageInForce = true;
  visit.record('CoverageStarted', {
    coverage: coverageId(state.coverages),
    kind: KINDS[random.weighted(KIND_WEIGHTS)] ?? 'private',
    asOrdered: state.healthInsurance && random.chance(0.85),
    children: membersOf(state).map((child) => visit.childId(child)),
  });
}

function endCoverage(visit: Visit): void {
  visit.state.isCoverageInForce = false;
  visit.record('CoverageEnded', { coverage: coverageId(visit.state.coverages) });
}

function coverageId(number: number): string {
  return `H-${String(number)}`;
}

/** Private insurance at reasonable cost is not to be had. */
export function confirmUnavailability(visit: Visit): void {
  visit.state.isInsuranceUnavailable = true;
  visit.record('InsuranceUnavailabilityConfirmed', {});
}

function endUnavailability(visit: Visit): void {
  visit.state.isInsuranceUnavailable = false;
  visit.record('InsuranceUnavailabilityEnded', {});
}

function payBills(visit: Visit): void {
  visit.record('MedicalBillsPaid', { amount: formatCents(visit.random.between(2_000, 90_000)) });
}

/** Health insurance and medical bills. */
export const MEDICAL: readonly Happening[] = [
  happening(
    0.2,
    (state) => state.healthInsurance && hasCurrentOrder(state) && !state.isCoverageInForce,
    startCoverage,
  ),
  happening(0.03, (state) => !state.healthInsurance && !state.isCoverageInForce, startCoverage),
  happening(0.3, (state) => state.isCoverageInForce, endCoverage),
  happening(
    0.1,
    (state) => hasCurrentOrder(state) && !state.isInsuranceUnavailable,
    confirmUnavailability,
  ),
  happening(0.35, (state) => state.isInsuranceUnavailable, endUnavailability),
  happening(0.04, hasCurrentOrder, payBills),
];
