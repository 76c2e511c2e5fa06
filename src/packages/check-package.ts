import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { done, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import type { SigningKeys } from '../seals/signing-keys.js';
import { checkZip } from './check-zip.js';
import type { CheckZip, CheckedZip } from './check-zip.js';

/** Where archives lie in a data folder while they are checked, a folder each. No backup has them. */
const CHECKING = 'checking';

/** Most archives that are checked at once: each may fill the disk up to the bounds. */
export const CHECKS_AT_ONCE_MAX = 4;

/** An archive of so many bytes or more is not taken. */
export const CHECKED_BYTES_MAX = 1024 ** 3;

const OWN_FOLDER_MODE = 0o700;
const OWN_FILE_MODE = 0o600;

/** How often what is in use a moment longer is tried to be removed. */
const REMOVALS_MAX = 5;

/** A package that somebody sends, as it comes. */
export interface PackageToCheck {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The version of this program. */
  readonly program: string;
}

/** What a package that was sent is. */
export interface CheckedPackage extends CheckedZip {
  /** Whether the key that it carries is one of this data folder's own. */
  readonly isOwnKey: boolean;
}

/** What is needed to check one. */
export interface CheckingHouse {
  /** The data folder. */
  readonly folder: string;
  readonly keys: () => Promise<SigningKeys>;
  /** Beside the main thread; here where there is none. */
  readonly checkZip?: CheckZip | undefined;
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/**
 * Verifies a package that comes as a zip file, in a folder of its own of which nothing is left, whatever comes of it.
 * Refused: `INVALID_FIELD` (no archive of a package), `TOO_LARGE`, `TOO_MANY` where others are checked.
 *
 * @param bytesMax - for tests
 */
export async function checkPackage(
  house: CheckingHouse,
  { chunks, program }: PackageToCheck,
  bytesMax: number = CHECKED_BYTES_MAX,
): Promise<Outcome<CheckedPackage>> {
  const all = join(house.folder, CHECKING);
  await mkdir(all, { recursive: true, mode: OWN_FOLDER_MODE });
  if ((await readdir(all)).length >= CHECKS_AT_ONCE_MAX) {
    return refusedByRule(
      'TOO_MANY',
      `${String(CHECKS_AT_ONCE_MAX)} packages are being checked: send yours again in a minute.`,
    );
  }
  const own = await mkdtemp(join(all, 'check-'));
  try {
    const zip = join(own, 'package.zip');
    const folder = join(own, 'unpacked');
    await keepIn(zip, chunks, bytesMax);
    await mkdir(folder, { mode: OWN_FOLDER_MODE });
    const checked = await (house.checkZip ?? checkZip)({ zip, folder, program });
    if (checked.kind !== 'done') return checked;
    const { fingerprint } = checked.value.says;
    const keys = (await house.keys()).all();
    return done({
      ...checked.value,
      isOwnKey: keys.some((key) => key.fingerprint === fingerprint),
    });
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return refusedByRule(
      'TOO_LARGE',
      'The file has 1 GiB or more: unpack it, and use "plumbline verify" on a machine of your own.',
    );
  } finally {
    await rm(own, { recursive: true, force: true, maxRetries: REMOVALS_MAX });
  }
}

/** Takes away what a service that was killed has left there. To be called before one begins. */
export async function emptyCheckingFolder(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, CHECKING), { recursive: true, force: true });
}

/** Throws `TooLarge`: an upload is cut at its bound, so that one of just so many bytes may be cut. */
async function keepIn(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<void> {
  await pipeline(
    chunks,
    async function* (source: AsyncIterable<Uint8Array>) {
      let bytes = 0;
      for await (const chunk of source) {
        bytes += chunk.length;
        if (bytes >= bytesMax) throw new TooLarge();
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: OWN_FILE_MODE }),
  );
}
