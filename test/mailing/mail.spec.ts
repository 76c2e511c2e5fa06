import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { MailQueue, handOverTo } from '../../src/mailing/mail-queue.js';
import type { Mail } from '../../src/mailing/mail-queue.js';
import { mailSetting } from '../../src/mailing/mail-setting.js';
import { linkMail } from '../../src/mailing/links-by-mail.js';
import { present } from '../store/present.js';

interface Got {
  readonly to: readonly string[];
  readonly text: string;
}

const got: Got[] = [];
const logged: string[] = [];
const log = pino({}, { write: (line: string) => logged.push(line) });

/** A real mail server in this process. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: ({ address }, _session, done) => {
    done(address.startsWith('refused') ? new Error(`No such person: ${address}`) : undefined);
  },
  onData: (stream, { envelope }, done) => {
    let text = '';
    stream.on('data', (piece: Buffer) => (text += piece.toString('utf8')));
    stream.on('end', () => {
      got.push({ to: envelope.rcptTo.map(({ address }) => address), text });
      done();
    });
  },
});
let url: string;

beforeAll(async () => {
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  url = `smtp://127.0.0.1:${String((listening.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await new Promise<void>((resolve) => {
    server.close(resolve);
  });
});

const LINK = 'https://plumbline.example/welcome#a-token';
const mailTo = (to: string): Mail => linkMail(to, LINK, 'invited', Date.now());

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function queueTo(smtp: string): MailQueue {
  const setting = present(mailSetting({ PLUMBLINE_SMTP: smtp }, 'plumbline.example'));
  return new MailQueue(handOverTo(setting), log);
}

describe('a one-time link by mail', () => {
  it('reaches the server with one receiver, the link, and nothing else of him', async () => {
    const queue = queueTo(url);
    queue.send(mailTo('ana.diaz@example.org'));
    await until(() => queue.waiting === 0);
    const [{ to, text }] = got as [Got];
    expect(to).toEqual(['ana.diaz@example.org']);
    expect(text).toContain('From: Plumbline <plumbline@plumbline.example>');
    expect(text.replaceAll('=\r\n', '').replaceAll('=3D', '=')).toContain(LINK);
    expect(text).not.toMatch(/Ana|Diaz/);
  });

  it.each([
    'ana@example.org,eve@example.org',
    'ana@example.org\r\nBcc: eve@example.org',
    '"Ana" <ana@example.org>',
    'ana@example.org;eve@example.org',
  ])('is sent to one address or to none: %j', async (to) => {
    const before = got.length;
    const queue = queueTo(url);
    queue.send(mailTo(to));
    await until(() => queue.waiting === 0);
    expect(got).toHaveLength(before);
  });

  it('waits where the server does not take it, delays nobody, and no log has the address', async () => {
    const queue = queueTo(url);
    const begun = performance.now();
    queue.send(mailTo('refused@example.org'));
    expect(performance.now() - begun).toBeLessThan(50);
    await until(() => logged.some((line) => line.includes('did not take a mail')));
    expect(queue.waiting).toBe(1);
    queue.stop();
    expect(logged.join('')).not.toContain('refused@');
  });

  it('is given up when its day, or its link, is over', async () => {
    const queue = queueTo('smtp://127.0.0.1:1');
    queue.send({ ...mailTo('ana@example.org'), until: Date.now() + 1_000 });
    await until(() => queue.waiting === 0);
    expect(logged.some((line) => line.includes('a mail was given up'))).toBe(true);
  });
});

describe('the setting of a mail server', () => {
  it.each([
    [
      'smtps://ana:a%20secret@mail.example',
      { port: 465, tls: 'fromTheStart', password: 'a secret' },
    ],
    ['smtp+starttls://mail.example', { port: 587, tls: 'asked', user: null }],
    ['smtps://mail.example:2465', { port: 2465 }],
    ['smtp://localhost:2525', { port: 2525, tls: 'none' }],
  ])('%s is one', (said, expected) => {
    expect(mailSetting({ PLUMBLINE_SMTP: said }, 'plumbline.example')).toMatchObject(expected);
  });

  it.each([
    ['smtp://mail.example', /another machine without TLS/],
    ['https://mail.example', /is no mail server/],
    ['mail.example', /is no mail server/],
  ])('%s is none', (said, message) => {
    expect(() => mailSetting({ PLUMBLINE_SMTP: said }, 'x.example')).toThrow(message);
  });

  it('is none where nothing is said, and whom mails are from is one address', () => {
    expect(mailSetting({}, 'plumbline.example')).toBeNull();
    const env = { PLUMBLINE_SMTP: 'smtps://mail.example', PLUMBLINE_MAIL_FROM: 'a@b, c@d' };
    expect(() => mailSetting(env, 'plumbline.example')).toThrow(/no address/);
  });
});
