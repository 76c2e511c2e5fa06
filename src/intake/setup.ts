import { chmod, chown } from 'node:fs/promises';
import { join } from 'node:path';
import type { County } from '../../events/values/county.js';
import { senderFolders, userOf } from '../exchange/paths.js';
import { makeFolders } from '../ports/made-folder.js';

/** Where the files of public keys are, outside of every chroot. */
export function keysFolderOf(watched: string): string {
  return join(watched, 'keys');
}

/** Who owns what is made: numbers of users and groups; null where they are left as they are. */
export interface Owners {
  /** Of the county's user. */
  readonly county: { readonly uid: number; readonly gid: number } | null;
}

const CHROOT_MODE = 0o755;
/** Its user and the service's group write; what is made in it has that group. */
const SHARED_MODE = 0o2770;
const OWN_MODE = 0o700;

/**
 * Makes a county's folders as OpenSSH asks (sshd_config, ChrootDirectory): the chroot and all above it are the service's
 * and writable by nobody else, what the county may write is its user's. Folders that are there get the modes as well.
 */
export async function setUpFolders(
  watched: string,
  county: County,
  { county: user }: Owners,
): Promise<void> {
  const { root, inbox, receipts, returned, outbox, held } = senderFolders(watched, county);
  makeFolders(watched);
  const modes: readonly (readonly [path: string, mode: number])[] = [
    [watched, CHROOT_MODE],
    [keysFolderOf(watched), CHROOT_MODE],
    [root, CHROOT_MODE],
    [held, OWN_MODE],
    ...[inbox, receipts, returned, outbox].map((path) => [path, SHARED_MODE] as const),
  ];
  for (const [path, mode] of modes) {
    makeFolders(path);
    // Ownership first: changing it may take bits of the mode away.
    if (user !== null && mode === SHARED_MODE) await chown(path, user.uid, user.gid);
    await chmod(path, mode);
  }
}

/** The lines of `sshd_config` for a county's user: keys alone, files alone, nothing else (contract/intake.md). */
export function sshdConfigLines(watched: string, county: County): string {
  const user = userOf(county);
  return `Match User ${user}
    ChrootDirectory ${join(watched, user)}
    ForceCommand internal-sftp -d /inbox -u 0007
    AuthorizedKeysFile ${join(keysFolderOf(watched), user)}
    AuthenticationMethods publickey
    PubkeyAuthentication yes
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    DisableForwarding yes
    PermitTTY no
    PermitTunnel no
    PermitUserRC no
    ClientAliveInterval 60
    ClientAliveCountMax 3
`;
}
