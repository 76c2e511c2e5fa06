/** Why somebody is sent a one-time link. */
export type LinkReason = 'invited' | 'reset';

/** What goes out by mail. Nobody waits for a mail server, and none of it fails what it tells of. */
export interface Mailing {
  /**
   * Keeps, on disk when it answers, that an account is to be sent its one-time link; it goes to the address that is kept
   * of it, and to no other.
   */
  sendLink(account: string, reason: LinkReason): Promise<void>;
  /** Something was done that people may have to be told of. */
  lookSoon(): void;
}
