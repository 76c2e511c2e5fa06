import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { COUNTY_STREAMS } from '../../../projections/seal/county-note.js';
import type { CountyStream } from '../../../projections/seal/county-note.js';
import { ACCESS } from '../../ports/act-log.js';
import type { ActsOf } from '../../ports/act-log.js';
import { systemReason } from '../../ports/system-reason.js';
import { UnusableStore } from '../../ports/failures.js';
import { OWN_STREAMS } from '../../ports/notes.js';
import type {
  ActNumber,
  KeptNote,
  NextAnchor,
  NotedStream,
  Notes,
  OwnStream,
  PreparedNote,
} from '../../ports/notes.js';
import { isErrorCode, syncPath } from './connection.js';
import { isFile, makeFolder, namesIn } from './data-folder.js';
import { ProcessLock } from './process-lock.js';
import { onlyToBeRead } from './sqlite-errors.js';

/** Where the notes are in a data folder or a backup, one folder a county. */
export const CHECKPOINTS = 'checkpoints';

/** Beside keys that are kept elsewhere: the newest note of each county, and of each stream with notes of its own. */
export const NEWEST = 'newest';

/** The newest note of a county. */
export const ANCHOR = 'anchor.note';

/** The note that took in the acts of an older folder. */
export const TAKEN_IN = 'taken-in.note';

const NOTE_OF_ACT =
  /^(?<pending>pending-)?(?<stream>[a-z]+)-(?<number>\d{6})(?:-[0-9a-f-]{36})?\.note$/u;
const NOTE_ENDING = '.note';

/** What the notes of a folder are about, and how their folders are called. */
export interface NotesNamed<Of extends ActsOf, Stream extends NotedStream> {
  readonly streams: readonly Stream[];
  readonly nameOf: (of: Of) => string;
  /** Null where it is the name of something else. */
  readonly ofName: (name: string) => Of | null;
}

/** Notes of counties: ledger, submissions and retention. */
export const OF_COUNTIES: NotesNamed<County, CountyStream> = {
  streams: COUNTY_STREAMS,
  nameOf: (county) => county,
  ofName: parseCounty,
};

/** Notes of the streams that have notes of their own. */
export const OF_OWN_STREAMS: NotesNamed<ActsOf, OwnStream> = {
  streams: OWN_STREAMS,
  nameOf: (of) => (of === ACCESS ? ACCESS : `intake-${of}`),
  ofName: (name) =>
    name === ACCESS
      ? ACCESS
      : parseCounty(/^intake-(?<of>\d\d)$/u.exec(name)?.groups?.['of'] ?? ''),
};

/** The notes of a data folder, a file each. */
export class NoteFolder<Of extends ActsOf, Stream extends NotedStream> implements Notes<
  Of,
  Stream
