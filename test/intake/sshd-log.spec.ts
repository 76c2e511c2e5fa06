import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IntakeEvent } from '../../src/exchange/intake-lines.js';
import { SshdLog, eventOfSshd } from '../../src/intake/sshd-log.js';
import { memoryFolder } from './watched-intake.js';

const folder = memoryFolder();
afterAll(folder.remove);

const OPENED =
  'Accepted publickey for county-19 from 203.0.113.7 port 52022 ssh2: ED25519 SHA256:abc';
const REFUSED =
  'Connection closed by authenticating user county-34 2001:db8::1 port 40123 [preauth]';

describe('a line of sshd’s log', () => {
  it.each([
    ['', OPENED, { county: '19', from: '203.0.113.7', result: 'allowed' }],
    ['Nov 29 12:00:00 door sshd[77]: ', OPENED, { county: '19', result: 'allowed' }],
    [
      '2026-11-29T12:00:00.1+00:00 door sshd-session[77]: ',
      REFUSED,
      { county: '34', result: 'refused' },
    ],
  ])('says who came, behind %j', (head, line, expected) => {
    expect(eventOfSshd(head + line)).toMatchObject({ what: 'sign-in', ...expected });
  });

  it.each([
    // Whoever knocks chooses his own name.
    `Nov 29 12:00:00 door sshd[77]: Invalid user ${OPENED} from 198.51.100.9 port 1`,
    `Invalid user x sshd[1]: ${OPENED}`,
    OPENED.replace('county-19', 'county-99'),
    OPENED.replace('county-19', 'root'),
    OPENED.replace('203.0.113.7', 'not-an-address'),
    'Server listening on 0.0.0.0 port 22.',
  ])('says nothing of a county: %s', (line) => {
    expect(eventOfSshd(line)).toBeNull();
  });
});

describe('sshd’s log', () => {
  it('is read from its end on, each line once when it is kept, and anew where it was begun anew', async () => {
    const path = join(folder.path, 'sshd.log');
    const exchange = join(folder.path, 'intake');
    mkdirSync(exchange, { recursive: true });
    const seen: IntakeEvent[] = [];
    const read = (): Promise<void> =>
      new SshdLog(path, exchange).read((events) => {
        seen.push(...events);
        return Promise.resolve();
      });
    await read();
    writeFileSync(path, `${OPENED}\n`);
    await read();
    expect(seen).toEqual([]);
    appendFileSync(path, `${REFUSED}\n${OPENED.slice(0, 20)}`);
    await read();
    expect(seen.map(({ county }) => county)).toEqual(['34']);
    appendFileSync(path, `${OPENED.slice(20)}\n`);
    const full = new SshdLog(path, exchange).read(() => Promise.reject(new Error('no space')));
    await expect(full).rejects.toThrow('no space');
    await read();
    await read();
    expect(seen.map(({ county }) => county)).toEqual(['34', '19']);
    rmSync(path);
    writeFileSync(path, `${REFUSED}\n`);
    await read();
    expect(seen).toHaveLength(3);
  });
});
