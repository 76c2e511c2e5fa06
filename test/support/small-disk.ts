import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import process from 'node:process';

/** A disk of its own, in memory. */
export interface SmallDisk {
  readonly path: string;
  readonly unmount: () => void;
}

/**
 * Mounts a disk at a path that is made for it; null, with the reason on standard error, where this process may not mount
 * one.
 */
export function smallDisk(path: string, bytes: number): SmallDisk | null {
  mkdirSync(path, { recursive: true });
  const size = `size=${String(bytes)}`;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', path], { stdio: 'pipe' });
  } catch (error) {
    process.stderr.write(
      `Skipped on a real small disk, which cannot be mounted: ${String(error)}\n`,
    );
    return null;
  }
  return {
    path,
    unmount: () => {
      execFileSync('umount', ['-l', path]);
    },
  };
}
