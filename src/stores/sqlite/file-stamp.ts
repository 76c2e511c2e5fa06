import { statSync } from 'node:fs';

/** Some file systems keep times in whole seconds, or in steps of two. */
const STEP_MS = 2_000;

/**
 * What is other once a file was written or replaced: which file it is, its size and its times. Null where that cannot be
 * told, because it changed so lately that another change might have the same times, or because it cannot be looked at:
 * whoever then opens it is told what is in the way.
 *
 * The file is not opened for this: closing it would take away the locks that SQLite has on it in another thread
 * ("How To Corrupt An SQLite Database File", 2.2).
 */
export function fileStamp(path: string, nowMs = Date.now()): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found?.isFile() !== true) return null;
  const { dev, ino, size, mtimeMs, mtimeNs, ctimeMs, ctimeNs } = found;
  const changedMs = Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs);
  if (nowMs - changedMs <= STEP_MS) return null;
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}
