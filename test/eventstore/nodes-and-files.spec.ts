import SQLite from 'better-sqlite3';
import { join } from 'node:path';
import { foundIn, longTexts } from '../retention/county.js';
import { families } from '../retention/families.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { startScavenges } from '../../src/stores/eventstore/moving/scavenge.js';
import { StandIn } from '../standin/cluster.js';
import { fillNewestFile } from '../standin/node-files.js';
import { COUNTY, until } from './entries.js';
import { MovingMachine, newFolder, removeFolder } from './moving-machine.js';

const RECORDS = families(3, 6);

describe('where the bytes of the erased are', () => {
  let standIn: StandIn;
  let machines: MovingMachine[] = [];
  const paths: string[] = [];

  beforeEach(async () => {
    standIn = await StandIn.start({ version: '23.10.8', nodes: 3 });
  });
  afterEach(async () => {
    for (const machine of machines) await machine.close();
    machines = [];
    await standIn.stop();
    for (const path of paths.splice(0)) removeFolder(path);
  });

  const machine = (patienceMs = 30_000): MovingMachine => {
    const path = newFolder();
    paths.push(path);
    const { connectionString } = standIn;
    const made = new MovingMachine(path, { connectionString, callTimeoutMs: 2_000, patienceMs });
    machines.push(made);
    return made;
  };
  const goneFrom = (kept: MovingMachine): readonly string[] => {
    const text = kept.contents().join();
    return [...longTexts(RECORDS)].filter((each) => !text.includes(each));
  };

  it('on every node of the cluster a scavenge is started, and one that is away is told of', async () => {
    const here = machine();
    await here.add(RECORDS);
    await here.order();
    await standIn.node(2).kill();
    const first = await here.apply();
    if (first.kind !== 'done') throw new Error(JSON.stringify(first));
    expect(first.value.notes.map((note) => /no scavenge|was started/.exec(note)?.[0])).toEqual([
      'was started',
      'was started',
      'no scavenge',
    ]);
    await standIn.node(2).start();
    fillNewestFile(standIn.store);
    const again = await here.apply();
    if (again.kind !== 'done') throw new Error(JSON.stringify(again));
    expect(again.value.notes.filter((note) => note.includes('was started'))).toHaveLength(3);
    expect(again.value.applied).toEqual(first.value.applied);
    const gone = goneFrom(here);
    expect(gone.length).toBeGreaterThan(20);
    await until(() => standIn.nodes.every(({ files }) => gone.every((text) => !files.hold(text))));
  });

  it('where the setting names one node of a cluster, on every node all the same', async () => {
    const log = new EventStoreLog({ connectionString: standIn.node(1).connectionString });
    const started = await startScavenges(log.calls);
    expect(started.map(({ outcome }) => outcome)).toEqual(['started', 'started', 'started']);
    expect(new Set(started.map(({ node }) => node)).size).toBe(3);
    await log.close();
  });

  it('of a move that is given up while a node is away, the refusal says so', async () => {
    const here = machine();
    await here.add(RECORDS);
    await here.order();
    const copied = (): number => standIn.store.everything('ledger-19.2').length;
    const impatient = machine(200);
    impatient.store.calls.awaitContact(20_000);
    await impatient.catchUp();
    standIn.node(0).faults.source = () => (copied() > 0 ? { kind: 'drop' } : null);
    await expect(impatient.apply()).rejects.toThrow(/could not be asked/);
    standIn.node(0).faults.source = null;
    const closed = [...here.file.rows(1, here.file.size)]
      .flat()
      .filter(({ type }) => type === 'CaseClosed');
    await here.add(
      closed.map(({ subjectId }) => ({
        ...{ id: crypto.randomUUID(), type: 'CaseReopened', county: COUNTY, case: subjectId },
        ...{ effective: '2010-06-01', data: {} },
      })),
    );
    await standIn.node(2).kill();
    const outcome = await here.apply();
    if (outcome.kind !== 'refusedByRule') throw new Error(JSON.stringify(outcome));
    expect(outcome.refusal.code).toBe('PLAN_OUTDATED');
    expect(outcome.refusal.message).toMatch(/order anew\. What was copied was cut off, and no/);
    expect((await here.acts()).orders).toMatchObject([{ state: 'ordered' }]);
    expect(standIn.store.read('ledger-19.2', 'start', 9, false)).toMatchObject({
      events: [{ type: 'MoveGivenUp' }],
    });
  });

  it('in a replica that is read they stay until the reader is gone, and are remembered', async () => {
    const [here, there] = [machine(), machine()];
    await here.add(RECORDS);
    await there.catchUp();
    await here.order();
    const { path } = there.folder;
    const reader = new SQLite(join(path, 'ledgers', `${COUNTY}.db`), { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM records').get();
    expect((await here.apply()).kind).toBe('done');
    const gone = goneFrom(here);
    await there.catchUp();
    // Erased for every question, and not yet out of the files.
    expect(there.contents()).toEqual(here.contents());
    expect(there.file.tables.erased.hasTraces()).toBe(true);
    expect(foundIn(path, gone)).not.toEqual([]);
    reader.exec('ROLLBACK');
    reader.close();
    await there.catchUp();
    expect(there.file.tables.erased.hasTraces()).toBe(false);
    expect(foundIn(path, gone)).toEqual([]);
  });
});
