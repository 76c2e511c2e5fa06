import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { civilDayOf } from '../../events/values/civil-day.js';
import type { County } from '../../events/values/county.js';
import { instantOfMs } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { addMonths, lastDayOf, monthOf } from '../../events/values/month.js';
import { errorCode } from '../system-reason.js';
import { filePaths, senderFolders } from './paths.js';
import { numbersOf, receiptOf } from './files-of-county.js';
import { settingsOfCounty } from './settings.js';

const DAY_MS = 86_400_000;

/** Days after which rejects and returned files go. */
const RETURNED_DAYS = 30;
/** A draft that a process left behind is nobody's after so long. */
const DRAFT_DAYS = 1;

/** Takes away what is not kept any longer of a county's files (contract/intake.md). */
export async function cleanUp(
  exchange: string,
  watched: string | null,
  county: County,
  now: Instant,
): Promise<void> {
  const isDraft = (name: string): boolean => name.endsWith('.part');
  const draftsBefore = now - DRAFT_DAYS * DAY_MS;
  if (watched !== null) {
    const { receipts, returned, held, outbox } = senderFolders(watched, county);
    await removeOlder(returned, now - RETURNED_DAYS * DAY_MS, () => true);
    await removeOlder(receipts, now - RETURNED_DAYS * DAY_MS, (name) =>
      name.endsWith('.rejects.ndjson'),
    );
    await removeOlder(held, draftsBefore, isDraft);
    await removeOlder(outbox, draftsBefore, (name) => name.startsWith('.'));
  }
  await removeOlder(join(exchange, county), draftsBefore, isDraft);
  await removeKept(exchange, county, now);
}

/** Kept copies go when their months are over: the month they came in, and those that the setting has behind it. */
async function removeKept(exchange: string, county: County, now: Instant): Promise<void> {
  const { keptMonths } = await settingsOfCounty(exchange, county);
  const today = civilDayOf(now);
  for (const number of await numbersOf(exchange, county)) {
    const own = filePaths(exchange, county, number);
    const receipt = await receiptOf(own);
    if (receipt === null) continue;
    const received = Date.parse(receipt.received);
    if (now - received > RETURNED_DAYS * DAY_MS) await rm(own.rejects, { force: true });
    const month = monthOf(civilDayOf(instantOfMs(received)));
    if (today <= lastDayOf(addMonths(month, keptMonths))) continue;
    await rm(own.kept, { force: true });
    await rm(own.positions, { force: true });
  }
}

/** Removes what was last changed before a moment; what is a link goes, and what it leads to stays. */
async function removeOlder(
  folder: string,
  beforeMs: number,
  isMeant: (name: string) => boolean,
): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!isMeant(name)) continue;
    const path = join(folder, name);
    try {
      if ((await lstat(path)).ctimeMs < beforeMs) await rm(path, { recursive: true, force: true });
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
