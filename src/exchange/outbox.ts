import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { County } from '../../events/values/county.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { isText } from '../../events/values/text.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { errorCode } from '../system-reason.js';
import {
  isThere,
  makeOwnFolder,
  syncFolder,
  writeFileThrough,
  writeOwnFile,
} from './durable-files.js';
import { senderPlaces } from './places.js';
import { senderName } from './sender-name.js';
import { watchedFolderOf } from './watched-folder.js';

/** A file that was put into a county's outbox, and what became of it. */
export interface SentFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly note: string | null;
  readonly by: string;
  readonly at: string;
  /** When it was first found to be gone: its county has it. */
  readonly fetched: string | null;
  /** When it was taken away again; null while it is there, or was fetched. */
  readonly removed: string | null;
}

/** A file on its way to a county. */
export interface FileToSend {
  readonly county: County;
  readonly file: string;
  readonly note: string | null;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const NOTE_LENGTH_MAX = 500;
/** Read and removed by the county's user through its group. */
const SENT_MODE = 0o640;
const DAY_MS = 86_400_000;
const KEPT_DAYS_MAX = 400;

/**
 * Puts a file into a county's outbox: under a dot name first, then renamed, its `.sha256` before it. Refused where one
 * of that name lies there.
 */
export async function sendToCounty(
  exchange: string,
  { county, file, note, chunks }: FileToSend,
  { by, clock }: { readonly by: string; readonly clock: () => Instant },
): Promise<Outcome<SentFile>> {
  const watched = await watchedFolderOf(exchange);
  const outbox = watched === null ? null : senderPlaces(watched, county).outbox;
  if (outbox === null || !(await isThere(outbox))) {
    return misaddressed(
      `County ${county} has no outbox: make its folders with "plumbline intake setup", and watch them.`,
    );
  }
  const { name, fault } = senderName(Buffer.from(file, 'utf8'));
  if (fault !== null || /^\.|\/|\.sha256$/u.test(name)) {
    return refusedByRule('INVALID_FIELD', `\`file\` is no name for a file that is sent: ${name}.`);
  }
  if (note !== null && !isText(note, NOTE_LENGTH_MAX)) {
    return refusedByRule('INVALID_FIELD', '`note` has another form: give 1 to 500 characters.');
  }
  if (await isThere(join(outbox, name))) {
    return refusedByRule('ALREADY_SO', `${name} lies in the outbox already: give another name.`);
  }
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const draft = join(outbox, `.${randomUUID()}`);
  await writeFileThrough(`${draft}.part`, draft, counted(), SENT_MODE, outbox);
  const sha256 = hash.digest('hex');
  const sum = join(outbox, `${name}.sha256`);
  await writeFileThrough(`${draft}.sum`, sum, [`${sha256}  ${name}\n`], SENT_MODE, outbox);
  await rename(draft, join(outbox, name));
  await syncFolder(outbox);
  const at = formatInstant(Math.floor(clock() / 1000) * 1000);
  const sent = { file: name, sha256, bytes, note, by, at, fetched: null, removed: null };
  await keepSent(exchange, county, [...(await sentFiles(exchange, county)), sent]);
  return done(sent);
}

/** All files that were sent to a county, the oldest first. */
export async function sentFiles(exchange: string, county: County): Promise<readonly SentFile[]> {
  try {
    // We have written it.
    return JSON.parse(await readFile(sentPath(exchange, county), 'utf8')) as SentFile[];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Notes what was fetched, and takes away what nobody came for in 400 days. */
export async function tendOutbox(
  exchange: string,
  watched: string,
  county: County,
  now: Instant,
): Promise<void> {
  const files = await sentFiles(exchange, county);
  const { outbox } = senderPlaces(watched, county);
  let isChanged = false;
  const tended: SentFile[] = [];
  for (const sent of files) {
    const after = await afterLooking(sent, outbox, now);
    isChanged ||= after !== sent;
    tended.push(after);
  }
  if (isChanged) await keepSent(exchange, county, tended);
}

async function afterLooking(sent: SentFile, outbox: string, now: Instant): Promise<SentFile> {
  if (sent.fetched !== null || sent.removed !== null) return sent;
  const path = join(outbox, sent.file);
  const at = formatInstant(Math.floor(now / 1000) * 1000);
  if (!(await isThere(path))) {
    await rm(`${path}.sha256`, { force: true });
    return { ...sent, fetched: at };
  }
  if (now - Date.parse(sent.at) <= KEPT_DAYS_MAX * DAY_MS) return sent;
  await rm(path, { force: true });
  await rm(`${path}.sha256`, { force: true });
  return { ...sent, removed: at };
}

async function keepSent(
  exchange: string,
  county: County,
  files: readonly SentFile[],
): Promise<void> {
  await makeOwnFolder(join(exchange, county));
  await writeOwnFile(sentPath(exchange, county), [`${JSON.stringify(files, null, 1)}\n`]);
}

function sentPath(exchange: string, county: County): string {
  return join(exchange, county, 'sent.json');
}
