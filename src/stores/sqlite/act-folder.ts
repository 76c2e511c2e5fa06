import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { ActLog, ActsAfter, ActsOf, StoredAct } from '../../ports/act-log.js';
import { refuseFull } from '../../ports/act-log.js';
import type { AppendOutcome } from '../../ports/event-log.js';
import { isFile, makeFolder, namesIn } from './data-folder.js';
import { RETENTION_STREAM, SUBMISSION_STREAM, ActFile } from './act-file.js';
import type { ActStream } from './act-file.js';
import { fileStamp } from './file-stamp.js';

const FILE_NAME = /^(?<county>\d\d)\.db$/u;

/**
 * The streams of submissions (or of another kind of acts) of a data folder, each in a file beside the county's ledger and not in
 * it. A file is opened for one call and closed again: acts are few, and nothing is kept open.
 */
export class ActFolder implements ActLog, ActsAfter {
  readonly #folder: string;
  readonly #stream: ActStream;
  /** By file: its stamp before it was last read to its end, and how many acts it had. */
  readonly #readToEnd = new Map<string, { readonly stamp: string; readonly size: number }>();

  constructor(dataFolder: string, stream: ActStream = SUBMISSION_STREAM) {
    this.#folder = join(dataFolder, stream.folder);
    this.#stream = stream;
  }

  async read(county: ActsOf): Promise<readonly StoredAct[]> {
    return answered(() => {
      const path = this.#pathOf(county);
      return isFile(path) ? this.#withFile(path, county, (file) => file.read()) : [];
    });
  }

  async readAfter(county: ActsOf, number: number): Promise<readonly StoredAct[]> {
    return answered(() => {
      const path = this.#pathOf(county);
      // Every request asks whether there is anything new: mostly the file is the one that was read last.
      const before = fileStamp(path);
      const known = this.#readToEnd.get(path);
      if (before !== null && known?.stamp === before && known.size === number) return [];
      const acts = isFile(path)
        ? this.#withFile(path, county, (file) => file.readAfter(number))
        : [];
      if (before !== null) {
        this.#readToEnd.set(path, { stamp: before, size: acts.at(-1)?.number ?? number });
      }
      return acts;
    });
  }

  append(county: ActsOf, expectedSize: number, body: string): Promise<AppendOutcome> {
    return this.appendAll(county, expectedSize, [body]);
  }

  async appendAll(
    county: ActsOf,
    expectedSize: number,
    bodies: readonly string[],
  ): Promise<AppendOutcome> {
    return answered(() => {
      refuseFull(this.#stream.what, county, expectedSize + bodies.length);
      const path = this.#pathOf(county);
      if (!isFile(path)) {
        makeFolder(this.#folder);
        ActFile.create(path, county, this.#stream);
      }
      return this.#withFile(path, county, (file) => file.appendAll(expectedSize, bodies));
    });
  }

  /** Whether any county has a file of these acts. */
  isUsed(): boolean {
    return (namesIn(this.#folder) ?? []).some((name) => FILE_NAME.test(name));
  }

  async counties(): Promise<readonly County[]> {
    const names = await answered(() => namesIn(this.#folder) ?? []);
    const counties = names
      .map((name) => parseCounty(FILE_NAME.exec(name)?.groups?.['county'] ?? ''))
      .filter((county) => county !== null)
      .sort();
    // A file that cannot be read has acts for all that is known: whoever reads them is told what is wrong with it.
    const acts = await Promise.all(counties.map((county) => this.read(county).catch(() => null)));
    return counties.filter((_, index) => acts[index]?.length !== 0);
  }

  /** See `ActFile.rewrite`; nothing to do where the county has no acts. */
  rewrite(county: ActsOf, change: (body: string) => string): void {
    const path = this.#pathOf(county);
    if (!isFile(path)) return;
    this.#withFile(path, county, (file) => {
      file.rewrite(change);
    });
  }

  #withFile<Result>(path: string, county: ActsOf, work: (file: ActFile) => Result): Result {
    const file = ActFile.open(path, county, this.#stream);
    try {
      return work(file);
    } finally {
      file.close();
    }
  }

  #pathOf(county: ActsOf): string {
    return join(this.#folder, `${county}.db`);
  }
}

/** The file of any kind of acts of a county, null where it has none. */
export function actsFileOf(dataFolder: string, county: County): string | null {
  const paths = [SUBMISSION_STREAM, RETENTION_STREAM].map(({ folder }) =>
    join(folder, `${county}.db`),
  );
  return paths.find((path) => isFile(join(dataFolder, path))) ?? null;
}

/** What the work gives, or a rejected promise of what it throws. */
function answered<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
