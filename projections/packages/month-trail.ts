import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { EDITIONS, editionOf } from '../form/editions.js';
import type { KnownEditions } from '../form/editions.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { walkRows } from '../form/walked/row-walk.js';
import { TracedRows } from './traced-rows.js';

/** The trail of every line of a month, and the subjects whose records it can be made anew from. */
export interface MonthTrail {
  readonly lines: ReadonlyMap<LineNumber, TracedRows>;
  /**
   * By subject number, 1 for the county, every case and child on any line or asked for besides, and
   * every case that such a child ever belonged to: its lines depend on those cases.
   */
  readonly isNeeded: Uint8Array;
}

/**
 * The rows of all lines of a month as of a position with their records: what `trailRows` gives line
 * by line, in one replay, and a second one of the prior September where Line 5a rests on it.
 *
 * @param besides - subjects on no line that are needed all the same
 */
export function monthTrail(
  view: LedgerView,
  month: Month,
  asOf: number,
  besides: Iterable<number> = [],
  known: KnownEditions = EDITIONS,
): MonthTrail {
  const edition = editionOf(month, known);
  const lines = new Map(edition.lines.map(({ line }) => [line, new TracedRows()]));
  /** A child and a case that it ever belonged to, pair after pair. */
  const belongings: number[] = [];
  walkRows(
    view,
    { month, asOf, lines: edition.lines, basis: 'records', known },
    {
      onRow: ({ line }, column, subject, amount, basis) => {
        const [cases, positions] = [basis.cases(), basis.positions()];
        lines.get(line)?.add({ column, subject, amount, cases, positions });
      },
      onCase: (subject, fold) => {
        for (const { child } of fold.members.all) {
          // A view of some subjects may hold a case and not all of its children.
          if (child < view.subjectCount) belongings.push(child, subject);
        }
      },
    },
  );
  const onLines = [...lines.values()].map((rows) => rows.subjects());
  return { lines, isNeeded: neededSubjects(view, [...onLines, besides], belongings) };
}

function neededSubjects(
  view: LedgerView,
  asked: readonly Iterable<number>[],
  belongings: readonly number[],
): Uint8Array {
  const isNeeded = new Uint8Array(view.subjectCount);
  isNeeded[0] = 1;
  for (const subjects of asked) for (const subject of subjects) isNeeded[subject] = 1;
  for (let at = 0; at < belongings.length; at += 2) {
    if (isNeeded[belongings[at]!] === 1) isNeeded[belongings[at + 1]!] = 1;
  }
  return isNeeded;
}
