import {
  connectionStringFault,
  ignoredOptions,
  maskConnectionString,
  toLeader,
  toNode,
} from '../../src/stores/eventstore/connection-string.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { EventStoreUnavailable } from '../../src/ports/server-failures.js';
import { COUNTY } from './entries.js';

describe('the connection string', () => {
  it.each([
    ['esdb://localhost:2113?tls=false', 'esdb://localhost:2113?tls=false'],
    ['esdb://admin:changeit@a:1,b:2,c:3', 'esdb://admin:***@a:1,b:2,c:3'],
    ['esdb+discover://admin:p%40ss@cluster.example', 'esdb+discover://admin:***@cluster.example'],
    ['esdb://admin:p@ss:w@a:1/?tls=true', 'esdb://admin:***@a:1?tls=true'],
    ['esdb://a:1?userKeyFile=/k.pem&tls=true', 'esdb://a:1?userKeyFile=***&tls=true'],
    ['https://admin:changeit@a', '(no esdb:// connection string)'],
  ])('%s is printed as %s', (text, masked) => {
    expect(maskConnectionString(text)).toBe(masked);
  });

  it.each([
    'esdb://a',
    'esdb://u:p@a:1,b:2?tls=false',
    'esdb+discover://a?tls=true&keepAliveInterval=10000',
  ])('%s has a good form', (text) => {
    expect(connectionStringFault(text)).toBeNull();
  });

  it.each([
    ['', /esdb:\/\//],
    ['http://u:geheim@a', /esdb:\/\//],
    ['esdb://', /name a host/],
    ['esdb://u:geheim@', /no host/],
    ['esdb://geheim@a', /user:password/],
    ['esdb://u:ge:heim@a', /%3A %40 %3F/],
    ['esdb://u:ge@heim@a', /%3A %40 %3F/],
    ['esdb://u:geheim?x=1@a', /no @/],
    ['esdb://u:geheim@a?tls', /option=value/],
    ['esdb://a?tls=false?x=geheim', /joined by &|option=value/],
  ])('what is wrong with "%s" is said without repeating it', (text, said) => {
    const fault = connectionStringFault(text) ?? '';
    expect(fault).toMatch(said);
    expect(fault).not.toContain('geheim');
  });

  it('goes to the leader whatever it says, and to the one that a follower names', () => {
    expect(toLeader('esdb://a:1,b:2')).toBe(
      'esdb://a:1,b:2?maxDiscoverAttempts=1&nodePreference=leader',
    );
    expect(toLeader('esdb://u:p@a:1/?nodePreference=follower')).toBe(
      'esdb://u:p@a:1?nodePreference=follower&maxDiscoverAttempts=1&nodePreference=leader',
    );
    expect(toNode('esdb+discover://u:p@a:1?tls=false', 'b', 7)).toBe('esdb://u:p@b:7?tls=false');
  });

  it('options that the client warns of, password and all, do not come to it', async () => {
    const text = 'esdb://u:geheim@127.0.0.1:1?tlsVerifyCert=false&tls_CA-file=/ca.crt&shoe=42';
    expect(toLeader(text)).toBe(
      'esdb://u:geheim@127.0.0.1:1?tls_CA-file=/ca.crt&maxDiscoverAttempts=1&nodePreference=leader',
    );
    expect(toNode(text, 'b', 7)).toBe('esdb://u:geheim@b:7?tls_CA-file=/ca.crt');
    expect(toNode('esdb://a?tlsVerifyCert=true', 'b', 7)).toBe('esdb://b:7');
    expect(ignoredOptions(text)).toEqual([
      expect.stringContaining('name the file of the authority by "tlsCAFile"'),
      expect.stringContaining('"shoe"'),
    ]);
    expect(ignoredOptions('esdb://a?tlsVerifyCert=true&keepAliveInterval=20000')).toEqual([]);
    const said: unknown[] = [];
    const { emitWarning } = process;
    const { warn } = globalThis.console;
    Object.assign(globalThis.console, { warn: (text: unknown) => said.push('the client', text) });
    process.emitWarning = (text: string | Error) => said.push(text);
    for (let time = 0; time < 2; time += 1) {
      const log = new EventStoreLog({
        connectionString: 'esdb://u:geheim@127.0.0.1:1?tls=false&tlsVerifyCert=false',
        patienceMs: 1,
      });
      await expect(log.size(COUNTY)).rejects.toThrow(EventStoreUnavailable);
      await log.close();
    }
    Object.assign(globalThis.console, { warn });
    process.emitWarning = emitWarning;
    expect(said).toEqual(ignoredOptions('esdb://a?tlsVerifyCert=false'));
  });

  it('a log with a bad one is not made, and the error does not give the password away', () => {
    const connectionString = 'esdb://u:geheim@a?tls';
    expect(() => new EventStoreLog({ connectionString })).toThrow(/cannot be used/);
    expect(() => new EventStoreLog({ connectionString })).not.toThrow(/geheim/);
  });
});
