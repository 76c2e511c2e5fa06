import type { Random } from './random.js';
import { daysLater, type RandomDays } from './random-days.js';

/** A record's JSON as a sender writes it. */
export interface SentRecord {
  readonly id: string;
  readonly type: string;
  readonly county: string;
  readonly case?: string;
  readonly child?: string;
  readonly effective: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly corrects?: string;
  readonly reason?: string;
  readonly recorded?: string;
}

/** What is to be sent: a type's data and the day it happened. */
export interface Draft {
  readonly type: string;
  readonly effective: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the generator looks at when it drafts a case record. */
export interface KnownCase {
  readonly random: Random;
  readonly days: RandomDays;
  /** The case's standing records, in order of arrival. */
  readonly standing: readonly SentRecord[];
  /** The case's records, superseded ones and voids too, in order of arrival. */
  readonly recorded: readonly SentRecord[];
  readonly children: readonly string[];
  /** A day about which things happen now. */
  readonly day: string;
  /** An id that no record of the type has introduced on the case; records of other types may have. */
  readonly freshId: (type: string) => string;
}

/** Drafts a record about the case, or nothing where the case has not what it takes. */
export type Drafting = (known: KnownCase) => Draft | null;

/** Standing records of a type on the case. */
export function standingOf(known: KnownCase, type: string): readonly SentRecord[] {
  return known.standing.filter((record) => record.type === type);
}

/** A draft of a day near the case's. */
export function draft(
  known: KnownCase,
  type: string,
  data: Readonly<Record<string, unknown>>,
): Draft {
  return { type, effective: known.days.near(known.day), data };
}

/** A draft about one of the standing records of a type, null where there is none. */
export const about =
  (type: string, write: (known: KnownCase, record: SentRecord) => Draft): Drafting =>
  (known) => {
    const records = standingOf(known, type);
    return records.length === 0 ? null : write(known, known.random.pick(records));
  };

/** A draft that names an id which another type introduced, with a day about that record's own. */
export const naming = (type: string, introducer: string, field: string): Drafting =>
  about(introducer, (known, record) => ({
    type,
    // The same day and the day before the start are edges of "on or before the day of the start".
    effective: known.random.weighted<() => string>([
      [1, () => record.effective],
      [1, () => daysLater(record.effective, known.random.pick([-1, 1]))],
      [6, () => known.days.near(known.day)],
    ])(),
    data: { [field]: record.data[field] },
  }));

/** A draft without data, perhaps on the very day of the record of another type that it ends. */
export const ending =
  (type: string, start: string): Drafting =>
  (known) => {
    const started = standingOf(known, start).at(-1);
    return started !== undefined && known.random.chance(0.3)
      ? { type, effective: started.effective, data: {} }
      : draft(known, type, {});
  };
