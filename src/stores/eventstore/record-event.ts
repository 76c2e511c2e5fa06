import { isRecordType } from '../../../events/registry.js';
import type { County } from '../../../events/values/county.js';
import { isRecordId } from '../../../events/values/ids.js';
import { formatInstantMillis, later, parseInstant } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import { parseLine } from '../../../events/wire/parse.js';
import type { ParsedRecord } from '../../../events/wire/parse.js';
import type { StoredRecord } from '../../ports/event-log.js';
import { LedgerStreamDamaged } from '../../ports/server-failures.js';
import type { StreamEvent } from './stream-events.js';

/** What every event of a ledger says of its data. */
export const JSON_CONTENT = 'application/json';
const SHOWN_TYPE_CHARACTERS_MAX = 40;
const MILLIS_FORM = /^(?<seconds>.{19})\.(?<millis>\d{3})Z$/;

/** A record as it is in the stream, with who wrote it. */
export interface RecordInStream {
  readonly kind: 'record';
  readonly record: StoredRecord;
  readonly parsed: ParsedRecord;
  /** `writer/number of the append`; see CountyLane. */
  readonly source: string;
}

/** The bytes of one event. */
export interface RecordEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** A record may have the UUID of zeros as its id, and the server refuses an append with such an event. */
const NIL_ID = '00000000-0000-0000-0000-000000000000';
/** The id of that record's event. Storage: never change it. */
const NIL_EVENT_ID = '6e696c00-0000-8000-8000-000000000000';

const eventIdOf = (recordId: string): string => (recordId === NIL_ID ? NIL_EVENT_ID : recordId);

/** `eventId` is the record's id, the type its type, the data its canonical bytes. */
export const recordEvent = (
  { id, type, body, recorded }: StoredRecord,
  source: string,
): RecordEvent => ({
  id: eventIdOf(id),
  type,
  data: Buffer.from(body),
  metadata: Buffer.from(`{"recorded":"${formatInstantMillis(recorded)}","source":"${source}"}`),
});

/** What 24.10 counts of an event against its limit for one append; 23.10 counts less. */
export const countedBytes = ({ data, metadata, type }: RecordEvent): number =>
  data.length + metadata.length + 2 * type.length;

/**
 * The record that an event holds. The bytes need not be canonical (their JSON value is what counts,
 * and what is kept is canonical), but everything else has to fit.
 * @throws LedgerStreamDamaged where the event is no record of this county, or not the one at this position.
 */
export const recordInStream = (
  county: County,
  stream: string,
  position: number,
  event: StreamEvent,
): RecordInStream => {
  const damaged = (finding: string): LedgerStreamDamaged =>
    new LedgerStreamDamaged(county, stream, position, finding);
  if (event.revision !== position - 1) {
    throw damaged(`the next event has revision ${String(event.revision)}, so there is a gap.`);
  }
  if (!isRecordType(event.type)) {
    throw damaged(`the event's type "${shown(event.type)}" is no record type.`);
  }
  if (event.contentType !== JSON_CONTENT) throw damaged('the event is not JSON.');
  const parsed = parseLine(event.data);
  if (parsed.kind === 'rejection') {
    throw damaged(`the event's bytes are no valid record (${parsed.code}).`);
  }
  const { record, body } = parsed;
  if (eventIdOf(record.id) !== event.id || !isRecordId(event.id)) {
    throw damaged("the event's id is not the id of the record in it.");
  }
  if (record.type !== event.type) {
    throw damaged(`the event's type is ${event.type}, the record in it is a ${record.type}.`);
  }
  if (record.county !== county) throw damaged(`the record is county ${record.county}'s.`);
  const origin = originOfEvent(event.metadata);
  if (origin === null) throw damaged("the event's metadata does not say when it was recorded.");
  const { recorded, source } = origin;
  return {
    kind: 'record',
    record: { position, recorded, id: record.id, type: record.type, body },
    parsed,
    source,
  };
};

/** Who wrote an event, or null where its metadata is not of this program's form. */
export const originOfEvent = (
  metadata: Uint8Array,
): { readonly recorded: Instant; readonly source: string } | null => {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(metadata).toString('utf8'));
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('recorded' in value)) return null;
  const recorded = typeof value.recorded === 'string' ? instantOf(value.recorded) : null;
  if (recorded === null) return null;
  const source = 'source' in value && typeof value.source === 'string' ? value.source : '';
  return { recorded, source };
};

/** The instant in the form of a ledger's events, to the second or millisecond; null where it is in none. */
export const instantOf = (text: string): Instant | null => {
  const groups = MILLIS_FORM.exec(text)?.groups;
  if (groups === undefined) return parseInstant(text);
  const seconds = parseInstant(`${groups['seconds'] ?? ''}Z`);
  return seconds === null ? null : later(seconds, Number(groups['millis']));
};

const shown = (type: string): string =>
  type.length > SHOWN_TYPE_CHARACTERS_MAX ? `${type.slice(0, SHOWN_TYPE_CHARACTERS_MAX)}...` : type;
