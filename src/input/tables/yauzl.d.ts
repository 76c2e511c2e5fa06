/** Of yauzl 3.4.0 what is used of it; the package has no types of its own. */
declare module 'yauzl' {
  import type { EventEmitter } from 'node:events';
  import type { Readable } from 'node:stream';

  export interface Entry {
    readonly fileName: string;
    readonly compressionMethod: number;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
    readonly externalFileAttributes: number;
    readonly crc32: number;
    isEncrypted(): boolean;
  }

  export interface ZipFile extends EventEmitter {
    readonly entryCount: number;
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
  }

  export class RandomAccessReader {
    read(
      into: Buffer,
      offset: number,
      length: number,
      position: number,
      callback: (error: unknown) => void,
    ): void;
    _readStreamForRange(start: number, end: number): Readable;
  }

  const yauzl: {
    readonly RandomAccessReader: typeof RandomAccessReader;
    fromRandomAccessReaderPromise(
      reader: RandomAccessReader,
      size: number,
      options: { readonly autoClose: boolean; readonly strictFileNames: boolean },
    ): Promise<ZipFile>;
  };
  export default yauzl;
}
