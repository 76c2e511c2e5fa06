import { open, rename, statfs } from 'node:fs/promises';
import { errorCode } from '../../ports/system-reason.js';

/** A file that is written at places, and is on disk when `sync` has answered. */
export interface WritableFile {
  write(bytes: Uint8Array, position: number): Promise<void>;
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** All that is written of the log goes through here, so that a test can hold or fail each step. */
export interface FileLayer {
  /** Opens a file for writing, made where it is missing. */
  open(path: string): Promise<WritableFile>;
  rename(from: string, to: string): Promise<void>;
  /** That names in the folder are on disk. */
  syncFolder(path: string): Promise<void>;
  freeBytes(path: string): Promise<number>;
}

/** What is kept of people is its owner's alone, whatever the umask. */
const FILE_MODE = 0o600;

/** The files of the operating system. */
export const OWN_FILES: FileLayer = {
  async open(path) {
    const file = await open(path, 'r+', FILE_MODE).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
      return open(path, 'wx+', FILE_MODE);
    });
    return {
      async write(bytes, position) {
        for (let done = 0; done < bytes.length;) {
          const { bytesWritten } = await file.write(
            bytes,
            done,
            bytes.length - done,
            position + done,
          );
          done += bytesWritten;
        }
      },
      sync: () => file.datasync(),
      truncate: (length) => file.truncate(length),
      close: () => file.close(),
    };
  },
  rename,
  async syncFolder(path) {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
  async freeBytes(path) {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  },
};
