import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../../events/wire/canonical.js';
import type { RecordEvent } from '../record-event.js';
import type { StreamEvent } from '../stream-events.js';

const UUID_PARTS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** The UUID that the first 16 bytes make. */
export const uuidOfBytes = (bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(0, 16)).toString('hex').replace(UUID_PARTS, '$1-$2-$3-$4-$5');

/** An event of canonical JSON; its id is made of its content, so that it enters once however often it is sent. */
export const contentEvent = (
  type: string,
  content: Readonly<Record<string, unknown>>,
): RecordEvent => {
  const data = Buffer.from(canonicalJson(content));
  const id = uuidOfBytes(createHash('sha256').update(type).update('\0').update(data).digest());
  return { id, type, data, metadata: Buffer.from('{}') };
};

/** Whether what stands in the stream is what was to be written, byte for byte. */
export const isWritten = (found: StreamEvent, event: RecordEvent): boolean =>
  found.id === event.id &&
  found.type === event.type &&
  Buffer.compare(found.data, event.data) === 0 &&
  Buffer.compare(found.metadata, event.metadata) === 0;

/** The fields of a JSON object, null where the bytes are none. */
export const jsonFields = (data: Uint8Array): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
};
