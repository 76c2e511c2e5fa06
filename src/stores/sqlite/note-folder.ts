import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { COUNTY_STREAMS } from '../../../projections/seal/county-note.js';
import { systemReason } from '../../ports/system-reason.js';
import { UnusableStore } from '../../ports/failures.js';
import type { ActNumber, KeptNote, Notes, PreparedNote } from '../../ports/notes.js';
import { isErrorCode, syncPath } from './connection.js';
import { isFile, makeFolder, namesIn } from './data-folder.js';
import { onlyToBeRead } from './sqlite-errors.js';

/** Where the notes are in a data folder or a backup, one folder a county. */
export const CHECKPOINTS = 'checkpoints';

/** Beside keys that are kept elsewhere: the newest note of each county. */
export const NEWEST = 'newest';

/** The newest note of a county. */
export const ANCHOR = 'anchor.note';

/** The note that took in the acts of an older folder. */
export const TAKEN_IN = 'taken-in.note';

const NOTE_OF_ACT =
  /^(?<pending>pending-)?(?<stream>[a-z]+)-(?<number>\d{6})(?:-[0-9a-f-]{36})?\.note$/u;
const NEWEST_NAME = /^(?<county>\d\d)\.note$/u;

/** The notes of a data folder, a file each. */
export class NoteFolder implements Notes {
  readonly #folder: string;
  readonly #newest: string | null;

  /** @param keysFolder - where the keys are, if not in the data folder */
  constructor(dataFolder: string, keysFolder: string | null) {
    this.#folder = join(dataFolder, CHECKPOINTS);
    this.#newest = keysFolder === null ? null : join(keysFolder, NEWEST);
  }

  counties(): readonly County[] {
    const own = (namesIn(this.#folder) ?? []).map(parseCounty);
    const beside = this.#newest === null ? [] : (namesIn(this.#newest) ?? []);
    const named = beside.map((name) =>
      parseCounty(NEWEST_NAME.exec(name)?.groups?.['county'] ?? ''),
    );
    return [...new Set([...own, ...named])].filter((county) => county !== null).sort();
  }

  anchors(county: County): readonly KeptNote[] {
    return this.#anchorPlaces(county).flatMap((place) => {
      const text = textAt(place);
      return text === null ? [] : [{ place, act: null, isPending: false, text }];
    });
  }

  hasOthers(county: County): boolean {
    return (namesIn(join(this.#folder, county)) ?? []).some((name) => isNote(name));
  }

  async keepAnchor(county: County, text: string): Promise<void> {
    for (const place of this.#anchorPlaces(county)) await write(place, text);
  }

  all(county: County): Promise<readonly KeptNote[]> {
    const folder = join(this.#folder, county);
    const notes = (namesIn(folder) ?? []).toSorted().flatMap((name): readonly KeptNote[] => {
      const place = join(folder, name);
      const text = isNote(name) ? textAt(place) : null;
      if (text === null) return [];
      const { pending } = NOTE_OF_ACT.exec(name)?.groups ?? {};
      return [{ place, act: actOf(name), isPending: pending !== undefined, text }];
    });
    return Promise.resolve(notes);
  }

  async prepare(county: County, act: ActNumber, text: string): Promise<PreparedNote> {
    const folder = join(this.#folder, county);
    const pending = join(folder, `pending-${nameOf(act)}-${randomUUID()}.note`);
    await write(pending, text);
    return {
      keep: () => moved(pending, join(folder, `${nameOf(act)}.note`)),
      drop: () => rm(pending, { force: true }),
    };
  }

  async takeIn(county: County, text: string): Promise<void> {
    const place = join(this.#folder, county, TAKEN_IN);
    if (!isFile(place)) await write(place, text);
  }

  async settle(county: County, { place, act }: KeptNote, isThere: boolean): Promise<void> {
    if (act === null) return;
    if (isThere) await moved(place, join(this.#folder, county, `${nameOf(act)}.note`));
    else await rm(place, { force: true });
  }

  #anchorPlaces(county: County): readonly string[] {
    const own = join(this.#folder, county, ANCHOR);
    return this.#newest === null ? [own] : [own, join(this.#newest, `${county}.note`)];
  }
}

/** Whether a file of a county's notes is one, other than the anchor. */
function isNote(name: string): boolean {
  return name === TAKEN_IN || actOf(name) !== null;
}

/** The act that a file's note was made with; null where it is none of an act. */
export function actOf(name: string): ActNumber | null {
  const { stream: named, number } = NOTE_OF_ACT.exec(name)?.groups ?? {};
  const stream = COUNTY_STREAMS.find((each) => each === named);
  return stream === undefined ? null : { stream, number: Number(number) };
}

function nameOf({ stream, number }: ActNumber): string {
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
