import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { BrokenInput, OtherKind } from '../../input/input-faults.js';
import { messageOf } from '../../system-reason.js';
import { isBomb, tooLarge } from './bounded-bytes.js';
import { contentOf } from './file-name.js';
import type { Content } from './file-name.js';
import { PackedReader } from '../../input/tables/packed-reader.js';
import type { StoredBytes } from '../../input/tables/stored-bytes.js';

/** Most members of an archive. */
export const MEMBERS_MAX = 1_000;

const STORED = 0;
const DEFLATED = 8;
const UNIX_KIND = 0o170000;
const UNIX_FILE = 0o100000;

/** A file in an archive. */
export interface ZipMember {
  readonly name: string;
  readonly content: Content;
  /** Unpacked, as the archive says; no more and no fewer come. */
  readonly size: number;
  readonly chunks: () => AsyncGenerator<Uint8Array, void, undefined>;
}

/**
 * The members of an archive in its own order, all of them looked at before one is unpacked: at most 1,000, names
 * without a path, no link, nothing packed in them (contract/intake.md, Formats). Throws `OtherKind`, or `BrokenInput`
 * where the archive is cut, damaged or a bomb.
 */
export async function zipMembers(packed: StoredBytes): Promise<readonly ZipMember[]> {
  const zip = await speaking(() =>
    yauzl.fromRandomAccessReaderPromise(new PackedReader(packed), packed.size, {
      autoClose: false,
      strictFileNames: true,
    }),
  );
  if (zip.entryCount > MEMBERS_MAX) {
    throw new OtherKind(
      `an archive of more than ${String(MEMBERS_MAX)} files`,
      'send it in several archives',
    );
  }
  const members = await speaking(async () => {
    const found: ZipMember[] = [];
    for await (const entry of zip.eachEntry()) found.push(memberOf(zip, entry));
    return found;
  });
  const unpacked = members.reduce((sum, { size }) => sum + size, 0);
  if (isBomb(unpacked, packed.size)) throw tooLarge();
  const names = new Set(members.map(({ name }) => name));
  if (names.size < members.length) {
    throw new OtherKind('an archive with two files of one name', 'name each once');
  }
  if (members.length === 0) throw new OtherKind('an empty ZIP archive', 'send what belongs in it');
  return members;
}

function memberOf(zip: ZipFile, entry: Entry): ZipMember {
  const { fileName, uncompressedSize, compressionMethod, externalFileAttributes } = entry;
  const kind = (externalFileAttributes >>> 16) & UNIX_KIND;
  if (/[/\\]/u.test(fileName)) throw withFolders();
  if (kind !== 0 && kind !== UNIX_FILE) {
    throw new OtherKind('an archive with a link in it', 'pack the file itself');
  }
  if (entry.isEncrypted() || (compressionMethod !== STORED && compressionMethod !== DEFLATED)) {
    throw new OtherKind(
      'an archive that is locked with a password or packed in an unusual way',
      'pack it without one (and encrypt with age)',
    );
  }
  return {
    name: fileName,
    content: contentOf(fileName),
    size: uncompressedSize,
    chunks: () => unpackedMember(zip, entry),
  };
}

async function* unpackedMember(
  zip: ZipFile,
  entry: Entry,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = await speaking(() => zip.openReadStreamPromise(entry));
  let sum = 0;
  try {
    // Without an encoding the stream gives bytes.
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw brokenBy(error);
  } finally {
    stream.destroy();
  }
  if (sum !== entry.crc32) throw new BrokenInput('the archive is damaged: a check sum is another');
}

function withFolders(): OtherKind {
  return new OtherKind('an archive with folders', 'pack the files alone, without a path');
}

async function speaking<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw brokenBy(error);
  }
}

/** How the library says that a name leads out of the archive, or into a folder of it. */
export const PATH_FAULT = /absolute path|invalid relative path|invalid characters in fileName/u;

/** What the library finds is wrong with the archive; what is ours passes as it is. */
function brokenBy(error: unknown): Error {
  if (error instanceof BrokenInput || error instanceof OtherKind) return error;
  if (PATH_FAULT.test(messageOf(error))) return withFolders();
  return new BrokenInput('the ZIP archive breaks off or is damaged', { cause: error });
}
