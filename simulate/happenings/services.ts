import { hasCurrentOrder } from '../money.js';
import type { Visit } from '../visit.js';
import { CALWORKS, NO_ORDER } from '../words.js';
import { happening } from './happening.js';
import type { Happening } from './happening.js';

const MANNERS = ['personal', 'substituted'] as const;
const PURPOSES = ['paternity', 'support', 'both'] as const;

function serve(visit: Visit): void {
  const { state, random } = visit;
  const isPaternityAtIssue = (state.outOfWedlock & ~state.established) !== 0;
  visit.record('ServiceOfProcessCompleted', {
    manner: random.pick(MANNERS),
    purpose: isPaternityAtIssue ? random.pick(PURPOSES) : 'support',
  });
}

/** The payee does not cooperate with the agency. */
export function stopCooperating(visit: Visit): void {
  visit.state.isNonCooperating = true;
  visit.record('NonCooperationDetermined', {});
}

function cooperateAgain(visit: Visit): void {
  visit.state.isNonCooperating = false;
  visit.record('NonCooperationEnded', {});
}

/** The payee has good cause not to cooperate. */
export function findGoodCause(visit: Visit): void {
  visit.state.hasGoodCause = true;
  visit.record('GoodCauseDetermined', {});
}

function endGoodCause(visit: Visit): void {
  visit.state.hasGoodCause = false;
  visit.record('GoodCauseEnded', {});
}

/** Service of process, and whether the family cooperates. */
export const SERVICES: readonly Happening[] = [
  happening(0.7, (state) => state.orderState === NO_ORDER, serve),
  happening(0.04, hasCurrentOrder, serve),
  happening(0.1, (state) => state.program === CALWORKS && !state.isNonCooperating, stopCooperating),
  happening(1.2, (state) => state.isNonCooperating, cooperateAgain),
  happening(0.01, (state) => !state.hasGoodCause, findGoodCause),
  happening(0.6, (state) => state.hasGoodCause, endGoodCause),
];
