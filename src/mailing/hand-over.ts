import { createTransport } from 'nodemailer';
import { STEP_MS } from './bounds.js';
import type { Logger } from 'pino';
import { addressForMail } from '../../events/values/email.js';
import type { HandOver, Mail } from './mail.js';
import type { MailSetting } from './mail-setting.js';

/** An address that a mail cannot go to. */
export class NoAddress extends Error {
  override readonly name = 'NoAddress';
  /** As a server would have it that refuses this receiver and not others. */
  readonly responseCode = 553;

  constructor() {
    super('The address is not one address: an account manager has to change it.');
  }
}

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
    const address = addressForMail(to);
    if (address === null) throw new NoAddress();
    await transport.sendMail({
      envelope: { from, to: [{ name: '', address }] },
      from: { name: 'Plumbline', address: from },
      to: { name: '', address },
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

/** Tries a mail once, for whoever keeps it himself until it was taken; answers whether the server took it. */
export function handedOnce(handOver: HandOver, log: Logger): (mail: Mail) => Promise<boolean> {
  return async (mail) => {
    try {
      await handOver(mail);
      log.info('a mail was sent');
      return true;
    } catch (error) {
      logUnsent(log, error);
      return false;
    }
  };
}

/** Says in the service's log why a mail did not go out; never to whom. */
export function logUnsent(log: Logger, error: unknown): void {
  if (error instanceof NoAddress) {
    log.warn('no mail can go to an address that is kept: the page of its account says so');
    return;
  }
  log.warn({ code: codeOf(error) }, 'the mail server did not take a mail');
}

/** Whether a server refused one mail, and may take others: it answered, and named a code of its own. */
export function isRefusedAlone(error: unknown): boolean {
  return error instanceof Error && 'responseCode' in error && error.responseCode !== undefined;
}

/** A server's words may have the address in them: its code says enough. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
