import type { Caseload } from '../caseload.js';
import type { Task } from '../child.js';
import { WORKS } from '../works.js';
import type { WorkEntry, WorkName } from '../works.js';
import { assertSameCells } from '../sql/compare.js';
import { askChild } from './child-process.js';
import { median } from './medians.js';
import type { Measurement, Run } from './work.js';

/** What came of a work: one measurement a round, in order of round. */
export interface Measured {
  readonly work: WorkName;
  readonly measurements: readonly Measurement[];
}

/** Told before each measurement. */
export type OnMeasure = (work: WorkName, round: number) => void;

/**
 * Measures works in rounds, every work once in each, so that what is compared was measured under the
 * same load of the machine. The order turns by one from round to round.
 */
export async function measureRounds(
  program: string,
  caseload: Caseload,
  works: readonly WorkName[],
  rounds: number,
  onMeasure: OnMeasure,
): Promise<readonly Measured[]> {
  const measured = new Map<WorkName, Measurement[]>(works.map((work) => [work, []]));
  for (let round = 0; round < rounds; round += 1) {
    const turn = round % works.length;
    for (const work of [...works.slice(turn), ...works.slice(0, turn)]) {
      onMeasure(work, round + 1);
      const task: Task = { kind: 'measure', work, caseload };
      measured.get(work)?.push(await askChild<Measurement>(program, task));
    }
    assertSameAnswers(works, measured);
  }
  return [...measured].map(([work, measurements]) => ({ work, measurements }));
}

/** Works that answer the same question must agree to the byte. */
function assertSameAnswers(
  works: readonly WorkName[],
  measured: ReadonlyMap<WorkName, readonly Measurement[]>,
): void {
  const known = new Map<string, { readonly answer: string; readonly by: WorkName }>();
  for (const work of works) {
    const entry: WorkEntry = WORKS[work];
    const answer = measured.get(work)?.at(-1)?.answer;
    if (entry.question === null || answer === undefined) continue;
    const first = known.get(entry.question);
    if (first === undefined) known.set(entry.question, { answer, by: work });
    else if (first.answer !== answer) {
      throw new Error(`"${work}" gives other figures than "${first.by}" on the same records.`);
    }
  }
  const reports = known.get('twelve months');
  const cells = known.get('lines in SQL');
  if (reports !== undefined && cells !== undefined) assertSameCells(reports.answer, cells.answer);
}

/** The first run in a process. */
export function firstRun({ runs }: Measurement): Run {
  const run = runs[0];
  if (run === undefined) throw new Error('A measurement has no run.');
  return run;
}

/** The run of a process that is warm: the median of those after the first, or the first if alone. */
export function warmRun(measurement: Measurement): Run {
  const later = measurement.runs.slice(1);
  if (later.length === 0) return firstRun(measurement);
  return {
    wallMs: median(later.map(({ wallMs }) => wallMs)),
    cpuMs: median(later.map(({ cpuMs }) => cpuMs)),
  };
}
