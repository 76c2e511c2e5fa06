import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { holdsAndOrders } from '../../projections/retention/holds-and-orders.js';
import type { RetentionAct } from '../../events/acts/retention-acts.js';
import type { HoldsAndOrders } from '../../projections/retention/holds-and-orders.js';
import { decideAndAppend, momentAfter, readActs } from '../acts/decide-and-append.js';
import type { ActKind, ActsSoFar } from '../acts/decide-and-append.js';
import type { ActLog } from '../ports/act-log.js';
import type { Outcome } from '../ports/outcome.js';
import { parseRetentionAct, retentionActJson } from '../../events/acts/retention-acts.js';

/** Acts about retention. */
const RETENTION_ACTS: ActKind<RetentionAct, HoldsAndOrders> = {
  what: 'holds and orders',
  parse: parseRetentionAct,
  write: retentionActJson,
  fold: holdsAndOrders,
};

/** A county's stream as it was read. */
export interface RetentionActs extends HoldsAndOrders {
  /** The size of the stream, which the next append expects. */
  readonly size: number;
  readonly lastAt: Instant | null;
}

/** Reads a county's holds and orders. */
export async function readRetention(log: ActLog, county: County): Promise<RetentionActs> {
  return retentionActs(await readActs(log, RETENTION_ACTS, county));
}

function retentionActs({ size, lastAt, state }: ActsSoFar<HoldsAndOrders>): RetentionActs {
  return { ...state, size, lastAt };
}

/** The moment of the next act by a clock. */
export function momentOfAct({ lastAt }: RetentionActs, clock: () => Instant): Instant {
  return momentAfter(lastAt, clock());
}

/** Decides on an act and appends it, by the one loop for all acts. Answers the act. */
export function actOnRetention(
  log: ActLog,
  county: County,
  decide: (acts: RetentionActs) => Outcome<RetentionAct>,
): Promise<Outcome<RetentionAct>> {
  return decideAndAppend(log, RETENTION_ACTS, county, (acts) => decide(retentionActs(acts)));
}
