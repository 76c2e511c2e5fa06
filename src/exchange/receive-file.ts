import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { COUNTIES, parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { formatInstant, toWholeSecond } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { done, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { errorCode } from '../system-reason.js';
import { isThere, makeOwnFolder, writeOwnFile } from './durable-files.js';
import { numbersOf } from './files-of-county.js';
import type { CountyFile } from './files-of-county.js';
import { Journal } from './journal.js';
import { newNumber } from './numbered-folder.js';
import { filePaths } from './paths.js';
import { senderName } from './sender-name.js';
import { writeSealedFile } from './sealed-file.js';
import type { SealedFile } from './sealed-file.js';
import { keepUploader } from './uploader.js';
import type { Uploader } from './uploader.js';

/** Most bytes of a file that comes in one request; what is larger comes packed, or by SFTP. */
export const UPLOAD_BYTES_MAX = 1024 ** 3;

/** Most files of a county that came in requests and wait to be taken. */
export const WAITING_MAX = 100;

/** Where the files that wait have their marks. */
const WAITING = 'waiting';

/** A file that somebody sends, as it comes. */
export interface FileToReceive {
  readonly county: County;
  readonly file: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Where it goes, by whom it came, and when. */
export interface Receiving {
  readonly exchange: string;
  /** The service's, as in `age1...`. */
  readonly recipient: string;
  readonly uploader: Uploader;
  readonly clock: () => Instant;
  /** For tests; `UPLOAD_BYTES_MAX` where nothing is said. */
  readonly bytesMax?: number;
}

/** A file that waits to be taken. */
export interface WaitingFile {
  readonly county: County;
  readonly number: number;
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/**
 * Keeps a file that comes in a request, encrypted and in bounded memory; it is on disk when this answers, and is then
 * taken as one that came by SFTP is, once, whatever happens. Nothing is left of one that breaks off. Refused:
 * `INVALID_FIELD` (its name), `TOO_LARGE`, `TOO_MANY` where 100 wait.
 */
export async function receiveFile(
  { county, file, chunks }: FileToReceive,
  { exchange, recipient, uploader, clock, bytesMax = UPLOAD_BYTES_MAX }: Receiving,
): Promise<Outcome<CountyFile>> {
  const { name, fault } = senderName(Buffer.from(file, 'utf8'));
  if (fault !== null || /^\.|[/\\]/u.test(name) || name === '') {
    return refusedByRule('INVALID_FIELD', '`name` is no name of a file: give one without a path.');
  }
  const waiting = await waitingFiles(exchange);
  if (waiting.filter((each) => each.county === county).length >= WAITING_MAX) {
    return refusedByRule(
      'TOO_MANY',
      `${String(WAITING_MAX)} files of the county wait to be taken: send it when some of them are.`,
    );
  }
  const received = formatInstant(toWholeSecond(clock()));
  let number: number;
  try {
    number = await newNumber(exchange, county, async (draft) => {
      const kept = await writeSealedFile(draft.kept, bounded(chunks, bytesMax), recipient);
      await keepUploader(draft.upload, uploader);
      await beginJournal(draft.journal, { name, received }, kept);
    });
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return refusedByRule('TOO_LARGE', error.message);
  }
  await markWaiting(exchange, { county, number });
  return done({
    number,
    file: name,
    received,
    by: uploader.by,
    state: 'taking',
    done: 0,
    receipt: null,
    reason: null,
  });
}

async function beginJournal(
  path: string,
  { name, received }: { readonly name: string; readonly received: string },
  kept: SealedFile,
): Promise<void> {
  const journal = await Journal.open(path);
  try {
    await journal.add({ step: 'claimed', name, received, fault: null });
    await journal.add({ step: 'copied', ...kept });
  } finally {
    await journal.close();
  }
}

async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      throw new TooLarge(
        `The file has more than ${String(bytesMax)} bytes: pack it as .gz or .zip, send it in parts, or send it by SFTP.`,
      );
    }
    yield chunk;
  }
}

/** The files that came in requests and are not taken yet, by county and number. */
export async function waitingFiles(exchange: string): Promise<readonly WaitingFile[]> {
  let names: readonly string[];
  try {
    names = await readdir(join(exchange, WAITING));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
  return names.toSorted().flatMap((name) => {
    const [, countyText = '', number = ''] = /^(\d\d)-(\d{8})$/u.exec(name) ?? [];
    const county = parseCounty(countyText);
    return county === null ? [] : [{ county, number: Number(number) }];
  });
}

/**
 * Marks every file that came in a request and has neither receipt nor reason: a service that was ended between keeping
 * one and marking it, or a backup that was restored, has such. To be done once, when a service starts.
 */
export async function markAllWaiting(exchange: string): Promise<void> {
  for (const county of COUNTIES) {
    for (const number of await numbersOf(exchange, county)) {
      const own = filePaths(exchange, county, number);
      if (!(await isThere(own.journal)) || !(await isThere(own.upload))) continue;
      await markWaiting(exchange, { county, number });
    }
  }
}

/** Takes a file's mark away: it has its receipt, or its reason. */
export async function unmarkWaiting(exchange: string, waiting: WaitingFile): Promise<void> {
  await rm(markOf(exchange, waiting), { force: true });
}

async function markWaiting(exchange: string, waiting: WaitingFile): Promise<void> {
  await makeOwnFolder(join(exchange, WAITING));
  await writeOwnFile(markOf(exchange, waiting), ['']);
}

function markOf(exchange: string, { county, number }: WaitingFile): string {
  return join(exchange, WAITING, `${county}-${String(number).padStart(8, '0')}`);
}
