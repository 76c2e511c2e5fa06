import { ffyOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { Checkpoints } from '../ports/checkpoints.js';
import type { LedgerReader, OnRecords } from '../ports/ledger-reader.js';
import type { CountyReplay } from '../reports/county-replay.js';
import { faultOfCounty } from '../reports/left-out.js';
import type { LeftOut } from '../reports/left-out.js';
import type { FoldMonths } from '../reports/report-of-county.js';
import type { ReplayedCounties } from '../reports/state-report.js';
import { PARTS_WORTH_RECORDS } from './report-in-parts.js';

/** Counties whose months are replayed, those that all threads fold together apart from the others. */
export interface CountiesApart {
  readonly large: readonly LedgerReader[];
  readonly others: readonly LedgerReader[];
}

/**
 * Sets counties apart that have more records than is one thread's share of all: while one thread folded such a county, the
 * others would soon have nothing left to do. On a machine of two cores no county of California is as large, on one of
 * sixteen three are.
 *
 * @param isKept - whether a county's months are in kept years, which one thread has read in a moment
 */
export function countiesApart(
  files: readonly LedgerReader[],
  threads: number,
  isKept: (file: LedgerReader) => boolean,
): CountiesApart {
  const records = files.reduce((sum, { size }) => sum + size, 0);
  const isLarge = new Set(
    files.filter(
      (file) => file.size >= PARTS_WORTH_RECORDS && file.size * threads > records && !isKept(file),
    ),
  );
  return {
    large: files.filter((file) => isLarge.has(file)),
    others: files.filter((file) => !isLarge.has(file)),
  };
}

/** Whether months of a county are in kept years, of which not more is read than what says so. */
export function areKept(
  checkpoints: Pick<Checkpoints, 'yearOf'>,
  { county, size }: LedgerReader,
  months: readonly Month[],
): boolean {
  return [...new Set(months.map(ffyOf))].every(
    (ffy) => checkpoints.yearOf(county, { ffy, months: [], asOf: size }) !== null,
  );
}

/** Folds counties one after the other, each by all threads; those left out that are damaged. */
export async function replayByAll(
  fold: FoldMonths,
  files: readonly LedgerReader[],
  months: readonly Month[],
  onRecords: OnRecords,
): Promise<ReplayedCounties> {
  const replays: CountyReplay[] = [];
  const leftOut: LeftOut[] = [];
  let before = 0;
  for (const file of files) {
    const { county, size } = file;
    try {
      const asked = { months, asOf: size, source: 'segments' } as const;
      const reports = await fold(file, asked, (count) => {
        onRecords(before + count);
      });
      replays.push({ county, asOf: size, lines: reports.map(({ lines }) => lines) });
    } catch (error) {
      leftOut.push({ county, fault: faultOfCounty(error) });
    }
    before += size;
    onRecords(before);
  }
  return { replays, leftOut };
}
