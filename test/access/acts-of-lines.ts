import type { Instant } from '../../events/values/instant.js';
import type { Day } from '../../events/values/day.js';
import { keptAct, readActLine } from '../../events/acts/read-access-act.js';
import { readLines } from '../../events/wire/lines.js';
import { NO_ACTS } from '../../projections/access/access-state.js';
import { accessStateOf, decideInOrder } from '../../projections/access/decide.js';
import type { ActDecision } from '../../projections/access/decide.js';
import { shownAccounts } from '../../projections/access/shown-account.js';
import { shownApplications } from '../../projections/process/shown-application.js';

/** The outcome of a line as `access load --json` prints it, without the sentences. */
export type Outcome = Readonly<Record<string, unknown>>;

/** What the acts of some lines came to, and the bodies that a stream would keep of them. */
export interface Loaded {
  readonly outcomes: readonly Outcome[];
  readonly bodies: readonly string[];
}

/** Decides on the lines of a file in order. */
export async function loaded(file: Uint8Array, clock: Instant): Promise<Loaded> {
  const lines: { readonly number: number; readonly bytes: Uint8Array }[] = [];
  for await (const batch of readLines([file], { bytesMax: 262_144, isBlankKept: false })) {
    for (const line of batch) {
      const bytes = line.kind === 'line' ? new Uint8Array(line.bytes) : new Uint8Array(262_145);
      lines.push({ number: line.number, bytes });
    }
  }
  const read = lines.map(({ bytes }) => readActLine(bytes));
  const { decisions } = decideInOrder(NO_ACTS, read, clock);
  return {
    outcomes: decisions.map((decision, index) => outcomeOf(lines[index]?.number ?? 0, decision)),
    bodies: decisions.flatMap((each) => (each.kind === 'done' ? [each.body] : [])),
  };
}

/** The outcome of a line as it is printed. */
export function outcomeOf(line: number, decision: ActDecision): Outcome {
  if (decision.kind === 'refusal') return { line, error: decision.code };
  const { rows, ...made } = decision.made;
  const unsaid = rows?.map((row) =>
    'error' in row ? { row: row.row, error: row.error } : { ...row },
  );
  return { line, act: decision.act, ...made, ...(unsaid === undefined ? {} : { rows: unsaid }) };
}

/** What is shown on a day of what a stream keeps. */
export function shownOn(bodies: readonly string[], on: Day): unknown {
  const state = accessStateOf(bodies.map(keptAct).filter((act) => act.on <= on));
  return { accounts: shownAccounts(state, on), applications: shownApplications(state, on) };
}
