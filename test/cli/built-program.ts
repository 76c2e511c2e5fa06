import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['events', 'projections', 'simulate', 'src'] as const;

/**
 * Path of the program's entry, compiled and put together as `npm run build` does, from the sources as they are now. The build is kept in a
 * git-ignored folder named by the sources' hash, so that tests that run side by side share it and
 * never meet a half-written one.
 *
 * @param planted - what to compile in place of files of the sources
 */
export function builtProgram(planted: PlantedTexts = new Map()): string {
  const { target, sources } = buildOf(planted);
  const entry = join(target, 'src', 'main.js');
  if (!exists(entry)) compile(sources, target);
  return entry;
}

/**
 * Makes a folder once for the sources as they are now; answers where it lies. Whoever uses it takes a copy.
 *
 * @param name - of letters and dashes
 * @param make - puts into an empty folder what is to be kept
 */
export async function keptOfSources(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  return keptOf(`${buildOf().target}-${name}`, make);
}

/**
 * A folder with the sources as they are now, not compiled: a spec imports from it what it needs of a changed program,
 * with a query behind the path (`?changed`), and no other file is compiled.
 *
 * @param planted - what stands in place of files of the sources
 */
export async function plantedSources(planted: PlantedTexts): Promise<string> {
  const { target, sources } = buildOf(planted);
  return keptOf(`${target}-sources`, (folder) => {
    for (const [path, text] of sources) {
      const out = join(folder, path);
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, text);
    }
    return Promise.resolve();
  });
}

async function keptOf(kept: string, make: (folder: string) => Promise<void>): Promise<string> {
  if (exists(kept)) return kept;
  mkdirSync(dirname(kept), { recursive: true });
  const beside = mkdtempSync(`${kept}.`);
  await make(beside);
  try {
    renameSync(beside, kept);
  } catch (error) {
    // Another test process was faster; what it made is as good.
    if (!exists(kept)) throw error;
    rmSync(beside, { recursive: true, force: true });
  }
  return kept;
}

interface Build {
  readonly target: string;
  readonly sources: ReadonlyMap<string, Buffer>;
}

/** The sources are read once by a process, though each spec has this module anew: to read them takes a tenth of a second. */
interface HeldByProcess {
  sourcesOfTests?: ReadonlyMap<string, Buffer>;
}

function sourcesRead(): ReadonlyMap<string, Buffer> {
  const held = globalThis as HeldByProcess;
  held.sourcesOfTests ??= new Map(
    [...FOLDERS.flatMap((folder) => filesUnder(join(ROOT, folder))), join(ROOT, 'bundle.mjs')].map(
      (path) => [relative(ROOT, path), readFileSync(path)] as const,
    ),
  );
  return held.sourcesOfTests;
}

/** Which sources a build has, and where it is kept. */
function buildOf(planted: PlantedTexts = new Map()): Build {
  const sources = new Map(sourcesRead());
  for (const [path, text] of planted) sources.set(path, Buffer.from(text));
  const hash = createHash('sha256');
  for (const [path, text] of sources) hash.update(path).update(text);
  return { target: join(ROOT, '.build-test', hash.digest('hex').slice(0, 16)), sources };
}

/** Texts that stand in place of files of the sources, or beside them; by path from the root. */
export type PlantedTexts = ReadonlyMap<string, string>;

/** Builds of earlier sources are removed when they are this old, in milliseconds. */
const KEPT_MS = 60 * 60 * 1000;

function compile(sources: ReadonlyMap<string, Buffer>, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  removeOldBuilds(dirname(target));
  const beside = mkdtempSync(`${target}.`);
  for (const [path, text] of sources) {
    const out = join(beside, path);
    mkdirSync(dirname(out), { recursive: true });
    if (!/\.tsx?$/u.test(path)) writeFileSync(out, text);
    else writeFileSync(out.replace(/\.tsx?$/u, '.js'), compiled(path, text.toString('utf8')));
  }
  execFileSync(process.execPath, [join(ROOT, 'bundle.mjs'), beside], { stdio: 'pipe' });
  try {
    renameSync(beside, target);
  } catch (error) {
    // Another test process was faster; its build is the same.
    if (!exists(join(target, 'src', 'main.js'))) throw error;
    rmSync(beside, { recursive: true, force: true });
  }
}

function removeOldBuilds(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS)
      rmSync(path, { recursive: true, force: true });
  }
}

function compiled(path: string, text: string): string {
  return transformSync(text, {
    filename: join(ROOT, path),
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx: path.endsWith('.tsx') },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        react: { runtime: 'automatic', importSource: '#jsx' },
      },
      target: 'es2024',
    },
    module: { type: 'es6' },
  }).code;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    })
    .sort();
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
