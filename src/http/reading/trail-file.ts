import { open, rm } from 'node:fs/promises';
import type { LineNumber } from '../../../events/line-numbers.js';
import { TRAIL_CSV_HEAD, trailEntryCsv } from '../../reports/trail.js';
import type { TrailEntry } from '../../reports/trail.js';
import type { TrailFileTask } from './questions.js';

/** Rows of CSV that are put together into one write. */
const ROWS_PER_WRITE = 2_000;

/**
 * Writes a whole trail to a file of its own, in a thread: what is sent of it does not have to be in memory. Answers its
 * bytes; nothing is left of it where it fails.
 */
export async function writeTrailFile(
  path: string,
  line: LineNumber,
  entries: readonly TrailEntry[],
  format: TrailFileTask['format'],
): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for (const chunk of await chunksOf(line, entries, format)) {
      const piece = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
      bytes += piece.length;
      await file.writeFile(piece);
    }
    return bytes;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function chunksOf(
  line: LineNumber,
  entries: readonly TrailEntry[],
  format: TrailFileTask['format'],
): Promise<Iterable<string | Uint8Array>> {
  switch (format) {
    case 'csv':
      return csvChunks(entries);
    case 'xlsx': {
      const { trailXlsx } = await import('../../reports/trail-xlsx.js');
      return trailXlsx(line, entries);
    }
    case 'parquet': {
      const { trailParquet } = await import('../../reports/trail-parquet.js');
      return [trailParquet(entries)];
    }
  }
}

function* csvChunks(entries: readonly TrailEntry[]): Iterable<string> {
  yield TRAIL_CSV_HEAD;
  for (let from = 0; from < entries.length; from += ROWS_PER_WRITE) {
    yield entries
      .slice(from, from + ROWS_PER_WRITE)
      .map((entry) => trailEntryCsv(entry))
      .join('');
  }
}
