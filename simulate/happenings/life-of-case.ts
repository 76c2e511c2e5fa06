import type { CaseState } from '../case-state.js';
import { NO_ORDER, NO_PROGRAM, PROGRAMS } from '../words.js';
import { ageUnpaidSupport } from '../money.js';
import { anotherCounty, openingData } from '../opening.js';
import { startMonths, startPayments, stop } from '../timetable.js';
import type { Visit } from '../visit.js';
import { happening } from './happening.js';
import type { Happening } from './happening.js';

const CLOSURE_REASONS = [
  'EMANCIPATED',
  'NO-ARREARS',
  'CP-REQUEST',
  'NCP-DECEASED',
  'NO-CONTACT',
  'NOT-LOCATED',
] as const;

function close(visit: Visit): void {
  visit.record('CaseClosed', { reason: visit.random.pick(CLOSURE_REASONS) });
  leave(visit.state);
}

function reopen(visit: Visit): void {
  const { state, random } = visit;
  const program = random.chance(0.3) ? NO_PROGRAM : state.program;
  const isSameProgram = program === state.program;
  state.program = program;
  visit.record('CaseReopened', isSameProgram ? {} : { program: PROGRAMS[program] ?? 'none' });
  resume(visit);
}

function transferOut(visit: Visit): void {
  visit.record('CaseTransferredOut', { toCounty: anotherCounty(visit) });
  leave(visit.state);
  visit.state.isTransferredOut = true;
}

function transferBack(visit: Visit): void {
  const { state } = visit;
  visit.record('CaseTransferredIn', {
    ...openingData(visit),
    fromCounty: anotherCounty(visit),
    openedOn: visit.dayText(state.openedDay),
  });
  state.isTransferredOut = false;
  resume(visit);
}

function leave(state: CaseState): void {
  ageUnpaidSupport(state);
  state.isOpen = false;
  stop(state);
}

function resume(visit: Visit): void {
  visit.state.isOpen = true;
  startMonths(visit);
  if (visit.state.orderState !== NO_ORDER) startPayments(visit);
}

/** Finds that the county has jurisdiction over the case, or has none. */
export function determineJurisdiction(visit: Visit, hasJurisdiction: boolean): void {
  visit.state.hasNoJurisdiction = !hasJurisdiction;
  visit.record('JurisdictionDetermined', { jurisdiction: hasJurisdiction });
}

/** Closures, reopenings, transfers, jurisdiction. */
export const LIFE_OF_CASE: readonly Happening[] = [
  happening(0.045, () => true, close),
  { perYear: 0.1, canHappen: (state) => !state.isOpen && !state.isTransferredOut, happen: reopen },
  happening(0.01, () => true, transferOut),
  { perYear: 0.08, canHappen: (state) => state.isTransferredOut, happen: transferBack },
  happening(
    0.004,
    (state) => state.orderState === NO_ORDER && !state.hasNoJurisdiction,
    (visit) => {
      determineJurisdiction(visit, false);
    },
  ),
  happening(
    0.6,
    (state) => state.hasNoJurisdiction,
    (visit) => {
      determineJurisdiction(visit, true);
    },
  ),
];
