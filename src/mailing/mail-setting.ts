import { addressForMail } from '../../events/values/email.js';

/** A mail server, as `PLUMBLINE_SMTP` names it. */
export interface MailSetting {
  readonly host: string;
  readonly port: number;
  /** By TLS from the first byte, after asking for it, or not at all: the last on this machine alone. */
  readonly tls: 'fromTheStart' | 'asked' | 'none';
  readonly user: string | null;
  readonly password: string;
  /** Whom mails are from. */
  readonly from: string;
}

const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

const SCHEMES = {
  'smtps:': { tls: 'fromTheStart', port: 465 },
  'smtp+starttls:': { tls: 'asked', port: 587 },
  'smtp:': { tls: 'none', port: 25 },
} as const;

/**
 * Reads what the environment says of mail (contract/access.md, Signing in); null where it names no server.
 * @param originHost - by which name the service is known: mails are from `plumbline@` there, unless `PLUMBLINE_MAIL_FROM` says whom
 * @throws Error with a sentence that says what to mend; never with the password
 */
export function mailSetting(
  env: Readonly<Record<string, string | undefined>>,
  originHost: string,
): MailSetting | null {
  const { PLUMBLINE_SMTP: said = '', PLUMBLINE_MAIL_FROM: sender = '' } = env;
  if (said === '') return null;
  const url = URL.canParse(said) ? new URL(said) : null;
  const scheme = url === null ? undefined : schemeOf(url.protocol);
  if (url === null || scheme === undefined || url.hostname === '') {
    throw new Error(
      'PLUMBLINE_SMTP is no mail server: give smtps://USER:PASSWORD@HOST, or smtp+starttls:// in place of smtps://.',
    );
  }
  if (scheme.tls === 'none' && !OWN_NAMES.has(url.hostname)) {
    throw new Error(
      'PLUMBLINE_SMTP names a server on another machine without TLS: give smtps:// or smtp+starttls://.',
    );
  }
  const from = sender === '' ? `plumbline@${originHost}` : sender;
  if (addressForMail(from) !== from) {
    throw new Error('PLUMBLINE_MAIL_FROM is no address: give one e-mail address and nothing else.');
  }
  return {
    host: url.hostname.replaceAll(/[[\]]/gu, ''),
    port: url.port === '' ? scheme.port : Number(url.port),
    tls: scheme.tls,
    user: url.username === '' ? null : decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    from,
  };
}

function schemeOf(protocol: string): (typeof SCHEMES)[keyof typeof SCHEMES] | undefined {
  return Object.entries(SCHEMES).find(([name]) => name === protocol)?.[1];
}
