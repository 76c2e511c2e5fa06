// ---- 1. Every file of the list is there, no other is, and each has the bytes that were written.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFile, textOf } from './bytes.mjs';
import { emptyFolderSentence, litterSentence } from './litter.mjs';
import { reasonOf } from './reasons.mjs';

const MB = 1e6;
const MANIFEST = 'manifest-sha256.txt';
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';
export const SIGNATURE = 'signature.note';
const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** BagIt, RFC 8493, section 3; stricter in that files outside of data/ must be listed as well. */
export function checkFiles(folder, found, fail, onDone) {
  const files = filesIn(folder, '', fail);
  found.files = files.length;
  attempt(folder, 'bagit.txt', fail, (path) => {
    if (textOf(path) === BAG_DECLARATION) return;
    fail('bagit.txt was changed: it does not declare a bag of version 1.0 in UTF-8.');
  });
  const isSigned = (path) => path !== TAG_MANIFEST && path !== SIGNATURE;
  const total = bytesOf(folder, files.filter(isSigned));
  let done = 0;
  const present = new Set(files);
  const payload = readManifest(folder, MANIFEST, true, fail);
  const tags = readManifest(folder, TAG_MANIFEST, false, fail);
  for (const path of files) {
    if (!isSigned(path)) continue; // what the signature is about
    const [listed, name] = path.startsWith('data/') ? [payload, MANIFEST] : [tags, TAG_MANIFEST];
    const expected = listed.get(path);
    if (expected === undefined) {
      fail(
        litterSentence(path) ?? `${path} does not belong to the package: ${name} does not list it.`,
      );
      continue;
    }
    attempt(folder, path, fail, (full) => {
      const actual = hashOfFile(full, (bytes) => {
        done += bytes;
        onDone(done / MB, total / MB, 'MB of files');
      });
      if (actual === expected) return;
      fail(`${path} was changed: its SHA-256 is ${actual}, and ${name} says ${expected}.`);
    });
  }
  const missing = [...payload.keys(), ...tags.keys()].filter((path) => !present.has(path));
  for (const path of missing) {
    const name = path.startsWith('data/') ? MANIFEST : TAG_MANIFEST;
    fail(`${path} is missing: ${name} lists it.`);
  }
}

/** Bytes of all files together, as far as they are there. */
function bytesOf(folder, files) {
  return files.reduce(
    (sum, path) => sum + (lstatSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** Does something with one file of the package; says so where it cannot be read, and goes on. */
function attempt(folder, path, fail, work) {
  try {
    work(join(folder, path));
  } catch (error) {
    fail(`${path} cannot be read: ${reasonOf(error, folder, path)}.`);
  }
}

/** Paths of all plain files; everything else is named. */
function filesIn(folder, prefix, fail) {
  let entries = [];
  attempt(folder, prefix === '' ? '.' : prefix.slice(0, -1), fail, (path) => {
    entries = readdirSync(path, { withFileTypes: true });
    if (entries.length === 0) fail(emptyFolderSentence(prefix.slice(0, -1) || '.'));
  });
  return entries.flatMap((entry) => {
    const path = `${prefix}${entry.name}`;
    if (entry.isFile()) return [path];
    if (entry.isDirectory()) {
      const litter = litterSentence(path);
      if (litter === null) return filesIn(folder, `${path}/`, fail);
      fail(litter);
      return [];
    }
    fail(`${path} is no plain file: a package has nothing but files and folders.`);
    return [];
  });
}

/** Hashes by path. */
function readManifest(folder, name, isPayload, fail) {
  let text = null;
  attempt(folder, name, fail, (path) => {
    text = textOf(path);
  });
  if (text === null) return new Map();
  if (!text.endsWith('\n')) fail(`${name} was changed: it does not end with a newline.`);
  const listed = new Map();
  let last = '';
  for (const [index, line] of text.replace(/\n$/, '').split('\n').entries()) {
    const [, hash, path = ''] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
    if (path <= last || path.startsWith('data/') !== isPayload) {
      fail(`${name} was changed: its line ${index + 1} is no hash with the next path behind it.`);
      continue;
    }
    listed.set(path, hash);
    last = path;
  }
  return listed;
}
