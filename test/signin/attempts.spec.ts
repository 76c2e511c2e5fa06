import {
  NO_ATTEMPTS,
  beginAttempt,
  delayedUntil,
  isPasswordSpent,
  takeBack,
  weightOfAttempts,
  withCounter,
  wrongFrom,
} from '../../src/signin/attempts.js';
import type { Attempts, Counters } from '../../src/signin/attempts.js';
import { instantOfMs, later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';

const NOW = instantOfMs(1_800_000_000_000);
const MINUTE_MS = 60_000;

/** The attempts after those begun at some minutes, each let in. */
function after(...minutes: readonly number[]): Attempts {
  return minutes.reduce<Attempts>((attempts, minute) => {
    const begun = beginAttempt(attempts, instantOfMs(NOW + minute * MINUTE_MS));
    if (begun.kind === 'waits') throw new Error(`The attempt of minute ${String(minute)} waits.`);
    return begun.after;
  }, NO_ATTEMPTS);
}

function kindAt(attempts: Attempts, minute: number): string {
  return beginAttempt(attempts, instantOfMs(NOW + minute * MINUTE_MS)).kind;
}

describe('attempts for one e-mail address', () => {
  it('wait 15 minutes after the third within two hours, and then have three more', () => {
    const three = after(0, 60, 119);
    const waits = beginAttempt(three, instantOfMs(NOW + 133 * MINUTE_MS));
    expect(waits).toEqual({ kind: 'waits', until: NOW + 134 * MINUTE_MS });
    expect(kindAt(three, 134)).toBe('let');
    expect(kindAt(after(0, 60, 119, 134, 135), 136)).toBe('let');
    expect(kindAt(after(0, 60, 119, 134, 135, 136), 137)).toBe('waits');
  });

  it('do not wait where the third came two hours after the first', () => {
    expect(kindAt(after(0, 60, 120), 121)).toBe('let');
    expect(kindAt(after(0, 60, 120, 121), 122)).toBe('waits');
  });

  it('are as many as they were when one is taken back, whatever began meanwhile', () => {
    const third = after(0, 1, 2);
    expect(kindAt(third, 3)).toBe('waits');
    expect(takeBack(third, instantOfMs(NOW + 2 * MINUTE_MS))).toEqual(after(0, 1));
    expect(takeBack(third, NOW)).toEqual({ ...after(1, 2), inARow: 2 });
    expect(takeBack(NO_ATTEMPTS, NOW)).toEqual(NO_ATTEMPTS);
  });

  it('spend the password with the hundredth in a row', () => {
    const minutes = Array.from({ length: 100 }, (_none, index) => Math.floor(index / 3) * 15);
    expect(isPasswordSpent(after(...minutes.slice(0, 99)))).toBe(false);
    expect(isPasswordSpent(after(...minutes))).toBe(true);
  });
});

describe('wrong ones from a network address', () => {
  it('delay it from the twentieth within 15 minutes until the first of them is 15 minutes old', () => {
    const at = Array.from({ length: 20 }, (_none, index) => later(NOW, index));
    const nineteen = at.slice(0, 19).reduce<readonly Instant[]>(wrongFrom, []);
    expect(delayedUntil(nineteen, later(NOW, 19))).toBeNull();
    const twenty = at.reduce<readonly Instant[]>(wrongFrom, []);
    expect(delayedUntil(twenty, later(NOW, 19))).toBe(NOW + 15 * MINUTE_MS);
    expect(delayedUntil(twenty, later(NOW, 15 * MINUTE_MS))).toBeNull();
  });
});

describe('the counters of one document', () => {
  it('are 64 at most, and the one with the least on it goes first', () => {
    const strangers: Counters<Attempts> = Object.fromEntries(
      Array.from({ length: 63 }, (_none, index) => [`s${String(index)}`, after(index)]),
    );
    const waiting = withCounter(strangers, 'waiting', after(0, 0, 0), weightOfAttempts);
    expect(Object.keys(waiting)).toHaveLength(64);
    const more = withCounter(waiting, 'another', after(90), weightOfAttempts);
    expect(Object.keys(more)).toHaveLength(64);
    expect(Object.keys(more)).toEqual(expect.arrayContaining(['waiting', 'another', 's62']));
    expect(Object.keys(more)).not.toContain('s0');
  });
});
