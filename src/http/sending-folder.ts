import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a file is written that is then sent, and has no name any more by then. */
const SENDING = 'sending';

/** The folder for files on their way, made where it is missing; absolute. */
export async function sendingFolder(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, SENDING);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Takes away what a service that was killed has left there. To be called before one begins. */
export async function emptySendingFolder(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, SENDING), { recursive: true, force: true });
}
