import type { MalformedFacts } from '../rejections.js';
import { isObject } from './write.js';

/** The JSON object that a line is, or why it is none. */
export type LineRead =
  | { readonly kind: 'object'; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'malformed'; readonly facts: MalformedFacts };

// A byte order mark is kept, so that it is refused by name and not passed over.
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const BYTE_ORDER_MARK = 0xfe_ff;

/** Most bytes that one code unit of a string takes in UTF-8. */
const BYTES_PER_CODE_UNIT_MAX = 3;

/** Reads one line of NDJSON, without its `\n`. Never throws. Of a key given twice the last counts. */
export function objectOfLine(line: Uint8Array | string, bytesMax: number): LineRead {
  if (isTooLong(line, bytesMax)) return malformed({ why: 'tooLong' });
  let text: string;
  if (typeof line === 'string') {
    text = line;
  } else {
    try {
      text = UTF8.decode(line);
    } catch {
      return malformed({ why: 'notUtf8' });
    }
  }
  try {
    return objectOf(JSON.parse(text));
  } catch (error) {
    return notJson(text, error);
  }
}

/** The object that a value of `JSON.parse` is. */
export function objectOf(value: unknown): LineRead {
  if (isObject(value)) return { kind: 'object', value };
  const found = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
  return malformed({ why: 'notObject', found });
}

function malformed(facts: MalformedFacts): LineRead {
  return { kind: 'malformed', facts };
}

function notJson(text: string, error: unknown): LineRead {
  if (text.charCodeAt(0) === BYTE_ORDER_MARK) return malformed({ why: 'byteOrderMark' });
  const place = / at position (\d+)(?: \(line \d+ column \d+\))?$/u.exec(
    error instanceof Error ? error.message : '',
  )?.[1];
  return malformed({ why: 'notJson', at: place === undefined ? null : Number(place) });
}

function isTooLong(line: Uint8Array | string, bytesMax: number): boolean {
  if (typeof line !== 'string') return line.length > bytesMax;
  if (line.length > bytesMax) return true;
  if (line.length * BYTES_PER_CODE_UNIT_MAX <= bytesMax) return false;
  return new TextEncoder().encode(line).length > bytesMax;
}
