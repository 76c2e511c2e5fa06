/** What the operating system's codes mean, in words that end a sentence or stand in brackets. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  EEXIST: 'something of that name is there already',
  ENOTEMPTY: 'the folder is not empty',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full for this user',
  EFBIG: 'the file would be too large for the disk',
  EIO: 'the disk fails',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'it is a link that leads to itself',
  EXDEV: 'it lies on another disk',
  EBUSY: 'another program holds it',
  ENOTFOUND: 'no machine of that name is known',
  EAI_AGAIN: 'no machine of that name is known',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was broken off',
  EPIPE: 'the connection was broken off',
  ETIMEDOUT: 'there was no answer in time',
  EHOSTUNREACH: 'the machine cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EADDRINUSE: 'another program listens there',
  EADDRNOTAVAIL: 'this machine does not have the address',
};

/** What SQLite's codes mean, by how they begin; `SQLITE_IOERR_READ` is one of `SQLITE_IOERR`. */
const SQLITE_REASONS: readonly (readonly [code: string, reason: string])[] = [
  ['SQLITE_CORRUPT', 'its pages do not fit together'],
  ['SQLITE_NOTADB', 'it is no database'],
  ['SQLITE_IOERR_SHORT_READ', 'it ends before its end'],
  ['SQLITE_IOERR_DATA', 'a page has another checksum than was written'],
  ['SQLITE_IOERR_CORRUPTFS', 'the disk gives back other bytes than were written'],
  ['SQLITE_IOERR_SHMSIZE', 'the disk is full'],
  ['SQLITE_IOERR', 'the disk fails'],
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_BUSY', 'another program holds it'],
  ['SQLITE_LOCKED', 'another program holds it'],
  ['SQLITE_READONLY', 'it may only be read'],
  ['SQLITE_CANTOPEN', 'it cannot be opened'],
  ['SQLITE_PERM', 'permission is denied'],
  ['SQLITE_NOMEM', 'there is not enough memory'],
  ['SQLITE_TOOBIG', 'a text in it is longer than any that was written'],
  ['SQLITE_MISMATCH', 'a value in it is of another kind than was written'],
];

/** How Node spells an error of the system: `EACCES: permission denied, open '/x'`, `getaddrinfo ENOTFOUND host`. */
const SPELT = /^(?:(?<code>E[A-Z_]{2,}): |\w+ (?<call>E[A-Z_]{2,})\b)/u;

/** Why the system did not do something, in words, without its codes and the names of its calls; no point at the end. */
export function systemReason(error: unknown): string {
  const code = errorCode(error) ?? '';
  const message = messageOf(error);
  const { code: named, call } = SPELT.exec(message)?.groups ?? {};
  const words = REASONS[code] ?? REASONS[named ?? call ?? ''] ?? sqliteReason(code);
  if (words !== null) return words;
  return message.replace(/\.$/u, '').replace(/^E[A-Z_]{2,}: (.*?)(?:, \w+(?: '.*')?)?$/su, '$1');
}

/** What a failed connection's text tells, in words; null where it tells nothing that we know. */
export function networkReason(text: string): string | null {
  if (/name resolution failed/iu.test(text)) return REASONS['ENOTFOUND'] ?? null;
  const code = NETWORK_CODE.exec(text)?.[0] ?? '';
  return REASONS[code] ?? null;
}

const NETWORK_CODE =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/u;

function sqliteReason(code: string): string | null {
  return SQLITE_REASONS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? null;
}

/** Whether an error is one that the system or SQLite reports by a code that we have words for. */
export function isOfSystem(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  return code in REASONS || sqliteReason(code) !== null;
}

/** The code of a system error, as in `ENOENT`; null for what has none. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** The message of an error. Not told by its class: the system's errors may be of another realm. */
export function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  return String(error.message);
}
