import { beginSession } from '../../src/signin/begun-session.js';
import { SESSIONS_MAX } from '../../src/signin/bounds.js';
import { endOfSession, sessionIn, withSession, withoutSession } from '../../src/signin/sessions.js';
import type { Session, SessionStage } from '../../src/signin/sessions.js';
import { hashOfToken, isToken } from '../../src/signin/tokens.js';
import { instantOfMs } from '../../events/values/instant.js';

const NOW = 1_800_000_000_000;
const MINUTE_MS = 60_000;

function begun(stage: SessionStage, now = NOW): Session {
  return beginSession(stage, { from: '203.0.113.7', agent: 'a browser', now: instantOfMs(now) })
    .session;
}

describe('a session', () => {
  it('of who has signed in ends after 15 minutes without a request, or twelve hours after it began', () => {
    const session = begun('whole');
    const endsAfter = (seenMinutes: number): number =>
      (endOfSession({ ...session, seenAt: instantOfMs(NOW + seenMinutes * MINUTE_MS) }) - NOW) /
      MINUTE_MS;
    expect([0, 1, 704, 705, 706, 719].map(endsAfter)).toEqual([15, 16, 719, 720, 720, 720]);
  });

  it('of who gave his password ends after ten minutes, of who used his link after an hour at most', () => {
    const busy = NOW + 9 * MINUTE_MS;
    expect(endOfSession({ ...begun('password'), seenAt: instantOfMs(busy) })).toBe(
      NOW + 10 * MINUTE_MS,
    );
    expect(endOfSession({ ...begun('welcome'), seenAt: instantOfMs(busy) })).toBe(
      NOW + 24 * MINUTE_MS,
    );
    const late = NOW + 59 * MINUTE_MS;
    expect(endOfSession({ ...begun('welcome'), seenAt: instantOfMs(late) })).toBe(
      NOW + 60 * MINUTE_MS,
    );
  });

  it('is found by the hash of its token until the moment it ends, and kept without the token', () => {
    const visitor = { from: '203.0.113.7', agent: 'x'.repeat(1000), now: instantOfMs(NOW) };
    const { token, session } = beginSession('whole', visitor);
    expect(isToken(token)).toBe(true);
    expect(JSON.stringify(session)).not.toContain(token);
    expect(session.agent).toHaveLength(200);
    const found = (now: number): Session | null =>
      sessionIn([session], hashOfToken(token), instantOfMs(now));
    expect(found(NOW + 15 * MINUTE_MS - 1)).toEqual(session);
    expect(found(NOW + 15 * MINUTE_MS)).toBeNull();
  });
});

describe('the sessions of an account', () => {
  it('are twenty at most: the one that was used least lately goes', () => {
    const many = Array.from({ length: SESSIONS_MAX }, (_none, index) =>
      begun('whole', NOW + index),
    );
    const newest = begun('whole', NOW + SESSIONS_MAX);
    const kept = withSession(many, newest, instantOfMs(NOW + SESSIONS_MAX));
    expect(kept).toHaveLength(SESSIONS_MAX);
    expect(kept).not.toContainEqual(many[0]);
    expect(kept).toContainEqual(many[1]);
    expect(kept.at(-1)).toEqual(newest);
  });

  it('lose those that are over when another begins, and one that is ended', () => {
    const over = begun('whole', NOW - 15 * MINUTE_MS);
    const live = begun('whole', NOW - 14 * MINUTE_MS);
    const newest = begun('whole');
    expect(withSession([over, live], newest, instantOfMs(NOW))).toEqual([live, newest]);
    expect(withoutSession([live, newest], live.hash)).toEqual([newest]);
  });
});
