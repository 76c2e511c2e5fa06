// Puts a build's modules together into few files: `node bundle.mjs FOLDER` (`npm run build` ends with it).
//
// The program and what it rests on are 3,500 modules, and Node finds, reads and links each by itself: a service spent
// most of 3.5 s of processor time on that, a command that answers in 50 ms most of its time. Programs stay where they
// were, so that whoever starts a thread finds it; what they share is in `parts/`.
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What has files of its own beside its code, or code that is no JavaScript; and what is loaded only if it is there. */
const APART = [
  '@duckdb/*',
  '@eventstore/*',
  '@expo-google-fonts/*',
  '@fastify/*',
  '@fontsource-variable/*',
  '@grpc/*',
  '@nestjs/microservices',
  '@nestjs/microservices/*',
  '@nestjs/websockets',
  '@nestjs/websockets/*',
  '@node-rs/*',
  '@uswds/*',
  'better-sqlite3',
  'fontkit',
  'google-protobuf',
  'pdfkit',
  'pino',
  'protobufjs',
  'reflect-metadata',
  'subset-font',
];

const AS_MODULES = {
  'class-transformer': './node_modules/class-transformer/esm2015/index.js',
  'class-validator': './node_modules/class-validator/esm2015/index.js',
};

const HERE = dirname(fileURLToPath(import.meta.url));
const TO_ROOT = '__PATH_TO_THE_BUILD__';

const AS_BUNDLE = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
};

