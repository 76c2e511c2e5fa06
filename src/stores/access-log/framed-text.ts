import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import { readLines } from '../../../events/wire/lines.js';
import { isErrorCode } from '../sqlite/connection.js';

/** Most bytes of a line of a file of the log; ours have a few hundred, a head of many lines some thousands. */
const FRAME_BYTES_MAX = 64 * 1024;

const CRC_DIGITS = 8;

/** One line of a file, as it was found. */
export interface TextFrame {
  /** Null where it is not what was written: no newline at its end, or another checksum. */
  readonly text: string | null;
  /** Its first byte, and the byte behind its newline. */
  readonly start: number;
  readonly end: number;
}

/** A text as one line of a file: a checksum, a blank, the text, a newline. Texts hold no newline. */
export function framed(text: string): string {
  return `${checksum(text)} ${text}\n`;
}

/**
 * The lines of a file from a byte on that a line begins at. A file that is not there has none. Throws what reading
 * throws.
 */
export async function* framesOf(
  path: string,
  from = 0,
): AsyncGenerator<TextFrame, void, undefined> {
  const reading = { bytesMax: FRAME_BYTES_MAX, isBlankKept: true };
  let start = from;
  for await (const lines of readLines(chunksOf(path, from), reading)) {
    for (const line of lines) {
      // Of one that is too long the length is not known, and nothing behind it is ours.
      const length = line.kind === 'line' ? line.bytes.length : FRAME_BYTES_MAX;
      const end = start + length + 1;
      const isWhole = line.kind === 'line' && line.isEnded;
      yield { text: isWhole ? unframed(line.bytes) : null, start, end };
      start = end;
    }
  }
}

async function* chunksOf(path: string, from: number): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of createReadStream(path, { start: from, highWaterMark: 256 * 1024 })) {
      yield chunk as Uint8Array; // without an encoding a file gives bytes
    }
  } catch (error) {
    if (!isErrorCode(error, 'ENOENT')) throw error;
  }
}

function unframed(bytes: Uint8Array): string | null {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const text = line.slice(CRC_DIGITS + 1);
  return line === `${checksum(text)} ${text}` ? text : null;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(CRC_DIGITS, '0');
}
