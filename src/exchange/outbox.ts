import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { County } from '../../events/values/county.js';
import { formatInstant, toWholeSecond } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { isText } from '../../events/values/text.js';
import type { ClaimAlone } from '../ports/lone-worker.js';
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
import { senderFolders } from './paths.js';
import { senderName } from './sender-name.js';
import { watchedFolderOf } from './watched-folder.js';

/** Where files for counties are kept in mind, and what lets one process at a time change that. */
export interface OutboxHouse {
  readonly exchange: string;
  readonly claimAlone: ClaimAlone;
}

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

/** What is kept of it: by its draft a file that was not yet in its place when its process ended is known. */
interface KeptSent extends SentFile {
  readonly draft?: string;
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
/** How long another's change of a county's outbox is waited for, and how often it is asked. */
const CLAIM_WAIT_MS = 15_000;
const CLAIM_AGAIN_MS = 20;

/**
 * Puts a file into a county's outbox: whole under a dot name first, then renamed, its `.sha256` before it; of two at once
 * both are there and in the list. A process that ends midway leaves a file that is finished by whoever changes the outbox
 * next, or nothing. Refused where one of that name lies there.
 */
export async function sendToCounty(
  house: OutboxHouse,
  { county, file, note, chunks }: FileToSend,
  { by, clock }: { readonly by: string; readonly clock: () => Instant },
): Promise<Outcome<SentFile>> {
  const { exchange } = house;
  const watched = await watchedFolderOf(exchange);
  const outbox = watched === null ? null : senderFolders(watched, county).outbox;
  if (outbox === null || !(await isThere(outbox))) {
    return misaddressed(
      `County ${county} has no outbox: make its folders with "plumbline intake setup", and watch them.`,
    );
  }
  const { name, fault } = senderName(Buffer.from(file, 'utf8'));
  if (fault !== null || /^\.|[/\\]|\.sha256$/u.test(name) || name === '') {
    return refusedByRule('INVALID_FIELD', `\`file\` is no name for a file that is sent: ${name}.`);
  }
  if (note !== null && !isText(note, NOTE_LENGTH_MAX)) {
    return refusedByRule('INVALID_FIELD', '`note` has another form: give 1 to 500 characters.');
  }
  const lies = (): Outcome<never> =>
    refusedByRule('ALREADY_SO', `${name} lies in the outbox already: give another name.`);
  // Before anything is written; and once more when nobody else can put one there.
  if (await isThere(join(outbox, name))) return lies();
  const draft = `.${randomUUID()}`;
  const written = await writeDraft(join(outbox, draft), outbox, chunks);
  const at = formatInstant(toWholeSecond(clock()));
  const sent: SentFile = { file: name, ...written, note, by, at, fetched: null, removed: null };
  return alone(house, county, async () => {
    if (await isThere(join(outbox, name))) {
      await rm(join(outbox, draft), { force: true });
      return lies();
    }
    await keepSent(exchange, county, [...(await keptSent(exchange, county)), { ...sent, draft }]);
    await putInPlace(outbox, { ...sent, draft });
    return done(sent);
  });
}

async function writeDraft(
  draft: string,
  outbox: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Pick<SentFile, 'sha256' | 'bytes'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  await writeFileThrough(`${draft}.part`, draft, counted(), SENT_MODE, outbox);
  return { sha256: hash.digest('hex'), bytes };
}

/** Gives a draft its name, its sum before it; nothing where that was done. */
async function putInPlace(outbox: string, { file, sha256, draft }: KeptSent): Promise<void> {
  if (draft === undefined || !(await isThere(join(outbox, draft)))) return;
  const sum = join(outbox, `${file}.sha256`);
  const text = `${sha256}  ${file}\n`;
  await writeFileThrough(join(outbox, `${draft}.sum`), sum, [text], SENT_MODE, outbox);
  await rename(join(outbox, draft), join(outbox, file));
  await syncFolder(outbox);
}

/** All files that were sent to a county, the oldest first. */
export async function sentFiles(exchange: string, county: County): Promise<readonly SentFile[]> {
  return (await keptSent(exchange, county)).map(({ draft: _draft, ...sent }) => sent);
}

async function keptSent(exchange: string, county: County): Promise<readonly KeptSent[]> {
  try {
    // We have written it.
    return JSON.parse(await readFile(sentPath(exchange, county), 'utf8')) as KeptSent[];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Notes what was fetched, and takes away what nobody came for in 400 days. */
export async function tendOutbox(
  house: OutboxHouse,
  { watched, county }: { readonly watched: string; readonly county: County },
  now: Instant,
): Promise<void> {
  const { exchange } = house;
  if ((await keptSent(exchange, county)).length === 0) return;
  const { outbox } = senderFolders(watched, county);
  await alone(house, county, async () => {
    let isChanged = false;
    const tended: KeptSent[] = [];
    for (const sent of await keptSent(exchange, county)) {
      const after = await afterLooking(sent, outbox, now);
      isChanged ||= after !== sent;
      tended.push(after);
    }
    if (isChanged) await keepSent(exchange, county, tended);
  });
}

async function afterLooking(sent: KeptSent, outbox: string, now: Instant): Promise<KeptSent> {
  if (sent.fetched !== null || sent.removed !== null) return sent;
  await putInPlace(outbox, sent);
  const path = join(outbox, sent.file);
  const at = formatInstant(toWholeSecond(now));
  if (!(await isThere(path))) {
    await rm(`${path}.sha256`, { force: true });
    return { ...sent, fetched: at };
  }
  if (now - Date.parse(sent.at) <= KEPT_DAYS_MAX * DAY_MS) return sent;
  await rm(path, { force: true });
  await rm(`${path}.sha256`, { force: true });
  return { ...sent, removed: at };
}

/** Does a change of a county's outbox while no other process, and nobody else in this one, is at one. */
async function alone<Value>(
  { claimAlone }: OutboxHouse,
  county: County,
  change: () => Promise<Value>,
): Promise<Value> {
  const until = performance.now() + CLAIM_WAIT_MS;
  let release = claimAlone(`outbox-${county}`);
  while (release === null) {
    if (performance.now() > until) {
      throw new Error(`The outbox of county ${county} is changed by others: try again in a while.`);
    }
    await pause(CLAIM_AGAIN_MS);
    release = claimAlone(`outbox-${county}`);
  }
  try {
    return await change();
  } finally {
    release();
  }
}

async function keepSent(
  exchange: string,
  county: County,
  files: readonly KeptSent[],
): Promise<void> {
  await makeOwnFolder(join(exchange, county));
  await writeOwnFile(sentPath(exchange, county), [`${JSON.stringify(files, null, 1)}\n`]);
}

function sentPath(exchange: string, county: County): string {
  return join(exchange, county, 'sent.json');
}
