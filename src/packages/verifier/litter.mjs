// ---- What lies in a package without belonging to it, by what it is.

const LITTER = [
  [/^\.DS_Store$|^\._|^\.AppleDouble$/, 'a file manager (macOS)'],
  [/^(?:Thumbs|ehthumbs)\.db$|^desktop\.ini$/i, 'a file manager (Windows)'],
  [/^\.directory$|^\.Trash-\d+$/, 'a file manager (Linux)'],
];

/** The folder in which an archive of macOS keeps what only macOS uses. */
const ARCHIVE_FOLDER = '__MACOSX';

/** What to say of a file or folder that no list names and that is litter; null if it is none. */
export function litterSentence(path) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const by =
    name === ARCHIVE_FOLDER
      ? 'a program that packed or unpacked an archive (macOS)'
      : LITTER.find(([names]) => names.test(name))?.[1];
  if (by === undefined) return null;
  return `${path} was left by ${by}: it is no part of the package and says nothing about it. Delete it and verify again.`;
}

/** What to say of a folder in which nothing is. */
export function emptyFolderSentence(path) {
  return `${path} is an empty folder: it belongs to nothing, since a package has no folder without files. Delete it and verify again.`;
}
