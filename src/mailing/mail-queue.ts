import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import { isOneAddress } from './mail-setting.js';
import type { MailSetting } from './mail-setting.js';

/** A mail: plain text to one person, perhaps with files. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly MailAttachment[];
  /** When it is of no use any more, milliseconds since 1970. */
  readonly until: number;
}

/** A file that goes with a mail, as it is. */
export interface MailAttachment {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Most mails that wait. */
export const MAILS_WAITING_MAX = 1_000;

/** A server that does not take a mail is tried again for so long, milliseconds. */
export const MAIL_TRIED_MS = 24 * 60 * 60 * 1000;

const FIRST_PAUSE_MS = 30_000;
const PAUSE_MS_MAX = 60 * 60 * 1000;

/** How long a server may take for each step, milliseconds. */
const STEP_MS = 10_000;

/** What hands a mail to a server; rejects where the server does not take it. */
export type HandOver = (mail: Mail) => Promise<void>;

/** Hands mails to the server that is set: by TLS as it says, one address as one value. */
export function handOverTo({ host, port, tls, user, password, from }: MailSetting): HandOver {
  const transport = createTransport({
    host,
    port,
    secure: tls === 'fromTheStart',
    requireTLS: tls === 'asked',
    ignoreTLS: tls === 'none',
    ...(user === null ? {} : { auth: { user, pass: password } }),
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2' },
  });
  return async ({ to, subject, text, attachments = [] }) => {
    await transport.sendMail({
      envelope: { from, to: [to] },
      from: { name: 'Plumbline', address: from },
      to: { name: '', address: to },
      subject,
      text,
      attachments: attachments.map(({ name, type, bytes }) => ({
        filename: name,
        contentType: type,
        content: Buffer.from(bytes),
      })),
    });
  };
}

/**
 * Mails on their way. Whoever sends one waits for nothing: what a server does not take is tried again, less and less
 * often, for a day. They are kept in memory alone: a link that was not sent when the service stops is made anew.
 */
export class MailQueue {
  readonly #handOver: HandOver;
  readonly #log: Logger;
  readonly #timers = new Set<NodeJS.Timeout>();
  #waiting = 0;
  #isStopped = false;

  constructor(handOver: HandOver, log: Logger) {
    this.#handOver = handOver;
    this.#log = log;
  }

  /** Mails that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Takes a mail on; one too many, or one to what is no address, is logged and dropped. */
  send(mail: Mail, now = Date.now()): void {
    if (!isOneAddress(mail.to) || this.#waiting >= MAILS_WAITING_MAX) {
      this.#log.warn({ waiting: this.#waiting }, 'a mail was not taken on');
      return;
    }
    this.#waiting += 1;
    void this.#try(mail, Math.min(mail.until, now + MAIL_TRIED_MS), FIRST_PAUSE_MS);
  }

  /**
   * Tries a mail once, for whoever keeps it himself until it was taken; answers whether the server took it. One to what
   * is no address is not tried.
   */
  async once(mail: Mail): Promise<boolean> {
    if (this.#isStopped || !isOneAddress(mail.to)) return false;
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
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  async #try(mail: Mail, until: number, pauseMs: number): Promise<void> {
    try {
      await this.#handOver(mail);
      this.#waiting -= 1;
      this.#log.info({ waiting: this.#waiting }, 'a mail was sent');
    } catch (error) {
      this.#again(mail, until, pauseMs, codeOf(error));
    }
  }

  #again(mail: Mail, until: number, pauseMs: number, code: string): void {
    if (this.#isStopped || Date.now() + pauseMs > until) {
      this.#waiting -= 1;
      this.#log.error({ code, waiting: this.#waiting }, 'a mail was given up');
      return;
    }
    this.#log.warn({ code, waiting: this.#waiting }, 'the mail server did not take a mail');
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#try(mail, until, Math.min(pauseMs * 2, PAUSE_MS_MAX));
    }, pauseMs);
    timer.unref();
    this.#timers.add(timer);
  }
}

/** A server's words may have the address in them: its code says enough. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
