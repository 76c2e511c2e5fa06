import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { ActsOf } from '../../ports/act-log.js';
import type { NotedStream } from '../../ports/notes.js';
import type { KeysToCopy } from '../../ports/safekeeping.js';
import type { ActStream } from './act-file.js';
import { isErrorCode } from './connection.js';
import { isFile, makeFolder, namesIn, writeWhole } from './data-folder.js';
import { ANCHOR, CHECKPOINTS, TAKEN_IN, actOf } from './note-folder.js';
import type { NotesNamed } from './note-folder.js';

/** SHA-256 of files by their paths in a backup. */
type Hashes = Record<string, string>;

/** Keys that sign, and the one that files from counties are encrypted to. */
const KEY_NAME = /^(?:[1-9]\d{0,5}\.pem|intake\.age-key)$/u;

/** Public halves of keys that are not here themselves. */
const PUBLIC_NAME = /^[1-9]\d{0,5}\.public\.pem$/u;

/**
 * The signed notes of a data folder on their way into a backup. Others may act meanwhile: no note in it may say more
 * than the copies have. So the anchors are those of the beginning, and a note of an act is copied where the act was.
 */
export class NoteFiles<Of extends ActsOf, Stream extends NotedStream> {
  readonly #folder: string;
  readonly #named: NotesNamed<Of, Stream>;
  readonly #anchors = new Map<string, string>();

  /** Reads the anchors. Must be made before anything is copied. */
  constructor(folder: string, named: NotesNamed<Of, Stream>) {
    this.#folder = folder;
    this.#named = named;
    for (const { name } of this.#all()) {
      const path = join(this.#folder, CHECKPOINTS, name, ANCHOR);
      if (isFile(path)) this.#anchors.set(name, readFileSync(path, 'utf8'));
    }
  }

  /**
   * Copies the notes behind the acts, which are in the backup already; the ledgers follow.
   *
   * @param streamOf - the kind of file that has a stream's acts
   */
  copyTo(target: string, streamOf: (stream: Stream) => ActStream): Hashes {
    const hashes: Hashes = {};
    for (const { name: folder, of } of this.#all()) {
      const sizes = new Map(
        this.#named.streams.map((stream) => {
          const path = join(target, streamOf(stream).folder, `${of}.db`);
          return [stream, actCountIn(path)] as const;
        }),
      );
      let newest = this.#anchors.get(folder) ?? null;
      for (const name of (namesIn(join(this.#folder, CHECKPOINTS, folder)) ?? []).toSorted()) {
        const act = actOf(name, this.#named.streams);
        const isCopied =
          act === null ? name === TAKEN_IN : act.number <= (sizes.get(act.stream) ?? 0);
        const text = isCopied ? this.#textOf(folder, name) : null;
        if (text === null) continue;
        newest ??= text;
        add(hashes, target, `${CHECKPOINTS}/${folder}/${name}`, text);
      }
      if (newest !== null) add(hashes, target, `${CHECKPOINTS}/${folder}/${ANCHOR}`, newest);
    }
    return hashes;
  }

  /** Those that have a folder of notes, in order of its name. */
  #all(): readonly { readonly name: string; readonly of: Of }[] {
    return (namesIn(join(this.#folder, CHECKPOINTS)) ?? []).toSorted().flatMap((name) => {
      const of = this.#named.ofName(name);
      return of === null ? [] : [{ name, of }];
    });
  }

  /** Null where it was renamed since its folder was read: its act was done then, and its note is there under its name. */
  #textOf(of: string, name: string): string | null {
    const folder = join(this.#folder, CHECKPOINTS, of);
    for (const each of [name, name.replace(/^pending-([a-z]+-\d{6})-.*$/u, '$1.note')]) {
      try {
        return readFileSync(join(folder, each), 'utf8');
      } catch (error) {
        if (!isErrorCode(error, 'ENOENT')) throw error;
      }
    }
    return null;
  }
}

/** Copies the keys, for their owner alone, or of those that are left out the public halves. */
export function copyKeys(
  { folder, isLeftOut, publicFiles }: KeysToCopy,
  target: string,
): { readonly keys: Hashes; readonly publicKeys: Hashes } {
  const [keys, publicKeys]: [Hashes, Hashes] = [{}, {}];
  if (isLeftOut) {
    for (const { name, text } of publicFiles) add(publicKeys, target, `keys/${name}`, text);
    return { keys, publicKeys };
  }
  for (const name of (namesIn(folder) ?? []).toSorted()) {
    const isPublic = PUBLIC_NAME.test(name);
    if (!isPublic && !KEY_NAME.test(name)) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    add(isPublic ? publicKeys : keys, target, `keys/${name}`, text);
  }
  return { keys, publicKeys };
}

function add(hashes: Hashes, target: string, path: string, text: string): void {
  makeFolder(join(target, path, '..'));
  writeWhole(join(target, path), text);
  hashes[path] = hash('sha256', text);
}

/** How many acts a file of a backup has; 0 where it is not there. */
export function actCountIn(path: string): number {
  if (!isFile(path)) return 0;
  const database = new SQLite(path, { readonly: true, fileMustExist: true });
  try {
    return Number(database.prepare('SELECT size FROM stream').pluck().get());
  } finally {
    database.close();
  }
}
