import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { shownActionOf } from '../../projections/access/permitted.js';
import { applicationOfRight } from '../../projections/access/rights.js';
import type { LoggedAction } from '../ports/access-log.js';
import { rightsActorOf } from './actor.js';
import type { Actor } from './actor.js';
import type { House } from './house.js';
import { hasLine, lineOf } from './line-of.js';
import type { LineEnd } from './line-of.js';
import { LIST } from './list.js';
import type { EntryName, InputOf } from './list.js';
import { originNow } from './origin.js';

/** The line of a request could not be written, and so nothing is shown; the sentence is for the operator. */
export interface Unlogged {
  readonly kind: 'unlogged';
  readonly message: string;
}

/** What was asked, by whom and when. */
export interface AskedBy {
  readonly actor: Actor;
  readonly name: EntryName;
  readonly input: unknown;
  readonly now: Instant;
}

/**
 * Puts what came of a request on the access log, where it has a line, and answers when that is on disk: before the
 * answer leaves, and after an act was done (contract/access.md, The access log). The command line's are kept where
 * accounts exist. What the house itself asks in a request that somebody else makes has none.
 */
export async function putOnLog(
  house: House,
  { actor, name, input, now }: AskedBy,
  end: LineEnd,
): Promise<Unlogged | null> {
  const origin = originNow();
  if (origin === null || !hasLine(name, end)) return null;
  const { accessActs, accessLog, ledgers } = house;
  if (actor.kind === 'operator' && (await accessActs.read()).accounts.size === 0) return null;
  const { state } = accessActs.known;
  const { action } = LIST[name];
  const county = countyIn(input);
  const line = lineOf(ledgers, { name, input }, end, {
    actor,
    at: now,
    ...origin,
    application:
      county === null ? null : applicationOfRight(state, rightsActorOf(actor), action, county, now),
    action: loggedAs(name, input),
  });
  const appended = await accessLog.append(line);
  return appended.kind === 'durable' ? null : { kind: 'unlogged', message: appended.message };
}

function countyIn(input: unknown): County | null {
  if (typeof input !== 'object' || input === null || !('county' in input)) return null;
  return typeof input.county === 'string' ? parseCounty(input.county) : null;
}

/** Of an act that is posted, the action that the act needs; else the entry's. */
function loggedAs(name: EntryName, input: unknown): LoggedAction {
  const { action } = LIST[name];
  if (name !== 'doAccessAct') return action;
  const { given } = input as InputOf<'doAccessAct'>; // the entry of that name was asked with it
  return shownActionOf(given['act']) ?? action;
}
