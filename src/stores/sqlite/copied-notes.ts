import type { ActsOf } from '../../ports/act-log.js';
import type { ActNumber, KeptNote, NotedStream } from '../../ports/notes.js';
import type { ActFolder } from './act-folder.js';

/** What the body of a note on a server says: as it is kept there, and as a replica copies it. */
export function noteInBody<Stream extends NotedStream>(
  body: string,
  streams: readonly Stream[],
): Pick<KeptNote<Stream>, 'act' | 'text'> {
  const { act, note } = fieldsIn(body);
  return { act: actIn(act, streams), text: typeof note === 'string' ? note : '' };
}

/** The notes that a replica has copied of a server's stream. */
export async function copiedNotes<Stream extends NotedStream>(
  copies: ActFolder,
  of: ActsOf,
  streams: readonly Stream[],
): Promise<readonly KeptNote<Stream>[]> {
  const kept = await copies.read(of);
  return kept.map(({ number, body }) => ({
    place: `${String(number)} of the copy of its stream`,
    isPending: false,
    ...noteInBody(body, streams),
  }));
}

function fieldsIn(body: string): { readonly act?: unknown; readonly note?: unknown } {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {}; // Its note is none, and says so.
  }
}

function actIn<Stream extends NotedStream>(
  value: unknown,
  streams: readonly Stream[],
): ActNumber<Stream> | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('stream' in value) || !('number' in value)) return null;
  const stream = streams.find((each) => each === value.stream);
  const { number } = value;
  return stream !== undefined && typeof number === 'number' ? { stream, number } : null;
}
