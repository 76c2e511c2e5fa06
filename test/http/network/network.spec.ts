import { copyFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { pino } from 'pino';
import { networkOptions } from '../../../src/cli/actions/network-options.js';
import type { NetworkOptions } from '../../../src/cli/actions/network-options.js';
import { readTlsPair } from '../../../src/http/network/tls-files.js';
import { temporaryFolder } from '../../cli/in-process.js';
import { requestBytes, sendBytes } from '../raw-http.js';
import { runServiceWithAccounts } from '../running-service.js';
import type { RunningService } from '../running-service.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const ORIGIN = 'https://plumbline.example';
const PAIRS = join(import.meta.dirname, 'pairs');
const certificate = join(folder.path, 'certificate.pem');
const key = join(folder.path, 'key.pem');
const log = pino({ enabled: false });

/** The service has accounts where nothing else is said. */
type Reach = Omit<NetworkOptions, 'accounts'> & { readonly accounts?: boolean };

/** Puts one of two pairs, both of plumbline.example, where the service looks. */
function putPair(name: 'one' | 'two'): void {
  copyFileSync(join(PAIRS, `${name}.certificate.pem`), certificate);
  copyFileSync(join(PAIRS, `${name}.key.pem`), key);
}

beforeAll(() => {
  putPair('one');
});
afterAll(folder.remove);

describe('how the service is reached', () => {
  const tls = { tlsCert: certificate, tlsKey: key };
  const proxy = ['10.0.0.2'];

  it.each<[string, Reach]>([
    ['on this machine, without anything', { host: '127.0.0.1' }],
    [
      'on this machine, by a name of its own',
      { host: '127.0.0.1', origin: 'http://localhost:8080' },
    ],
    ['by TLS', { host: '0.0.0.0', origin: ORIGIN, ...tls }],
    ['behind a proxy', { host: '0.0.0.0', origin: ORIGIN, proxy }],
    ['behind a proxy on its own machine', { host: '127.0.0.1', origin: ORIGIN, proxy: ['::1'] }],
  ])('is taken %s', async (_case, options) => {
    const { origin } = await networkOptions({ accounts: true, ...options }, log);
    expect(origin?.origin).toBe(
      options.origin === undefined ? undefined : new URL(options.origin).origin,
    );
  });

  it.each<[string, Reach, RegExp]>([
    ['from a network without a name', { host: '0.0.0.0' }, /give --origin https:\/\/NAME/],
    ['from a network without TLS', { host: '0.0.0.0', origin: ORIGIN }, /give --tls-cert/],
    [
      'from a network by http',
      { host: '0.0.0.0', origin: 'http://localhost' },
      /give --origin https/,
    ],
    [
      'by http and a name',
      { host: '127.0.0.1', origin: 'http://plumbline.example' },
      /is no origin/,
    ],
    ['with a path', { host: '127.0.0.1', origin: `${ORIGIN}/x` }, /is no origin/],
    [
      'with a certificate alone',
      { host: '0.0.0.0', origin: ORIGIN, tlsCert: certificate },
      /give both/,
    ],
    ['by TLS twice', { host: '0.0.0.0', origin: ORIGIN, ...tls, proxy }, /give one of them/],
    ['with a proxy by name', { host: '0.0.0.0', origin: ORIGIN, proxy: ['front'] }, /no address/],
    ['by TLS without a name', { host: '127.0.0.1', ...tls }, /give --origin/],
    ['by http with TLS', { host: '127.0.0.1', origin: 'http://localhost', ...tls }, /without TLS/],
    [
      'with another key',
      { host: '0.0.0.0', origin: ORIGIN, tlsCert: certificate, tlsKey: join(PAIRS, 'two.key.pem') },
      /cannot be used/,
    ],
    [
      'with no file',
      { host: '0.0.0.0', origin: ORIGIN, tlsCert: '/nowhere.pem', tlsKey: key },
      /cannot be used/,
    ],
  ])('is refused %s', async (_case, options, message) => {
    await expect(networkOptions({ accounts: true, ...options }, log)).rejects.toThrow(message);
  });
});

describe('a service with TLS', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await runServiceWithAccounts(
      data,
      '--origin',
      ORIGIN,
      '--tls-cert',
      certificate,
      '--tls-key',
      key,
    );
  });
  afterAll(async () => {
    await service.stop();
  });

  it('speaks TLS 1.2 and later, says so to browsers for two years, and is asked by its name alone', async () => {
    const asked = await askByTls(service.port, 'plumbline.example');
    expect(asked.status).toBe(200);
    expect(asked.headers['strict-transport-security']).toBe('max-age=63072000');
    expect((await askByTls(service.port, 'evil.example')).status).toBe(421);
    expect((await askByTls(service.port, 'localhost', '/openapi.json')).status).toBe(421);
    expect((await askByTls(service.port, 'localhost')).status).toBe(200);
    await expect(spoken(service.port, 'TLSv1.1')).rejects.toThrow();
    expect(await spoken(service.port, 'TLSv1.2')).toBe('TLSv1.2');
  });

  it('gives no other site a right to ask', async () => {
    const { headers } = await askByTls(service.port, 'plumbline.example', '/openapi.json');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('goes over to a new pair while it serves, and past a half-replaced one', async () => {
    const one = await serialOf(service.port);
    copyFileSync(join(PAIRS, 'two.certificate.pem'), certificate);
    const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
      for (let tries = 0; tries < 100 && !(await isSo()); tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    };
    await until(() => service.logText().includes('the old pair is served on'));
    expect(await serialOf(service.port)).toBe(one);
    putPair('two');
    await until(async () => (await serialOf(service.port)) !== one);
    expect(await serialOf(service.port)).not.toBe(one);
    expect(service.logText()).toContain('the old pair is served on');
    expect(service.logText()).toContain('a new certificate is served');
    expect(() => readTlsPair({ certificate, key: join(PAIRS, 'one.key.pem') })).toThrow(
      /not that of/,
    );
  });
});

