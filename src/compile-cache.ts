import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import { constants, enableCompileCache } from 'node:module';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

const OWNER_ALONE = 0o700;
const OTHERS = 0o077;

/**
 * Keeps what Node has compiled of the program for the next command, in the user's own cache folder
 * (`$XDG_CACHE_HOME/plumbline` or `~/.cache/plumbline`), which nobody else may enter: who could write there could
 * bring code of his own into the program. Where there is no such folder the program does without. It is off with
 * `NODE_DISABLE_COMPILE_CACHE=1`, which is Node's own setting.
 *
 * @param env - of this process; its threads find the cache by what is set in it here
 */
export function keepCompiledCode(env: Record<string, string | undefined>): void {
  try {
    const home = cacheHomeOf(env);
    const folder = join(home, 'plumbline');
    // Not recursively: where no folder can be made at all, as under /proc, Node would try for ever.
    for (const each of [home, folder]) {
      if (!existsSync(each)) mkdirSync(each, { mode: OWNER_ALONE });
    }
    if (!isOwnersAlone(folder)) return;
    const { directory, status } = enableCompileCache(join(folder, 'compiled'));
    if (status !== constants.compileCacheStatus.ENABLED || directory === undefined) return;
    // A thread begins with the environment that it is started with, and has no cache but one that it names.
    env['NODE_COMPILE_CACHE'] = directory;
  } catch {
    // A home that is not there, or may only be read: nothing is kept, and nothing is the worse for it.
  }
}

function cacheHomeOf({ XDG_CACHE_HOME }: Readonly<Record<string, string | undefined>>): string {
  // A path that is not absolute is to be passed over (XDG Base Directory Specification).
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  return join(homedir(), '.cache');
}

/** A folder, and no link to one, of this user, that no other may read or enter. */
function isOwnersAlone(folder: string): boolean {
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === userInfo().uid && (found.mode & OTHERS) === 0;
}
