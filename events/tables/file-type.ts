import { RECORD_TYPES } from '../records/schemas.js';
import type { RecordType } from '../registry.js';

const LONGEST_FIRST: readonly RecordType[] = RECORD_TYPES.map(({ name }) => name).toSorted(
  (one, other) => other.length - one.length,
);

/**
 * The record type that a table's file is of: the longest name that the file's name begins with, in any case; null where
 * it begins with none (contract/intake.md, CSV).
 */
export function typeOfTable(fileName: string): RecordType | null {
  const name = fileName.toLowerCase();
  return LONGEST_FIRST.find((type) => name.startsWith(type.toLowerCase())) ?? null;
}
