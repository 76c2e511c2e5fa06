import type { County } from '../../../../events/values/county.js';
import { formatDay, parseDay } from '../../../../events/values/day.js';
import { formatMonth, parseMonth } from '../../../../events/values/month.js';
import type { Erasure } from '../../../ports/erasure.js';
import { LedgerStreamDamaged } from '../../../ports/server-failures.js';
import { JSON_CONTENT } from '../record-event.js';
import type { RecordEvent } from '../record-event.js';
import type { StreamEvent } from '../stream-events.js';
import { generationOf } from './stream-names.js';
import { contentEvent, isWritten, jsonFields } from './written-event.js';

/** The type of the last event of a stream whose ledger goes on in another. Storage: never change it. */
export const MOVED_TYPE = 'LedgerMoved';

/** A ledger's move to a new stream, which is the moment at which an order erases. */
export interface LedgerMove extends Erasure {
  /** The stream that it left. */
  readonly from: string;
  /** The stream in which it goes on. */
  readonly stream: string;
  /** The Merkle root over the positions 1 to `size`, 64 hexadecimal digits. */
  readonly root: string;
}

/** The event that is appended to the stream that is left. */
export const movedEvent = (county: County, move: LedgerMove): RecordEvent => {
  const { order, on, firstMonth, cut, records, size, plan, stream, root } = move;
  return contentEvent(MOVED_TYPE, {
    county,
    cut,
    firstMonth: formatMonth(firstMonth),
    on: formatDay(on),
    order: String(order),
    plan,
    records,
    root,
    size,
    stream,
  });
};

/**
 * The move that an event of stream `from` tells of.
 * @param base - the name of the ledger's first stream
 * @throws LedgerStreamDamaged where the event is not what this program writes, names another place than its own
 * or a stream that is no later one of this ledger
 */
export const moveInStream = (
  county: County,
  base: string,
  from: string,
  event: StreamEvent,
): LedgerMove => {
  const damaged = (finding: string): LedgerStreamDamaged =>
    new LedgerStreamDamaged(county, from, event.revision + 1, finding);
  const move = moveOf(from, event);
  if (move === null || event.contentType !== JSON_CONTENT) {
    throw damaged('the event does not say where the ledger has moved.');
  }
  if (!isWritten(event, movedEvent(county, move))) {
    throw damaged('the event that says where the ledger has moved is not of this ledger.');
  }
  if (move.size !== event.revision) {
    throw damaged(
      `the ledger is said to have moved with ${String(move.size)} records, and has ${String(event.revision)}.`,
    );
  }
  const generation = generationOf(base, move.stream);
  if (generation === null || generation <= (generationOf(base, from) ?? 0)) {
    throw damaged(
      `the ledger is said to have moved to stream "${move.stream}", which is no later one of "${base}".`,
    );
  }
  return move;
};

const moveOf = (from: string, event: StreamEvent): LedgerMove | null => {
  const fields = jsonFields(event.data) ?? {};
  const { cut, records, size } = fields;
  const [on, firstMonth] = [
    parseDay(textIn(fields, 'on')),
    parseMonth(textIn(fields, 'firstMonth')),
  ];
  const order = /^[1-9]\d{0,6}$/.test(textIn(fields, 'order')) ? Number(fields['order']) : 0;
  if (!isCount(cut) || !isCount(records) || !isCount(size)) return null;
  if (on === null || firstMonth === null || order === 0) return null;
  const [plan, root, stream] = ['plan', 'root', 'stream'].map((name) => textIn(fields, name));
  if (plan === undefined || root === undefined || stream === undefined) return null;
  return { order, on, firstMonth, cut, records, size, plan, root, stream, from };
};

const textIn = (fields: Readonly<Record<string, unknown>>, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
