import { existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { IS_SOAK } from './soak.js';

const NAME = 'plumbline-test-';

/** Where Linux has files in memory. */
const IN_MEMORY = '/dev/shm';

/** What must be free there and of the memory itself, bytes: a run of all specs has some hundred megabytes at a time. */
const ROOM_BYTES = 2 * 1024 ** 3;

const placeInMemory = hasRoomInMemory() ? IN_MEMORY : tmpdir();

/**
 * A new empty folder for what a test writes; whoever asks for it removes it.
 *
 * It is in memory where the machine has room: the program syncs every file that it makes, an evidence package has more
 * than a hundred, and specs that make packages waited for the disk for half of their time. A soak, which writes much
 * more, is on the disk of temporary files.
 *
 * @param name - what the folder's own name begins with
 */
export function scratchFolder(name = NAME): string {
  return mkdtempSync(join(IS_SOAK ? tmpdir() : placeInMemory, name));
}

/** The same, in memory in a soak as well: for specs that write little, however long they go on. */
export function folderInMemory(name = NAME): string {
  return mkdtempSync(join(placeInMemory, name));
}

function hasRoomInMemory(): boolean {
  if (!existsSync(IN_MEMORY)) return false;
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return Math.min(bavail * bsize, process.availableMemory()) > ROOM_BYTES;
}
