import { pino } from 'pino';
import { handOverTo, handedOnce } from '../../src/mailing/hand-over.js';
import { linkMail } from '../../src/mailing/link-mail.js';
import { mailSetting } from '../../src/mailing/mail-setting.js';
import { present } from '../store/present.js';
import { RefusingMailServer } from './refusing-mail-server.js';

const server = new RefusingMailServer();
let url: string;

beforeAll(async () => {
  url = await server.start();
});
afterAll(() => server.stop());

const LINK = 'https://plumbline.example/welcome#a-token';

function handOver(smtp: string) {
  return handOverTo(present(mailSetting({ PLUMBLINE_SMTP: smtp }, 'plumbline.example')));
}

describe('a one-time link by mail', () => {
  it('reaches the server with one receiver, the link, and nothing else of him', async () => {
    await handOver(url)(linkMail('ana.diaz@example.org', LINK, 'invited'));
    const { to, text } = present(server.got[0]);
    expect(to).toEqual(['ana.diaz@example.org']);
    expect(text).toContain('From: Plumbline <plumbline@plumbline.example>');
    expect(text).toContain(LINK);
    expect(text).not.toMatch(/Ana|Diaz/);
  });

  it.each([
    ['ana,eve@example.org', '"ana,eve"@example.org'],
    ['"ana,eve"@example.org', '"ana,eve"@example.org'],
    ['ana;(eve):[x]@example.org', '"ana;(eve):[x]"@example.org'],
    ['a"n\\a@example.org', '"a\\"n\\\\a"@example.org'],
    ["o'neil+x=1@example.org", "o'neil+x=1@example.org"],
  ])('goes to %j as one value, in the envelope and in its header', async (to, sent) => {
    const before = server.got.length;
    await handOver(url)(linkMail(to, LINK, 'invited'));
    const [mail, ...others] = server.got.slice(before);
    expect(others).toEqual([]);
    expect(mail?.to).toEqual([sent]);
    const header = /^To: <?(.*?)>?\r$/mu.exec(mail?.text ?? '')?.[1];
    expect(header).toBe(sent);
  });

  it('that no mail can go to is said so in the log, and not as what a server did', async () => {
    const logged: string[] = [];
    const log = pino({}, { write: (line: string) => logged.push(line) });
    const to = '<ana>@example.org';
    expect(await handedOnce(handOver(url), log)(linkMail(to, LINK, 'invited'))).toBe(false);
    expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { msg: expect.stringMatching(/^no mail can go to an address/u) as string },
    ]);
    expect(logged.join('')).not.toMatch(/the mail server did not|ana/u);
  });

  it.each([
    '<ana>@example.org',
    'ana\u0001@example.org',
    'ana@example,org.test',
    'ana@<example.org>',
    'ana@[192.0.2.1]',
    'ana@example.org,eve@example.org',
    'ana@example.org\r\nBcc: eve@example.org',
    '"Ana" <ana@example.org>',
    'ana@example.org;eve@example.org',
  ])('is sent to one address or to none: %j', async (to) => {
    const before = server.got.length;
    await expect(handOver(url)(linkMail(to, LINK, 'invited'))).rejects.toThrow(/not one address/);
    expect(server.got).toHaveLength(before);
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
