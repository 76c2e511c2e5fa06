import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { County } from '../../../events/values/county.js';
import { isThere, makeOwnFolder, writeOwnFile } from '../../exchange/durable-files.js';
import { filePaths } from '../../exchange/paths.js';
import { errorCode } from '../../system-reason.js';
import { isSameFile } from './deliver.js';
import type { KeepingHouse } from './intake-house.js';

/** How the name of a rejects file ends. */
export const REJECTS_END = '.rejects.ndjson';

/** A file of a county's whose rejects are to be named. */
interface NamedByNumber {
  readonly county: County;
  readonly number: number;
  readonly name: string;
}

/**
 * The name of a file's rejects, which is no other file's, now or later: a receipt that names it is then true for ever. It
 * is `NAME.rejects.ndjson` for the first file of a name that has any, and has the file's number in it for the others. The
 * same answer is given again after a crash.
 *
 * @param receipts - the folder of the county's that it goes to; null where it goes to none
 */
export async function rejectsNameOf(
  { exchange }: KeepingHouse,
  { county, number, name }: NamedByNumber,
  receipts: string | null,
): Promise<string> {
  const plain = `${name}${REJECTS_END}`;
  const holder = join(
    exchange,
    county,
    'by-rejects',
    createHash('sha256').update(plain).digest('hex'),
  );
  const held = await textAt(holder);
  if (held !== null) return Number(held) === number ? plain : numbered(name, number);
  // A rejects file that was put there before names were held is another file's.
  const { rejects } = filePaths(exchange, county, number);
  const stands = receipts === null ? null : join(receipts, plain);
  if (stands !== null && (await isThere(stands)) && !(await isSameFile(rejects, stands))) {
    return numbered(name, number);
  }
  await makeOwnFolder(dirname(holder));
  await writeOwnFile(holder, [`${String(number)}\n`]);
  return plain;
}

/** No file's name ends so, so that it is no other file's plain name. */
function numbered(name: string, number: number): string {
  return `${name}.${String(number)}${REJECTS_END}`;
}

async function textAt(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
