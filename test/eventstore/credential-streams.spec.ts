import { CredentialStreams } from '../../src/stores/eventstore/credential-streams.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { CopiedCredentials } from '../../src/stores/replicated/copied-credentials.js';
import { CredentialsFile } from '../../src/stores/sqlite/credentials-file.js';
import { temporaryFolder } from '../cli/in-process.js';
import { describeCredentials, hashOfToken } from '../contracts/credentials.js';
import { StandIn } from '../standin/cluster.js';
import type { Fault } from '../standin/faults.js';

let standIn: StandIn;
const logs: EventStoreLog[] = [];

/** A service of its own: another connection. */
function open(streamPrefix: string): CredentialStreams {
  const { connectionString } = standIn;
  const log = new EventStoreLog({ connectionString, callTimeoutMs: 300, patienceMs: 20_000 });
  logs.push(log);
  return new CredentialStreams(log.calls, streamPrefix);
}

beforeAll(async () => {
  standIn = await StandIn.start();
});
afterAll(async () => {
  await Promise.all(logs.map((log) => log.close()));
  await standIn.stop();
});

describeCredentials('EventStoreDB', () => open('contract-'));

describe('credentials in EventStoreDB', () => {
  const passing: readonly Fault[] = [
    { kind: 'deadlineAfterWrite' },
    { kind: 'dropAfterWrite' },
    { kind: 'drop' },
  ];
  it.each(passing)('knows its own replacement, though its append met $kind', async (fault) => {
    const store = open(`${fault.kind}-`);
    await store.replace('A-1', 0, { body: '1', tokens: [] });
    standIn.node(0).faults.next('append', fault);
    expect(await store.replace('A-1', 1, { body: '2', tokens: [] })).toEqual({
      kind: 'replaced',
      revision: 2,
    });
    expect(await store.read('A-1')).toMatchObject({ revision: 2, body: '2' });
  });

  it('lets a code be used once through three services', async () => {
    const services = [open('once-'), open('once-'), open('once-')];
    await services[0]?.replace('A-1', 0, { body: '{"used":false}', tokens: [] });
    const use = async (store: CredentialStreams): Promise<boolean> => {
      for (;;) {
        const kept = await store.read('A-1');
        if (kept?.body !== '{"used":false}') return false;
        const { kind } = await store.replace('A-1', kept.revision, {
          body: '{"used":true}',
          tokens: [],
        });
        if (kind === 'replaced') return true;
      }
    };
    const uses = await Promise.all([...services, ...services, ...services].map(use));
    expect(uses.filter(Boolean)).toHaveLength(1);
  });

  it('shows the newest document of a stream alone', async () => {
    const store = open('newest-');
    for (let revision = 0; revision < 3; revision += 1) {
      await store.replace('A-1', revision, { body: String(revision), tokens: [] });
    }
    const read = standIn.store.read('newest-credentials-A-1', 'start', 10, false);
    expect(read).toMatchObject({ kind: 'events', events: [{ revision: 2 }] });
  });

  it('stops at an event that is not its own', async () => {
    const store = open('foreign-');
    await store.replace('A-1', 0, { body: '1', tokens: [] });
    standIn.store.replace('foreign-credentials-A-1', 0, { type: 'Noted' });
    await expect(store.read('A-1')).rejects.toThrow('was not written by this program');
  });

  it('is read from the copy on this machine while the server is away', async () => {
    const folder = temporaryFolder();
    let isAway = false;
    const copies = new CredentialsFile(folder.path);
    const store = new CopiedCredentials(open('copied-'), copies, () => isAway);
    const token = hashOfToken('t');
    await store.replace('A-1', 0, { body: '1', tokens: [token] });
    await store.replace('A-1', 1, { body: '2', tokens: [token] });
    await store.replace('A-2', 0, { body: '3', tokens: [] });
    expect(await store.read('A-1')).toEqual({ revision: 2, body: '2' });
    isAway = true;
    expect(await store.read('A-1')).toEqual({ revision: 2, body: '2' });
    expect(await store.holderOf(token)).toBe('A-1');
    expect(await store.holders()).toEqual(['A-1']);
    folder.remove();
  });
});
