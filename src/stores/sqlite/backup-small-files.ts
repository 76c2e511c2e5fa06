import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { RETENTION_STREAM, SUBMISSION_STREAM } from './act-file.js';
import { isErrorCode } from './connection.js';
import { isFile, makeFolder, namesIn, writeWhole } from './data-folder.js';
import { ANCHOR, CHECKPOINTS, TAKEN_IN, actOf } from './note-folder.js';

/** SHA-256 of files by their paths in a backup. */
type Hashes = Record<string, string>;

/** Keys that sign, and the one that files from counties are encrypted to. */
const KEY_NAME = /^(?:[1-9]\d{0,5}\.pem|intake\.age-key)$/u;

/**
 * The signed notes of a data folder on their way into a backup. Others may act meanwhile: no note in it may say more
 * than the copies have. So the anchors are those of the beginning, and a note of an act is copied where the act was.
 */
export class NoteFiles {
  readonly #folder: string;
  readonly #anchors = new Map<County, string>();

  /** Reads the anchors. Must be made before anything is copied. */
  constructor(folder: string) {
    this.#folder = folder;
    for (const county of this.#counties()) {
      const path = join(this.#folder, CHECKPOINTS, county, ANCHOR);
      if (isFile(path)) this.#anchors.set(county, readFileSync(path, 'utf8'));
    }
  }

  /** Copies the notes behind the acts, which are in the backup already; the ledgers follow. */
  copyTo(target: string): Hashes {
    const hashes: Hashes = {};
    for (const county of this.#counties()) {
      const sizes = {
        submissions: actsIn(join(target, SUBMISSION_STREAM.folder, `${county}.db`)),
        retention: actsIn(join(target, RETENTION_STREAM.folder, `${county}.db`)),
      };
      let newest = this.#anchors.get(county) ?? null;
      for (const name of (namesIn(join(this.#folder, CHECKPOINTS, county)) ?? []).toSorted()) {
        const act = actOf(name);
        const isCopied = act === null ? name === TAKEN_IN : act.number <= sizes[act.stream];
        const text = isCopied ? this.#textOf(county, name) : null;
        if (text === null) continue;
        newest ??= text;
        add(hashes, target, `${CHECKPOINTS}/${county}/${name}`, text);
      }
      if (newest !== null) add(hashes, target, `${CHECKPOINTS}/${county}/${ANCHOR}`, newest);
    }
    return hashes;
  }

  #counties(): readonly County[] {
    return (namesIn(join(this.#folder, CHECKPOINTS)) ?? [])
      .map(parseCounty)
      .filter((county) => county !== null)
      .sort();
  }

  /** Null where it was renamed since its folder was read: its act was done then, and its note is there under its name. */
  #textOf(county: County, name: string): string | null {
    const folder = join(this.#folder, CHECKPOINTS, county);
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

/** Copies the signing keys, for their owner alone. */
export function copyKeys(keysFolder: string, target: string): Hashes {
  const hashes: Hashes = {};
  for (const name of (namesIn(keysFolder) ?? []).filter((each) => KEY_NAME.test(each)).sort()) {
    add(hashes, target, `keys/${name}`, readFileSync(join(keysFolder, name), 'utf8'));
  }
  return hashes;
}

function add(hashes: Hashes, target: string, path: string, text: string): void {
  makeFolder(join(target, path, '..'));
  writeWhole(join(target, path), text);
  hashes[path] = hash('sha256', text);
}

/** How many acts a file of a backup has; 0 where it is not there. */
export function actsIn(path: string): number {
  if (!isFile(path)) return 0;
  const database = new SQLite(path, { readonly: true, fileMustExist: true });
  try {
    return Number(database.prepare('SELECT size FROM stream').pluck().get());
  } finally {
    database.close();
  }
}
