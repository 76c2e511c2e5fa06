import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { isErrorCode } from './connection.js';

/** Where SQLite counts the transactions of a file with a rollback journal (Database File Format, 1.3.7): 4 bytes. */
const CHANGE_COUNTER_AT = 24;
const COUNTER_BYTES = 4;

/**
 * What is other once a SQLite file with a rollback journal was written or replaced: which file it is, its size and times,
 * and SQLite's own count of its transactions. A transaction that was told to be on disk before this is asked is in it; one
 * that a crash broke off changes nothing in what the file holds. Null where there is no such file.
 */
export function fileStamp(path: string): string | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT') || isErrorCode(error, 'ENOTDIR')) return null;
    throw error;
  }
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = fstatSync(file, { bigint: true });
    const counter = Buffer.alloc(COUNTER_BYTES);
    readSync(file, counter, 0, COUNTER_BYTES, CHANGE_COUNTER_AT);
    return [dev, ino, size, mtimeNs, ctimeNs, counter.readUInt32BE()].join(':');
  } finally {
    closeSync(file);
  }
}
