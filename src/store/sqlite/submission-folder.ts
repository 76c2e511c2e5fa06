import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { StoredAct, SubmissionLog } from '../../submissions/submission-log.js';
import { ACTS_MAX } from '../../submissions/submission-log.js';
import type { AppendOutcome } from '../event-log.js';
import { isFile, makeFolder, namesIn } from './data-folder.js';
import { SubmissionFile } from './submission-file.js';

/** Where the submissions are in a data folder or a backup, one file a county: `submissions/19.db`. */
export const SUBMISSIONS = 'submissions';

const FILE_NAME = /^(?<county>\d\d)\.db$/u;

/**
 * The streams of submissions of a data folder, each in a file beside the county's ledger and not in
 * it. A file is opened for one call and closed again: acts are few, and nothing is kept open.
 */
export class SubmissionFolder implements SubmissionLog {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, SUBMISSIONS);
  }

  async read(county: County): Promise<readonly StoredAct[]> {
    return answered(() => {
      const path = this.#pathOf(county);
      return isFile(path) ? withFile(path, county, (file) => file.read()) : [];
    });
  }

  async append(county: County, expectedSize: number, body: string): Promise<AppendOutcome> {
    return answered(() => {
      if (expectedSize >= ACTS_MAX) {
        throw new RangeError(
          `The stream of submissions of county ${county} has ${String(expectedSize)} acts, and holds at most ${String(ACTS_MAX)}.`,
        );
      }
      const path = this.#pathOf(county);
      if (!isFile(path)) {
        makeFolder(this.#folder);
        SubmissionFile.create(path, county);
      }
      return withFile(path, county, (file) => file.append(expectedSize, body));
    });
  }

  async counties(): Promise<readonly County[]> {
    const names = await answered(() => namesIn(this.#folder) ?? []);
    const counties = names
      .map((name) => parseCounty(FILE_NAME.exec(name)?.groups?.['county'] ?? ''))
      .filter((county) => county !== null)
      .sort();
    const sizes = await Promise.all(counties.map((county) => this.read(county)));
    return counties.filter((_, index) => (sizes[index] ?? []).length > 0);
  }

  #pathOf(county: County): string {
    return join(this.#folder, `${county}.db`);
  }
}

function withFile<Result>(
  path: string,
  county: County,
  work: (file: SubmissionFile) => Result,
): Result {
  const file = SubmissionFile.open(path, county);
  try {
    return work(file);
  } finally {
    file.close();
  }
}

/** What the work gives, or a rejected promise of what it throws. */
function answered<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
