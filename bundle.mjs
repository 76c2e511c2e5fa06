// Puts a build's modules together into few files: `node bundle.mjs FOLDER` (`npm run build` ends with it).
//
// The program and what it rests on are 3,500 modules, and Node finds, reads and links each by itself: a service spent
// most of 3.5 s of processor time on that, a command that answers in 50 ms most of its time. Programs stay where they
// were, so that whoever starts a thread finds it; what they share is in `parts/`.
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
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

const TO_ROOT = '__PATH_TO_THE_BUILD__';

/** What each file begins with: modules of CommonJS ask for Node's own by `require`. */
const HEAD = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
const __rootOfBuild = new URL('${TO_ROOT}', import.meta.url);`;

/** A module that is the start of a thread or of the process. */
const PROGRAM = /(?:^|\/)(?:main|[a-z-]+-thread)\.js$/u;

/**
 * @param {string} folder - where the compiled modules lie, as paths of the sources
 */
export async function bundle(folder) {
  const root = resolve(folder);
  const beside = `${root}.bundled`;
  const programs = readdirSync(root, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.startsWith('src/') && PROGRAM.test(path));
  await build({
    absWorkingDir: dirname(fileURLToPath(import.meta.url)),
    entryPoints: programs.map((path) => join(root, path)),
    outbase: root,
    outdir: beside,
    chunkNames: 'parts/[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: APART,
    // Nest asks for them by `import()` and for their names: CommonJS put into a bundle has none.
    alias: AS_MODULES,
    legalComments: 'none',
    logLevel: 'warning',
    banner: { js: HEAD },
    plugins: [placesAsTheyWere(root)],
  });
  for (const path of filesUnder(beside)) {
    const text = readFileSync(join(beside, path), 'utf8');
    const upwards = '../'.repeat(path.split('/').length - 1);
    writeFileSync(join(beside, path), text.replace(TO_ROOT, `./${upwards}`));
  }
  for (const path of [...programs, 'parts']) {
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
