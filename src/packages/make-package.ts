import type { Ffy } from '../../events/values/month.js';
import type { LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import type { SigningKeys } from '../seals/signing-keys.js';
import { readVersions } from '../versions/county-acts.js';
import { findVersion } from '../versions/decide-version.js';
import type { VersionAddress } from '../versions/decide-version.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import type { ActLog } from '../ports/act-log.js';
import type { Notes } from '../ports/notes.js';
import { actFiles } from './act-evidence.js';
import { gatherEvidence } from './evidence.js';
import { writeEvidence } from './evidence-files.js';
import { PackageWriter } from './package-writer.js';
import { loadVerifier } from './verifier.js';

/** How a package is made. */
export interface PackageManner {
  /** Absolute path of the folder to be made. */
  readonly out: string;
  /** The fiscal year whose audit tables go into it; null for none. */
  readonly auditFfy: Ffy | null;
  /** The version of the program. */
  readonly program: string;
  readonly onRecords: OnRecords;
}

/** What was made. */
export interface PackageMade {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  readonly records: number;
  /** Of the key that signed, 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** Whether the key was made for it: its public half is to be shown. */
  readonly isKeyNew: boolean;
}

/** What a package is made from. */
export interface PackageParts {
  readonly ledgers: LedgerReaders;
  readonly submissions: ActLog;
  readonly retention: ActLog;
  readonly notes: Notes;
  readonly keys: SigningKeys;
}

/**
 * Writes the evidence package of a version: the same version, program and key always give the same
 * bytes. May make the first signing key.
 */
export async function makePackage(
  { ledgers, submissions, retention, notes, keys }: PackageParts,
  address: VersionAddress,
  options: PackageManner,
): Promise<Outcome<PackageMade>> {
  const { county } = address;
  const { versions } = await readVersions(submissions, county);
  const acts = await submissions.read(county);
  const found = findVersion(versions, address);
  if (found.kind !== 'done') return found;
  const file = ledgers.ledger(county);
  if (file === null) {
    return misaddressed(`County ${county} has no ledger in this folder: restore its backup first.`);
  }
  const version = found.value;
  const before = versions.slice(0, versions.indexOf(version));
  const made = await PackageWriter.write(options.out, async (writer) => {
    const evidence = gatherEvidence(file, version, before, options.onRecords);
    const { key, isNew } = keys.current();
    const parts = { file, acts, retention: await retention.read(county), notes, keys };
    const maker = { keys, key, acts: await actFiles(parts, version), ...options };
    const seal = await writeEvidence(writer, evidence, maker);
    const { fingerprint } = key;
    const result = { records: evidence.records.count, fingerprint, isKeyNew: isNew };
    return { seal, result, failuresOf };
  });
  return done({ path: options.out, ...made });
}

/** As its own verify.mjs finds them. */
async function failuresOf(folder: string): Promise<readonly string[]> {
  const { verifyPackage } = await loadVerifier();
  return verifyPackage(folder, { against: null, key: null }).failures;
}
