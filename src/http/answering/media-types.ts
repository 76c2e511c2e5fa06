import type { IncomingMessage } from 'node:http';
import { Problem } from '../problems/problem.js';

/** Every form that an answer is written in, by its name in `format`, with its media type. */
export const MEDIA_TYPES = {
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
  pdf: 'application/pdf',
  zip: 'application/zip',
  text: 'text/plain; charset=utf-8',
} as const;

/** A form that an answer is written in. */
export type Format = keyof typeof MEDIA_TYPES;

/** A media type without its parameters. */
export function essenceOf(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

/** Most ranges of an `Accept` that are looked at. */
const RANGES_MAX = 64;

/**
 * In which of these forms the sender takes the answer: the one that `format` names, else the one that `Accept` likes
 * best (RFC 9110, 12.5.1), of several the first here. Throws a `Problem` (406) where he takes none, or not the one that
 * he names.
 */
export function formatFor<Of extends Format>(
  request: IncomingMessage,
  formats: readonly [Of, ...Of[]],
  asked?: Of,
): Of {
  const { accept } = request.headers;
  if (accept === undefined || accept.trim() === '') return asked ?? formats[0];
  const ranges = accept.split(',', RANGES_MAX).map(rangeOf);
  const wanted = asked === undefined ? formats : [asked];
  let best: Of | null = null;
  let bestQuality = 0;
  for (const format of wanted) {
    const quality = qualityOf(essenceOf(MEDIA_TYPES[format]), ranges);
    if (quality <= bestQuality) continue;
    best = format;
    bestQuality = quality;
  }
  if (best !== null) return best;
  throw notAcceptable(wanted);
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';');
  const quality = parameters
    .map((parameter) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/iu.exec(parameter)?.[1])
    .find((found) => found !== undefined);
  return { type: type.trim().toLowerCase(), quality: Math.min(1, Number(quality ?? '1')) };
}

/** The quality that the most specific range gives a type; 0 where none is about it. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const [family = ''] = type.split('/');
  for (const about of [type, `${family}/*`, '*/*']) {
    const found = ranges.find((range) => range.type === about);
    if (found !== undefined) return found.quality;
  }
  return 0;
}

function notAcceptable(formats: readonly Format[]): Problem {
  const types = formats.map((format) => essenceOf(MEDIA_TYPES[format])).join(', ');
  return new Problem(
    'not-acceptable',
    `The answer is written as ${types}, which Accept does not name: add it to Accept, leave Accept out, or see /openapi.json for the other formats.`,
  );
}
