import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { syncPath } from '../connection.js';
import { isOutOfReach } from './kept-list.js';
import type { SectionName } from '../../../../projections/checkpoints/year-sections.js';

/** What a file of a kept year says of itself, beside its sections. */
export interface YearHead {
  readonly county: string;
  /** The federal fiscal year. */
  readonly ffy: number;
  /** The ledger that it was made of: how many records, and their root in hexadecimal digits. */
  readonly size: number;
  readonly root: string;
  /** Whether it holds whatever is effective before its year as well: no year before it is kept. */
  readonly begins: boolean;
}

interface SectionHead {
  readonly name: SectionName;
  readonly bytes: number;
  readonly crc: number;
}

interface Header extends YearHead {
  readonly sections: readonly SectionHead[];
}

/** A file of a kept year, read as far as it was asked for. */
export interface YearFileRead {
  readonly head: YearHead;
  readonly sections: ReadonlyMap<SectionName, Uint8Array>;
}

/** A file that is not what was written: it is not used, and made anew. */
export class DamagedYearFile extends Error {
  override readonly name = 'DamagedYearFile';
}

const MAGIC = 'PLUMBLINE-YEAR';
const PREFIX_BYTES = 40;
const ALIGNMENT = 8;
const HEADER_BYTES_MAX = 65_536;
const FILE_MODE = 0o600;

/**
 * The file begins with a line of fixed length that says how long the header is and what its checksum is; the header, JSON
 * that ends in blanks, names the sections with theirs, and these follow. So no byte of it is without a checksum.
 */
function prefixOf(headerBytes: number, crc: number): string {
  const text = `${MAGIC} ${String(headerBytes).padStart(8, '0')} ${crc.toString(16).padStart(8, '0')}`;
  return `${text.padEnd(PREFIX_BYTES - 1)}\n`;
}

/**
 * Writes a file into a folder so that it is there whole or not at all, and on disk when it returns.
 *
 * @param nameOf - its name, by what it says of itself and its header's checksum
 */
export function writeYearFile(
  folder: string,
  head: YearHead,
  sections: readonly (readonly [SectionName, Uint8Array])[],
  nameOf: (head: YearHead, crc: number) => string,
): { readonly file: string; readonly crc: number } {
  const header: Header = {
    ...head,
    sections: sections.map(([name, bytes]) => ({ name, bytes: bytes.length, crc: crc32(bytes) })),
  };
  const json = JSON.stringify(header);
  const text = json.padEnd(Math.ceil(json.length / ALIGNMENT) * ALIGNMENT);
  const crc = crc32(text);
  const file = nameOf(head, crc);
  const draft = join(folder, `${file}.${randomUUID()}.tmp`);
  const handle = openSync(draft, 'wx', FILE_MODE);
  try {
    const parts = [Buffer.from(prefixOf(text.length, crc) + text, 'latin1')];
    for (const bytes of [...parts, ...sections.map(([, each]) => each)]) writeWholly(handle, bytes);
    fsyncSync(handle);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  renameSync(draft, join(folder, file));
  syncPath(folder);
  return { file, crc };
}

function writeWholly(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
}

/**
 * Reads the header of a file and some of its sections, each compared with its checksum. Null where no file is to be had.
 * @param crc - that of the header
 * @throws DamagedYearFile
 */
export function readYearFile(
  path: string,
  crc: number,
  wanted: (name: SectionName) => boolean,
): YearFileRead | null {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (error) {
    if (isOutOfReach(error)) return null;
    throw error;
  }
  try {
    return readFrom(handle, crc, wanted);
  } finally {
    closeSync(handle);
  }
}

function readFrom(
  handle: number,
  crc: number,
  wanted: (name: SectionName) => boolean,
): YearFileRead {
  const prefix = Buffer.from(bytesAt(handle, 0, PREFIX_BYTES)).toString('latin1');
  const headerBytes = Number(prefix.slice(MAGIC.length + 1, MAGIC.length + 9));
  if (
    !(headerBytes > 0 && headerBytes <= HEADER_BYTES_MAX) ||
    prefix !== prefixOf(headerBytes, crc)
  ) {
    throw new DamagedYearFile('its first line is not what was written');
  }
  const text = Buffer.from(bytesAt(handle, PREFIX_BYTES, headerBytes)).toString('latin1');
  if (crc32(text) !== crc) throw new DamagedYearFile('its header is not what was written');
  const { sections: heads, ...head } = JSON.parse(text) as Header; // written by `writeYearFile`, by its checksum
  const sections = new Map<SectionName, Uint8Array>();
  let at = PREFIX_BYTES + headerBytes;
  for (const { name, bytes, crc: ofSection } of heads) {
    if (wanted(name)) {
      const read = bytesAt(handle, at, bytes);
      if (crc32(read) !== ofSection) {
        throw new DamagedYearFile(`its section ${name} is not what was written`);
      }
      sections.set(name, read);
    }
    at += bytes;
  }
  if (fstatSync(handle).size !== at)
    throw new DamagedYearFile('its length is not what was written');
  return { head, sections };
}

function bytesAt(handle: number, from: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let read = 0;
  while (read < length) {
    const count = readSync(handle, bytes, read, length - read, from + read);
    if (count === 0) throw new DamagedYearFile('it is cut off');
    read += count;
  }
  return bytes;
}
