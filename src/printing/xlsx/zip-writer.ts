import { Zip, ZipDeflate, ZipPassThrough, deflateSync } from 'fflate';

/** Without Zip64 the places of entries have 32 bits; programs that open XLSX stop long before. */
export const ZIP_BYTES_MAX = 0xffff_ffff;

/** The first day that a zip entry can name, by the components that are written: no clock is in a file. */
const ENTRY_DATE = new Date(1980, 0, 1, 12);

/** Fast; on sheets the higher levels gain 3 % of the size in half as much time again. */
const LEVEL = 1;

/** How zip names the compression of `deflateSync` (APPNOTE 4.4.5). */
const DEFLATED = 8;

/**
 * An entry that is given whole. Compressed as a stream each has tables of 2 MB, however small it is, and a package has
 * hundreds of such entries: the time went into clearing and collecting them.
 */
class WholeEntry extends ZipPassThrough {
  override compression = DEFLATED;

  protected override process(bytes: Uint8Array, isLast: boolean): void {
    this.ondata(null, deflateSync(bytes, { level: LEVEL }), isLast);
  }
}

/** What cannot be put into one file; the message says what to do. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge';
}

/**
 * Writes a zip file entry by entry and piece by piece, in memory that does not grow. The bytes depend
 * on nothing but what is written: the compression is written in JavaScript, where Node's own gives
 * other bytes on other processors.
 */
export class ZipWriter {
  readonly #zip: Zip;
  readonly #bytesMax: number;
  #made: Uint8Array[] = [];
  #bytes = 0;
  /** Path of the entry that was opened and has no piece yet. */
  #opened: string | null = null;
  #entry: ZipPassThrough | ZipDeflate | null = null;

  constructor(bytesMax: number = ZIP_BYTES_MAX) {
    this.#bytesMax = bytesMax;
    this.#zip = new Zip((error, data) => {
      if (error !== null) throw error;
      this.#bytes += data.length;
      this.#made.push(data);
    });
  }

  /** Begins the next entry; the one before has to be closed. */
  open(path: string): void {
    this.#opened = path;
  }

  /** Adds to the entry; answers what of the file is made by now. Throws `FileTooLarge`. */
  write(piece: string | Uint8Array): readonly Uint8Array[] {
    this.#push(piece, false);
    return this.#take();
  }

  /** Adds the last piece of the entry; answers as `write`. */
  close(piece: string | Uint8Array): readonly Uint8Array[] {
    this.#push(piece, true);
    this.#entry = null;
    this.#opened = null;
    return this.#take();
  }

  /** Ends the file with the list of its entries. */
  finish(): readonly Uint8Array[] {
    this.#zip.end();
    return this.#take();
  }

  #push(piece: string | Uint8Array, isLast: boolean): void {
    if (this.#opened === null) throw new Error('No entry is open.');
    this.#entry ??= this.#begun(this.#opened, isLast);
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
    this.#entry.push(bytes, isLast);
  }

  #begun(path: string, isWhole: boolean): ZipPassThrough | ZipDeflate {
    const entry = isWhole ? new WholeEntry(path) : new ZipDeflate(path, { level: LEVEL });
    entry.mtime = ENTRY_DATE;
    this.#zip.add(entry);
    return entry;
  }

  #take(): readonly Uint8Array[] {
    if (this.#bytes > this.#bytesMax) {
      throw new FileTooLarge(
        `The workbook would be larger than ${this.#bytesMax} bytes, more than a spreadsheet program opens: ask for fewer rows, or for csv or parquet.`,
      );
    }
    const made = this.#made;
    this.#made = [];
    return made;
  }
}
