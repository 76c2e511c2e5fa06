import { TYPE_CODE } from '../../events/registry.js';
import type { RecordedColumns } from '../columns/record-columns.js';

/** What came to a ledger since a year was kept, as far as it bears on the year. */
export interface Touched {
  /** Cases of which a record, or what it corrects, is effective by the end of the year. */
  readonly cases: ReadonlySet<number>;
  /** Those of them that it reaches behind the beginning of the year. */
  readonly stale: ReadonlySet<number>;
  /** Children to be asked anew: with a record of their own, or of a case that names them now or did before. */
  readonly children: ReadonlySet<number>;
  /** Those of them for whom a case or they themselves are stale: for the September before the year as well. */
  readonly staleChildren: ReadonlySet<number>;
  /** Cases to be folded on from the beginning of the year: those touched, and all others of the children. */
  readonly resumed: ReadonlySet<number>;
  /**
   * Cases to be folded from before the year: the stale ones, and all of the stale children's; by case, the earliest day on
   * which anything of it is new.
   */
  readonly beforeYear: ReadonlyMap<number, number>;
}

/** What is asked about. */
export interface TouchedAsked {
  /** The records since, in order of position. */
  readonly tail: RecordedColumns;
  /** First and last day of the year. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** The day on which a record before the tail is effective, by its position. */
  readonly dayOf: (position: number) => number;
  readonly isChild: (subject: number) => boolean;
  /** By case: the children that it had named. */
  readonly children: ReadonlyMap<number, readonly number[]>;
}

const COUNTY = 0;

/**
 * Whom later records touch. A record that reaches behind the beginning of the year makes its case stale, and for that
 * case's children (as they are now and were before) all of their other cases: these are folded anew, nobody else is.
 */
export function touchedBy(asked: TouchedAsked): Touched {
  const { reach, named } = reachOf(asked);
  const { cases, stale, children, staleChildren } = membersTouched(asked, reach, named);
  const casesOf = casesByChild(children, asked.children, named);
  const beforeYear = new Map<number, number>();
  // Nothing is new of a stale child's case by itself: where it stands on the last day before the year is all that is asked.
  const eve = asked.firstDay - 1;
  for (const child of staleChildren) for (const of of casesOf(child)) beforeYear.set(of, eve);
  for (const of of stale) beforeYear.set(of, reach.get(of) ?? eve);
  const others = [...children].flatMap((child) => casesOf(child));
  const resumed = new Set([...cases, ...others].filter((subject) => !beforeYear.has(subject)));
  return { cases, stale, children, staleChildren, resumed, beforeYear };
}

/** The cases and children on whom the records bear. */
function membersTouched(
  asked: TouchedAsked,
  reach: ReadonlyMap<number, number>,
  named: ReadonlyMap<number, readonly number[]>,
): Pick<Touched, 'cases' | 'stale' | 'children' | 'staleChildren'> {
  const { firstDay, lastDay, isChild } = asked;
  const cases = new Set<number>();
  const stale = new Set<number>();
  const children = new Set<number>();
  const staleChildren = new Set<number>();
  const addChild = (child: number, isStale: boolean): void => {
    children.add(child);
    if (isStale) staleChildren.add(child);
  };
  for (const [subject, day] of reach) {
    if (day > lastDay) continue;
    const isStale = day < firstDay;
    if (isChild(subject)) {
      addChild(subject, isStale);
      continue;
    }
    cases.add(subject);
    if (isStale) stale.add(subject);
    for (const child of asked.children.get(subject) ?? []) addChild(child, isStale);
    for (const child of named.get(subject) ?? []) addChild(child, isStale);
  }
  return { cases, stale, children, staleChildren };
}

/** By subject, the earliest day that its later records bear on; by case, the children that they name. */
function reachOf({ tail, dayOf }: TouchedAsked): {
  readonly reach: ReadonlyMap<number, number>;
  readonly named: ReadonlyMap<number, readonly number[]>;
} {
  const reach = new Map<number, number>();
  const named = new Map<number, number[]>();
  const dayInTail = new Map<number, number>();
  for (let row = 0; row < tail.count; row += 1) {
    const subject = tail.subject[row]!;
    dayInTail.set(tail.position[row]!, tail.effective[row]!);
    if (subject === COUNTY) continue;
    const corrects = tail.corrects[row]!;
    let day: number = tail.effective[row]!;
    if (corrects !== 0) day = Math.min(day, dayInTail.get(corrects) ?? dayOf(corrects));
    reach.set(subject, Math.min(day, reach.get(subject) ?? Infinity));
    const type: number = tail.type[row]!;
    if (type === TYPE_CODE.ChildAddedToCase || type === TYPE_CODE.ChildRemovedFromCase) {
      const child = tail.args[tail.argsStart[row]!]!;
      named.set(subject, [...(named.get(subject) ?? []), child]);
    }
  }
  return { reach, named };
}

function casesByChild(
  wanted: ReadonlySet<number>,
  ...namings: readonly ReadonlyMap<number, readonly number[]>[]
): (child: number) => readonly number[] {
  const cases = new Map<number, number[]>();
  for (const naming of namings) {
    for (const [subject, children] of naming) {
      for (const child of children) {
        if (!wanted.has(child)) continue;
        const known = cases.get(child);
        if (known === undefined) cases.set(child, [subject]);
        else known.push(subject);
      }
    }
  }
  return (child) => cases.get(child) ?? [];
}
