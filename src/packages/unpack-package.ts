import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { isBomb } from '../exchange/reading/bounded-bytes.js';
import { PATH_FAULT } from '../exchange/reading/zip-members.js';
import { PackedReader } from '../input/tables/packed-reader.js';
import { bytesOfHandle } from '../input/tables/stored-bytes.js';
import type { StoredBytes } from '../input/tables/stored-bytes.js';
import { done, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { errorCode, isOfSystem, messageOf } from '../ports/system-reason.js';

/** How much an archive may have. */
export interface UnpackBounds {
  /** Files and folders together. */
  readonly entries: number;
  /** Of all files, unpacked. */
  readonly unpackedBytes: number;
}

/** Many times what the package of the largest county has. */
export const UNPACK_BOUNDS: UnpackBounds = { entries: 10_000, unpackedBytes: 8 * 1024 ** 3 };

/** Folders above a file, the file included; a package has four. */
const DEPTH_MAX = 8;
const PATH_LENGTH_MAX = 255;

const STORED = 0;
const DEFLATED = 8;
const UNIX_KIND = 0o170000;
const UNIX_FILE = 0o100000;
const UNIX_FOLDER = 0o040000;

const OWN_FOLDER_MODE = 0o700;
const OWN_FILE_MODE = 0o600;

/** What a file manager puts beside a folder that it packs. */
const LITTER = /^(?:__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/iu;

/** How the system says that two paths of an archive cannot both be there, or that one is too long for the disk. */
const UNFIT_PATH = new Set(['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ']);

/** Why an archive is not unpacked; the message is a sentence. */
class UnfitArchive extends Error {
  override readonly name = 'UnfitArchive';
}

/**
 * Unpacks the archive of a package. All of its entries are looked at before the first is written, and nothing is
 * written but files and folders below the given one. Sums of the archive are not compared: the package's own list says
 * which file was changed. Refused, `INVALID_FIELD`: what is no archive, is damaged, leads out of itself, has links, or
 * is more than the bounds; some of it may lie in the folder then.
 *
 * @param zip - absolute path of the archive
 * @param folder - absolute path of an empty folder of whoever asks
 * @returns the folder in which the package is, if it is one: the only one in the archive, else all of it
 */
export async function unpackPackage(
  zip: string,
  folder: string,
  bounds: UnpackBounds = UNPACK_BOUNDS,
): Promise<Outcome<string>> {
  const file = await open(zip, 'r');
  try {
    const packed = await bytesOfHandle(file);
    const { archive, entries } = await entriesOf(packed, bounds);
    let room = bounds.unpackedBytes;
    for (const entry of entries) room -= await written(archive, entry, folder, room);
    return done(await onlyFolderIn(folder));
  } catch (error) {
    return refusedByRule('INVALID_FIELD', unfitBy(error).message);
  } finally {
    await file.close();
  }
}

async function entriesOf(
  packed: StoredBytes,
  bounds: UnpackBounds,
): Promise<{ readonly archive: ZipFile; readonly entries: readonly Entry[] }> {
  const archive = await yauzl.fromRandomAccessReaderPromise(new PackedReader(packed), packed.size, {
    autoClose: false,
    strictFileNames: true,
  });
  if (archive.entryCount > bounds.entries) throw tooMany(bounds);
  const entries: Entry[] = [];
  let unpacked = 0;
  for await (const entry of archive.eachEntry()) {
    assertFit(entry);
    entries.push(entry);
    if (entries.length > bounds.entries) throw tooMany(bounds);
    unpacked += entry.uncompressedSize;
  }
  if (unpacked > bounds.unpackedBytes || isBomb(unpacked, packed.size)) throw tooLarge();
  return { archive, entries };
}

function assertFit(entry: Entry): void {
  const { fileName, compressionMethod, externalFileAttributes } = entry;
  const parts = pathOf(fileName).split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0'))) {
    throw leadingOut();
  }
  if (parts.length > DEPTH_MAX || fileName.length > PATH_LENGTH_MAX) {
    throw new UnfitArchive('The archive has folders in folders or names as no package has.');
  }
  const kind = (externalFileAttributes >>> 16) & UNIX_KIND;
  if (kind !== 0 && kind !== UNIX_FILE && kind !== UNIX_FOLDER) {
    throw new UnfitArchive('The archive has a link in it: a package has files and folders alone.');
  }
  if (entry.isEncrypted() || (compressionMethod !== STORED && compressionMethod !== DEFLATED)) {
    throw new UnfitArchive(
      'The archive is locked with a password or packed in an unusual way: pack the folder anew.',
    );
  }
}

/** Writes a file, or makes a folder; answers how many bytes it wrote. */
async function written(
  archive: ZipFile,
  entry: Entry,
  folder: string,
  room: number,
): Promise<number> {
  const path = join(folder, pathOf(entry.fileName));
  const isFolder = entry.fileName.endsWith('/');
  await mkdir(isFolder ? path : dirname(path), { recursive: true, mode: OWN_FOLDER_MODE });
  if (isFolder) return 0;
  let bytes = 0;
  await pipeline(
    await archive.openReadStreamPromise(entry),
    // Counted as they come, whatever the archive says of itself.
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > room) throw tooLarge();
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: OWN_FILE_MODE }),
  );
  return bytes;
}

/** Without the slash at the end of a folder's. */
function pathOf(fileName: string): string {
  return fileName.replace(/\/$/u, '');
}

async function onlyFolderIn(folder: string): Promise<string> {
  const there = await readdir(folder, { withFileTypes: true });
  const [only, ...others] = there.filter(({ name }) => !LITTER.test(name));
  return only?.isDirectory() === true && others.length === 0 ? join(folder, only.name) : folder;
}

function leadingOut(): UnfitArchive {
  return new UnfitArchive('The archive has a name that leads out of it: no package has one.');
}

function tooMany({ entries }: UnpackBounds): UnfitArchive {
  return new UnfitArchive(
    `The archive has more than ${String(entries)} files and folders, more than any package.`,
  );
}

function tooLarge(): UnfitArchive {
  return new UnfitArchive(
    'The archive unpacks to more than any package has: verify it with "plumbline verify" on a machine of your own.',
  );
}

/** What is wrong with the archive. What the system says of the disk is no fault of it, and is thrown as it is. */
function unfitBy(error: unknown): UnfitArchive {
  if (error instanceof UnfitArchive) return error;
  if (UNFIT_PATH.has(errorCode(error) ?? '')) {
    return new UnfitArchive(
      'The archive has two entries of one name, or a name that no file can have.',
    );
  }
  if (isOfSystem(error)) throw error;
  if (PATH_FAULT.test(messageOf(error))) return leadingOut();
  return new UnfitArchive(
    'The file is no ZIP archive, or it breaks off or is damaged: choose the zip file of a package.',
  );
}
