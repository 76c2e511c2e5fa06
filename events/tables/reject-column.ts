import type { Rejection } from '../rejections.js';
import type { TableHead } from './table-head.js';

const PATH = /^`(?<path>[^`]+)`/u;

/**
 * The heading, as the file has it, of the column that a rejection speaks of; null where it speaks of none. A field that
 * is not there has the column that would give it, where there is one.
 */
export function columnOfRejection(
  { columns }: TableHead,
  { code, message }: Pick<Rejection, 'code' | 'message'>,
): string | null {
  if (code !== 'INVALID_FIELD') return null;
  const path = PATH.exec(message)?.groups?.['path'];
  if (path === undefined) return null;
  // Places of an array are counted from 0 in a path and from 1 in a heading.
  const heading = path.replaceAll(
    /\[(\d+)\]/gu,
    (_, digits: string) => `.${String(Number(digits) + 1)}`,
  );
  const found =
    columns.find(({ column }) => column?.heading === heading) ??
    columns.find(({ column }) => column !== null && heading.startsWith(`${column.heading}.`));
  return found?.own ?? null;
}
