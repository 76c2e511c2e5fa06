import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { FileTooLarge, ZipWriter } from '../printing/xlsx/zip-writer.js';
import { UnusableStore } from '../ports/failures.js';

/** A zip file that was made. */
export interface Zipped {
  readonly bytes: number;
  /** Of the file, 64 hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Puts the folder of a package into one zip file, under a folder of that name: the same package always is the same
 * bytes. The file is there whole or not at all, and on disk when this answers.
 *
 * @param out - absolute path of the file
 */
export async function zipPackage(folder: string, name: string, out: string): Promise<Zipped> {
  const draft = `${out}.unfinished`;
  const sum = createHash('sha256');
  let bytes = 0;
  const file = await open(draft, 'w');
  try {
    for await (const piece of zipped(folder, name)) {
      sum.update(piece);
      bytes += piece.length;
      await file.writeFile(piece);
    }
    await file.sync();
  } catch (error) {
    await rm(draft, { force: true });
    if (!(error instanceof FileTooLarge)) throw error;
    throw new UnusableStore(
      'refused',
      out,
      'The package is larger than 4 GiB, more than one zip file holds: make it with "plumbline package" on the machine.',
      error,
    );
  } finally {
    await file.close();
  }
  await rename(draft, out);
  return { bytes, sha256: sum.digest('hex') };
}

async function* zipped(folder: string, name: string): AsyncGenerator<Uint8Array> {
  const zip = new ZipWriter();
  for (const path of await filesIn(folder)) {
    zip.open(`${name}/${relative(folder, path).split(sep).join('/')}`);
    for await (const chunk of createReadStream(path)) yield* zip.write(chunk as Buffer);
    yield* zip.close('');
  }
  yield* zip.finish();
}

/** All files of a folder and the folders in it, in order of path. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of (await readdir(folder)).toSorted()) {
    const path = join(folder, name);
    if ((await stat(path)).isDirectory()) found.push(...(await filesIn(path)));
    else found.push(path);
  }
  return found;
}
