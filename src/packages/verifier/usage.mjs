// ---- What is no failure of a package but a mistake of whoever asks.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from './bytes.mjs';

/** One of these is left of a package, whatever was done to it. */
const MARKS = [
  'bagit.txt',
  'manifest-sha256.txt',
  'tagmanifest-sha256.txt',
  'signature.note',
  'data/version.json',
  'data/checkpoint',
];
const LEDGER = /^plumbline\/ledger-(\d\d)\n/;

/** A sentence where the folder, or the other one, is no package, or they are of two counties; else null. */
export function misuseOf(folder, against) {
  const folders = against === null ? [folder] : [folder, against];
  const none = folders.find((each) => !isPackage(each));
  if (none !== undefined) {
    return isFolder(none)
      ? `${none} is no evidence package: it has none of ${MARKS.join(', ')}. Name the folder that "plumbline package" made.`
      : `There is no folder ${none}: name the folder of a package.`;
  }
  if (against === null) return null;
  const [here, there] = [countyOf(folder), countyOf(against)];
  if (here === null || there === null || here === there) return null;
  return `${against} is a package of county ${there}, and this one is of county ${here}: name an earlier package of the same county with --against.`;
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isPackage(folder) {
  return isFolder(folder) && MARKS.some((path) => existsSync(join(folder, path)));
}

/** The county whose ledger the package says it is of; null if it does not say. */
function countyOf(folder) {
  try {
    return LEDGER.exec(textOf(join(folder, 'data/checkpoint')))?.[1] ?? null;
  } catch {
    return null; // the checks of the package say so
  }
}
