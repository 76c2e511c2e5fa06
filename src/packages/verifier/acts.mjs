// ---- 9. Who submitted, approved or returned the version, and when, is what the county's acts say: each
//         act is a leaf of their tree (RFC 9162 2.1), whose root was signed with the last of them, together
//         with the ledger as it was then, of which this version's is the beginning.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf, sha256, textOf } from './bytes.mjs';
import { nodeHashOf } from './records.mjs';
import { isNoteOf, fingerprintOfKey, ledgerName, publicKeyOf } from './signature.mjs';

const FOLDER = 'data/acts';
const ACTS = 'data/acts/acts.ndjson';
const NOTE = 'data/acts/checkpoint';
const HEX = /^[0-9a-f]{64}$/;

/** Packages by the first released program had no acts in them. */
const WITHOUT_ACTS = /^Bag-Software-Agent: plumbline 0\.1\.0 /m;

export function checkActs(folder, version, lines, found, fail) {
  if (!existsSync(join(folder, FOLDER))) {
    if (WITHOUT_ACTS.test(textOf(join(folder, 'bag-info.txt')))) return;
    fail(`${FOLDER} is missing: it has the acts that made the version what it is.`);
    return;
  }
  const heads = signedHeads(folder, version, found, fail);
  if (heads === null) return;
  checkConsistency(folder, version, heads.ledger, fail);
  const acts = [];
  for (const [number, bytes] of linesOf(join(folder, ACTS), fail)) {
    const line = JSON.parse(bytes.toString('utf8'));
    const text = canonical({ number: line.number, at: line.act.at, act: line.act });
    const leaf = sha256(Buffer.concat([Buffer.of(0), Buffer.from(text)]));
    const { size, root } = heads.submissions;
    if (!isIncluded(line.number - 1, size, leaf, line.hashes, root)) {
      fail(`${ACTS}, line ${number}: the act is not one of those that were signed.`);
    }
    checkRemarks(line, number, fail);
    acts.push(line);
  }
  found.acts = acts.length;
  checkAsSaid(acts, version, lines, fail);
}

/** What the note says, signed by the key beside it. */
function signedHeads(folder, version, found, fail) {
  const name = ledgerName(version.county);
  const note = textOf(join(folder, NOTE));
  const key = publicKeyOf(textOf(join(folder, 'data/acts/public-key.txt')), name);
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  if (key === null || !isNoteOf(note, text, name, key)) {
    fail(`${NOTE} is no note of ${name} that is signed by the key in data/acts/public-key.txt.`);
    return null;
  }
  const [origin, size, root, submissions = ''] = text.split('\n');
  const [stream, count, actsRoot] = submissions.split(' ');
  if (origin !== name || stream !== 'submissions') {
    fail(`${NOTE} does not name the ledger and the submissions of county ${version.county}.`);
    return null;
  }
  found.actsKey = fingerprintOfKey(key);
  return {
    ledger: { size: Number(size), root: Buffer.from(root, 'base64') },
    submissions: { size: Number(count), root: Buffer.from(actsRoot, 'base64') },
  };
}

/** RFC 9162 2.1.4.2: the version's ledger is the beginning of the one that the note names. */
function checkConsistency(folder, version, ledger, fail) {
  const path = 'data/acts/consistency.json';
  const { from, to, hashes } = JSON.parse(textOf(join(folder, path)));
  const first = Buffer.from(version.root, 'hex');
  const isSound =
    from === version.asOf &&
    to === ledger.size &&
    hashes.every((hash) => HEX.test(hash)) &&
    isBeginning(
      from,
      first,
      to,
      ledger.root,
      hashes.map((hash) => Buffer.from(hash, 'hex')),
    );
  if (isSound) return;
  fail(
    `${path} does not prove that the ledger of the version is the beginning of the one that ${NOTE} names.`,
  );
}

function isBeginning(from, first, to, second, hashes) {
  if (from === to) return hashes.length === 0 && first.equals(second);
  if (from < 1 || from > to) return false;
  const path = Number.isInteger(Math.log2(from)) ? [first, ...hashes] : hashes;
  if (path.length === 0) return false;
  let [node, last] = [from - 1, to - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [one, other] = [path[0], path[0]];
  for (const hash of path.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      one = nodeHashOf(hash, one);
      other = nodeHashOf(hash, other);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      other = nodeHashOf(other, hash);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && one.equals(first) && other.equals(second);
}

/** RFC 9162 2.1.3.2. */
function isIncluded(index, size, leaf, hashes, root) {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  if (!Array.isArray(hashes) || !hashes.every((hash) => HEX.test(hash))) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const text of hashes) {
    if (last === 0) return false;
    const sibling = Buffer.from(text, 'hex');
    if (node % 2 === 1 || node === last) {
      hash = nodeHashOf(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHashOf(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && hash.equals(root);
}

function half(count) {
  return Math.floor(count / 2);
}

/** What people wrote is hashed with a salt, so that it can be erased. */
function checkRemarks({ act, remarks }, number, fail) {
  for (const [name, { salt, text }] of Object.entries(remarks)) {
    const bytes = Buffer.concat([Buffer.from(salt ?? '', 'hex'), Buffer.from(text)]);
    if (act[name]?.sha256 === sha256(bytes).toString('hex')) continue;
    fail(`${ACTS}, line ${number}: its ${name} is not the text that was written.`);
  }
}

/** The version is what its acts make of it. */
function checkAsSaid(acts, version, lines, fail) {
  const says = (what, value, act) => {
    if (canonical(value ?? null) === canonical(act ?? null)) return;
    fail(
      `data/version.json says ${what} ${JSON.stringify(value)}, and ${ACTS} gives ${JSON.stringify(act)}.`,
    );
  };
  const [submitted, decided, ...more] = acts;
  if (submitted?.act.type !== 'ReportSubmitted' || more.length > 0) {
    fail(`${ACTS} has to have the submission, and then the approval or return if there is one.`);
    return;
  }
  for (const { act } of acts) {
    const isOfVersion =
      act.county === version.county &&
      act.month === version.month &&
      act.version === version.version;
    if (!isOfVersion) fail(`${ACTS} has an act of another county, month or version.`);
  }
  const { act } = submitted;
  for (const name of ['asOf', 'root', 'report', 'trail']) says(name, version[name], act[name]);
  const { by: submitter, at: moment, contactTelephone, pep } = act;
  const contact = contactTelephone === undefined ? {} : { contactTelephone };
  says('submitted', version.submitted, { by: submitter, at: moment, ...contact });
  says('pep', version.pep, pep);
  says('comment', version.comment, submitted.remarks.comment?.text ?? '');
  if (canonical(lines) !== canonical(act.lines)) {
    fail(`data/report.json has other cells than ${ACTS} says were submitted.`);
  }
  const { type, by, at, telephone } = decided?.act ?? {};
  const reason = decided?.remarks.reason?.text ?? '';
  says('approved', version.approved, type === 'ReportApproved' ? { by, telephone, at } : null);
  says('returned', version.returned, type === 'ReportReturned' ? { by, reason, at } : null);
}

/** RFC 8785 of what an act holds: objects, texts, whole numbers, null. */
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(',')}}`;
}
