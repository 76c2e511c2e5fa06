// ---- 1. Every file of the list is there, no other is, and each has the bytes that were written.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFile } from './bytes.mjs';

const MANIFEST = 'manifest-sha256.txt';
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';
export const SIGNATURE = 'signature.note';
const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** BagIt, RFC 8493, section 3; stricter in that files outside of data/ must be listed as well. */
export function checkFiles(folder, found, fail) {
  const files = filesIn(folder, '', fail);
  found.files = files.length;
  if (readFileSync(join(folder, 'bagit.txt'), 'utf8') !== BAG_DECLARATION) {
    fail('bagit.txt was changed: it does not declare a bag of version 1.0 in UTF-8.');
  }
  const present = new Set(files);
  const payload = readManifest(folder, MANIFEST, true, present, fail);
  const tags = readManifest(folder, TAG_MANIFEST, false, present, fail);
  for (const path of files) {
    if (path === TAG_MANIFEST || path === SIGNATURE) continue; // what the signature is about
    const [listed, name] = path.startsWith('data/') ? [payload, MANIFEST] : [tags, TAG_MANIFEST];
    const expected = listed.get(path);
    if (expected === undefined) {
      fail(`${path} does not belong to the package: ${name} does not list it.`);
      continue;
    }
    const actual = hashOfFile(join(folder, path));
    if (actual !== expected) {
      fail(`${path} was changed: its SHA-256 is ${actual}, and ${name} says ${expected}.`);
    }
  }
}

function filesIn(folder, prefix, fail) {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) return filesIn(folder, `${path}/`, fail);
    if (entry.isFile()) return [path];
    fail(`${path} is no plain file: a package has nothing but files and folders.`);
    return [];
  });
}

/** Hashes by path. Only paths that are in the package are looked at, whatever a manifest names. */
function readManifest(folder, name, isPayload, present, fail) {
  const text = readFileSync(join(folder, name), 'utf8');
  if (!text.endsWith('\n')) fail(`${name} was changed: it does not end with a newline.`);
  const listed = new Map();
  let last = '';
  for (const [index, line] of text.replace(/\n$/, '').split('\n').entries()) {
    const [, hash, path = ''] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
    if (path <= last || path.startsWith('data/') !== isPayload) {
      fail(`${name} was changed: its line ${index + 1} is no hash with the next path behind it.`);
      continue;
    }
    if (!present.has(path)) fail(`${path} is missing: ${name} lists it.`);
    listed.set(path, hash);
    last = path;
  }
  return listed;
}
