import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files that pages name. Whatever the style sheet names besides them is served as well. */
export const NAMED_ASSETS = [
  'uswds.css',
  'plumbline.css',
  'uswds-init.js',
  'uswds.js',
  'plumbline.js',
  'signing-in.js',
  'sprite.svg',
  'icon.svg',
] as const;

export type NamedAsset = (typeof NAMED_ASSETS)[number];

/** What every page gains by script, each part complete in itself: served as one file, `plumbline.js`. */
const OWN_SCRIPTS = ['gains.js', 'session-end.js', 'live.js', 'table-keys.js', 'moment-picker.js'];

/** A file as it lies on disk. */
export interface AssetSource {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Reads a file that pages name, from the design system's package or from beside this file. */
export function readNamedAsset(name: NamedAsset): AssetSource {
  switch (name) {
    case 'uswds.css':
      return read(join(designSystem(), 'css', 'uswds.min.css'));
    case 'uswds-init.js':
      return read(join(designSystem(), 'js', 'uswds-init.min.js'));
    case 'uswds.js':
      return read(join(designSystem(), 'js', 'uswds.min.js'));
    case 'sprite.svg':
      return read(join(designSystem(), 'img', 'sprite.svg'));
    case 'plumbline.js':
      return bundle(OWN_SCRIPTS);
    case 'plumbline.css':
    case 'signing-in.js':
    case 'icon.svg':
      return read(join(ownFolder(), name));
  }
}

/** Reads a file that another names by a path from itself, as `../img/usa-icons/close.svg`. */
export function readBeside(source: AssetSource, relative: string): AssetSource {
  return read(join(dirname(source.path), relative));
}

/** Some of our scripts as one file. */
function bundle(names: readonly string[]): AssetSource {
  const folder = ownFolder();
  const bytes = Buffer.concat(names.map((name) => readFileSync(join(folder, name))));
  return { path: join(folder, 'plumbline.js'), bytes };
}

function read(path: string): AssetSource {
  return { path, bytes: readFileSync(path) };
}

function designSystem(): string {
  // The package's entry is dist/js/uswds.min.js.
  const entry = createRequire(import.meta.url).resolve('@uswds/uswds');
  return dirname(dirname(entry));
}

/** Beside this file in the sources; a build, which has no files but compiled ones, reads the sources'. */
function ownFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let candidate = folder; ; candidate = join(folder, 'src', 'web', 'assets')) {
    if (existsSync(join(candidate, 'plumbline.css'))) return candidate;
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error('The style sheet of the pages is missing: install the program whole.');
    }
    folder = parent;
  }
}
