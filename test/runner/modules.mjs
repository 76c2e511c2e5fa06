// What a worker of jest loads: the project's TypeScript, compiled as it is read, straight into Node's own module graph.
// Packages are loaded once per worker. The project's own files are loaded anew for every spec (a query on their address
// names the spec), so that what one spec leaves in a module is never seen by the next.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync, version } from '@swc/core';

const ROOT = pathToFileURL(join(import.meta.dirname, '../..')).href + '/';
const PACKAGES = `${ROOT}node_modules/`;

/** How TypeScript is compiled; an angle bracket means another thing in a component. */
function optionsFor(path) {
  const parser = path.endsWith('.tsx')
    ? { syntax: 'typescript', tsx: true }
    : { syntax: 'typescript', decorators: true };
  return {
    swcrc: false,
    jsc: {
      parser,
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        react: { runtime: 'automatic', importSource: '#jsx' },
      },
      target: 'es2024',
    },
    module: { type: 'es6' },
    sourceMaps: true,
  };
}

/** What was compiled, with where its map lies: by the path of its source, for as long as the worker lives. */
const compiledFiles = new Map();
/** Where the map of a loaded file lies, by the address that a stack names. */
export const sourceMaps = new Map();

let cacheFolder = '';
/** Compiled files are kept here, named by a hash of what they were compiled from. */
export function keepCompiledIn(folder) {
  cacheFolder = join(folder, 'compiled');
  mkdirSync(cacheFolder, { recursive: true });
}

/** Written aside and renamed: two workers may compile the same file at a time. */
function keep(path, text) {
  const aside = `${path}.${String(process.pid)}`;
  writeFileSync(aside, text);
  renameSync(aside, path);
}

function compiledFile(path) {
  const known = compiledFiles.get(path);
  if (known !== undefined) return known;
  const source = readFileSync(path, 'utf8');
  const options = optionsFor(path);
  const name = createHash('sha256')
    .update(JSON.stringify([version, path, options]))
    .update(source)
    .digest('hex');
  const kept = join(cacheFolder, `${name}.js`);
  const map = join(cacheFolder, `${name}.map`);
  if (!existsSync(kept)) {
    const compiled = transformSync(source, { ...options, filename: path });
    keep(map, compiled.map);
    keep(kept, compiled.code);
  }
  const file = { code: readFileSync(kept, 'utf8'), map };
  compiledFiles.set(path, file);
  return file;
}

const sourcePaths = new Map();
/** A relative import of ours ends in .js and means a .ts or a .tsx; null where neither is there: what is built already. */
function sourceOf(path) {
  const known = sourcePaths.get(path);
  if (known !== undefined) return known;
  const stem = path.slice(0, -'.js'.length);
  const found = [`${stem}.ts`, `${stem}.tsx`].find((each) => existsSync(each)) ?? null;
  sourcePaths.set(path, found);
  return found;
}

function isOurs(address) {
  return address.startsWith(ROOT) && !address.startsWith(PACKAGES);
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const parent = context.parentURL;
    if (parent === undefined || !isOurs(parent)) return nextResolve(specifier, context);
    const spec = new URL(parent).search;
    if (spec === '' || !/^(?:\.{1,2}|file:\/)\//u.test(specifier)) {
      return nextResolve(specifier, context);
    }
    const address = new URL(specifier, parent);
    if (!/\.m?js$/u.test(address.pathname) || address.search !== '') {
      return nextResolve(specifier, context);
    }
    const path = fileURLToPath(address);
    const source = path.endsWith('.js') ? sourceOf(path) : path;
    if (source === null) return nextResolve(specifier, context);
    return { url: pathToFileURL(source).href + spec, shortCircuit: true };
  },

  load(url, context, nextLoad) {
    if (!isOurs(url) || !/\.tsx?(?:\?|$)/u.test(url)) return nextLoad(url, context);
    const file = compiledFile(fileURLToPath(url));
    sourceMaps.set(url, file.map);
    return { format: 'module', source: file.code, shortCircuit: true };
  },
});

let specs = 0;
/** Imports a spec, and every file of ours under it, anew. */
export async function importSpec(path) {
  specs += 1;
  return await import(`${pathToFileURL(path).href}?spec=${String(specs)}`);
}
