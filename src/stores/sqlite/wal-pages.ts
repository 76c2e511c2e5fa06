import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Sizes and places in a write-ahead log: https://www.sqlite.org/fileformat2.html#walformat */
const LOG_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const LOG_SALTS_AT = 16;
const FRAME_SALTS_AT = 8;
const SALTS_BYTES = 8;

/** The numbers of the pages that the write-ahead log at `path` holds; none if there is no log. */
export function pagesInWal(path: string, pageBytes: number): ReadonlySet<number> {
  const pages = new Set<number>();
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch {
    return pages;
  }
  try {
    const header = Buffer.alloc(LOG_HEADER_BYTES);
    if (readSync(handle, header, 0, header.length, 0) < header.length) return pages;
    const salts = header.subarray(LOG_SALTS_AT, LOG_SALTS_AT + SALTS_BYTES);
    const frame = Buffer.alloc(FRAME_HEADER_BYTES);
    const frameBytes = FRAME_HEADER_BYTES + pageBytes;
    const end = fstatSync(handle).size - frameBytes;
    for (let at = LOG_HEADER_BYTES; at <= end; at += frameBytes) {
      readSync(handle, frame, 0, frame.length, at);
      // What follows is left over from before the log was begun anew.
      if (!frame.subarray(FRAME_SALTS_AT, FRAME_SALTS_AT + SALTS_BYTES).equals(salts)) break;
      pages.add(frame.readUInt32BE(0));
    }
    return pages;
  } finally {
    closeSync(handle);
  }
}
