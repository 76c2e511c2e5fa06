import type { ActsOf } from '../../ports/act-log.js';
import { OWN_STREAMS } from '../../ports/notes.js';
import type { ActNumber, KeptNote, OwnNotes, OwnStream } from '../../ports/notes.js';
import { ACCESS_NOTE_STREAM, INTAKE_NOTE_STREAM } from './act-file.js';
import { ActFolder } from './act-folder.js';
import { ACCESS } from '../../ports/act-log.js';
import { copiedNotes } from './copied-notes.js';
import { NoteFolder, OF_OWN_STREAMS } from './note-folder.js';

/**
 * The notes of a data folder's streams that have notes of their own. In a replica's folder that is read without its
 * server those that it has copied count as well: each is signed, wherever it lies.
 */
export class OwnNoteFolder extends NoteFolder<ActsOf, OwnStream> implements OwnNotes {
  readonly onServer = null;
  readonly #copiesOfAccess: ActFolder;
  readonly #copiesOfIntake: ActFolder;

  /** @param keysFolder - where the keys are, if not in the data folder */
  constructor(dataFolder: string, keysFolder: string | null) {
    super(dataFolder, keysFolder, OF_OWN_STREAMS);
    this.#copiesOfAccess = new ActFolder(dataFolder, ACCESS_NOTE_STREAM);
    this.#copiesOfIntake = new ActFolder(dataFolder, INTAKE_NOTE_STREAM);
  }

  nameOf(of: ActsOf): string {
    return OF_OWN_STREAMS.nameOf(of);
  }

  override async all(of: ActsOf): Promise<readonly KeptNote<OwnStream>[]> {
    return [...(await super.all(of)), ...(await this.#copied(of))];
  }

  override async at(
    of: ActsOf,
    act: ActNumber<OwnStream>,
  ): Promise<readonly KeptNote<OwnStream>[]> {
    const here = await super.at(of, act);
    if (here.length > 0) return here;
    return (await this.#copied(of)).filter((note) => note.act?.number === act.number);
  }

  #copied(of: ActsOf): Promise<readonly KeptNote<OwnStream>[]> {
    const copies = of === ACCESS ? this.#copiesOfAccess : this.#copiesOfIntake;
    return copiedNotes(copies, of, OWN_STREAMS);
  }
}
