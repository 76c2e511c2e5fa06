/** A mail: plain text to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What hands a mail to a server; throws where the server does not take it. */
export type HandOver = (mail: Mail) => Promise<void>;
