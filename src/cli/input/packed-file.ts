import { stat } from 'node:fs/promises';
import { gzipMembers, soundPart } from '../../input/gzip-members.js';
import type { SoundPart } from '../../input/gzip-members.js';
import { BrokenInput, BrokenPart, OtherKind } from '../../input/input-faults.js';
import { systemReason } from '../system-reason.js';
import { bytesOfFile } from './file-bytes.js';
import type { Looks } from './file-bytes.js';
import type { FileReading } from './reading.js';

/** A packed file that was read to its end with nothing taken. */
export interface CheckedFile {
  readonly sound: SoundPart;
  /** How it looked then; null where it could not be looked at, which its reading tells. */
  readonly looks: Looks | null;
}

/** Whether a file is to be unpacked: its name ends in `.gz`, in whatever case. */
export function isNamedPacked(file: string): boolean {
  return /\.gz$/iu.test(file);
}

/**
 * Reads a packed file once, so that nothing is taken of a part whose sum does not hold. A file that is no packed one, or
 * cannot be read, is told of by whoever reads it to take it.
 *
 * @param onRead - told how many more bytes were read, as they lie on disk
 */
export async function checkPacked(
  path: string,
  onRead: (count: number) => void = untold,
): Promise<CheckedFile> {
  let looks: Looks;
  try {
    looks = await stat(path);
  } catch (error) {
    const fault = new BrokenInput(systemReason(error), { cause: error });
    return { sound: { bytes: 0, fault }, looks: null };
  }
  try {
    return { sound: await soundPart(told(bytesOfFile(path), onRead)), looks };
  } catch (error) {
    if (error instanceof OtherKind) return { sound: { bytes: 0, fault: null }, looks };
    throw error;
  }
}

async function* told(
  chunks: AsyncIterable<Uint8Array>,
  onRead: (count: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    onRead(chunk.length);
    yield chunk;
  }
}

function untold(): void {
  // It is short, or nobody looks on.
}

/** What is in a packed file, as far as it is sound. Throws as `gzipMembers` does, and why the rest is not, behind that. */
export async function* bytesOfPacked(
  path: string,
  { sound, looks }: CheckedFile,
  reading: FileReading | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  const packed = bytesOfFile(path, looks);
  const unpacked = gzipMembers(reading === null ? packed : reading.counted(packed));
  if (sound.fault === null) {
    yield* unpacked;
    return;
  }
  let left = sound.bytes;
  // A file of which nothing is sound is not begun.
  for await (const chunk of left === 0 ? [] : unpacked) {
    yield chunk.subarray(0, left);
    left -= Math.min(left, chunk.length);
    if (left === 0) break;
  }
  if (!(sound.fault instanceof BrokenPart)) throw sound.fault;
  throw new BrokenInput(`${sound.fault.message}; nothing of that part was taken`, {
    cause: sound.fault,
  });
}
