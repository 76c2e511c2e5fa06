import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { freePath, isThere, moved, writeFileThrough } from '../../exchange/durable-files.js';
import type { SenderFolders } from '../../exchange/paths.js';
import { errorCode } from '../../system-reason.js';

/** Read by the county's user through its group. */
const SENT_MODE = 0o640;

/** What a file is compared with is never larger than what we write. */
const COMPARED_BYTES_MAX = 1024 * 1024;

/**
 * Puts a file into a folder of a county's, whole or not at all. What stands there under its name is put aside under the
 * next free number, whatever it is, and nothing where it is this file already: a delivery may be made again.
 *
 * @param end - behind the name proper, as in `.receipt.json`: a number goes in front of it
 */
export async function deliver(
  { held }: SenderFolders,
  folder: string,
  file: { readonly name: string; readonly end: string },
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const path = join(folder, `${file.name}${file.end}`);
  await putAside(path, file.end);
  const draft = join(held, `${randomUUID()}.part`);
  await writeFileThrough(draft, path, chunks, SENT_MODE, folder);
}

/** `deliver` for a text that may be there already. */
export async function deliverText(
  folders: SenderFolders,
  folder: string,
  file: { readonly name: string; readonly end: string },
  text: string,
): Promise<void> {
  if ((await textIn(join(folder, `${file.name}${file.end}`))) === text) return;
  await deliver(folders, folder, file, [text]);
}

/** Gives a file back: moves it, whatever it is. False where it is gone, most likely given back before. */
export async function giveBack(from: string, folder: string, name: string): Promise<boolean> {
  if (!(await isThere(from))) return false;
  const path = join(folder, name);
  await putAside(path, '');
  return moved(from, path);
}

/** Puts a file back where its sender writes it; never over what he has put there meanwhile. */
export async function putBack(from: string, folder: string, name: string): Promise<void> {
  const path = join(folder, name);
  await moved(from, (await isThere(path)) ? await freePath(path, '') : path);
}

/** Whether a file that a sender could have put there has the bytes of one of ours. */
export async function isSameFile(own: string, sent: string): Promise<boolean> {
  const hashes = await Promise.all([own, sent].map(hashOf));
  return hashes[0] !== null && hashes[0] === hashes[1];
}

async function hashOf(path: string): Promise<string | null> {
  const file = await openPlain(path);
  if (file === null) return null;
  try {
    const hash = createHash('sha256');
    const chunks = file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>;
    for await (const chunk of chunks) hash.update(chunk);
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

async function putAside(path: string, end: string): Promise<void> {
  if (await isThere(path)) await rename(path, await freePath(path, end));
}

/** The text of a plain file; null for everything else, and for what is larger than any text of ours. */
async function textIn(path: string): Promise<string | null> {
  const file = await openPlain(path);
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    return size > COMPARED_BYTES_MAX ? null : await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** A plain file that may be read; a link is not followed, and a pipe not waited for. */
async function openPlain(path: string): Promise<FileHandle | null> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'EACCES', 'ENXIO'].includes(errorCode(error) ?? '')) return null;
    throw error;
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  return null;
}
