/** Letters of the Third Party Access Process on their way by mail. Nothing waits for it, and it fails nothing. */
export interface LetterMail {
  /** Something was done: letters may be there to be sent. */
  wake(): void;
}
