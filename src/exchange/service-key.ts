import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { errorCode } from '../system-reason.js';
import { makeOwnFolder, syncFolder } from './durable-files.js';

/** Its name among the keys. */
export const AGE_KEY_FILE = 'intake.age-key';

const OWN_FILE_MODE = 0o600;

/** The age key of a service: what counties encrypt to, and kept files are encrypted to (age v1, X25519). */
export interface ServiceKey {
  /** As in `AGE-SECRET-KEY-1...`. */
  readonly identity: string;
  /** As in `age1...`, for everybody. */
  readonly recipient: string;
}

/** The service's age key in the folder of its keys; made where there is none yet, whole and once. */
export async function serviceKey(keysFolder: string): Promise<ServiceKey> {
  const path = join(keysFolder, AGE_KEY_FILE);
  const identity = (await identityIn(path)) ?? (await makeIdentity(keysFolder, path));
  return { identity, recipient: await identityToRecipient(identity) };
}

/** What counties encrypt to, made where there is none yet; null where there is none and the folder may only be read. */
export async function recipientIn(keysFolder: string): Promise<string | null> {
  try {
    return (await serviceKey(keysFolder)).recipient;
  } catch (error) {
    if (['EROFS', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return null;
    throw error;
  }
}

/** Tells this data folder from another that takes files of the same folders; made once. */
export async function tokenOf(exchange: string): Promise<string> {
  const path = join(exchange, 'token');
  for (;;) {
    try {
      return (await readFile(path, 'utf8')).trim();
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
    await makeOwnFolder(exchange);
    await writeWhereNone(path, `${randomUUID().slice(0, 8)}\n`);
  }
}

async function identityIn(path: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  const identity = text.split('\n').find((line) => line.startsWith('AGE-SECRET-KEY-1'));
  if (identity === undefined) {
    throw new Error(`${path} holds no age key: restore it from the latest backup.`);
  }
  return identity.trim();
}

async function makeIdentity(keysFolder: string, path: string): Promise<string> {
  await makeOwnFolder(keysFolder);
  const identity = await generateX25519Identity();
  await writeWhereNone(path, `# public key: ${await identityToRecipient(identity)}\n${identity}\n`);
  // Where another process was first, its key stands.
  return (await identityIn(path)) ?? identity;
}

/** Writes a file where there is none; one that is there stays. On disk when it returns. */
async function writeWhereNone(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  await writeFile(draft, text, { mode: OWN_FILE_MODE, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(path));
}
