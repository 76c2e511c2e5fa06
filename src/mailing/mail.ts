/** A mail: plain text to one person, perhaps with files. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly MailAttachment[];
}

/** A file that goes with a mail, as it is. */
export interface MailAttachment {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What hands a mail to a server; throws where the server does not take it. */
export type HandOver = (mail: Mail) => Promise<void>;