describe('a service behind a proxy', () => {
  it('answers what the proxy brings by TLS, and nothing that comes past it', async () => {
    const options = ['--origin', ORIGIN, '--proxy', '127.0.0.1'];
    const service = await runServiceWithAccounts(join(folder.path, 'proxied'), ...options);
    const statusOf = async (headers: Readonly<Record<string, string>>): Promise<number | null> => {
      const bytes = requestBytes('GET', '/openapi.json', { Host: 'plumbline.example', ...headers });
      return (await sendBytes(service.port, bytes)).status;
    };
    expect(await statusOf({ 'X-Forwarded-Proto': 'https' })).toBe(200);
    expect(await statusOf({ 'X-Forwarded-Proto': 'http' })).toBe(421);
    expect(await statusOf({})).toBe(421);
    expect(await statusOf({ 'X-Forwarded-Proto': 'https', Host: 'evil.example' })).toBe(421);
    const poisoned = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'evil.example' };
    expect(await statusOf({ ...poisoned, Host: 'evil.example' })).toBe(421);
    await service.stop();
  });
});

interface TlsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

function askByTls(port: number, host: string, path = '/healthz/live'): Promise<TlsAnswer> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers: { host }, ...UNPROVED }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });
}

/** The pair is signed by itself: nobody vouches for it here. */
const UNPROVED = { rejectUnauthorized: false, agent: false } as const;

/** The version that is spoken where no later one than that is. */
function spoken(port: number, maxVersion: 'TLSv1.1' | 'TLSv1.2'): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const minVersion = 'TLSv1.1';
    const socket = connect({ port, host: '127.0.0.1', minVersion, maxVersion, ...UNPROVED }, () => {
      resolve(socket.getProtocol());
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

function serialOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ...UNPROVED }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}
