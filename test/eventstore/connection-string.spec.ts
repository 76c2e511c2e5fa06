import {
  connectionStringFault,
  maskConnectionString,
  toLeader,
  toNode,
} from '../../src/store/eventstore/connection-string.js';
import { EventStoreLog } from '../../src/store/eventstore/event-store-log.js';

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
    ['esdb://u:geheim@a?tls', /option=value/],
    ['esdb://a?tls=false?x=geheim', /joined by &|option=value/],
  ])('what is wrong with "%s" is said without repeating it', (text, said) => {
    const fault = connectionStringFault(text) ?? '';
    expect(fault).toMatch(said);
    expect(fault).not.toContain('geheim');
  });

  it('goes to the leader whatever it says, and to the one that a follower names', () => {
    expect(toLeader('esdb://a:1,b:2')).toBe('esdb://a:1,b:2?nodePreference=leader');
    expect(toLeader('esdb://u:p@a:1/?nodePreference=follower')).toBe(
      'esdb://u:p@a:1?nodePreference=follower&nodePreference=leader',
    );
    expect(toNode('esdb+discover://u:p@a:1?tls=false', 'b', 7)).toBe('esdb://u:p@b:7?tls=false');
  });

  it('a log with a bad one is not made, and the error does not give the password away', () => {
    const connectionString = 'esdb://u:geheim@a?tls';
    expect(() => new EventStoreLog({ connectionString })).toThrow(/cannot be used/);
    expect(() => new EventStoreLog({ connectionString })).not.toThrow(/geheim/);
  });
});
