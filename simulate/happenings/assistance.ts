import { addMonths, formatMonth } from '../../events/values/month.js';
import type { Visit } from '../visit.js';
import {
  CALWORKS,
  CALWORKS_STATE,
  FOSTER_CARE,
  FOSTER_CARE_STATE,
  isFederal,
  KINGAP,
  MEDI_CAL_ONLY,
  NO_PROGRAM,
  PROGRAMS,
} from '../words.js';
import { happening } from './happening.js';
import type { Happening } from './happening.js';

/** Of families that leave CalWORKs, how many the IV-A agency reports. */
const REPORTED_SHARE = 0.6;

/** The federal programs, the most frequent first; `weights` goes with it. */
export const FEDERAL_PROGRAMS = [CALWORKS, FOSTER_CARE, KINGAP] as const;
export const FEDERAL_WEIGHTS = [82, 13, 5] as const;

/** Puts the case in a program and remembers whether it is federal. */
export function changeProgram(visit: Visit, program: number): void {
  const { state } = visit;
  state.program = program;
  state.wasAided ||= isFederal(program);
  visit.record('AssistanceProgramChanged', { program: PROGRAMS[program] ?? 'unknown' });
}

/** A federal program by its frequency. */
export function someFederalProgram(visit: Visit): number {
  return FEDERAL_PROGRAMS[visit.random.weighted(FEDERAL_WEIGHTS)] ?? CALWORKS;
}

/** A program that is not federal, by its frequency. */
export function someOtherProgram(visit: Visit): number {
  const programs = [NO_PROGRAM, MEDI_CAL_ONLY, FOSTER_CARE_STATE, CALWORKS_STATE];
  return programs[visit.random.weighted([60, 33, 3, 4])] ?? NO_PROGRAM;
}

function endAid(visit: Visit): void {
  const { state, random } = visit;
  const wasCalworks = state.program === CALWORKS;
  changeProgram(visit, someOtherProgram(visit));
  if (!wasCalworks || !random.chance(REPORTED_SHARE)) return;
  const lastGrantMonth = addMonths(visit.effectiveMonth, random.pick([0, -1, -1]));
  visit.record('TanfTerminationReported', { lastGrantMonth: formatMonth(lastGrantMonth) });
}

function beginAid(visit: Visit): void {
  changeProgram(visit, someFederalProgram(visit));
}

/** Aid begins, ends, and changes. */
export const ASSISTANCE: readonly Happening[] = [
  happening(0.077, (state) => state.wasAided && !isFederal(state.program), beginAid),
  happening(0.046, (state) => !state.wasAided, beginAid),
  happening(0.36, (state) => isFederal(state.program), endAid),
  happening(
    0.03,
    (state) => state.program === FOSTER_CARE,
    (visit) => {
      changeProgram(visit, KINGAP);
    },
  ),
  happening(
    0.05,
    (state) => !isFederal(state.program),
    (visit) => {
      const isMediCalOnly = visit.state.program === MEDI_CAL_ONLY;
      changeProgram(visit, isMediCalOnly ? NO_PROGRAM : MEDI_CAL_ONLY);
    },
  ),
];
