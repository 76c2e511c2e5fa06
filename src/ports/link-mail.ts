/** Why somebody is sent a one-time link. */
export type LinkReason = 'invited' | 'reset';

/** One-time links by mail. Nothing of it waits for a mail server, and none of it fails what it tells of. */
export interface LinkMail {
  /** Makes the one-time link of an account and sends it to the address that is kept of it, and to no other. */
  sendLink(account: string, reason: LinkReason): Promise<void>;
}
