import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatDay, parseDay } from '../../../events/values/day.js';
import type { Day } from '../../../events/values/day.js';
import { RootAccumulator } from '../../../projections/seal/merkle.js';
import type { TreeHead } from '../../../projections/seal/county-note.js';
import { isErrorCode } from '../sqlite/connection.js';
import { framesOf } from './framed-text.js';

/** Where the lines are in a data folder or a backup: a file for each day. */
export const ACCESS_LOG = 'access-log';

/** Where the signed heads are: a file for each day, outside of the log's own. */
export const HEADS = join('checkpoints', ACCESS_LOG);

/** The layout of the files: one with a greater number is of a newer program. */
const FORMAT = 1;

const LOG_NAME = /^(?<day>\d{4}-\d\d-\d\d)\.log$/u;
const HEADS_NAME = /^(?<day>\d{4}-\d\d-\d\d)\.heads$/u;
const NAME = /^[a-z0-9-]{1,40}$/u;

/** Behind the last line of a day, once there is a file of a later one: a process that has it open looks for that. */
export const ENDED = 'end';

/** How a file of lines or of heads begins: the log, the day, and the tree before it. */
export interface DayHeader {
  /** `access-log-1f0c93ab`. */
  readonly log: string;
  readonly day: Day;
  /** The tree of all lines of earlier days. */
  readonly before: RootAccumulator;
}

/** What was signed after a commit. */
export interface CommitHead extends TreeHead {
  /** What stands behind the key's name in the note: key id and signature, base64. */
  readonly signature: string;
  /** Leaf hashes of the lines since the head before. */
  readonly leaves: readonly Uint8Array[];
}

export function logPath(folder: string, day: Day): string {
  return join(folder, ACCESS_LOG, `${formatDay(day)}.log`);
}

export function headsPath(folder: string, day: Day): string {
  return join(folder, HEADS, `${formatDay(day)}.heads`);
}

/** The days of which there is a file of lines, in order. */
export function daysOfLog(folder: string): Promise<readonly Day[]> {
  return daysIn(join(folder, ACCESS_LOG), LOG_NAME);
}

/** The days of which there is a file of heads, in order. */
export function daysOfHeads(folder: string): Promise<readonly Day[]> {
  return daysIn(join(folder, HEADS), HEADS_NAME);
}

async function daysIn(folder: string, form: RegExp): Promise<readonly Day[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isErrorCode(error, 'ENOENT')) return [];
    throw error;
  });
  return names
    .map((name) => parseDay(form.exec(name)?.groups?.['day'] ?? ''))
    .filter((day) => day !== null)
    .sort((one, other) => one - other);
}

export function headerText({ log, day, before }: DayHeader): string {
  return JSON.stringify({
    format: FORMAT,
    log,
    day: formatDay(day),
    size: before.size,
    peaks: before.peaks.map(base64),
  });
}

/** The header that a text spells, null where it spells none. */
export function parseHeader(text: string): DayHeader | null {
  const said = objectIn(text);
  const { format, log, day: dayText, size, peaks } = said ?? {};
  if (format !== FORMAT || typeof log !== 'string' || !NAME.test(log)) return null;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return null;
  const day = typeof dayText === 'string' ? parseDay(dayText) : null;
  if (day === null || !Array.isArray(peaks)) return null;
  const hashes = peaks.map((peak) => (typeof peak === 'string' ? hashOf(peak) : null));
  const before = RootAccumulator.from(
    size,
    hashes.filter((hash) => hash !== null),
  );
  return before === null ? null : { log, day, before };
}

/** The first line of a file of lines or heads; null where it is missing or none. */
export async function headerOf(
  path: string,
): Promise<{ readonly header: DayHeader; readonly end: number } | null> {
  for await (const { text, end } of framesOf(path)) {
    const header = text === null ? null : parseHeader(text);
    return header === null ? null : { header, end };
  }
  return null;
}

export function headText({ size, root, signature, leaves }: CommitHead): string {
  return `${String(size)} ${base64(root)} ${signature} ${base64(Buffer.concat(leaves))}`;
}

/** The head that a line of a file of heads spells, null where it spells none. */
export function parseHead(text: string): CommitHead | null {
  const [size = '', root = '', signature = '', leaves = '', ...rest] = text.split(' ');
  if (!/^[1-9]\d{0,14}$/u.test(size) || signature === '' || rest.length > 0) return null;
  const hash = hashOf(root);
  const bytes = Buffer.from(leaves, 'base64');
  if (hash === null || bytes.length === 0 || bytes.length % 32 !== 0) return null;
  return {
    size: Number(size),
    root: hash,
    signature,
    leaves: Array.from({ length: bytes.length / 32 }, (_, at) =>
      bytes.subarray(32 * at, 32 * at + 32),
    ),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function hashOf(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === text ? bytes : null;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    // Any JSON object can be read by its keys; what they hold is looked at one by one.
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
