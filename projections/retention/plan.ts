import type { SubjectKind } from '../../events/registry.js';
import type { Day } from '../../events/values/day.js';
import { ffyOf, firstDayOfFfy } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { Opening, ParticipantChain, RetentionRecords } from './retention-records.js';

/** A hold in force on a case or child that the ledger has, by its subject number. */
export interface SubjectHold {
  readonly hold: number;
  readonly subject: number;
}

/** By what a ledger is planned. */
export interface RetentionRule {
  /** The first retained month, as holds lower it. */
  readonly firstMonth: Month;
  /** How many records were recorded before its first day. */
  readonly cut: number;
  readonly holds: readonly SubjectHold[];
}

/** Why a group stays, or that it goes; of several reasons the first in this order. */
export type Verdict =
  /** Nothing of the ledger expires: it has no record from the first retained month on. */
  | { readonly kind: 'loading' }
  | { readonly kind: 'late'; readonly position: number }
  /** A case of it is open, or was closed too late. `closedOn` is null where it is open. */
  | { readonly kind: 'open'; readonly subject: number; readonly closedOn: Day | null }
  | { readonly kind: 'held'; readonly hold: number }
  | { readonly kind: 'expires' };

/** Positions from the first to the last, both included. */
export type PositionRange = readonly [first: number, last: number];

/** What a day's retention erases of a ledger. */
export interface RetentionPlan {
  readonly firstMonth: Month;
  readonly cut: number;
  readonly erased: readonly PositionRange[];
  readonly records: number;
  /** How many cases, children and participants become unknown. */
  readonly cases: number;
  readonly children: number;
  readonly participants: number;
  /** The holds on cases and children that keep a group, ascending. */
  readonly keepingHolds: readonly number[];
  /** Whether the group of a case or child goes, by its subject number. */
  verdictOf(subject: number): Verdict;
}

/**
 * Plans what of a ledger expires. Linear in the records.
 *
 * @param kinds - by subject number; those without a kept record are passed over
 */
export function planRetention(
  records: RetentionRecords,
  kinds: readonly SubjectKind[],
  rule: RetentionRule,
): RetentionPlan {
  const verdicts = verdictsOfGroups(records, kinds, rule);
  const { groups } = records;
  const verdictOf = (subject: number): Verdict => verdicts.get(groups.setOf(subject)) ?? EXPIRES;
  const isErased = erasedSubjects(records, verdictOf);
  const chains = erasableChains(records, isErased, rule.cut);
  const erased = rangesOf(records, isErased, chains);
  let cases = 0;
  let children = 0;
  isErased.forEach((is, subject) => {
    if (is === 1 && kinds[subject] === 'case') cases += 1;
    if (is === 1 && kinds[subject] === 'child') children += 1;
  });
  return {
    firstMonth: rule.firstMonth,
    cut: rule.cut,
    erased,
    records: erased.reduce((count, [first, last]) => count + last - first + 1, 0),
    cases,
    children,
    participants: participantsGone(records, chains),
    keepingHolds: keepingHolds(rule.holds, verdictOf),
    verdictOf,
  };
}

const EXPIRES: Verdict = { kind: 'expires' };

/** The verdicts of groups that stay, by the number that stands for the group. */
function verdictsOfGroups(
  records: RetentionRecords,
  kinds: readonly SubjectKind[],
  { firstMonth, cut, holds }: RetentionRule,
): ReadonlyMap<number, Verdict> {
  const { groups, lastPosition } = records;
  const verdicts = new Map<number, Verdict>();
  const decide = (subject: number, verdict: Verdict): void => {
    const group = groups.setOf(subject);
    if (!verdicts.has(group)) verdicts.set(group, verdict);
  };
  for (let subject = 1; subject < kinds.length; subject += 1) {
    const position = lastPosition[subject]!;
    if (cut >= records.size) decide(subject, { kind: 'loading' });
    else if (position > cut) decide(subject, { kind: 'late', position });
  }
  const firstDay = firstDayOfFfy(ffyOf(firstMonth));
  for (const opening of lastOpenings(records, cut)) {
    if (opening.isClosing && opening.effective < firstDay) continue;
    const closedOn = opening.isClosing ? (opening.effective as Day) : null; // a day of the ledger
    decide(opening.subject, { kind: 'open', subject: opening.subject, closedOn });
  }
  for (const { subject, hold } of holds) decide(subject, { kind: 'held', hold });
  return verdicts;
}

/** Of each case the last opening or closing record in business order, by the active records as of the cut. */
function lastOpenings(records: RetentionRecords, cut: number): Iterable<Opening> {
  const last = new Map<number, Opening>();
  for (const opening of records.openings) {
    const superseded = records.supersededAt.get(opening.position) ?? Infinity;
    if (opening.position > cut || superseded <= cut) continue;
    const known = last.get(opening.subject);
    if (known === undefined || isLater(opening, known)) last.set(opening.subject, opening);
  }
  return last.values();
}

function isLater(one: Opening, other: Opening): boolean {
  if (one.effective !== other.effective) return one.effective > other.effective;
  return one.root > other.root;
}

/** By subject number: 1 where all its records go. */
function erasedSubjects(
  { lastPosition }: RetentionRecords,
  verdictOf: (subject: number) => Verdict,
): Uint8Array {
  return Uint8Array.from(lastPosition, (last, subject) =>
    subject !== 0 && last !== 0 && verdictOf(subject).kind === 'expires' ? 1 : 0,
  );
}

/** The chains of participants' records that are over by the cut and that no case that stays names. */
function erasableChains(
  { chains, casesNaming, size }: RetentionRecords,
  isErased: Uint8Array,
  cut: number,
): ReadonlySet<ParticipantChain> {
  const erasable = new Set<ParticipantChain>();
  if (cut >= size) return erasable;
  const isNamed = (participant: string): boolean => {
    for (const subject of casesNaming.get(participant) ?? []) {
      if (isErased[subject] !== 1) return true;
    }
    return false;
  };
  for (const chain of chains.values()) {
    if (chain.positions.some((position) => position > cut)) continue;
    if (![...chain.participants].some(isNamed)) erasable.add(chain);
  }
  return erasable;
}

function rangesOf(
  { subjectAt, size }: RetentionRecords,
  isErased: Uint8Array,
  chains: ReadonlySet<ParticipantChain>,
): readonly PositionRange[] {
  const ofCounty = new Set([...chains].flatMap(({ positions }) => positions));
  const ranges: [number, number][] = [];
  let range: [number, number] | null = null;
  for (let position = 1; position <= size; position += 1) {
    if (isErased[subjectAt[position]!] !== 1 && !ofCounty.has(position)) {
      range = null;
    } else if (range === null) {
      range = [position, position];
      ranges.push(range);
    } else {
      range[1] = position;
    }
  }
  return ranges;
}

/** Participants of the chains that go whom no chain that stays registers. */
function participantsGone(
  { chains }: RetentionRecords,
  going: ReadonlySet<ParticipantChain>,
): number {
  const gone = new Set<string>();
  for (const { participants } of going) for (const each of participants) gone.add(each);
  for (const chain of chains.values()) {
    if (going.has(chain)) continue;
    for (const each of chain.participants) gone.delete(each);
  }
  return gone.size;
}

/** A hold keeps something where its group would go, were no case or child held. */
function keepingHolds(
  holds: readonly SubjectHold[],
  verdictOf: (subject: number) => Verdict,
): readonly number[] {
  const keeping = holds.filter(({ subject }) => verdictOf(subject).kind === 'held');
  return keeping.map(({ hold }) => hold).sort((one, other) => one - other);
}