> {
  readonly #folder: string;
  readonly #newest: string | null;
  readonly #named: NotesNamed<Of, Stream>;

  /** @param keysFolder - where the keys are, if not in the data folder */
  constructor(dataFolder: string, keysFolder: string | null, named: NotesNamed<Of, Stream>) {
    this.#folder = join(dataFolder, CHECKPOINTS);
    this.#newest = keysFolder === null ? null : join(keysFolder, NEWEST);
    this.#named = named;
  }

  counties(): readonly Of[] {
    const beside = this.#newest === null ? [] : (namesIn(this.#newest) ?? []);
    const names = [
      ...(namesIn(this.#folder) ?? []),
      ...beside
        .filter((name) => name.endsWith(NOTE_ENDING))
        .map((name) => name.slice(0, -NOTE_ENDING.length)),
    ];
    return [...new Set(names.map(this.#named.ofName))].filter((of) => of !== null).sort();
  }

  anchors(of: Of): readonly KeptNote<Stream>[] {
    return this.#anchorPlaces(of).flatMap((place) => {
      const text = textAt(place);
      return text === null ? [] : [{ place, act: null, isPending: false, text }];
    });
  }

  hasOthers(of: Of): boolean {
    return this.#names(of).length > 0;
  }

  async keepAnchor(of: Of, next: NextAnchor<Stream>): Promise<void> {
    makeFolder(this.#folder);
    const lock = new ProcessLock(`${this.#folderOf(of)}.lock`);
    try {
      await lock.holding(async () => {
        const text = next(this.anchors(of));
        if (text === null) return;
        for (const place of this.#anchorPlaces(of)) await write(place, text);
      });
    } finally {
      lock.close();
    }
  }

  all(of: Of): Promise<readonly KeptNote<Stream>[]> {
    return Promise.resolve(this.#notes(of, this.#names(of).toSorted()));
  }

  at(of: Of, { stream, number }: ActNumber<Stream>): Promise<readonly KeptNote<Stream>[]> {
    const names = this.#names(of).filter((name) => {
      const act = this.#actOf(name);
      return act?.stream === stream && act.number === number;
    });
    return Promise.resolve(this.#notes(of, names));
  }

  pending(of: Of): Promise<readonly KeptNote<Stream>[]> {
    const names = this.#names(of).filter((name) => name.startsWith('pending-'));
    return Promise.resolve(this.#notes(of, names.toSorted()));
  }

  async prepare(of: Of, act: ActNumber<Stream>, text: string): Promise<PreparedNote> {
    const folder = this.#folderOf(of);
    const pending = join(folder, `pending-${nameOf(act)}-${randomUUID()}.note`);
    await write(pending, text);
    return {
      keep: () => moved(pending, join(folder, `${nameOf(act)}.note`)),
      drop: () => rm(pending, { force: true }),
    };
  }

  async takeIn(of: Of, text: string): Promise<void> {
    const place = join(this.#folderOf(of), TAKEN_IN);
    if (!isFile(place)) await write(place, text);
  }

  async settle(of: Of, { place, act }: KeptNote<Stream>, isThere: boolean): Promise<void> {
    if (act === null) return;
    if (isThere) await moved(place, join(this.#folderOf(of), `${nameOf(act)}.note`));
    else await rm(place, { force: true });
  }

  #notes(of: Of, names: readonly string[]): readonly KeptNote<Stream>[] {
    return names.flatMap((name): readonly KeptNote<Stream>[] => {
      const place = join(this.#folderOf(of), name);
      const text = textAt(place);
      if (text === null) return [];
      const { pending } = NOTE_OF_ACT.exec(name)?.groups ?? {};
      return [{ place, act: this.#actOf(name), isPending: pending !== undefined, text }];
    });
  }

  /** The files of its notes, other than the anchor. */
  #names(of: Of): readonly string[] {
    return (namesIn(this.#folderOf(of)) ?? []).filter(
      (name) => name === TAKEN_IN || this.#actOf(name) !== null,
    );
  }

  #actOf(name: string): ActNumber<Stream> | null {
    return actOf(name, this.#named.streams);
  }

  #folderOf(of: Of): string {
    return join(this.#folder, this.#named.nameOf(of));
  }

  #anchorPlaces(of: Of): readonly string[] {
    const own = join(this.#folderOf(of), ANCHOR);
    return this.#newest === null
      ? [own]
      : [own, join(this.#newest, `${this.#named.nameOf(of)}${NOTE_ENDING}`)];
  }
}

/** The act that a file's note was made with; null where it is none of an act of these streams. */
export function actOf<Stream extends NotedStream>(
  name: string,
  streams: readonly Stream[],
): ActNumber<Stream> | null {
  const { stream: named, number } = NOTE_OF_ACT.exec(name)?.groups ?? {};
  const stream = streams.find((each) => each === named);
  return stream === undefined ? null : { stream, number: Number(number) };
}

function nameOf({ stream, number }: ActNumber<NotedStream>): string {
  return `${stream}-${String(number).padStart(6, '0')}`;
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT') || isErrorCode(error, 'ENOTDIR')) return null;
    throw new UnusableStore(
      'refused',
      path,
      `The note ${path} cannot be read: ${systemReason(error)}.`,
      error,
    );
  }
}

/** There whole or not at all, and on disk: what it says must be true of what is on disk already. */
async function write(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    makeFolder(join(path, '..'));
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    if (error instanceof UnusableStore) throw error;
    if (isErrorCode(error, 'EACCES') || isErrorCode(error, 'EROFS')) {
      throw onlyToBeRead(path, error);
    }
    throw new UnusableStore(
      isErrorCode(error, 'ENOSPC') ? 'full' : 'refused',
      path,
      `The note ${path} cannot be written: ${systemReason(error)}.`,
      error,
    );
  }
}

async function moved(from: string, to: string): Promise<void> {
  await rename(from, to);
  syncPath(join(to, '..'));
}
