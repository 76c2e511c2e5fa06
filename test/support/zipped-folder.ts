import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';

/** The files of a folder as an archive that begins with one folder, as a package is downloaded. */
export function filesUnder(folder: string, name: string): Record<string, Uint8Array> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [`${name}/${relative(folder, path)}`, new Uint8Array(readFileSync(path))];
      }),
  );
}

/** An archive of such files. */
export function zipOf(files: Zippable): Uint8Array {
  return zipSync(files, { level: 1 });
}
