import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULE_EDITION } from '../../projections/form/rule-edition.js';

/** Name, version and rule edition on one line. */
export function versionLine(): string {
  return `plumbline ${programVersion()} (rules ${RULE_EDITION})`;
}

/** The version in package.json, which stands above this file in the sources and in the build. */
export function programVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const version = versionIn(join(folder, 'package.json'));
    if (version !== null) return version;
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('No package.json stands above the program: install it whole.');
    folder = parent;
  }
}

function versionIn(path: string): string | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  const found: unknown = JSON.parse(text);
  return typeof found === 'object' &&
    found !== null &&
    'version' in found &&
    typeof found.version === 'string'
    ? found.version
    : null;
}
