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
import type {
  SectionBytes,
  SectionName,
} from '../../../../projections/checkpoints/year-sections.js';

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

/** A section, and where in the file it begins. */
interface PlacedSection extends SectionHead {
  readonly from: number;
}

interface Header extends YearHead {
  readonly sections: readonly SectionHead[];
}

/** A section as it is made. */
export interface MadeSection {
  readonly name: SectionName;
  readonly bytes: SectionBytes;
}

/** A fiscal year as it is kept: what its file says of itself, and its sections. */
export interface MadeYear {
  readonly head: YearHead;
  readonly names: readonly SectionName[];
  /** In order of the names, each made when it is asked for, and once: they need not be in memory together. */
  readonly sections: Iterable<MadeSection>;
}

/** A file that is not what was written: it is not used, and made anew. */
export class DamagedYearFile extends Error {
  override readonly name = 'DamagedYearFile';
}

const MAGIC = 'PLUMBLINE-YEAR';
const PREFIX_BYTES = 40;
const ALIGNMENT = 8;
const HEADER_BYTES_MAX = 2 ** 20;
const CRC_MAX = 2 ** 32 - 1;
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
 * Writes a file into a folder so that it is there whole or not at all, and on disk when it returns. A section is in memory
 * at a time: the header, for which there is room, is written when all of them are.
 */
export function writeYearFile(
  folder: string,
  { head, names, sections }: MadeYear,
): { readonly file: string; readonly crc: number } {
  const draft = join(folder, `${String(head.ffy)}.${randomUUID()}.tmp`);
  const handle = openSync(draft, 'wx', FILE_MODE);
  let crc: number;
  try {
    const headerBytes = headerBytesOf(head, names);
    const heads = writeSections(handle, PREFIX_BYTES + headerBytes, sections);
    if (heads.some(({ name }, place) => name !== names[place]) || heads.length !== names.length) {
      throw new RangeError('The sections of a year are not those that were named.');
    }
    const text = textOf({ ...head, sections: heads }).padEnd(headerBytes);
    crc = crc32(text);
    writeWholly(handle, Buffer.from(prefixOf(headerBytes, crc) + text, 'latin1'), 0);
    fsyncSync(handle);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  const file = fileOfYear(head, crc);
  renameSync(draft, join(folder, file));
  syncPath(folder);
  return { file, crc };
}

/** The name of a year's file. */
function fileOfYear({ ffy, size }: YearHead, crc: number): string {
  return `${String(ffy)}-${String(size)}-${crc.toString(16).padStart(8, '0')}.year`;
}

/** Room for a header whatever its numbers are: it depends on nothing else. */
function headerBytesOf(head: YearHead, names: readonly SectionName[]): number {
  const widest = { bytes: Number.MAX_SAFE_INTEGER, crc: CRC_MAX };
  const { length } = textOf({ ...head, sections: names.map((name) => ({ name, ...widest })) });
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

function textOf(header: Header): string {
  return JSON.stringify(header);
}

function writeSections(
  handle: number,
  from: number,
  sections: Iterable<MadeSection>,
): readonly SectionHead[] {
  const heads: SectionHead[] = [];
  let at = from;
  for (const { name, bytes } of sections) {
    const begin = at;
    let crc = 0;
    for (const chunk of bytes) {
      writeWholly(handle, chunk, at);
      crc = crc32(chunk, crc);
      at += chunk.length;
    }
    heads.push({ name, bytes: at - begin, crc });
  }
  return heads;
}

function writeWholly(handle: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) {
    at += writeSync(handle, bytes, at, bytes.length - at, position + at);
  }
}

/** A file of a kept year, open for reading. */
export class YearFile {
  readonly head: YearHead;
  readonly #handle: number;
  readonly #sections: ReadonlyMap<SectionName, PlacedSection>;
  #passing: Uint8Array = new Uint8Array(0);

  private constructor(handle: number, crc: number) {
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
    const { sections, ...head } = JSON.parse(text) as Header; // written by `writeYearFile`, by its checksum
    let at = PREFIX_BYTES + headerBytes;
    const placed = sections.map((section) => {
      const from = at;
      at += section.bytes;
      return [section.name, { ...section, from }] as const;
    });
    if (fstatSync(handle).size !== at) {
      throw new DamagedYearFile('its length is not what was written');
    }
    this.head = head;
    this.#handle = handle;
    this.#sections = new Map(placed);
  }

  /**
   * Opens a file for as long as something is done with it. Null where no file is to be had.
   * @param crc - that of the header
   * @throws DamagedYearFile
   */
  static reading<T>(path: string, crc: number, work: (file: YearFile) => T): T | null {
    let handle: number;
    try {
      handle = openSync(path, 'r');
    } catch (error) {
      if (isOutOfReach(error)) return null;
      throw error;
    }
    try {
      return work(new YearFile(handle, crc));
    } finally {
      closeSync(handle);
    }
  }

  get names(): readonly SectionName[] {
    return [...this.#sections.keys()];
  }

  /**
   * The bytes of a section, compared with its checksum.
   * @throws DamagedYearFile
   */
  section(name: SectionName): Uint8Array {
    const { bytes } = this.#placeOf(name);
    return this.#read(name, unwritten(bytes));
  }

  /**
   * The same in memory that the next section asked for in this way is read into: a page of memory that was not used before
   * takes longer than reading into it.
   * @throws DamagedYearFile
   */
  sectionInPassing(name: SectionName): Uint8Array {
    const { bytes } = this.#placeOf(name);
    if (this.#passing.length < bytes) this.#passing = unwritten(bytes);
    return this.#read(name, this.#passing.subarray(0, bytes));
  }

  #read(name: SectionName, into: Uint8Array): Uint8Array {
    const { from, crc } = this.#placeOf(name);
    readInto(into, this.#handle, from);
    if (crc32(into) !== crc) {
      throw new DamagedYearFile(`its section ${name} is not what was written`);
    }
    return into;
  }

  #placeOf(name: SectionName): PlacedSection {
    const section = this.#sections.get(name);
    if (section === undefined) throw new DamagedYearFile(`it has no section ${name}`);
    return section;
  }
}

/** Memory in which anything may stand, to be written over: what lies over it begins where numbers may. */
function unwritten(bytes: number): Uint8Array {
  return Buffer.allocUnsafeSlow(bytes);
}

function bytesAt(handle: number, from: number, length: number): Uint8Array {
  const bytes = unwritten(length);
  readInto(bytes, handle, from);
  return bytes;
}

function readInto(bytes: Uint8Array, handle: number, from: number): void {
  const { length } = bytes;
  let read = 0;
  while (read < length) {
    const count = readSync(handle, bytes, read, length - read, from + read);
    if (count === 0) throw new DamagedYearFile('it is cut off');
    read += count;
  }
}
