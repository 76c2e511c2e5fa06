import type { County } from '../../events/values/county.js';
import { parseCounty } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { parseMonth } from '../../events/values/month.js';
import { simulateCaseload } from '../../simulate/caseload.js';
import type { SimulationArguments } from '../../simulate/simulation-arguments.js';
import type { Line } from './naive-acceptance.js';

/** Two federal fiscal years of 2,000 cases in Los Angeles, unless told otherwise. */
export function argumentsWith(changes: Partial<SimulationArguments> = {}): SimulationArguments {
  return {
    county: county('19'),
    cases: 2000,
    from: month('2004-10'),
    to: month('2006-09'),
    seed: '7',
    ...changes,
  };
}

export function month(text: string): Month {
  const parsed = parseMonth(text);
  if (parsed === null) throw new Error(`${text} is no month.`);
  return parsed;
}

export function county(text: string): County {
  const parsed = parseCounty(text);
  if (parsed === null) throw new Error(`${text} is no county.`);
  return parsed;
}

/** The lines of a simulated caseload as text. */
export function* textsOf(given: SimulationArguments): Generator<string, void, undefined> {
  for (const chunk of simulateCaseload(given)) yield* chunk.trimEnd().split('\n');
}

/** The lines of a simulated caseload as records. */
export function* linesOf(given: SimulationArguments): Generator<Line, void, undefined> {
  for (const text of textsOf(given)) yield JSON.parse(text) as Line;
}

/** Whether the line belongs to the load of the old cases, on the first three days. */
export function isLoad(line: Line, given: SimulationArguments): boolean {
  const [recordedMonth, dayOfMonth] = [
    line.recorded.slice(0, 7),
    Number(line.recorded.slice(8, 10)),
  ];
  return recordedMonth === monthText(given.from) && dayOfMonth <= 3;
}

export function monthText(value: Month): string {
  return `${String(Math.floor(value / 12))}-${String((value % 12) + 1).padStart(2, '0')}`;
}

/** Shares of late lines and of corrections among the lines after the load. */
export function sharesOf(
  lines: Iterable<Line>,
  given: SimulationArguments,
): { readonly late: number; readonly correct: number } {
  let [all, late, correct] = [0, 0, 0];
  for (const line of lines) {
    if (isLoad(line, given)) continue;
    all += 1;
    if (line.corrects !== undefined) correct += 1;
    else if (line.effective < line.recorded.slice(0, 10)) late += 1;
  }
  return { late: late / all, correct: correct / all };
}
