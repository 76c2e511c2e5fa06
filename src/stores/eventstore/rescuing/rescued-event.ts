import type { County } from '../../../../events/values/county.js';
import { formatDay, parseDay } from '../../../../events/values/day.js';
import { formatInstantMillis } from '../../../../events/values/instant.js';
import type { Instant } from '../../../../events/values/instant.js';
import { formatMonth, parseMonth } from '../../../../events/values/month.js';
import { LedgerStreamDamaged } from '../../../ports/server-failures.js';
import type { LedgerMove } from '../moving/moved-event.js';
import { generationOf } from '../moving/stream-names.js';
import { contentEvent, isWritten, jsonFields } from '../moving/written-event.js';
import { JSON_CONTENT, instantOf } from '../record-event.js';
import type { RecordEvent } from '../record-event.js';
import type { StreamEvent } from '../stream-events.js';

/** The type of the only event of a first stream whose ledger was made anew in another. Storage: never change it. */
export const RESCUED_TYPE = 'LedgerRescued';

/** What an erasure had decided before the stream was lost; its root is that of the places 1 to `size`. */
export type ErasureBefore = Omit<LedgerMove, 'from' | 'stream'>;

/** A ledger that was made anew on a server which had lost it. */
export interface LedgerRescue {
  /** The stream in which the ledger goes on. */
  readonly stream: string;
  readonly size: number;
  /** The Merkle root over the positions 1 to `size`, 64 hexadecimal digits. */
  readonly root: string;
  readonly by: string;
  readonly second: string;
  readonly at: Instant;
  /** In order. */
  readonly erasures: readonly ErasureBefore[];
}

/** The event that stands at the beginning of the ledger's first stream. */
export const rescuedEvent = (county: County, rescue: LedgerRescue): RecordEvent => {
  const { stream, size, root, by, second, at, erasures } = rescue;
  return contentEvent(RESCUED_TYPE, {
    at: formatInstantMillis(at),
    by,
    county,
    erasures: erasures.map((each) => ({
      cut: each.cut,
      firstMonth: formatMonth(each.firstMonth),
      on: formatDay(each.on),
      order: String(each.order),
      plan: each.plan,
      records: each.records,
      root: each.root,
      size: each.size,
    })),
    root,
    second,
    size,
    stream,
  });
};

/**
 * The rescue that an event of the first stream tells of.
 * @throws LedgerStreamDamaged where the event is not what this program writes, stands elsewhere than at the beginning
 * of the first stream, or names a stream that is no later one of this ledger
 */
export const rescueInStream = (
  county: County,
  base: string,
  from: string,
  event: StreamEvent,
): LedgerRescue => {
  const damaged = (finding: string): LedgerStreamDamaged =>
    new LedgerStreamDamaged(county, from, event.revision + 1, finding);
  if (from !== base || event.revision !== 0) {
    throw damaged('a ledger is said to have been rescued where its stream does not begin.');
  }
  const rescue = rescueOf(event);
  const isExact = rescue !== null && isWritten(event, rescuedEvent(county, rescue));
  if (!isExact || event.contentType !== JSON_CONTENT) {
    throw damaged('the event does not say how the ledger of this county was rescued.');
  }
  if ((generationOf(base, rescue.stream) ?? 1) === 1) {
    throw damaged(
      `the ledger is said to go on in stream "${rescue.stream}", which is no later one of "${base}".`,
    );
  }
  return rescue;
};

const rescueOf = (event: StreamEvent): LedgerRescue | null => {
  const fields = jsonFields(event.data) ?? {};
  const { size, erasures } = fields;
  const [stream, root, by, second, at] = ['stream', 'root', 'by', 'second', 'at'].map((name) =>
    textIn(fields, name),
  );
  const instant = instantOf(at ?? '');
  if (!isCount(size) || !Array.isArray(erasures) || instant === null) return null;
  if (!stream || !root || !by || !second) return null;
  const before = erasures.map(erasureOf);
  if (before.includes(null)) return null;
  const known = before.filter((each) => each !== null);
  return { stream, size, root, by, second, at: instant, erasures: known };
};

const erasureOf = (said: unknown): ErasureBefore | null => {
  if (typeof said !== 'object' || said === null) return null;
  const fields: Readonly<Record<string, unknown>> = { ...said };
  const { cut, records, size } = fields;
  const on = parseDay(textIn(fields, 'on'));
  const firstMonth = parseMonth(textIn(fields, 'firstMonth'));
  const order = /^[1-9]\d{0,6}$/.test(textIn(fields, 'order')) ? Number(fields['order']) : 0;
  if (!isCount(cut) || !isCount(records) || !isCount(size)) return null;
  if (on === null || firstMonth === null || order === 0) return null;
  const [plan, root] = [textIn(fields, 'plan'), textIn(fields, 'root')];
  return { order, on, firstMonth, cut, records, size, plan, root };
};

const textIn = (fields: Readonly<Record<string, unknown>>, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
