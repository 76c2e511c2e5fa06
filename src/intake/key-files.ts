import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { COUNTIES } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { isThere, writeFileThrough } from '../exchange/durable-files.js';
import { senderFolders, userOf } from '../exchange/paths.js';
import { errorCode } from '../system-reason.js';
import type { AskApplication } from './asks.js';
import { keysFolderOf } from './setup.js';

/** Read by the county's user through its group (sshd reads it as that user). */
const KEYS_MODE = 0o640;

/** Where a county's name is put when one of its keys stands no more: whoever may end its sessions looks here. */
const ENDED = 'ended-';

/**
 * Brings the files of public keys level with the acts, for every county that has a folder: made anew where anything
 * changed, and at midnight for those that run out. Where a key is gone, a file `ended-county-19` beside it asks for the
 * end of that county's sessions. Answers the counties whose file changed.
 */
export async function writeKeyFiles(
  asks: AskApplication,
  watched: string,
): Promise<readonly County[]> {
  const changed: County[] = [];
  if (!(await isThere(keysFolderOf(watched)))) return changed;
  for (const county of COUNTIES) {
    const { root, inbox } = senderFolders(watched, county);
    if (!(await isThere(root))) continue;
    if (await writeKeyFile(asks, watched, county, inbox)) changed.push(county);
  }
  return changed;
}

async function writeKeyFile(
  asks: AskApplication,
  watched: string,
  county: County,
  groupOf: string,
): Promise<boolean> {
  const folder = keysFolderOf(watched);
  const path = join(folder, userOf(county));
  const text = await asks('authorizedIntakeKeys', { county });
  const before = await textIn(path);
  if (before === text) return false;
  await writeFileThrough(join(folder, `.${userOf(county)}.part`), path, [text], KEYS_MODE, groupOf);
  const lines = new Set(text.split('\n'));
  const isGone = (before ?? '').split('\n').some((line) => !lines.has(line));
  if (isGone) {
    const mark = join(folder, `${ENDED}${userOf(county)}`);
    if (!(await isThere(mark))) await writeFileThrough(`${mark}.part`, mark, [''], KEYS_MODE);
  }
  return true;
}

async function textIn(path: string): Promise<string | null> {
  try {
    return (await stat(path)).isFile() ? await readFile(path, 'utf8') : null;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
