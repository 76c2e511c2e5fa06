import { isHostOf, parseOrigin } from '../../../src/http/network/service-origin.js';
import { present } from '../../store/present.js';

describe('the origin of a service', () => {
  it.each([
    ['https://plumbline.example', 'https://plumbline.example'],
    ['https://plumbline.example/', 'https://plumbline.example'],
    ['https://plumbline.example:8443', 'https://plumbline.example:8443'],
    ['http://localhost:1257', 'http://localhost:1257'],
    ['http://127.0.0.1:1257', 'http://127.0.0.1:1257'],
  ])('%s is one', (text, origin) => {
    expect(parseOrigin(text)?.origin).toBe(origin);
  });

  it.each([
    'http://plumbline.example',
    'https://plumbline.example/app',
    'https://plumbline.example?x',
    'https://plumbline.example#x',
    'https://ana@plumbline.example',
    'https://PLUMBLINE.example',
    'plumbline.example',
    'ftp://plumbline.example',
    'javascript:alert(1)',
    '',
  ])('%s is none', (text) => {
    expect(parseOrigin(text)).toBeNull();
  });

  it('is asked by its own host and no other', () => {
    const origin = present(parseOrigin('https://plumbline.example'));
    const isOurs = (host: string): boolean => isHostOf(origin, host);
    expect(['plumbline.example', 'Plumbline.Example', 'plumbline.example:443'].map(isOurs)).toEqual(
      [true, true, true],
    );
    const others = ['', 'localhost', 'evil.example', 'plumbline.example:80', 'plumbline.example.'];
    expect(others.map(isOurs)).toEqual([false, false, false, false, false]);
  });
});
