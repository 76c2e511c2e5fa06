import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { isLoopback, isLoopbackName } from '../../src/http/loopback.js';
import { requestBytes, sendBytes } from './raw-http.js';
import { ask, runService, runServiceWithAccounts } from './running-service.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
afterAll(folder.remove);

function serve(...options: readonly string[]) {
  return plumbline(['serve', '--data', data, ...options]);
}

describe('serve', () => {
  it.each(['0.0.0.0', '::', '10.1.2.3', '192.168.0.1', 'nowhere.invalid'])(
    'refuses to listen on %j, and says why and what to do',
    async (host) => {
      const result = await serve('--host', host, '--port', '0', '--no-accounts');
      expect(result).toMatchObject({ code: 2, stdout: '' });
      expect(result.stderr).toMatch(
        /other machines.*does not ask anybody who he is.*access invite.*\.\n$/u,
      );
    },
  );

  it.each(['-1', '65536', 'http', '1e3', '80.5'])('refuses port %s', async (port) => {
    expect(await serve(`--port=${port}`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--port') as string,
    });
  });

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const result = await serve('--port', port);
    other.close();
    expect(result).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Another program listens on .*--port\.\n$/u) as string,
    });
  });

  it('on a folder without accounts says so, and how the first is made', async () => {
    const service = await runServiceWithAccounts(data);
    expect(service.logText()).toMatch(/has no accounts yet.*plumbline access invite --email/u);
    expect((await ask(`${service.url}/v1/counties/19/ledger`)).status).toBe(401);
    expect((await ask(`${service.url}/healthz/ready`)).status).toBe(200);
    expect(await service.stop()).toBe(0);
  });

  it('without accounts says that everyone is the operator, and answers on this machine to its own names only', async () => {
    const service = await runService(data);
    expect((await ask(`${service.url}/v1/counties/19/ledger`)).status).toBe(200);
    expect(service.logText()).toContain('there are no accounts');
    const statusFor = async (host: string) =>
      (await sendBytes(service.port, requestBytes('GET', '/healthz/live', { Host: host }))).status;
    for (const host of ['localhost', 'LOCALHOST:80', '127.0.0.1', '127.9.9.9:1257', '[::1]:1257']) {
      expect([host, await statusFor(host)]).toEqual([host, 200]);
    }
    for (const host of [
      'ledger.example',
      '10.0.0.1',
      'localhost.example',
      '127.0.0.1.example',
      '[::2]',
    ]) {
      expect([host, await statusFor(host)]).toEqual([host, 421]);
    }
    expect(await service.stop()).toBe(0);
  });
});

describe('a loopback address', () => {
  it('is in 127.0.0.0/8, ::1, or a name for these alone', async () => {
    const answers = await Promise.all(
      ['127.0.0.1', '127.255.255.254', '::1', 'localhost'].map(isLoopback),
    );
    expect(answers).toEqual([true, true, true, true]);
    const others = await Promise.all(
      ['128.0.0.1', '126.255.255.255', '::', '::2', 'no.such.invalid'].map(isLoopback),
    );
    expect(others).toEqual([false, false, false, false, false]);
    expect(['', 'a', '127.1', '[::1'].map(isLoopbackName)).toEqual([false, false, false, false]);
  });
});
