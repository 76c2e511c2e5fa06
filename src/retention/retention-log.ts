import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { holdsAndOrders } from '../../projections/retention/holds-and-orders.js';
import type { HoldsAndOrders, RetentionAct } from '../../projections/retention/holds-and-orders.js';
import type { ActLog } from '../ports/act-log.js';
import { parseRetentionAct, retentionActJson } from './act-json.js';
import { done } from './outcome.js';
import type { RetentionOutcome } from './outcome.js';

/**
 * The acts of the counties' retention, one append-only stream a county, `retention-19`, beside its ledger
 * and never in the ledger's positions.
 */
export type RetentionLog = Pick<ActLog, 'read' | 'append'>;

/** Where the handlers find the log. */
export const RETENTION_LOG = Symbol('RetentionLog');

/** How often an act is decided anew because others have acted meanwhile. */
const ATTEMPTS_MAX = 20;

const SECOND_MS = 1000;

/** A county's stream as it was read. */
export interface RetentionActs extends HoldsAndOrders {
  /** The size of the stream, which the next append expects. */
  readonly size: number;
  readonly lastAt: Instant | null;
}

/** Reads a county's holds and orders. */
export async function readRetention(log: RetentionLog, county: County): Promise<RetentionActs> {
  const acts = (await log.read(county)).map(({ body }) => parseRetentionAct(body));
  return { ...holdsAndOrders(acts), size: acts.length, lastAt: acts.at(-1)?.at ?? null };
}

/** The moment of the next act, to the second: the clock's, or the previous act's where the clock is behind it. */
export function momentOf({ lastAt }: RetentionActs, clock: () => Instant): Instant {
  return Math.max(Math.floor(clock() / SECOND_MS) * SECOND_MS, lastAt ?? -Infinity);
}

/**
 * Decides on an act and appends it at the size that it was decided at; where others have acted meanwhile, it
 * is decided anew. Answers the act.
 */
export async function act(
  log: RetentionLog,
  county: County,
  decide: (acts: RetentionActs) => RetentionOutcome<RetentionAct>,
): Promise<RetentionOutcome<RetentionAct>> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const before = await readRetention(log, county);
    const decided = decide(before);
    if (decided.kind !== 'done') return decided;
    const body = retentionActJson(county, decided.value);
    const outcome = await log.append(county, before.size, body);
    if (outcome.kind === 'appended') return done(decided.value);
  }
  throw new Error(
    `The holds and orders of county ${county} were changed by others ${String(ATTEMPTS_MAX)} times while one act was added: run the command again when they are done.`,
  );
}
