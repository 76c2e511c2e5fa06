import type { County } from '../../../events/values/county.js';
import { unmarkWaiting, waitingFiles } from '../../exchange/receive-file.js';
import type { WaitingFile } from '../../exchange/receive-file.js';
import { filePaths } from '../../exchange/paths.js';
import type { KeepingHouse } from './intake-house.js';
import { isDone, takeFile } from './take-file.js';
import type { Taken } from './take-file.js';

/** Whom to tell what becomes of a file, and what is in its way. */
export interface UploadsManner {
  readonly onTaken: (county: County, taken: Exclude<Taken, { kind: 'unfinished' }>) => void;
  readonly onFault: (county: County, error: unknown) => void;
  /** Whether to begin no further file. */
  readonly isStopped: () => boolean;
}

/**
 * Takes the files that came in requests and wait, of each county in order of arrival. A county at which another process
 * is, or in whose way something stands, waits for the next time. Answers how many files it took or gave back.
 */
export async function takeUploads(house: KeepingHouse, manner: UploadsManner): Promise<number> {
  const byCounty = Map.groupBy(await waitingFiles(house.exchange), ({ county }) => county);
  const counts = await Promise.all(
    [...byCounty].map(([county, files]) => takeOfCounty(house, { county, files }, manner)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function takeOfCounty(
  house: KeepingHouse,
  { county, files }: { readonly county: County; readonly files: readonly WaitingFile[] },
  { onTaken, onFault, isStopped }: UploadsManner,
): Promise<number> {
  let count = 0;
  try {
    const release = await house.asks('claimIntake', { county });
    if (release === null) return 0;
    try {
      for (const file of files) {
        if (isStopped()) break;
        const own = filePaths(house.exchange, county, file.number);
        // One that another process has taken is done, and marked still.
        const taken = (await isDone(own)) ? null : await takeFile(house, county, file.number);
        await unmarkWaiting(house.exchange, file);
        if (taken === null || taken.kind === 'unfinished') continue;
        onTaken(county, taken);
        count += 1;
      }
      if (count > 0) await house.asks('extendSegments', { county, how: 'whereWorth' });
    } finally {
      release();
    }
  } catch (error) {
    onFault(county, error);
  }
  return count;
}
