import { Follower } from '../../src/stores/eventstore/catch-up.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { StandIn } from '../standin/cluster.js';
import { families } from '../retention/families.js';
import { COUNTY, MemoryReplica, readAll, until } from './entries.js';
import { MovingMachine, newFolder, removeFolder } from './moving-machine.js';

const RECORDS = families(3, 6);

const participant = (id = crypto.randomUUID()): object => ({
  ...{ id, type: 'ParticipantRegistered', county: COUNTY },
  ...{ effective: '2010-06-01', data: { participant: 'NCP-NEW' } },
});

describe('whoever meets a ledger that has moved', () => {
  let standIn: StandIn;
  let here: MovingMachine;
  let there: MovingMachine;
  const paths: string[] = [];

  beforeEach(async () => {
    standIn = await StandIn.start();
    [here, there] = [machine(), machine()];
    await here.add(RECORDS);
    await there.catchUp();
    await here.order();
  });
  afterEach(async () => {
    await here.close();
    await there.close();
    await standIn.stop();
    for (const path of paths.splice(0)) removeFolder(path);
  });

  const machine = (): MovingMachine => {
    const path = newFolder();
    paths.push(path);
    const { connectionString } = standIn;
    return new MovingMachine(path, { connectionString, callTimeoutMs: 300, pageRecords: 50 });
  };
  const erasedRow = (): { readonly id: string; readonly subjectId: string } => {
    const before = [...there.file.rows(1, there.file.size)].flat();
    const erased = here.file.tables.erased.positions;
    const row = before.find(({ position, type }) => erased.has(position) && type === 'CaseOpened');
    if (row === undefined) throw new Error('No case is erased.');
    return row;
  };
  const bodiesOf = (of: MovingMachine): string => of.contents().join();

  it('a writer: what was decided before is decided anew', async () => {
    expect((await here.apply()).kind).toBe('done');
    const { id, subjectId } = erasedRow();
    // Its replica still has the case; nothing that rests on it is taken any more.
    const correction = { ...participant(), corrects: id, reason: 'wrong' };
    const reopened = {
      ...{ id: crypto.randomUUID(), type: 'CaseReopened', county: COUNTY, case: subjectId },
      ...{ effective: '2010-06-01', data: {} },
    };
    const { size } = there.file;
    expect(await there.add([correction, reopened, participant()])).toMatchObject({
      accepted: 1,
      rejected: 2,
      ledgers: { '19': { size: size + 1 } },
    });
    await here.catchUp();
    expect(there.contents()).toEqual(here.contents());
    expect(there.root).toBe(here.root);
  });

  it('a writer that knows that it has moved, and has not erased yet', async () => {
    expect((await here.apply()).kind).toBe('done');
    const { subjectId } = erasedRow();
    // Readiness asks for the size: the stream is followed before the replica is level.
    await there.log.size(COUNTY);
    expect(there.store.stream(COUNTY).moves).toHaveLength(1);
    expect(there.file.retention).toBeNull();
    const before = there.file.size;
    const reopened = {
      ...{ id: crypto.randomUUID(), type: 'CaseReopened', county: COUNTY, case: subjectId },
      ...{ effective: '2010-06-01', data: {} },
    };
    expect(await there.add([reopened])).toMatchObject({ accepted: 0, rejected: 1 });
    expect(there.file.size).toBe(before);
    expect(there.file.retention).not.toBeNull();
  });

  it('a writer who was not answered finds his records in the new stream', async () => {
    const id = crypto.randomUUID();
    standIn.node(0).faults.next('append', { kind: 'silentAfterWrite' });
    const adding = there.add([participant(id)]);
    await until(() => standIn.store.everything('ledger-19').at(-1)?.id === id);
    await here.catchUp();
    expect((await here.apply()).kind).toBe('done');
    expect(await adding).toMatchObject({ accepted: 1, duplicates: 0, rejected: 0 });
    for (const each of [here, there]) await each.catchUp();
    expect(bodiesOf(there).split(id)).toHaveLength(2);
    expect(there.contents()).toEqual(here.contents());
  });

  it('a follower goes on in the new stream, with what is erased in its replica, too', async () => {
    const follower = there.log.follower(COUNTY, () => undefined);
    follower.start();
    await until(() => follower.state.kind === 'level');
    expect((await here.apply()).kind).toBe('done');
    await here.add([participant()]);
    const { size } = here.file;
    await until(() => there.file.size === size && there.file.retention !== null);
    expect(there.contents()).toEqual(here.contents());
    await here.add([participant()]);
    await until(() => there.file.size === size + 1);
    await follower.stop();
  });

  it('a follower whose subscription has fallen silent finds it by the proof', async () => {
    const log = new EventStoreLog({ connectionString: standIn.connectionString });
    const replica = new MemoryReplica();
    const follower = new Follower(log, COUNTY, replica, { proofEveryMs: 50 });
    standIn.node(0).faults.next('subscribe', { kind: 'silent' });
    follower.start();
    await until(() => replica.size() === here.file.size);
    expect((await here.apply()).kind).toBe('done');
    await until(() => replica.erased.length > 0);
    expect(replica.root(COUNTY, replica.size())).toBe(here.root);
    await follower.stop();
    await log.close();
  });

  it('a reader of the log: of an erased record there is none', async () => {
    const before = await readAll(there.store.read(COUNTY, 1, here.file.size));
    expect(before).toHaveLength(here.file.size);
    expect((await here.apply()).kind).toBe('done');
    const after = await readAll(there.store.read(COUNTY, 1, here.file.size));
    const { positions } = here.file.tables.erased;
    expect(after).toEqual(before.filter(({ position }) => !positions.has(position)));
  });

  it('a replica that was interrupted in the middle of being built', async () => {
    const late = machine();
    // Half of the old stream, then the move.
    const half = Math.floor(here.file.size / 2);
    const pages = here.store.read(COUNTY, 1, half);
    for await (const page of pages) await late.replica.take(COUNTY, page);
    expect(late.file.size).toBe(half);
    expect((await here.apply()).kind).toBe('done');
    await late.catchUp();
    expect(late.contents()).toEqual(here.contents());
    expect(late.root).toBe(here.root);
    await late.close();
  });
});
