import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeHead } from '../../../projections/seal/county-note.js';
import type { HeadSigner } from '../../ports/access-log.js';
import { isErrorCode } from '../sqlite/connection.js';
import { makeFolder } from '../sqlite/data-folder.js';
import { NEWEST } from '../sqlite/note-folder.js';
import type { FileLayer, WritableFile } from './file-layer.js';

/** Written in turn, so that one is whole whenever the machine stops. */
const SLOTS = [0, 1] as const;

/**
 * The newest signed note of a log beside keys that are kept elsewhere, where whoever can write the data folder cannot
 * reach it.
 */
export class NewestNotes {
  readonly #folder: string;
  readonly #layer: FileLayer;
  readonly #files: WritableFile[] = [];
  #turn = 0;

  constructor(keysFolder: string, layer: FileLayer) {
    this.#folder = join(keysFolder, NEWEST);
    this.#layer = layer;
  }

  /** What the newest note says that is signed; null where there is none. */
  newest(log: string, signer: HeadSigner): TreeHead | null {
    const said = SLOTS.map((slot) => textAt(this.#pathOf(log, slot))).map((note) =>
      note === null ? null : signer.said(log, note),
    );
    return said.reduce<TreeHead | null>(
      (newest, each) => (each !== null && each.size >= (newest?.size ?? 0) ? each : newest),
      null,
    );
  }

  /** Puts a note in place of the older of both. It is in the file when it answers, and on disk a moment later. */
  async keep(log: string, note: string): Promise<void> {
    if (this.#files.length === 0) {
      makeFolder(this.#folder);
      for (const slot of SLOTS) {
        this.#files.push(await this.#layer.open(this.#pathOf(log, slot)));
      }
    }
    this.#turn = 1 - this.#turn;
    const file = this.#files[this.#turn];
    const bytes = Buffer.from(note);
    await file?.write(bytes, 0);
    await file?.truncate(bytes.length);
  }

  async sync(): Promise<void> {
    for (const file of this.#files) await file.sync();
  }

  async close(): Promise<void> {
    for (const file of this.#files.splice(0)) await file.close();
  }

  #pathOf(log: string, slot: number): string {
    return join(this.#folder, `${log}.${String(slot)}.note`);
  }
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return null;
    throw error;
  }
}
