import type { AtTheGate } from './gate.js';
import { originNow } from './origin.js';
import type { Origin } from './origin.js';

/**
 * What the gate has let pass, for as long as the answer to it is sent. Who has to ask, and how fresh his second factor is,
 * was looked at when he asked.
 */
export type LetPass = Omit<AtTheGate, 'needed' | 'state' | 'now'>;

/** Of a request, so many different things that were let pass are remembered, the last ones. */
const LET_PASS_MAX = 256;

const OF_REQUESTS = new WeakMap<Origin, Map<string, LetPass>>();

/** Remembers what was let pass in the request that is under way. */
export function rememberForAnswer({ actor, action, address, concern }: LetPass): void {
  const origin = originNow();
  if (origin === null) return;
  const before = OF_REQUESTS.get(origin) ?? new Map<string, LetPass>();
  OF_REQUESTS.set(origin, before);
  const passed = { actor, action, address, concern };
  const key = JSON.stringify(passed);
  before.delete(key);
  before.set(key, passed);
  const [oldest] = before.keys();
  if (before.size > LET_PASS_MAX && oldest !== undefined) before.delete(oldest);
}

/** All that was let pass in a request. */
export function letPassIn(origin: Origin): readonly LetPass[] {
  return [...(OF_REQUESTS.get(origin)?.values() ?? [])];
}

/** The request that is under way is answered with what was asked in an earlier one. */
export function rememberAllOf(earlier: Origin | null): void {
  if (earlier !== null) letPassIn(earlier).forEach(rememberForAnswer);
}
