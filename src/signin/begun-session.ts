import { latest } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { KNOWN_FROM_MAX } from './bounds.js';
import type { CredentialsOfPerson } from './credentials-of-person.js';
import { NOTHING_CHOSEN, withSession, withoutSession } from './sessions.js';
import type { Chosen, Session, SessionStage } from './sessions.js';
import type { Visitor } from './sign-in-house.js';
import { hashOfToken, newToken } from './tokens.js';

/** Longest text that is kept of what a browser calls itself, characters. */
const AGENT_LENGTH_MAX = 200;

/** A session and its token, which its browser is given and nobody keeps. */
export interface SessionBegun {
  readonly token: string;
  readonly session: Session;
}

/** A session of a stage that begins now, with a token of its own. */
export function beginSession(
  stage: SessionStage,
  { from, agent, now }: Visitor,
  chosen: Chosen = NOTHING_CHOSEN,
): SessionBegun {
  const token = newToken();
  const session = {
    hash: hashOfToken(token),
    stage,
    begunAt: now,
    seenAt: now,
    secondFactorAt: now,
    from,
    agent: agent.slice(0, AGENT_LENGTH_MAX),
    chosen,
  };
  return { token, session };
}

/** With a session begun, and the one that it takes the place of ended: its id is changed at each stage. */
export function withBegun(
  credentials: CredentialsOfPerson,
  { session }: SessionBegun,
  instead: string | null,
): CredentialsOfPerson {
  const others =
    instead === null ? credentials.sessions : withoutSession(credentials.sessions, instead);
  return { ...credentials, sessions: withSession(others, session, session.begunAt) };
}

/** As it is when somebody has signed in: when, from where, and when he was here before. */
export function withSignIn(
  credentials: CredentialsOfPerson,
  fromHash: string,
  now: Instant,
): CredentialsOfPerson {
  const others = credentials.knownFrom.filter((hash) => hash !== fromHash);
  const knownFrom = [...others, fromHash].slice(-KNOWN_FROM_MAX);
  return { ...credentials, lastSignInAt: now, lastVisitAt: lastVisit(credentials, now), knownFrom };
}

/** When somebody last asked for something, as far as that is kept; of a session that was ended, when it was begun. */
function lastVisit({ sessions, lastSignInAt }: CredentialsOfPerson, now: Instant): Instant | null {
  const seen = sessions
    .filter(({ stage, begunAt }) => stage === 'whole' && begunAt < now)
    .map(({ seenAt }) => seenAt);
  const known = lastSignInAt === null ? seen : [...seen, lastSignInAt];
  const [first, ...others] = known;
  return first === undefined ? null : latest(first, ...others);
}
