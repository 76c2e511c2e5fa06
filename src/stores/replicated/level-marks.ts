import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { County } from '../../../events/values/county.js';
import { formatInstantMillis, latest, parseInstantMillis } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import { writeWhole } from '../sqlite/data-folder.js';

/** The file of a replica's folder that says when it was level. */
const LEVEL_FILE = 'level.json';

/**
 * As of which instant a replica has all that the server had of a county, records and acts. Kept in one small file;
 * of two processes that write it at once an instant may be lost, which makes a county seem older than it is.
 */
export class LevelMarks {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, LEVEL_FILE);
  }

  /** Null where it was never level, or nobody knows any more. */
  at(county: County): Instant | null {
    return this.#read().get(county) ?? null;
  }

  /** Remembers when counties were level; never an earlier instant than is known. */
  keep(levels: ReadonlyMap<County, Instant>): void {
    if (levels.size === 0) return;
    const all = new Map(this.#read());
    for (const [county, at] of levels) all.set(county, latest(at, all.get(county) ?? at));
    const members = [...all]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      // Written by hand: an object would put county "10" before "01".
      .map(([county, at]) => `"${county}":"${formatInstantMillis(at)}"`);
    writeWhole(this.#path, `{${members.join(',')}}\n`);
  }

  /** What cannot be read is not known: the next time that the server answers it is known again. */
  #read(): ReadonlyMap<County, Instant> {
    const levels = new Map<County, Instant>();
    try {
      const said: unknown = JSON.parse(readFileSync(this.#path, 'utf8'));
      for (const [county, text] of Object.entries(said ?? {})) {
        const at = typeof text === 'string' ? parseInstantMillis(text) : null;
        // A county that is none is never asked for.
        if (at !== null) levels.set(county as County, at);
      }
    } catch {
      return new Map();
    }
    return levels;
  }
}