/** What each file begins with: modules of CommonJS ask for Node's own by `require`. */
const HEAD = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
const __rootOfBuild = new URL('${TO_ROOT}', import.meta.url);
`;

/**
 * What most commands load at their start, each line a file of its own: a report of a small county took a quarter of its
 * time to find and link 140 files. A line holds what its modules need, but for what stands in the lines before it.
 */
const TOGETHER = [
  // What decides whether a command has a thread of its own, and then is all that is loaded besides it.
  ['src/cli/interruption.js', 'src/cli/small-ledger.js', 'src/cli/on-a-thread.js'],
  // What reads the arguments: it is all that help needs.
  ['src/cli/run-cli.js', 'src/threads/idle.js', 'src/cli/thread-beside.js'],
  // What opens the data folder, looks whether it is as it was signed, and asks.
  [
    'src/application/application.js',
    'src/application/wiring/open-house.js',
    'src/seals/lost-ledger.js',
  ],
  // What computes a month, and whose it is.
  [
    'src/reports/report-of-county.js',
    'src/reports/kept-years.js',
    'src/stores/sqlite/checkpoints/checkpoints-over-folder.js',
    'src/cli/actions/report.js',
    'src/reports/whole-trail.js',
    'src/cli/actions/trail.js',
  ],
];

/** A module that is the start of a thread or of the process; what runs on one or in one is named after it, too. */
const PROGRAM = /(?:^|\/)(?:main|(?!(?:on|in)-|[a-z-]+-(?:on|in)-)[a-z-]+-thread)\.js$/u;

/**
 * Threads that do one thing, each with all that it needs in a file of its own: they share nothing with the process. So does
 * what the process's first thread does while a command computes in another.
 */
const ALONE = new Set([
  'src/input/tables/workbook-thread.js',
  'src/ledger/parsing/parse-thread.js',
  'src/stores/sqlite/bulk/append-thread.js',
  'src/stores/sqlite/erasing/erasing-thread.js',
  'src/threads/county-thread.js',
  'src/threads/fold-beside.js',
  'src/threads/report-thread.js',
]);

/**
 * @param {string} folder - where the compiled modules lie, as paths of the sources
 */
export async function bundle(folder) {
  const root = resolve(folder);
  const beside = `${root}.bundled`;
  const programs = readdirSync(root, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.startsWith('src/') && PROGRAM.test(path));
  const asWritten = {
    absWorkingDir: HERE,
    outbase: root,
    outdir: beside,
    chunkNames: 'parts/[hash]',
    ...AS_BUNDLE,
    external: APART,
    // Nest asks for them by `import()` and for their names: CommonJS put into a bundle has none.
    alias: AS_MODULES,
    plugins: [placesAsTheyWere(root)],
  };
  const entryPointsOf = (each) => each.map((path) => join(root, path));
  const { metafile } = await build({
    ...asWritten,
    entryPoints: entryPointsOf(programs.filter((path) => !ALONE.has(path))),
    metafile: true,
  });
  await build({ ...asWritten, entryPoints: entryPointsOf([...ALONE]), splitting: false });
  await putTogether(root, join(beside, 'parts'), metafile.outputs);
  for (const path of filesUnder(beside)) {
    const text = readFileSync(join(beside, path), 'utf8');
    const upwards = '../'.repeat(path.split('/').length - 1);
    const isHeaded = /\b(?:require|__rootOfBuild)\b/u.test(text);
    const head = isHeaded ? HEAD.replace(TO_ROOT, `./${upwards}`) : '';
    writeFileSync(join(beside, path), `${head}${text}`);
  }
  for (const path of new Set([...programs, ...ALONE, 'parts'])) {
    rmSync(join(root, path), { recursive: true, force: true });
    renameSync(join(beside, path), join(root, path));
  }
  rmSync(beside, { recursive: true, force: true });
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/**
 * Puts parts that are loaded together into one file each line of `TOGETHER`. Where a part was, its names still are: it
 * may be asked for by others, or later.
 *
 * @param root - where the modules are that `TOGETHER` names
 * @param folder - where the parts were written
 * @param outputs - what esbuild tells of them
 */
async function putTogether(root, folder, outputs) {
  const lines = linesOfParts(root, outputs);
  const parts = new Map(lines.flat().map((part) => [part.path, part]));
  const nameOf = ({ path }, name) => `_${basename(path, '.js')}_${name}`;
  const withNames = (part) =>
    namesFrom(part.path, part.exports, (name) => [name, nameOf(part, name)]);
  const { outputFiles } = await build({
    entryPoints: TOGETHER.map(([first], line) => ({
      in: `line:${line}`,
      out: basename(first, '.js'),
    })),
    outdir: folder,
    chunkNames: '[hash]',
    ...AS_BUNDLE,
    write: false,
    plugins: [
      {
        name: 'parts alone',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^line:/ }, ({ path }) => ({ path, namespace: 'line' }));
          onLoad({ filter: /.*/, namespace: 'line' }, ({ path }) => ({
            contents: lines[Number(path.split(':')[1])].map(withNames).join(''),
            resolveDir: folder,
          }));
          onResolve({ filter: /.*/ }, ({ path, kind }) => {
            const asked = resolve(folder, path);
            return kind !== 'dynamic-import' && parts.has(asked)
              ? { path: asked }
              : { path, external: true };
          });
        },
      },
    ],
  });
  for (const [line, [first]] of TOGETHER.entries()) {
    for (const part of lines[line]) {
      const asNamed = (name) => [nameOf(part, name), name];
      writeFileSync(part.path, namesFrom(basename(first), part.exports, asNamed));
    }
  }
  for (const { path, text } of outputFiles) writeFileSync(path, text);
}

/** The parts that each line of `TOGETHER` comes to: those of its modules and what they import, once. */
function linesOfParts(root, outputs) {
  const parts = new Map(
    Object.entries(outputs).map(([path, output]) => [
      resolve(HERE, path),
      { ...output, path: resolve(HERE, path) },
    ]),
  );
  const taken = new Set();
  const withImported = (part) => {
    if (taken.has(part)) return [];
    taken.add(part);
    const imported = part.imports.filter(
      ({ kind, external }) => kind === 'import-statement' && external !== true,
    );
    return [...imported.flatMap(({ path }) => withImported(parts.get(resolve(HERE, path)))), part];
  };
  const partOf = (module) => {
    const entry = relative(HERE, join(root, module));
    const found = [...parts.values()].find(({ entryPoint }) => entryPoint === entry);
    if (found === undefined) throw new Error(`${module} is not loaded by itself: see TOGETHER.`);
    return found;
  };
  return TOGETHER.map((modules) => modules.flatMap((module) => withImported(partOf(module))));
}

/** A statement that gives names of a module other names. */
function namesFrom(path, names, named) {
  const all = names.map((name) => named(name).join(' as ')).join(', ');
  return `export { ${all} } from './${basename(path)}';\n`;
}

/** Lets a module that asks where it lies find what lies beside it, in whichever file its code is now. */
function placesAsTheyWere(root) {
  return {
    name: 'places as they were',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.js$/ }, ({ path }) => {
        if (!path.startsWith(root)) return undefined;
        const text = readFileSync(path, 'utf8');
        if (!/import\.meta\.url/u.test(text)) return undefined;
        const place = JSON.stringify(relative(root, path).replaceAll('\\', '/'));
        const contents = text.replaceAll(
          'import.meta.url',
          `new URL(${place}, __rootOfBuild).href`,
        );
        return { contents, loader: 'js' };
      });
    },
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) await bundle(argv[2] ?? 'dist');
