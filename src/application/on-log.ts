import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { shownActionOf } from '../../projections/access/permitted.js';
import { applicationOfRight } from '../../projections/access/rights.js';
import type { LoggedAction, NewAccessLine } from '../ports/access-log.js';
import { rightsActorOf } from './actor.js';
import type { Actor } from './actor.js';
import type { House } from './house.js';
import { hasLine, lineOf } from './line-of.js';
import type { LineEnd } from './line-of.js';
import { LIST } from './list.js';
import type { EntryName, InputOf } from './list.js';
import { originNow } from './origin.js';
import type { Origin } from './origin.js';
import { isToMend } from './to-mend.js';

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
  if (actor.kind === 'operator' && !(await hasLog(house, name))) return null;
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
  // A stranger's is gathered where it is told.
  if (line.account === null && line.result === 'refused') return null;
  const before = LOGGED.get(origin) ?? [];
  // A page that asks three things about a case is one look at it, and one line that says all that the others would.
  if (LIST[name].kind === 'question' && before.some((each) => saysAllOf(each, line))) return null;
  LOGGED.set(origin, before);
  const appended = await accessLog.append(line);
  if (appended.kind !== 'durable') return { kind: 'unlogged', message: appended.message };
  LOGGED.set(origin, [...(LOGGED.get(origin) ?? []), line].slice(-LINES_REMEMBERED));
  return null;
}

/**
 * Whether a line says of a request all that another would. Of a case or child it may name more, a month or line, as of the
 * same position; of a trail or sample less would stand for more rows, so that it has to be the same.
 */
function saysAllOf(one: NewAccessLine, other: NewAccessLine): boolean {
  const about = (line: NewAccessLine): string => {
    const { account, key, action, county, subject, application, result } = line;
    const of = subject === null ? line.of : { asOf: line.of?.asOf };
    return JSON.stringify([account, key, action, county, subject, application, result, of]);
  };
  if (about(one) !== about(other)) return false;
  const said: Readonly<Record<string, unknown>> = { ...one.of };
  return Object.entries(other.of ?? {}).every(
    ([name, value]) => JSON.stringify(said[name]) === JSON.stringify(value),
  );
}

/**
 * Whether what the operator does is kept. What he does to find out what is wrong, or to mend it, is kept whatever the
 * acts of access are; a folder that was restored without its keys goes on with its log once it has some.
 */
async function hasLog({ accessActs, keys }: House, name: EntryName): Promise<boolean> {
  try {
    const { accounts } = await accessActs.read();
    if (accounts.size === 0) return false;
  } catch (error) {
    if (!isToMend(name)) throw error;
  }
  return name !== 'restore' || (await keys()).all().length > 0;
}

/** So many lines of a request are compared with the next: a page that is watched has one for each position. */
const LINES_REMEMBERED = 16;

/**
 * Requests that have a line, or were to have one: what is told of them at last needs no other. With the lines that are on
 * disk, the last ones.
 */
const LOGGED = new WeakMap<Origin, readonly NewAccessLine[]>();

/** What the gate has let pass in a request, or has refused as not kept. */
const LET_PASS = new WeakMap<Origin, AskedBy>();

/** Whether the request that is under way has a line. */
export function isOnLog(): boolean {
  const origin = originNow();
  return origin !== null && LOGGED.has(origin);
}

/** Remembers what the request that is under way may do: if nothing comes of it, that is a line, too. */
export function rememberLetPass(asked: AskedBy): void {
  const origin = originNow();
  if (origin !== null) LET_PASS.set(origin, asked);
}

/**
 * Puts a request that was let pass and ends with a problem on the log, where nothing of it is there yet: a position that
 * the ledger has not, a record that was erased.
 */
export async function putFailureOnLog(house: House): Promise<Unlogged | null> {
  const origin = originNow();
  const asked = origin === null || LOGGED.has(origin) ? undefined : LET_PASS.get(origin);
  return asked === undefined ? null : putOnLog(house, asked, { kind: 'failed' });
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
