import { readdirSync, lstatSync, readFileSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { isUnfinishedName, senderName } from '../../exchange/sender-name.js';
import { errorCode } from '../../system-reason.js';

/** Most files of an inbox, and most bytes of them together (contract/intake.md). */
export const INBOX_FILES_MAX = 10_000;
export const INBOX_BYTES_MAX = 20 * 1024 ** 3;

/** Something in an inbox that can be taken now. */
export interface Arrival {
  /** Its path, whatever bytes its name has. */
  readonly path: Buffer;
  /** What it is called from here on. */
  readonly name: string;
  /** When it was last changed by anybody. */
  readonly arrivedMs: number;
  /** Why it is given back without being looked at; null where it is taken. */
  readonly fault: string | null;
}

interface Found {
  readonly path: Buffer;
  readonly bytes: Buffer;
  readonly stats: Stats;
}

/** Bounds of an inbox; others in tests. */
export interface InboxBounds {
  readonly filesMax: number;
  readonly bytesMax: number;
}

const BOUNDS: InboxBounds = { filesMax: INBOX_FILES_MAX, bytesMax: INBOX_BYTES_MAX };

/**
 * What of an inbox has not changed for so long and is open for writing nowhere, in order of arrival; of what is being
 * written only what is over the inbox's bounds. Changes are told by the inode's own time, which no sender can set.
 */
export function arrivalsIn(
  inbox: string,
  { settleMs, nowMs }: { readonly settleMs: number; readonly nowMs: number },
  bounds: InboxBounds = BOUNDS,
): readonly Arrival[] {
  const found = foundIn(inbox).sort(
    (one, other) =>
      one.stats.ctimeMs - other.stats.ctimeMs || Buffer.compare(one.bytes, other.bytes),
  );
  let size = 0;
  const judged = found.map((each, index) => {
    size += each.stats.size;
    const isOver = index >= bounds.filesMax || size > bounds.bytesMax;
    if (isOver) size -= each.stats.size;
    return { ...each, isOver };
  });
  const settled = judged.filter(
    ({ stats, bytes, isOver }) =>
      nowMs - stats.ctimeMs >= settleMs && (isOver || !isUnfinishedName(bytes)),
  );
  if (settled.length === 0) return [];
  const written = writtenInodes();
  return settled
    .filter(({ stats }) => !written.has(inodeOf(stats)))
    .map(({ path, bytes, stats, isOver }) => {
      const { name, fault } = senderName(bytes);
      return { path, name, arrivedMs: stats.ctimeMs, fault: isOver ? overText(bounds) : fault };
    });
}

function overText({ filesMax, bytesMax }: InboxBounds): string {
  const gib = bytesMax / 1024 ** 3;
  return `The inbox holds more than ${String(filesMax)} files or ${String(gib)} GiB: send it again when there is room.`;
}

function foundIn(inbox: string): Found[] {
  const prefix = Buffer.from(`${inbox}/`);
  return readdirSync(inbox, { encoding: 'buffer' }).flatMap((bytes) => {
    const path = Buffer.concat([prefix, bytes]);
    try {
      return [{ path, bytes, stats: lstatSync(path) }];
    } catch (error) {
      // Its sender was faster.
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  });
}

/** Inodes that some process has open for writing, as far as the system lets us see it. */
function writtenInodes(): ReadonlySet<string> {
  const inodes = new Set<string>();
  for (const pid of namesOrNone('/proc').filter((name) => /^\d+$/u.test(name))) {
    for (const fd of namesOrNone(`/proc/${pid}/fd`)) {
      try {
        const flags = /^flags:\s*(\d+)/mu.exec(
          readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'latin1'),
        )?.[1];
        if ((Number.parseInt(flags ?? '0', 8) & 3) === 0) continue;
        const stats = statSync(`/proc/${pid}/fd/${fd}`);
        if (stats.isFile()) inodes.add(inodeOf(stats));
      } catch {
        // It ended or closed it, or is not ours to look at.
      }
    }
  }
  return inodes;
}

function namesOrNone(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function inodeOf({ dev, ino }: Stats): string {
  return `${String(dev)} ${String(ino)}`;
}
