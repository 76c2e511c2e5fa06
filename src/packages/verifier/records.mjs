// ---- 3. Every record is in the ledger with that root: each line is hashed as a leaf, and with the
//         hashes of proofs.json, which stand for the other records, they give the root (RFC 9162 2.1).
// ---- 4. The ledger of an earlier package is the beginning of this one's: at its size, the same
//         leaves and hashes give the root that was signed then.
import { join } from 'node:path';
import { IdSet, linesOf, sha256, textOf } from './bytes.mjs';
import { checkpointOf, fingerprintOfKey, isNoteOf, ledgerName, publicKeyOf } from './signature.mjs';

const RECORDS = 'data/records.ndjson';
const PROOFS = 'data/proofs.json';

/**
 * Answers the ids of the records and the ledger's roots at the sizes asked for, and at its own.
 * `named` holds records by id: what the file says of them is put there.
 */
export function checkRecords(folder, version, sizes, named, found, fail, onDone) {
  const { size, root, records, subtrees } = JSON.parse(textOf(join(folder, PROOFS)));
  if (size !== version.asOf || root !== version.root) {
    fail(`${PROOFS} is of another size or root than data/version.json.`);
  }
  const ids = new IdSet();
  const tree = new Tree(subtrees, [...sizes, size]);
  for (const [number, line] of linesOf(join(folder, RECORDS), fail)) {
    const { position, record } = JSON.parse(line.toString('utf8'));
    if (found.records >= records || !tree.coverTo(position - 1)) {
      fail(`${RECORDS}, line ${number}: position ${position} does not follow what is before it.`);
      return { ids, roots: tree.roots };
    }
    tree.add(0, sha256(Buffer.concat([Buffer.of(0), line])));
    if (!ids.add(record.id)) {
      fail(`${RECORDS}, line ${number}: its record has no id of its own.`);
    }
    if (named.has(record.id)) {
      named.set(record.id, [position, record.type, record.effective, record.reason ?? null]);
    }
    found.records += 1;
    if (found.records % 1000 === 0) onDone(found.records, records, 'records');
  }
  if (found.records !== records) {
    fail(`${RECORDS} has ${found.records} records, and ${PROOFS} says ${records}.`);
  }
  if (!tree.coverTo(size) || tree.rest > 0 || tree.roots.get(size) !== root) {
    fail(
      `${RECORDS} and ${PROOFS} do not give the root of the ledger, ${root}: a record or a hash was changed, added or removed.`,
    );
  }
  return { ids, roots: tree.roots };
}

/** Takes leaves and subtrees in order and notes the root at some sizes. */
class Tree {
  constructor(subtrees, sizes) {
    this.subtrees = subtrees;
    this.sizes = new Set(sizes);
    this.roots = new Map();
    this.peaks = [];
    this.size = 0;
    this.next = 0;
  }

  /** How many subtrees were not yet taken. */
  get rest() {
    return this.subtrees.length - this.next;
  }

  /** Takes the subtrees that stand for the leaves up to `size`; false if they do not lead there. */
  coverTo(size) {
    while (this.size < size && this.rest > 0) {
      const [level, hash] = this.subtrees[this.next];
      if (this.size % 2 ** level !== 0 || this.size + 2 ** level > size) return false;
      this.next += 1;
      this.add(level, Buffer.from(hash, 'hex'));
    }
    return this.size === size;
  }

  add(level, hash) {
    this.size += 2 ** level;
    let peak = { level, hash };
    while (this.peaks.length > 0 && this.peaks[this.peaks.length - 1].level === peak.level) {
      peak = { level: peak.level + 1, hash: nodeHashOf(this.peaks.pop().hash, peak.hash) };
    }
    this.peaks.push(peak);
    if (!this.sizes.has(this.size)) return;
    const hashes = this.peaks.map((each) => each.hash);
    const root = hashes.reduceRight((right, left) => nodeHashOf(left, right));
    this.roots.set(this.size, root.toString('hex'));
  }
}

/** The hash of a node of the tree by those of its children. */
export function nodeHashOf(left, right) {
  return sha256(Buffer.concat([Buffer.of(1), left, right]));
}

/** The size that another package's checkpoint names, as far as there is one. */
export function sizeIn(against) {
  try {
    return [Number(textOf(join(against, 'data/checkpoint')).split('\n')[1])];
  } catch {
    return []; // `checkAgainst` says so
  }
}

export function checkAgainst(against, version, roots, found, fail) {
  const name = ledgerName(version.county);
  const note = textOf(join(against, 'data/checkpoint'));
  const key = publicKeyOf(textOf(join(against, 'data/public-key.txt')), name);
  const [, sizeText = '', rootText = ''] = note.split('\n');
  const size = Number(sizeText);
  const then = Buffer.from(rootText, 'base64').toString('hex');
  if (key === null || !isNoteOf(note, checkpointOf(name, size, then), name, key)) {
    fail(`The package ${against} has no signed checkpoint of ${name} to compare with.`);
    return;
  }
  found.against = { size, fingerprint: fingerprintOfKey(key) };
  const here = roots.get(size);
  if (size > version.asOf) {
    fail(
      `The ledger was cut short since, or ${against} is the later package: its ledger had ${size} records, and this one's has ${version.asOf}. Of two packages, verify the later one against the earlier.`,
    );
  } else if (here === undefined) {
    fail(
      `This package does not tell the root of its ledger at size ${size}, the size in ${against}: ask the county for "plumbline prove --from ${size} --to ${version.asOf}".`,
    );
  } else if (here !== then) {
    fail(
      `The history of the ledger was changed: of its first ${size} records the root is ${here} here, and ${then} was signed in ${against}.`,
    );
  }
}
