import type { IntakeAct } from '../../events/acts/intake-acts.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';

/** A public key of a county's that was added and not removed. */
export interface IntakeKey {
  readonly label: string;
  /** Type and base64. */
  readonly key: string;
  readonly until: Day | null;
  readonly by: string;
  readonly at: Instant;
}

/** Keys by their labels, in the order in which they were added. */
export type IntakeKeys = ReadonlyMap<string, IntakeKey>;

/** The keys that a county's acts come to, those that have run out included. */
export function intakeKeysOf(acts: readonly IntakeAct[]): IntakeKeys {
  const keys = new Map<string, IntakeKey>();
  for (const act of acts) {
    keys.delete(act.label);
    if (act.kind === 'keyRemoved') continue;
    const { label, key, until, by, at } = act;
    keys.set(label, { label, key, until, by, at });
  }
  return keys;
}

/** Whether a key stands on a day: the day named in it is the last. */
export function standsOn({ until }: IntakeKey, day: Day): boolean {
  return until === null || day <= until;
}

/** The keys that stand on a day, in the order in which they were added. */
export function keysOn(keys: IntakeKeys, day: Day): readonly IntakeKey[] {
  return [...keys.values()].filter((key) => standsOn(key, day));
}
