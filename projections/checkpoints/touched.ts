import { TYPE_CODE } from '../../events/registry.js';
import type { RecordedColumns } from '../columns/record-columns.js';
import type { ChildrenByCase } from './children-by-case.js';

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
  /** By case: the children that it had named, of which nothing is told anew yet. */
  readonly children: ChildrenByCase;
}

const COUNTY = 0;

/**
 * Whom later records touch. A record that reaches behind the beginning of the year makes its case stale, and for that
 * case's children (as they are now and were before) all of their other cases: these are folded anew, nobody else is.
 */
export function touchedBy(asked: TouchedAsked): Touched {
  const reach = reachOf(asked);
  const named = namedIn(asked.tail);
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
    for (const child of asked.children.of(subject)) addChild(child, isStale);
    for (const child of named.get(subject) ?? []) addChild(child, isStale);
  }
  return { cases, stale, children, staleChildren };
}

/** By subject, the earliest day that its later records bear on. */
function reachOf({ tail, dayOf }: TouchedAsked): ReadonlyMap<number, number> {
  const reach = new Map<number, number>();
  const dayInTail = new Map<number, number>();
  for (let row = 0; row < tail.count; row += 1) {
    const subject = tail.subject[row]!;
    dayInTail.set(tail.position[row]!, tail.effective[row]!);
    if (subject === COUNTY) continue;
    const corrects = tail.corrects[row]!;
    let day: number = tail.effective[row]!;
    if (corrects !== 0) day = Math.min(day, dayInTail.get(corrects) ?? dayOf(corrects));
    reach.set(subject, Math.min(day, reach.get(subject) ?? Infinity));
  }
  return reach;
}

/** The cases that had named a child, or name it since. */
function casesByChild(
  wanted: ReadonlySet<number>,
  before: ChildrenByCase,
  since: ReadonlyMap<number, readonly number[]>,
): (child: number) => readonly number[] {
  const cases = new Map<number, number[]>();
  const add = (subject: number, child: number): void => {
    const known = cases.get(child);
    if (known === undefined) cases.set(child, [subject]);
    else known.push(subject);
  };
  before.eachKeptCaseOf(wanted, add);
  for (const [subject, children] of since) {
    for (const child of children) if (wanted.has(child)) add(subject, child);
  }
  return (child) => cases.get(child) ?? [];
}

/**
 * All whose records may be asked for where a kept year is brought on: who has a later record, the children that such a case
 * names or named, and all cases of these. Known before any record of the year is read; `touchedBy` names fewer.
 */
export function perhapsTouchedBy(
  tail: RecordedColumns,
  children: ChildrenByCase,
): ReadonlySet<number> {
  const subjects = new Set<number>();
  for (let row = 0; row < tail.count; row += 1) subjects.add(tail.subject[row]!);
  subjects.delete(COUNTY);
  const named = namedIn(tail);
  const withChildren = new Set(subjects);
  for (const subject of subjects) {
    for (const child of children.of(subject)) withChildren.add(child);
    for (const child of named.get(subject) ?? []) withChildren.add(child);
  }
  const all = new Set(withChildren);
  children.eachKeptCaseOf(withChildren, (subject) => all.add(subject));
  return all;
}

/** By case, the children that its later records name. */
function namedIn(tail: RecordedColumns): ReadonlyMap<number, readonly number[]> {
  const named = new Map<number, number[]>();
  for (let row = 0; row < tail.count; row += 1) {
    const type: number = tail.type[row]!;
    if (type !== TYPE_CODE.ChildAddedToCase && type !== TYPE_CODE.ChildRemovedFromCase) continue;
    const subject = tail.subject[row]!;
    const child = tail.args[tail.argsStart[row]!]!;
    const known = named.get(subject);
    if (known === undefined) named.set(subject, [child]);
    else known.push(child);
  }
  return named;
}
