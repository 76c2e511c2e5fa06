import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { EventStoreRefused } from '../../src/ports/server-failures.js';
import { StandIn } from '../standin/cluster.js';
import { COUNTY, entriesFrom, entryAt, readAll, storedOf } from './entries.js';

describe('TLS and credentials by the connection string', () => {
  let standIn: StandIn;
  let good: string;

  beforeEach(async () => {
    standIn = await StandIn.start({ tls: true, credentials: 'ana:geheim' });
    good = standIn.node(0).connectionString;
  });

  afterEach(async () => {
    await standIn.stop();
  });

  it('are used for every call', async () => {
    const log = new EventStoreLog({ connectionString: good });
    expect(await log.append(COUNTY, 0, entriesFrom(1, 3))).toEqual({ kind: 'appended', size: 3 });
    expect(await log.size(COUNTY)).toBe(3);
    expect(await readAll(log.read(COUNTY, 1, 3))).toEqual(entriesFrom(1, 3).map(storedOf));
    await log.close();
  });

  it('a wrong password is refused at once, and not repeated in the error', async () => {
    const connectionString = good.replace('geheim', 'anders');
    const log = new EventStoreLog({ connectionString });
    for (const asked of [log.size(COUNTY), log.append(COUNTY, 0, [entryAt(1)])]) {
      const error: unknown = await asked.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(EventStoreRefused);
      expect((error as Error).message).toContain('does not know the user "ana"');
      expect((error as Error).message).not.toContain('anders');
    }
    await log.close();
  });

  it('a server whose certificate is not trusted is not spoken to', async () => {
    const connectionString = good.replace(/&tlsCAFile=.*$/, '');
    const log = new EventStoreLog({ connectionString, patienceMs: 20_000 });
    await expect(log.size(COUNTY)).rejects.toThrow(/issued by nobody whom this machine trusts/u);
    await log.close();
  });

  it('a certificate file that is not there is said', async () => {
    const connectionString = good.replace(/tlsCAFile=.*$/, 'tlsCAFile=/nowhere.crt');
    const log = new EventStoreLog({ connectionString, patienceMs: 20_000 });
    await expect(log.size(COUNTY)).rejects.toThrow('the file /nowhere.crt, which tlsCAFile');
    await log.close();
  });

  it('a connection string that the client cannot read gives no password away', async () => {
    const connectionString = 'esdb://ana:geheim@127.0.0.1:port?tls=false';
    const log = new EventStoreLog({ connectionString, patienceMs: 20_000 });
    const error: unknown = await log.size(COUNTY).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EventStoreRefused);
    expect((error as Error).message).not.toContain('geheim');
    await log.close();
  });
});
