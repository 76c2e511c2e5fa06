import type { ActsOf } from '../../ports/act-log.js';
import type { KeptNote, NotedStream, Notes } from '../../ports/notes.js';

/** How often what is proved is read anew because others have acted meanwhile. */
const LOOKS_MAX = 20;

/** Notes as they are kept, and what they are about. */
export interface ReadBetweenLooks<Stream extends NotedStream, Content> {
  readonly anchors: readonly KeptNote<Stream>[];
  /** All but the anchors. */
  readonly others: readonly KeptNote<Stream>[];
  readonly content: Content;
}

/**
 * Reads what notes are about between two looks at them that find the same: each act comes between a note that is made
 * before it and one that is put in its place, so that then none was added, and notes neither lack an act nor name one
 * more. The anchors, which others may write with every commit of records, are those of the look before: they never say
 * more than what was read after them.
 *
 * @throws Error where others act all the time
 */
export async function readBetweenLooks<Of extends ActsOf, Stream extends NotedStream, Content>(
  notes: Notes<Of, Stream>,
  of: Of,
  read: () => Promise<Content>,
): Promise<ReadBetweenLooks<Stream, Content>> {
  let anchors = notes.anchors(of);
  let others = await notes.all(of);
  for (let looks = 1; looks <= LOOKS_MAX; looks += 1) {
    const content = await read();
    const anchorsAfter = notes.anchors(of);
    const othersAfter = await notes.all(of);
    if (isSame(others, othersAfter)) return { anchors, others, content };
    [anchors, others] = [anchorsAfter, othersAfter];
  }
  throw new Error(
    `What is signed of ${of} was added to by others ${String(LOOKS_MAX)} times while it was proved: run the command again when they are done.`,
  );
}

function isSame(before: readonly KeptNote<NotedStream>[], after: typeof before): boolean {
  return (
    before.length === after.length &&
    before.every(({ place, text }, index) => {
      const other = after[index];
      return other?.place === place && other.text === text;
    })
  );
}
