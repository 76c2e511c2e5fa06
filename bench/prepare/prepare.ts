import { existsSync, writeFileSync } from 'node:fs';
import type { Caseload } from '../caseload.js';

/** Larger caseloads would take its append the better part of an hour. */
export const EMMETT_CASES_MAX = 3_000;

/** The steps in which a caseload's data is made, each in a process of its own. */
export const STEPS = {
  simulate: {
    title: 'simulating the records',
    makes: ({ ndjson }) => ndjson,
    make: async (caseload) => (await import('./simulate.js')).simulate(caseload),
  },
  store: {
    title: 'taking them into a store, with segments',
    makes: ({ segmentBytes }) => segmentBytes,
    make: async (caseload) => (await import('./store.js')).fillStore(caseload),
  },
  database: {
    title: 'loading them into DuckDB, and comparing its cells with ours',
    makes: ({ duckdb }) => duckdb,
    make: async (caseload) => (await import('./database.js')).fillDatabase(caseload),
  },
  emmett: {
    title: 'appending them to emmett',
    makes: ({ emmett }) => emmett,
    isWanted: ({ cases, emmettFolder }) => emmettFolder !== null && cases <= EMMETT_CASES_MAX,
    make: async (caseload) => (await import('./emmett.js')).fillEmmett(caseload),
  },
} as const satisfies Readonly<Record<string, Step>>;

/** A step of the preparation; it is left out where what it makes is there. */
export interface Step {
  readonly title: string;
  readonly makes: (caseload: Caseload) => string;
  /** Absent where it is wanted of every caseload. */
  readonly isWanted?: (caseload: Caseload) => boolean;
  readonly make: (caseload: Caseload) => Promise<void>;
}

export type StepName = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as readonly StepName[]; // the keys of the literal above

/** Whether a step is still to be done. */
export function isToDo(name: StepName, caseload: Caseload): boolean {
  const step: Step = STEPS[name];
  return (step.isWanted?.(caseload) ?? true) && !existsSync(markOf(step, caseload));
}

/** Does a step, from the beginning where it was broken off before. */
export async function prepare(name: StepName, caseload: Caseload): Promise<void> {
  const step: Step = STEPS[name];
  await step.make(caseload);
  writeFileSync(markOf(step, caseload), '');
}

/** What tells that a step was done to its end. */
function markOf(step: Step, caseload: Caseload): string {
  return `${step.makes(caseload)}.made`;
}
