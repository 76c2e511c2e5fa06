import { randomBytes } from 'node:crypto';
import { withSalts } from '../../events/acts/remarks.js';
import type { County } from '../../events/values/county.js';
import { latest, toWholeSecond } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { ofWhom } from '../ports/act-log.js';
import type { ActLog, ActsOf } from '../ports/act-log.js';
import type { Outcome } from '../ports/outcome.js';

/** How often an act is decided anew because others have acted meanwhile. */
export const ACT_ATTEMPTS_MAX = 20;

const SALT_BYTES = 16;

/** One kind of acts: how they are spelt in their streams, and what they come to. */
export interface ActKind<Act extends { readonly at: Instant }, State> {
  /** What the acts are, in messages. */
  readonly what: string;
  readonly parse: (body: string) => Act;
  /** Canonical JSON, which is what the stream keeps. */
  readonly write: (county: County, act: Act) => string;
  readonly fold: (acts: readonly Act[]) => State;
}

/** What reading a stream needs of its kind of acts. */
type ReadKind<Act extends { readonly at: Instant }, State> = Pick<
  ActKind<Act, State>,
  'what' | 'parse' | 'fold'
>;

/** A stream of acts as it was read. */
export interface ActsSoFar<State> {
  /** The size of the stream, which the next append expects. */
  readonly size: number;
  /** When the last act was done, null if there is none. */
  readonly lastAt: Instant | null;
  readonly state: State;
}

/** What was decided on a stream: the bodies to append, perhaps none, and what they were decided from. */
export interface Decided<Answer> {
  readonly bodies: readonly string[];
  readonly answer: Answer;
}

/** Reads the acts of a stream. */
export async function readActs<Act extends { readonly at: Instant }, State>(
  log: ActLog,
  kind: ReadKind<Act, State>,
  of: ActsOf,
): Promise<ActsSoFar<State>> {
  const acts = (await log.read(of)).map(({ body }) => kind.parse(body));
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
  return decideAndAppendAll(log, kind, county, null, (acts) => {
    const answer = decide(acts);
    return {
      bodies: answer.kind === 'done' ? [salted(kind.write(county, answer.value))] : [],
      answer,
    };
  });
}

/**
 * Decides on some acts and appends them, all or none, at the size that they were decided at; where others have acted
 * meanwhile, they are decided anew. Answers what was decided.
 *
 * @param known - the stream as it was last known, which saves reading it; null to read it
 */
export async function decideAndAppendAll<Act extends { readonly at: Instant }, State, Answer>(
  log: ActLog,
  kind: ReadKind<Act, State>,
  of: ActsOf,
  known: ActsSoFar<State> | null,
  decide: (acts: ActsSoFar<State>) => Decided<Answer>,
): Promise<Answer> {
  let before = known ?? (await readActs(log, kind, of));
  for (let attempt = 1; ; attempt += 1) {
    const { bodies, answer } = decide(before);
    if (bodies.length === 0) return answer;
    const outcome = await log.appendAll(of, before.size, bodies);
    if (outcome.kind === 'appended') return answer;
    if (attempt === ACT_ATTEMPTS_MAX) break;
    before = await readActs(log, kind, of);
  }
  throw new Error(
    `The ${kind.what}${ofWhom(of)} were changed by others ${String(ACT_ATTEMPTS_MAX)} times while one act was added: run the command again when they are done.`,
  );
}

/** The body of a new act as it is kept: with a salt beside each of its remarks. */
export function salted(body: string): string {
  return withSalts(body, () => randomBytes(SALT_BYTES).toString('hex'));
}

/** The moment of the next act, to the second: the clock's, or the previous act's where the clock is behind it. */
export function momentAfter(lastAt: Instant | null, now: Instant): Instant {
  const second = toWholeSecond(now);
  return lastAt === null ? second : latest(second, lastAt);
}
