import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { TrustedProxies, sourceOf } from '../../../src/http/network/forwarding.js';
import type { RequestSource } from '../../../src/http/network/forwarding.js';

const PROXIES = new TrustedProxies(['10.0.0.2', '10.1.0.0/16', 'fd00::2']);

function source(
  remoteAddress: string,
  headers: IncomingHttpHeaders,
  proxies: TrustedProxies | null = PROXIES,
): RequestSource {
  // Of a request nothing else is looked at.
  return sourceOf({ socket: { remoteAddress }, headers } as unknown as IncomingMessage, proxies);
}

describe('where a request comes from', () => {
  it.each([
    ['no proxy is named', '10.0.0.2', '198.51.100.9', null, '10.0.0.2'],
    ['it comes past the proxy', '203.0.113.5', '198.51.100.9', PROXIES, '203.0.113.5'],
    ['by the proxy', '10.0.0.2', '198.51.100.9', PROXIES, '198.51.100.9'],
    [
      'by the proxy, an address made up before it',
      '10.0.0.2',
      '1.2.3.4, 198.51.100.9',
      PROXIES,
      '198.51.100.9',
    ],
    ['by two proxies', '10.0.0.2', '1.2.3.4, 198.51.100.9, 10.1.7.7', PROXIES, '198.51.100.9'],
    [
      'by the proxy, something else than an address',
      '10.0.0.2',
      '1.2.3.4, unknown',
      PROXIES,
      '10.0.0.2',
    ],
    [
      'by two proxies, something made up before them',
      '10.0.0.2',
      '<script>, 10.1.7.7',
      PROXIES,
      '10.1.7.7',
    ],
    ['by the proxy alone', '10.0.0.2', '', PROXIES, '10.0.0.2'],
    [
      'by the proxy as IPv6 writes it',
      '::ffff:10.0.0.2',
      '[2001:db8::1]:443',
      PROXIES,
      '2001:db8::1',
    ],
    ['by a proxy of IPv6', 'fd00::2', '198.51.100.9:5000', PROXIES, '198.51.100.9'],
  ])('%s', (_case, peer, forwardedFor, proxies, expected) => {
    const headers = { 'x-forwarded-for': forwardedFor };
    expect(source(peer, headers, proxies).address).toBe(expected);
  });

  it('is by TLS where the proxy says so, the last of several', () => {
    const isTls = (peer: string, proto: string): boolean =>
      source(peer, { 'x-forwarded-proto': proto }).isTls;
    expect(isTls('10.0.0.2', 'https')).toBe(true);
    expect(isTls('10.0.0.2', 'http, https')).toBe(true);
    expect(isTls('10.0.0.2', 'https, http')).toBe(false);
    expect(isTls('203.0.113.5', 'https')).toBe(false);
  });

  it('is told by no other header', () => {
    const headers = {
      forwarded: 'for=198.51.100.9;proto=https;host=evil.example',
      'x-real-ip': '198.51.100.9',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-port': '1',
    };
    expect(source('10.0.0.2', headers)).toEqual({
      address: '10.0.0.2',
      isTls: false,
      isByProxy: true,
    });
  });
});

describe('the name of a proxy', () => {
  it.each(['proxy.example', '10.0.0', '10.0.0.0/33', '10.0.0.2/', '*', ''])(
    '%p is refused',
    (text) => {
      expect(() => new TrustedProxies([text])).toThrow(RangeError);
    },
  );
});
