import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder with what released versions wrote. */
export const KEPT = import.meta.dirname;

/** Unpacks what a version wrote into a folder of its name inside `place`, and answers that folder. */
export function unpacked(version: string, place: string): string {
  const folder = join(place, version);
  mkdirSync(folder, { recursive: true });
  for (const archive of readdirSync(join(KEPT, version)).filter((name) => name.endsWith('.gz'))) {
    const { status, stderr } = spawnSync('tar', [
      '--no-same-owner',
      ...['-xzf', join(KEPT, version, archive), '-C', folder],
    ]);
    if (status !== 0) throw new Error(`${archive}: ${stderr.toString()}`);
  }
  return folder;
}
