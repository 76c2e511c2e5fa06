import type { LedgerRecord } from '../../../../events/record.js';
import { typeOfCode } from '../../../../events/registry.js';

const DATA_KEY = '"data":';
const NEXT_KEY = ',"effective":"';
const NO_DATA = '{}';

/**
 * What a replay asks of a stored record: its type and its data. Canonical keys are sorted, so before
 * `data` there are only ids and the county, and `effective` comes next; a quotation mark inside a string
 * has a backslash before it, so neither key can stand in a text. Parsing the data alone halves the time of a replay.
 */
export function recordForReplay(typeCode: number, body: string): LedgerRecord {
  const start = body.indexOf(DATA_KEY) + DATA_KEY.length;
  const text = body.slice(start, body.indexOf(NEXT_KEY, start));
  const data: unknown = text === NO_DATA ? EMPTY : JSON.parse(text);
  // Only records that passed the parser are stored, and the row's checksum covers type and body.
  return { type: typeOfCode(typeCode), data } as LedgerRecord;
}

const EMPTY = Object.freeze({});
