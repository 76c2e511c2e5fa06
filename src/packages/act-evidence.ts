import { actIn, REMARKS, saltOf } from '../../events/acts/remarks.js';
import { formatMonth } from '../../events/values/month.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import { actLeaves } from '../../projections/seal/act-leaf.js';
import type { CountyNote } from '../../projections/seal/county-note.js';
import { consistencyProof, inclusionProof, subtreesOf } from '../../projections/seal/merkle.js';
import { withoutRemarks } from '../../projections/seal/remark-hashes.js';
import { verifierKey } from '../../projections/seal/signed-note.js';
import type { Version } from '../../projections/versions/version.js';
import type { StoredAct } from '../ports/act-log.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import type { Notes } from '../ports/notes.js';
import { headOfActs } from '../seals/act-trees.js';
import { originOf, signNote, verifyNote } from '../seals/checkpoint.js';
import type { SigningKeys } from '../seals/signing-keys.js';

/** The files of `data/acts`, by their names in it. */
export type ActFiles = readonly (readonly [path: string, text: string])[];

/** Where the acts of a version are, and what signed them. */
export interface ActEvidenceParts {
  readonly file: LedgerReader;
  /** The county's acts about reports, all of them. */
  readonly acts: readonly StoredAct[];
  /** The county's holds and orders, all of them. */
  readonly retention: readonly StoredAct[];
  readonly notes: Notes;
  readonly keys: SigningKeys;
}

/** A note that covers the acts, with the key that signed it. */
interface CoveringNote {
  readonly text: string;
  readonly said: CountyNote;
  readonly publicKey: Uint8Array;
}

/**
 * What proves who did what to a version and when: its acts with their place in the tree of the county's acts, the note
 * that was signed with the last of them, and that the ledger of the version is the beginning of the one of that note.
 */
export async function actFiles(parts: ActEvidenceParts, version: Version): Promise<ActFiles> {
  const { file, acts } = parts;
  const own = acts.filter(({ body }) => isOf(version, body));
  const last = own.at(-1);
  if (last === undefined) throw new Error('A version without acts was to be packed.');
  const note = await coveringNote(parts, last.number);
  const { ledger, acts: heads } = note.said;
  const size = heads?.submissions.size ?? 0;
  const tree = subtreesOf(actLeaves(acts.map(({ body }) => body)));
  const lines = own.map(({ number, body }) => {
    const hashes = inclusionProof(tree, number - 1, size).map(hex);
    return `${canonicalJson({ number, act: actIn(withoutRemarks(body)), hashes, remarks: remarksIn(body) })}\n`;
  });
  const { asOf } = version;
  const between = consistencyProof(file.subtrees(), asOf, ledger.size).map(hex);
  const consistency = { from: asOf, to: ledger.size, hashes: between };
  const key = { name: originOf(file.county), publicKey: note.publicKey };
  return [
    ['data/acts/acts.ndjson', lines.join('')],
    ['data/acts/checkpoint', note.text],
    ['data/acts/consistency.json', `${canonicalJson(consistency)}\n`],
    ['data/acts/public-key.txt', `${verifierKey(key)}\n`],
  ];
}

function isOf({ month, version }: Version, body: string): boolean {
  const act = actIn(body);
  return act['month'] === formatMonth(month) && act['version'] === version;
}

/** The remarks that were not erased, with their salts, null where an act is from before there were any. */
function remarksIn(body: string): Readonly<Record<string, object>> {
  const act = actIn(body);
  const named = REMARKS.filter((name) => typeof act[name] === 'string');
  return Object.fromEntries(
    named.map((name) => [name, { salt: act[saltOf(name)] ?? null, text: act[name] }]),
  );
}

/** The note that was made with an act; of one that was taken in, the note that took it in. */
async function coveringNote(parts: ActEvidenceParts, number: number): Promise<CoveringNote> {
  const { file, notes, keys, acts, retention } = parts;
  const { county } = file;
  const publicKeys = keys.all().map(({ publicKey }) => publicKey);
  const covering = (await notes.all(county)).flatMap(({ act, text }) => {
    if (act !== null && (act.stream !== 'submissions' || act.number !== number)) return [];
    const verdict = verifyNote(text, county, publicKeys);
    if (verdict.kind !== 'signed') return [];
    const { said, publicKey } = verdict;
    return (said.acts?.submissions.size ?? 0) >= number ? [{ text, said, publicKey }] : [];
  });
  const [found] = covering;
  if (found !== undefined) return found;
  // A folder from before there were notes, in which nothing was added since: what is there now is signed.
  const said: CountyNote = {
    ledger: { origin: originOf(county), size: file.size, root: file.root() },
    acts: { submissions: headOfActs(acts), retention: headOfActs(retention) },
    takenInBy: null,
  };
  const { note, key } = signNote(keys, said);
  return { text: note, said, publicKey: key.publicKey };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
