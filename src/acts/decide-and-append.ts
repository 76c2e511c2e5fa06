import { randomBytes } from 'node:crypto';
import { withSalts } from '../../events/acts/remarks.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { ActLog } from '../ports/act-log.js';
import { done } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';

/** How often an act is decided anew because others have acted meanwhile. */
export const ACT_ATTEMPTS_MAX = 20;

const SECOND_MS = 1000;

/** One kind of acts: how they are spelt in their streams, and what they come to. */
export interface ActKind<Act extends { readonly at: Instant }, State> {
  /** What the acts are, in messages. */
  readonly what: string;
  readonly parse: (body: string) => Act;
  /** Canonical JSON, which is what the stream keeps. */
  readonly write: (county: County, act: Act) => string;
  readonly fold: (acts: readonly Act[]) => State;
}

/** A county's stream of acts as it was read. */
export interface ActsSoFar<State> {
  /** The size of the stream, which the next append expects. */
  readonly size: number;
  /** When the last act was done, null if there is none. */
  readonly lastAt: Instant | null;
  readonly state: State;
}

/** Reads a county's acts of a kind. */
export async function readActs<Act extends { readonly at: Instant }, State>(
  log: ActLog,
  kind: ActKind<Act, State>,
  county: County,
): Promise<ActsSoFar<State>> {
  const acts = (await log.read(county)).map(({ body }) => kind.parse(body));
  return { size: acts.length, lastAt: acts.at(-1)?.at ?? null, state: kind.fold(acts) };
}

/**
 * Decides on an act and appends it at the size that it was decided at; where others have acted meanwhile, it is
 * decided anew. So two people at once never make two versions of one number, nor decide twice on one. Answers the act.
 */
export async function decideAndAppend<Act extends { readonly at: Instant }, State>(
  log: ActLog,
  kind: ActKind<Act, State>,
  county: County,
  decide: (acts: ActsSoFar<State>) => Outcome<Act>,
): Promise<Outcome<Act>> {
  for (let attempt = 1; attempt <= ACT_ATTEMPTS_MAX; attempt += 1) {
    const before = await readActs(log, kind, county);
    const decided = decide(before);
    if (decided.kind !== 'done') return decided;
    const body = withSalts(kind.write(county, decided.value), newSalt);
    const outcome = await log.append(county, before.size, body);
    if (outcome.kind === 'appended') return done(decided.value);
  }
  throw new Error(
    `The ${kind.what} of county ${county} were changed by others ${String(ACT_ATTEMPTS_MAX)} times while one act was added: run the command again when they are done.`,
  );
}

function newSalt(): string {
  return randomBytes(16).toString('hex');
}

/** The moment of the next act, to the second: the clock's, or the previous act's where the clock is behind it. */
export function momentAfter(lastAt: Instant | null, now: Instant): Instant {
  return Math.max(Math.floor(now / SECOND_MS) * SECOND_MS, lastAt ?? -Infinity);
}
