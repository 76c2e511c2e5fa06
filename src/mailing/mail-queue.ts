import type { Logger } from 'pino';
import { codeOf } from './hand-over.js';
import type { HandOver, Mail } from './mail.js';

/** Mails that are being tried, each by whoever keeps it himself until it was taken. */
export class MailQueue {
  readonly #handOver: HandOver;
  readonly #log: Logger;
  #waiting = 0;
  #isStopped = false;

  constructor(handOver: HandOver, log: Logger) {
    this.#handOver = handOver;
    this.#log = log;
  }

  /** Mails that are under way. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Tries a mail once; answers whether the server took it. */
  async once(mail: Mail): Promise<boolean> {
    if (this.#isStopped) return false;
    this.#waiting += 1;
    try {
      await this.#handOver(mail);
      this.#log.info({ waiting: this.#waiting - 1 }, 'a mail was sent');
      return true;
    } catch (error) {
      const code = codeOf(error);
      this.#log.warn({ code, waiting: this.#waiting }, 'the mail server did not take a mail');
      return false;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Tries nothing again from now on. */
  stop(): void {
    this.#isStopped = true;
  }
}
