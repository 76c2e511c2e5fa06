import { readLines } from '../../../events/wire/lines.js';
import { parseLine, rejectTooLong } from '../../../events/wire/parse.js';
import type { Mapping } from '../../../events/tables/mapping.js';
import type { County } from '../../../events/values/county.js';
import { bytesOfRecords } from '../../input/bytes-of-records.js';
import { gzipMembers } from '../../input/gzip-members.js';
import { BrokenInput } from '../../input/input-faults.js';
import type { FileLine } from '../../ledger/append-file.js';
import { openedAge } from './age-bytes.js';
import { withinBounds } from './bounded-bytes.js';
import { csvRows } from '../../input/tables/csv-rows.js';
import type { Content, NamedFile } from './file-name.js';
import { chunksOf } from '../../input/tables/stored-bytes.js';
import type { StoredBytes } from '../../input/tables/stored-bytes.js';
import { tableLines } from './table-lines.js';
import { workbookRows } from '../../input/tables/workbook-rows.js';
import { WORKBOOK_BYTES_MAX } from '../../input/tables/workbook-parts.js';
import { zipMembers } from './zip-members.js';

/** A file that came in, and whose it is. */
export interface ReceivedFile {
  /** In rejects; a member of an archive has its own name behind it. */
  readonly name: string;
  readonly named: NamedFile;
  readonly county: County;
  readonly mapping: Mapping;
  /** The service's age identity, for what is encrypted to it. */
  readonly identity: string;
}

/** Most bytes of a workbook that came packed, for which it is held: no more are read of a larger one. */
const HELD_BYTES_MAX = WORKBOOK_BYTES_MAX + 1;

/**
 * The lines of a file in whatever form it came, in order, in memory that does not grow with it (contract/intake.md,
 * Formats). Throws `OtherKind` or `BrokenInput` where it cannot be read to its end: so it is read once to its end
 * before any line of it is used.
 */
export async function* linesOfFile(
  file: ReceivedFile,
  stored: StoredBytes,
): AsyncGenerator<readonly FileLine[], void, undefined> {
  const { name, named, identity } = file;
  const open = named.isAge ? await openedAge(stored, identity) : stored;
  if (named.body.kind === 'zip') {
    for (const member of await zipMembers(open)) {
      const of = { ...file, name: `${name}/${member.name}` };
      yield* linesOf(of, member.content, withinBounds(member.chunks(), open.size));
    }
    return;
  }
  if (named.isGzip) {
    const unpacked = withinBounds(gzipMembers(chunksOf(open)), open.size);
    yield* linesOf(file, named.body, unpacked);
    return;
  }
  if (named.body.kind === 'xlsx') yield* workbookLines(file, named.body, open);
  else yield* linesOf(file, named.body, chunksOf(open));
}

async function* linesOf(
  file: ReceivedFile,
  content: Content,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly FileLine[], void, undefined> {
  const { name, county, mapping } = file;
  switch (content.kind) {
    case 'ndjson':
      yield* ndjsonLines(name, chunks);
      return;
    case 'csv':
      yield* tableLines({ file: name, type: content.type, county, mapping }, csvRows(chunks));
      return;
    case 'xlsx':
      yield* workbookLines(file, content, await held(chunks));
  }
}

async function* workbookLines(
  { name, county, mapping }: ReceivedFile,
  { type }: Extract<Content, { readonly kind: 'csv' | 'xlsx' }>,
  stored: StoredBytes,
): AsyncGenerator<readonly FileLine[], void, undefined> {
  yield* tableLines({ file: name, type, county, mapping }, [await workbookRows(stored)]);
}

/** A workbook has to be at hand as a whole. */
async function held(chunks: AsyncIterable<Uint8Array>): Promise<StoredBytes> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= HELD_BYTES_MAX) break;
  }
  const bytes = Buffer.concat(parts);
  return {
    size: bytes.length,
    read: (offset, count) => Promise.resolve(bytes.subarray(offset, offset + count)),
  };
}

/** Lines of NDJSON; a last line without its end may have been cut, whatever it is (contract/intake.md). */
async function* ndjsonLines(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly FileLine[], void, undefined> {
  for await (const lines of readLines(bytesOfRecords(chunks))) {
    yield lines.map((line) => {
      if (!line.isEnded) {
        throw new BrokenInput(
          `its last line, line ${String(line.number)}, has no end: it may have been cut`,
        );
      }
      const result = line.kind === 'tooLong' ? rejectTooLong() : parseLine(line.bytes, 'live');
      return { file, line: line.number, result };
    });
  }
}
