import { rmSync } from 'node:fs';

/** Told of a file or folder that is half written, and when it is no more. */
export type OnHalfWritten = (path: string, isHalfWritten: boolean) => void;

let onHalfWritten: OnHalfWritten | null = null;

/**
 * Lets another thread know what this one has half written: a thread that is ended from outside does nothing any more,
 * and whoever ends it removes that.
 */
export function tellOfHalfWritten(tell: OnHalfWritten): void {
  onHalfWritten = tell;
}

/**
 * Removes a file or folder that is half written where the process is asked to stop before it is whole.
 *
 * @param path - absolute
 * @returns what is to be called once it is whole, or was removed
 */
export function halfWritten(path: string): () => void {
  const remove = (): void => {
    removeHalfWritten(path);
  };
  process.once('exit', remove);
  onHalfWritten?.(path, true);
  return () => {
    process.off('exit', remove);
    onHalfWritten?.(path, false);
  };
}

/** Takes it away, where it is still there. */
export function removeHalfWritten(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
