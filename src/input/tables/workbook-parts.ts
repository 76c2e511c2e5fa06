import { zipSync } from 'fflate';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { BrokenInput, OtherKind } from '../input-faults.js';
import { PackedReader } from './packed-reader.js';
import type { StoredBytes } from './stored-bytes.js';

/** More parts than any workbook of one sheet has. */
const PARTS_MAX = 1_000;

/** Most bytes of a workbook, and of all its parts unpacked: a reader holds them, several times over. */
export const WORKBOOK_BYTES_MAX = 16 * 1024 * 1024;
export const PARTS_BYTES_MAX = 48 * 1024 * 1024;

/** Pictures and the like are left where they are. */
const NEEDED = /\.(?:xml|rels)$/u;

/**
 * A workbook of the same parts with nothing else in it, not packed: its parts were unpacked here, byte by byte, by the
 * archive's own list, so that a reader that goes by other places in it finds no more than was counted. Throws
 * `OtherKind` where it is too large, `BrokenInput` where it is no archive or damaged.
 */
export async function countedWorkbook(stored: StoredBytes): Promise<Uint8Array> {
  if (stored.size > WORKBOOK_BYTES_MAX) throw tooLarge();
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(new PackedReader(stored), stored.size, {
      autoClose: false,
      strictFileNames: true,
    });
    if (zip.entryCount > PARTS_MAX) throw tooLarge();
    const parts: Record<string, Uint8Array> = {};
    let room = PARTS_BYTES_MAX;
    for await (const entry of zip.eachEntry()) {
      if (!NEEDED.test(entry.fileName)) continue;
      const part = await unpackedPart(zip, entry, room);
      room -= part.length;
      parts[entry.fileName] = part;
    }
    return zipSync(parts, { level: 0 });
  } catch (error) {
    if (error instanceof OtherKind) throw error;
    throw new BrokenInput('the workbook breaks off or is damaged', { cause: error });
  }
}

async function unpackedPart(zip: ZipFile, entry: Entry, room: number): Promise<Uint8Array> {
  if (entry.uncompressedSize > room) throw tooLarge();
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Without an encoding the stream gives bytes.
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > room) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): OtherKind {
  return new OtherKind('a workbook that is too large to be read', 'send it as CSV, or in parts');
}
