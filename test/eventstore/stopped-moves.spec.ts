import { StandIn } from '../standin/cluster.js';
import { fillNewestFile } from '../standin/node-files.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { families } from '../retention/families.js';
import { longTexts } from '../retention/county.js';
import { COUNTY, until } from './entries.js';
import { MovingMachine, newFolder, removeFolder } from './moving-machine.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1');
/** How many of the server's calls of one apply are its last; in a soak every one, twice. */
const STOPS = rounds(6, Number.POSITIVE_INFINITY);
const RECORDS = families(3, 6);
/** It gives up soon where the server drops every call; a slow answer it waits for. */
const IMPATIENT = { callTimeoutMs: 5_000, patienceMs: 200, pageRecords: 60 };
const PATIENT = { pageRecords: 60 };

describe('a move that was stopped', () => {
  const paths: string[] = [];
  const machines: MovingMachine[] = [];
  const servers: StandIn[] = [];
  afterEach(cleanUp);

  async function cleanUp(): Promise<void> {
    for (const machine of machines.splice(0)) await machine.close();
    for (const server of servers.splice(0)) await server.stop();
    for (const path of paths.splice(0)) removeFolder(path);
  }

  const machineOn = (
    standIn: StandIn,
    path = newFolder(),
    patience: Partial<typeof IMPATIENT> = PATIENT,
  ): MovingMachine => {
    paths.push(path);
    const { connectionString } = standIn;
    const machine = new MovingMachine(path, { connectionString, ...patience });
    machine.store.calls.awaitContact(20_000);
    machines.push(machine);
    return machine;
  };

  /** A ledger with an order, and the machine that is to apply it. */
  const begun = async (): Promise<{ standIn: StandIn; path: string; machine: MovingMachine }> => {
    const standIn = await StandIn.start({ version: '23.10.8' });
    servers.push(standIn);
    const path = newFolder();
    const machine = machineOn(standIn, path, IMPATIENT);
    await machine.add(RECORDS);
    await machine.order();
    return { standIn, path, machine };
  };

  /** Lets the server hear so many calls of this machine, and none after; answers how many there were. */
  const stopAfter = (standIn: StandIn, calls: number, isLastHeard: boolean): (() => number) => {
    let heard = 0;
    standIn.node(0).faults.source = (operation) => {
      heard += 1;
      if (heard < calls) return null;
      if (heard > calls || !isLastHeard) return { kind: 'drop' };
      return operation === 'append' ? { kind: 'dropAfterWrite' } : null;
    };
    return () => heard;
  };

  const callsOfOneApply = async (): Promise<number> => {
    const { standIn, machine } = await begun();
    const heard = stopAfter(standIn, Number.POSITIVE_INFINITY, true);
    expect((await machine.apply()).kind).toBe('done');
    await cleanUp();
    return heard();
  };

  const goneAndKept = (machine: MovingMachine): readonly string[] => {
    const text = machine.contents().join();
    return [...longTexts(RECORDS)].filter((each) => !text.includes(each));
  };

  const stopped = async (
    calls: number,
    isLastHeard: boolean,
    isSameMachine: boolean,
  ): Promise<void> => {
    const { standIn, path, machine } = await begun();
    const before = machine.contents();
    const { root } = machine;
    stopAfter(standIn, calls, isLastHeard);
    const first = await machine.apply().catch(() => null);
    await machine.close();
    standIn.node(0).faults.source = null;
    // Whoever looks now sees the ledger before or after, never between.
    const reader = machineOn(standIn);
    await reader.catchUp();
    expect(reader.root).toBe(root);
    const isDecided = reader.file.retention !== null;
    const erased = reader.contents().filter((body) => body.startsWith('erased'));
    expect(erased.length > 0).toBe(isDecided);
    expect(first === null || isDecided).toBe(true);

    const again = machineOn(standIn, isSameMachine ? path : newFolder());
    await again.catchUp();
    expect((await again.apply()).kind).toBe('done');
    const { orders } = await again.acts();
    expect(orders).toMatchObject([{ state: 'pending' }]);
    const contents = again.contents();
    expect(contents.filter((body) => body.startsWith('erased'))).toHaveLength(
      orders[0]?.records ?? -1,
    );
    contents.forEach((body, index) => {
      expect([before[index], 'erased by order 1']).toContain(body);
    });
    expect(again.root).toBe(root);
    const gone = goneAndKept(again);
    expect(gone.length).toBeGreaterThan(20);
    fillNewestFile(standIn.store);
    expect((await again.apply()).kind).toBe('done');
    const { files } = standIn.node(0);
    await until(() => gone.every((text) => !files.hold(text)));
    expect(again.store.stream(COUNTY).name).toBe('ledger-19.2');
    await cleanUp();
  };

  it(`anywhere is taken up again, and erased is erased (PLUMBLINE_SEED=${String(SEED)})`, async () => {
    const all = await callsOfOneApply();
    const random = new Random(SEED);
    const every = Array.from({ length: all }, (_, index) => index + 1);
    const stops = STOPS < all ? Array.from({ length: STOPS }, () => random.pick(every)) : every;
    for (const calls of stops) {
      const kinds = STOPS < all ? [random.chance(0.5)] : [true, false];
      for (const isLastHeard of kinds) await stopped(calls, isLastHeard, random.chance(0.5));
    }
    expect(stops.length).toBeGreaterThan(0);
    process.stderr.write(
      `An apply makes ${String(all)} calls; it was stopped at ${stops.join(', ')}.\n`,
    );
  }, 900_000);

  it('is given up where the plan is another by then, and leaves nothing to be read', async () => {
    const { standIn, machine } = await begun();
    const copied = (): number => standIn.store.everything('ledger-19.2').length;
    standIn.node(0).faults.source = () => (copied() > 0 ? { kind: 'drop' } : null);
    await expect(machine.apply()).rejects.toThrow(/could not be asked/);
    standIn.node(0).faults.source = null;
    expect(copied()).toBeGreaterThan(0);
    const other = machineOn(standIn);
    await other.catchUp();
    const rows = [...other.file.rows(1, other.file.size)].flat();
    const closed = rows
      .filter(({ type }) => type === 'CaseClosed')
      .map(({ subjectId }) => subjectId);
    for (const id of closed) {
      await other.add([
        {
          ...{ id: crypto.randomUUID(), type: 'CaseReopened', county: COUNTY, case: id },
          ...{ effective: '2010-06-01', data: {} },
        },
      ]);
    }
    const outcome = await other.apply();
    expect(outcome).toMatchObject({ refusal: { code: 'PLAN_OUTDATED' } });
    expect((await other.acts()).orders).toMatchObject([{ state: 'ordered' }]);
    expect(standIn.store.read('ledger-19.2', 'start', 9, false)).toMatchObject({
      events: [{ type: 'MoveGivenUp' }],
    });
    // The next order goes to a stream of its own.
    await other.order();
    expect((await other.apply(2)).kind).toBe('done');
    expect(other.store.stream(COUNTY).name).toBe('ledger-19.3');
  });

  it('leaves alone what strangers have in a stream of that name', async () => {
    const { standIn, machine } = await begun();
    const note = { contentType: 'application/json', metadata: new Uint8Array() };
    const event = { ...note, id: crypto.randomUUID(), type: 'Noted', data: Buffer.from('{}') };
    standIn.store.append('ledger-19.2', 'no_stream', [event]);
    expect((await machine.apply()).kind).toBe('done');
    expect(machine.store.stream(COUNTY).name).toBe('ledger-19.3');
    expect(standIn.store.read('ledger-19.2', 'start', 9, false)).toMatchObject({
      events: [{ type: 'Noted' }],
    });
  });
});
