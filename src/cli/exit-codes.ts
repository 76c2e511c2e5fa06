/** What the program tells its caller when it ends (contract of the commands). */
export const EXIT = {
  done: 0,
  /** A file, a folder or the store failed. */
  failed: 1,
  /** An option or argument outside its domain, or something that this ledger does not have. */
  wrongUsage: 2,
  /** Done, but records were rejected or refused, or something does not verify. */
  doneWithObjections: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The caller asked for something outside its domain; the message says what to do instead. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** A file, a folder or the store failed in a way that was foreseen; the message says what to do. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
