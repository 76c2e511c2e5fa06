import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteText, signatureLine, verifierKey } from '../../projections/seal/signed-note.js';
import { keptOfSources } from '../cli/built-program.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';

/** The month whose versions are packed; Line 5a of it rests on the records of September 2005. */
export const MONTH = '2006-08';
const SIMULATION = '--county 19 --cases 40 --from 2005-09 --to 2006-09 --seed packages --late 0.1';

/** Who submits. */
export const CLERK = '王 Đặng Thị Mỹ';

/** Records that come in after version 1. */
const LATE_RECORDS = 120;

/** The records of a simulated county, one a line. */
export async function simulatedRecords(): Promise<readonly string[]> {
  const { stdout } = await plumbline(['simulate', ...SIMULATION.split(' ')]);
  return stdout.trimEnd().split('\n');
}

/** A data folder with a county that has two approved versions of a month, and their packages. */
export class PackedCounty {
  readonly #folder = temporaryFolder();
  readonly data = join(this.#folder.path, 'data');
  readonly first = join(this.#folder.path, 'v1');
  readonly second = join(this.#folder.path, 'v2');
  /** Size of the ledger at version 1. */
  sizeOfFirst = 0;

  /**
   * The county of the simulated records, or of others, as many of them. That of the simulated ones is made once for all
   * specs, and each has a copy.
   */
  static async make(records?: readonly string[]): Promise<PackedCounty> {
    if (records !== undefined) return PackedCounty.#madeOf(records);
    const lines = await simulatedRecords();
    const kept = await keptOfSources('packed-county', async (folder) => {
      const made = await PackedCounty.#madeOf(lines);
      cpSync(made.#folder.path, folder, { recursive: true });
      made.remove();
    });
    const packed = new PackedCounty();
    cpSync(kept, packed.#folder.path, { recursive: true });
    packed.sizeOfFirst = lines.length - LATE_RECORDS;
    return packed;
  }

  static async #madeOf(lines: readonly string[]): Promise<PackedCounty> {
    const packed = new PackedCounty();
    packed.sizeOfFirst = lines.length - LATE_RECORDS;
    await packed.run(['ingest', '-'], `${lines.join('\n')}\n`);
    await packed.submit(1, ['--as-of', String(packed.sizeOfFirst)]);
    await packed.submit(2, ['--comment', 'Late records came in.']);
    await packed.pack(1, packed.first);
    await packed.pack(2, packed.second);
    return packed;
  }

  /** Submits and approves the next version, on days of October 2006 by its number. */
  async submit(version: number, options: readonly string[] = []): Promise<void> {
    const address = ['--county', '19', '--month', MONTH];
    const day = `2006-10-${String(version + 10)}`;
    const clerk = ['--by', CLERK, '--at', `${day}T17:00:00Z`];
    await this.run(['submit', ...address, ...clerk, ...options]);
    const director = ['--by', 'D. Rector', '--telephone', '213 555 0100'];
    const approval = ['--version', String(version), '--at', `${day}T18:00:00Z`];
    await this.run(['approve', ...address, ...director, ...approval]);
  }

  /** Makes the package of a version; expects it to be made. */
  async pack(version: number, out: string, options: readonly string[] = []): Promise<CliResult> {
    const address = ['--county', '19', '--month', MONTH, '--version', String(version)];
    return this.run(['package', ...address, '--out', out, ...options]);
  }

  /** A new path in the county's own folder. */
  place(name: string): string {
    return join(mkdtempSync(join(this.#folder.path, 'place-')), name);
  }

  /** A copy of the second package, to be tampered with. */
  copy(of: string = this.second): string {
    const copy = this.place('copy');
    cpSync(of, copy, { recursive: true });
    return copy;
  }

  remove(): void {
    this.#folder.remove();
  }

  async run(argv: readonly string[], stdin = ''): Promise<CliResult> {
    const result = await plumbline([...argv, '--data', this.data], { stdin });
    if (result.code !== 0) throw new Error(`${argv.join(' ')}: ${result.stderr}`);
    return result;
  }
}

/** Runs a package's own verify.mjs in a process that knows nothing else. */
export function runVerifier(
  folder: string,
  options: readonly string[] = [],
): { readonly code: number | null; readonly stdout: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'verify.mjs'), ...options],
    { cwd: folder, env: {}, encoding: 'utf8' },
  );
  return { code: status, stdout: stdout + stderr };
}

/** Paths of all files of a package, in order. */
export function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export function readText(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** Changes the text of one file; throws where there is nothing to change. */
export function rewrite(folder: string, path: string, change: (text: string) => string): void {
  const before = readText(folder, path);
  const after = change(before);
  if (after === before) throw new Error(`${path} has nothing to change.`);
  writeFileSync(join(folder, path), after);
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Makes the lists of a package anew, so that its hashes fit again; the signature does not. */
export function relist(folder: string): void {
  const listOf = (isListed: (path: string) => boolean): string =>
    filesOf(folder)
      .filter(isListed)
      .map((path) => `${sha256(readFileSync(join(folder, path)))}  ${path}\n`)
      .join('');
  const isPayload = (path: string): boolean => path.startsWith('data/');
  writeFileSync(join(folder, 'manifest-sha256.txt'), listOf(isPayload));
  const unlisted = ['tagmanifest-sha256.txt', 'signature.note'];
  const tags = listOf((path) => !isPayload(path) && !unlisted.includes(path));
  writeFileSync(join(folder, 'tagmanifest-sha256.txt'), tags);
}

interface Version {
  readonly county: string;
  readonly month: string;
  readonly version: number;
  readonly asOf: number;
  readonly root: string;
}

/** Makes the lists anew and signs the package with another key, throughout. */
export function resign(folder: string, privateKey: KeyObject = newKey()): void {
  const version = JSON.parse(readText(folder, 'data/version.json')) as Version;
  const { county, month, asOf, root } = version;
  const { x = '' } = privateKey.export({ format: 'jwk' });
  const key = { name: `plumbline/ledger-${county}`, publicKey: Buffer.from(x, 'base64url') };
  const noteOf = (text: string): string =>
    noteText(text, [signatureLine(key, sign(null, Buffer.from(text), privateKey))]);
  const rootText = Buffer.from(root, 'hex').toString('base64');
  writeFileSync(join(folder, 'data/public-key.txt'), `${verifierKey(key)}\n`);
  const checkpoint = noteOf(`${key.name}\n${String(asOf)}\n${rootText}\n`);
  writeFileSync(join(folder, 'data/checkpoint'), checkpoint);
  relist(folder);
  const list = Buffer.from(sha256(readText(folder, 'tagmanifest-sha256.txt')), 'hex');
  const named = `${month} version ${String(version.version)}`;
  const text = `plumbline/package-${county}\n${named}\n${list.toString('base64')}\n`;
  writeFileSync(join(folder, 'signature.note'), noteOf(text));
}

function newKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}
