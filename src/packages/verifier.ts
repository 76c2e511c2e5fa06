import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as VerifyPackage from './verifier/verify-package.mjs';

/** The parts of verify.mjs, each after those that it imports. */
const PARTS = [
  'bytes.mjs',
  'reasons.mjs',
  'litter.mjs',
  'files.mjs',
  'signature.mjs',
  'records.mjs',
  'rules.mjs',
  'report.mjs',
  'difference.mjs',
  'version.mjs',
  'acts.mjs',
  'usage.mjs',
  'workbook.mjs',
  'audit.mjs',
  'verify-package.mjs',
  'main.mjs',
] as const;

const HEAD = `#!/usr/bin/env node
// Verifies the evidence package that this file lies in:
//
//   node verify.mjs [--against OTHER_PACKAGE] [--key FINGERPRINT]
//
// It needs nothing but Node 18 or newer: no network, no other program, no file from elsewhere. It ends
// with 0 if everything verifies, with 3 if something does not (each failure is a sentence that names
// the file), with 2 if it was called wrongly. README.txt says in plain words what is checked.
`;

const NODE_IMPORT = /^import \{ (?<names>[^}]+) \} from '(?<module>node:[a-z/]+)';\n/gmu;
const OWN_IMPORT = /^import [^;]+ from '\.\/[^']+';\n/gmu;
const EXPORT = /^export (?=const |class |function)/gmu;

/**
 * verify.mjs, one file put together of the parts that this program verifies with itself: their
 * imports of each other are left out, those of Node stand in front.
 */
export function verifierText(): string {
  const parts = PARTS.map((name) => readFileSync(join(verifierFolder(), name), 'utf8'));
  const imported = new Map<string, Set<string>>();
  for (const part of parts) {
    for (const { groups = {} } of part.matchAll(NODE_IMPORT)) {
      const { names = '', module = '' } = groups;
      const known = imported.get(module) ?? new Set();
      for (const name of names.split(',')) if (name.trim() !== '') known.add(name.trim());
      imported.set(module, known);
    }
  }
  const imports = [...imported]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([module, names]) => `import { ${[...names].sort().join(', ')} } from '${module}';\n`);
  const bodies = parts.map((part) =>
    part.replaceAll(NODE_IMPORT, '').replaceAll(OWN_IMPORT, '').replaceAll(EXPORT, '').trim(),
  );
  return `${HEAD}${imports.join('')}\n${bodies.join('\n\n')}\n`;
}

/** The checks themselves, as verify.mjs makes them. */
export async function loadVerifier(): Promise<typeof VerifyPackage> {
  const path = join(verifierFolder(), 'verify-package.mjs');
  return (await import(pathToFileURL(path).href)) as typeof VerifyPackage; // typed by its .d.mts
}

/** Beside this file in the sources; a build, which has no files but compiled ones, reads the sources'. */
function verifierFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  const beside = join(folder, 'verifier');
  if (existsSync(beside)) return beside;
  for (;;) {
    const inSources = join(folder, 'src', 'packages', 'verifier');
    if (existsSync(inSources)) return inSources;
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error('The parts of verify.mjs are missing: install the program whole.');
    }
    folder = parent;
  }
}
