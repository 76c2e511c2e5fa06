import { civilDayOf, startOfCivilDay } from '../../events/values/civil-day.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessLine } from './access-line.js';

/**
 * What of the access log somebody should look at (contract/web.md, `/log/unusual`). `manyCases`: an account saw many
 * different cases and children on one day. `outOfHours`: an account saw persons at night or at a weekend. `refused`: an
 * account, or somebody without one from one address, was refused often. `newAddress`: an account signed in from where it
 * had not for long. `overLimit`: a person of another organization asked for more cases than he may look at for now.
 */
export type UnusualKind = 'manyCases' | 'outOfHours' | 'refused' | 'newAddress' | 'overLimit';

/** One unusual thing: of one account on one civil day. */
export interface Unusual {
  readonly kind: UnusualKind;
  /** `A-7`; null for somebody who had not signed in. */
  readonly account: string | null;
  readonly day: Day;
  /** Different cases and children; else how often. */
  readonly times: number;
  /** From where: the first few addresses. */
  readonly from: readonly string[];
}

/** From so many different cases and children on one day on, an account saw many. */
export const MANY_CASES = 50;

/** From so many refusals on one day on, an account or an address was refused often. */
export const MANY_REFUSALS = 5;

/** Hours of work in California: from the first on, before the last. */
export const HOURS_OF_WORK = [6, 20] as const;

/** An address is new from which an account has not signed in for so many days. */
export const KNOWN_ADDRESS_DAYS = 90;

/** Addresses that are named of one unusual thing. */
const ADDRESSES_NAMED = 3;

const HOUR_MS = 3_600_000;

/** Actions by which persons are seen. */
const SEEING: ReadonlySet<string> = new Set([
  ...['case.read', 'trail.read', 'trail.download', 'package.read', 'sample.read'],
]);

/** Lines of the log that are looked at one after the other, and what was unusual in them. */
export interface UnusualFold {
  /** A line from before the days that are looked at: it tells which addresses are known. */
  readonly remember: (line: AccessLine) => void;
  /** A line of these days. Lines come in order. */
  readonly add: (line: AccessLine) => void;
  /** By day, the newest first, then by kind and account. */
  readonly found: () => readonly Unusual[];
}

interface OfDay {
  readonly day: Day;
  readonly account: string | null;
  readonly seen: Set<string>;
  outOfHours: number;
  refused: number;
  newAddresses: number;
  overLimit: number;
  readonly from: Record<
    'seen' | 'outOfHours' | 'refused' | 'newAddress' | 'overLimit',
    Set<string>
  >;
}

/** Folds lines of the access log into what is unusual. */
export function unusualFold(): UnusualFold {
  const known = new Set<string>();
  const ofDays = new Map<string, OfDay>();
  const clock = civilClock();
  const placeOf = ({ account, from }: AccessLine): string => `${account ?? ''} ${from}`;
  const isSignedIn = ({ action, result, account }: AccessLine): boolean =>
    action === 'sign-in' && result === 'allowed' && account !== null;
  const remember = (line: AccessLine): void => {
    if (isSignedIn(line)) {
      known.add(placeOf(line));
      known.add(line.account ?? '');
    }
  };
  const ofLine = (line: AccessLine, day: Day): OfDay => {
    // Who has not signed in is known by his address alone.
    const key = `${String(day)} ${line.account ?? `from ${line.from}`}`;
    const found = ofDays.get(key) ?? emptyDay(day, line.account);
    ofDays.set(key, found);
    return found;
  };
  const add = (line: AccessLine): void => {
    if (line.account === 'operator') return; // the machine's own, by nobody's hours
    const { day, isWorkTime } = clock(line.at);
    const of = ofLine(line, day);
    if (isOverLimit(line)) {
      of.overLimit += line.times;
      of.from.overLimit.add(line.from);
    } else if (line.result === 'refused') {
      of.refused += line.times;
      of.from.refused.add(line.from);
    }
    if (line.result === 'allowed' && SEEING.has(line.action)) {
      if (line.subject !== null) {
        of.seen.add(line.subject);
        of.from.seen.add(line.from);
      }
      if (!isWorkTime && line.key === null) {
        of.outOfHours += 1;
        of.from.outOfHours.add(line.from);
      }
    }
    if (isSignedIn(line)) {
      // The first sign-in of all comes from somewhere.
      if (known.has(line.account ?? '') && !known.has(placeOf(line))) {
        of.newAddresses += 1;
        of.from.newAddress.add(line.from);
      }
      remember(line);
    }
  };
  return { remember, add, found: () => [...ofDays.values()].flatMap(unusualIn).sort(compare) };
}

function emptyDay(day: Day, account: string | null): OfDay {
  const from = {
    seen: new Set<string>(),
    outOfHours: new Set<string>(),
    refused: new Set<string>(),
    newAddress: new Set<string>(),
    overLimit: new Set<string>(),
  };
  const none = { outOfHours: 0, refused: 0, newAddresses: 0, overLimit: 0 };
  return { day, account, seen: new Set(), ...none, from };
}

/** Refused though an application gives the right: there were too many looks before (contract/process.md). */
function isOverLimit({ action, result, application }: AccessLine): boolean {
  return action === 'case.read' && result === 'refused' && application !== null;
}

function unusualIn(of: OfDay): readonly Unusual[] {
  const { day, account, from } = of;
  const one = (kind: UnusualKind, times: number, places: ReadonlySet<string>): Unusual => ({
    ...{ kind, account, day, times },
    from: [...places].slice(0, ADDRESSES_NAMED),
  });
  return [
    ...(of.newAddresses > 0 ? [one('newAddress', of.newAddresses, from.newAddress)] : []),
    ...(of.seen.size >= MANY_CASES ? [one('manyCases', of.seen.size, from.seen)] : []),
    ...(of.outOfHours > 0 ? [one('outOfHours', of.outOfHours, from.outOfHours)] : []),
    ...(of.refused >= MANY_REFUSALS ? [one('refused', of.refused, from.refused)] : []),
    ...(of.overLimit > 0 ? [one('overLimit', of.overLimit, from.overLimit)] : []),
  ];
}

function compare(one: Unusual, other: Unusual): number {
  return (
    other.day - one.day ||
    (one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : 0) ||
    other.times - one.times
  );
}

/** The civil day of instants that come in order, and whether people work then; each day is worked out once. */
function civilClock(): (at: Instant) => { readonly day: Day; readonly isWorkTime: boolean } {
  let day: Day | null = null;
  let start = 0;
  let end = 0;
  return (at) => {
    if (day === null || at < start || at >= end) {
      day = civilDayOf(at);
      start = startOfCivilDay(day);
      end = startOfCivilDay((day + 1) as Day); // a day after a day
    }
    const hour = Math.floor((at - start) / HOUR_MS);
    const [first, last] = HOURS_OF_WORK;
    return { day, isWorkTime: !isWeekend(day) && hour >= first && hour < last };
  };
}

/** Day 0, 1 January 1970, was a Thursday. */
function isWeekend(day: Day): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}
