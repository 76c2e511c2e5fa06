import { earliest, later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import {
  HALF_SIGNED_IN_MS,
  SESSIONS_MAX,
  SESSION_IDLE_MS,
  SESSION_WHOLE_MS,
  WELCOME_MS,
} from './bounds.js';

/**
 * How far somebody has come: he has used his one-time link and chooses password and second factor; he has given his
 * password; he has signed in.
 */
export type SessionStage = 'welcome' | 'password' | 'whole';

/** What one browser has shown of who uses it. */
export interface Session {
  /** SHA-256 of its token. */
  readonly hash: string;
  readonly stage: SessionStage;
  readonly begunAt: Instant;
  /** When its last request came that a page did not make by itself. */
  readonly seenAt: Instant;
  /** When the second factor was last given; the beginning, where it never was. */
  readonly secondFactorAt: Instant;
  /** The network address that it was begun from. */
  readonly from: string;
  /** What the browser calls itself, cut short. */
  readonly agent: string;
  /** What is being chosen in it, and counts for nothing before it is proved. */
  readonly chosen: Chosen;
}

/** Password and secret that are chosen but not proved yet. */
export interface Chosen {
  readonly password: string | null;
  readonly timeSecret: string | null;
}

export const NOTHING_CHOSEN: Chosen = Object.freeze({ password: null, timeSecret: null });

/** When a session ends if nothing more is asked in it. */
export function endOfSession({ stage, begunAt, seenAt }: Session): Instant {
  switch (stage) {
    case 'welcome':
      return earliest(later(begunAt, WELCOME_MS), later(seenAt, SESSION_IDLE_MS));
    case 'password':
      return later(begunAt, HALF_SIGNED_IN_MS);
    case 'whole':
      return earliest(later(begunAt, SESSION_WHOLE_MS), later(seenAt, SESSION_IDLE_MS));
  }
}

export function isOver(session: Session, now: Instant): boolean {
  return now >= endOfSession(session);
}

/** The session of a token's hash, where it is not over. */
export function sessionIn(
  sessions: readonly Session[],
  hash: string,
  now: Instant,
): Session | null {
  const found = sessions.find((session) => session.hash === hash);
  return found === undefined || isOver(found, now) ? null : found;
}

/** The sessions with one more, without those that are over, the least lately used going where they are too many. */
export function withSession(
  sessions: readonly Session[],
  begun: Session,
  now: Instant,
): readonly Session[] {
  const others = sessions.filter(({ hash }) => hash !== begun.hash);
  const live = others.filter((session) => !isOver(session, now));
  const kept = live.toSorted((one, other) => other.seenAt - one.seenAt).slice(0, SESSIONS_MAX - 1);
  return [...kept, begun];
}

/** The sessions without one. */
export function withoutSession(sessions: readonly Session[], hash: string): readonly Session[] {
  return sessions.filter((session) => session.hash !== hash);
}
