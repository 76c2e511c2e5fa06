import { createHash, hash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UnusableStore } from '../ports/failures.js';
import { halfWritten } from '../ports/half-written.js';
import { errorCode, systemReason } from '../ports/system-reason.js';

/** What a file is made of, in order. */
export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** The signature of the list of files, the one file that no list names. */
export const SIGNATURE_FILE = 'signature.note';

const PAYLOAD = 'data/';
const MANIFEST = 'manifest-sha256.txt';
const TAG_MANIFEST = 'tagmanifest-sha256.txt';
const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

interface WrittenFile {
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** What was written, when it is whole. */
export interface WrittenPackage {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Writes a BagIt folder (RFC 8493) beside its place and moves it there when it is whole and on disk:
 * a package that was interrupted has another name, and neither lists nor a signature.
 */
export class PackageWriter {
  readonly #out: string;
  readonly #draft: string;
  readonly #files = new Map<string, WrittenFile>();

  private constructor(out: string, draft: string) {
    this.#out = out;
    this.#draft = draft;
  }

  /**
   * Lets `fill` write the files of a package, then seals it. Nothing is left of it if anything fails.
   *
   * @param out - absolute path of the folder to be made; nothing may be there
   */
  static async write<Result>(
    out: string,
    fill: (writer: PackageWriter) => Promise<FilledPackage<Result>>,
  ): Promise<WrittenPackage & Result> {
    await refuseWhatIsThere(out);
    const draft = await speaking(out, async () => {
      await removeLeftOver(out);
      return mkdtemp(`${draftOf(out)}${String(process.pid)}-`);
    });
    const done = halfWritten(draft);
    try {
      const writer = new PackageWriter(out, draft);
      const { seal, result, failuresOf } = await fill(writer);
      return { ...(await writer.#finish(seal, failuresOf)), ...result };
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    } finally {
      done();
    }
  }

  /** Writes one file; on disk when it answers. */
  async add(path: string, chunks: Chunks): Promise<void> {
    if (this.#files.has(path)) throw new Error(`The package has two files ${path}.`);
    const full = join(this.#draft, path);
    const sum = createHash('sha256');
    let bytes = 0;
    await speaking(this.#out, async () => {
      await mkdir(dirname(full), { recursive: true });
      const file = await open(full, 'wx');
      try {
        for await (const part of largeParts(chunks)) {
          sum.update(part);
          bytes += part.length;
          await file.writeFile(part);
        }
        await file.sync();
      } finally {
        await file.close();
      }
    });
    this.#files.set(path, { sha256: sum.digest('hex'), bytes });
  }

  async #finish(
    { bagInfo, signatureOf }: PackageSeal,
    failuresOf: FilledPackage<unknown>['failuresOf'],
  ): Promise<WrittenPackage> {
    const payload = [...this.#files].filter(([path]) => path.startsWith(PAYLOAD));
    const octets = payload.reduce((sum, [, { bytes }]) => sum + bytes, 0);
    const oxum: BagInfoField = ['Payload-Oxum', `${String(octets)}.${String(payload.length)}`];
    const info = [...bagInfo, oxum].map(([label, value]) => `${label}: ${value}\n`);
    await this.add('bagit.txt', [BAG_DECLARATION]);
    await this.add('bag-info.txt', info);
    await this.add(MANIFEST, [this.#listOf((path) => path.startsWith(PAYLOAD))]);
    const tagManifest = this.#listOf((path) => !path.startsWith(PAYLOAD));
    await this.add(TAG_MANIFEST, [tagManifest]);
    await this.add(SIGNATURE_FILE, [signatureOf(hash('sha256', tagManifest, 'buffer'))]);
    const [failure] = await failuresOf(this.#draft);
    if (failure !== undefined) {
      throw new Error(`The package does not verify, so it was not made: ${failure}`);
    }
    await speaking(this.#out, async () => {
      await syncFolder(this.#draft);
      await refuseWhatIsThere(this.#out);
      await rename(this.#draft, this.#out);
      await syncFolder(dirname(this.#out));
    });
    const all = [...this.#files.values()];
    return { files: all.length, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  /** Hashes and paths in order of path, one a line. */
  #listOf(isListed: (path: string) => boolean): string {
    return [...this.#files]
      .filter(([path]) => isListed(path))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([path, { sha256 }]) => `${sha256}  ${path}\n`)
      .join('');
  }
}

/** A line of bag-info.txt. */
export type BagInfoField = readonly [label: string, value: string];

/** What closes a package when its files are written. */
export interface PackageSeal {
  readonly bagInfo: readonly BagInfoField[];
  /** The signed note about the list of files, by the SHA-256 of the list. */
  readonly signatureOf: (listHash: Uint8Array) => string;
}

/** How a package is closed, and what else is to be told of it. */
export interface FilledPackage<Result> {
  readonly seal: PackageSeal;
  readonly result: Result;
  /** What does not verify in the folder that was written: it gets its name only where nothing is. */
  readonly failuresOf: (folder: string) => Promise<readonly string[]>;
}

/** What is hashed and written at once, bytes, about: a workbook comes in thousands of small pieces. */
const PART_BYTES = 256 * 1024;

/** The same bytes in fewer pieces. */
async function* largeParts(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    const part = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    gathered.push(part);
    bytes += part.length;
    if (bytes < PART_BYTES) continue;
    yield joined(gathered);
    [gathered, bytes] = [[], 0];
  }
  if (bytes > 0) yield joined(gathered);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first, ...more] = parts;
  return first !== undefined && more.length === 0 ? first : Buffer.concat(parts);
}

/** How the name of a package's drafts begins; what follows is the number of the process that writes it. */
function draftOf(out: string): string {
  return join(dirname(out), `${basename(out)}.unfinished-`);
}

/**
 * Removes drafts of this package that were left by processes which are no more: nobody else would, and nobody knows
 * them. One whose number a living process has stays, as it may be at work.
 */
async function removeLeftOver(out: string): Promise<void> {
  const beginning = basename(draftOf(out));
  for (const name of await readdir(dirname(out))) {
    if (!name.startsWith(beginning)) continue;
    const pid = /^(?<pid>[1-9]\d{0,9})-\w{6}$/u.exec(name.slice(beginning.length))?.groups?.['pid'];
    if (pid === undefined || isOthers(Number(pid))) continue;
    await rm(join(dirname(out), name), { recursive: true, force: true });
  }
}

/** Whether another process of that number is there; of our own number, it was one that ended before. */
function isOthers(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

async function refuseWhatIsThere(out: string): Promise<void> {
  const isThere = await lstat(out).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  throw new UnusableStore(
    'notEmpty',
    out,
    `${out} is there already: name a new folder for the package with --out.`,
  );
}

async function speaking<Result>(out: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnusableStore) throw error;
    const reason = systemReason(error);
    throw new UnusableStore(
      errorCode(error) === 'ENOSPC' ? 'full' : 'refused',
      out,
      `The package ${out} cannot be written (${reason}): name a folder that can be made with --out.`,
      error,
    );
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
