import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ROLES, ROLE_SCOPES } from '../../events/acts/permissions.js';
import { BrowserOfTest } from '../http/signing/browser-of-test.js';
import { builtProgram } from './built-program.js';
import { temporaryFolder } from './in-process.js';

interface DemoAccount {
  readonly role: string;
  readonly place: string;
  readonly link: string;
}

const folder = temporaryFolder();
let child: ChildProcess;
let ended: Promise<readonly unknown[]>;
let origin = '';
let told = '';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

beforeAll(async () => {
  const port = String(await freePort());
  origin = `http://localhost:${port}`;
  const argv = [
    'demo',
    '--serve',
    '--cases',
    '2',
    '--port',
    port,
    '--data',
    join(folder.path, 'd'),
  ];
  child = spawn(process.execPath, [builtProgram(), ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  ended = once(child, 'exit');
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
  for await (const chunk of child.stdout ?? []) {
    told += String(chunk);
    // The service says where it listens behind what the demo says.
    if (/stop with Ctrl-C\.\n[^]*https?:\S+:\d+/u.test(told)) return;
  }
  throw new Error(`The demo ended before it listened: ${told}${log}`);
});
afterAll(() => {
  if (child.exitCode === null) child.kill('SIGKILL');
  folder.remove();
});

function accountsTold(): readonly DemoAccount[] {
  const found = told.matchAll(
    /^A-\d+ {2}(?<role>\S+), (?<place>.*) \(\S+@demo\.example\)\n +\S+\/welcome#(?<link>\S+)$/gmu,
  );
  return Array.from(found, ({ groups = {} }) => {
    const { role = '', place = '', link = '' } = groups;
    return { role, place, link };
  });
}

describe('a demo that is served', () => {
  it('listens, and tells an account for every role that is given to people of the state and counties', async () => {
    const answer = await fetch(`${origin}/healthz/live`);
    await answer.text();
    expect(answer.status).toBe(200);
    const roles = ROLES.filter((role) => ROLE_SCOPES[role] !== 'organisation');
    expect([...new Set(accountsTold().map(({ role }) => role))].toSorted()).toEqual(
      [...roles].toSorted(),
    );
  });

  it('has for each role a link that lets its person in to choose a password, once', async () => {
    const ofRole = new Map(accountsTold().map((account) => [account.role, account]));
    const outcomes = await Promise.all(
      [...ofRole.values()].map(async ({ role, link }) => {
        const browser = new BrowserOfTest(origin);
        const { status } = await browser.send('/welcome', 'UseLink', { link });
        const { text } = await browser.get('/welcome/password');
        return [role, status < 400, text.includes('data-act="ChoosePassword"')];
      }),
    );
    expect(outcomes).toEqual([...ofRole.keys()].map((role) => [role, true, true]));
    expect(ofRole.size).toBeGreaterThan(10);
  });

  it('ends with 0 when it is asked to stop, and leaves nothing that listens', async () => {
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await expect(fetch(`${origin}/healthz/live`)).rejects.toThrow();
    expect(() => process.kill(child.pid ?? 0, 0)).toThrow('ESRCH');
  });
});
