import { canonicalJson } from '../../events/wire/canonical.js';
import { hashOfId } from '../../projections/seal/erasure-hashes.js';
import { planHash } from '../../projections/seal/erasure-hashes.js';
import type { ErasedEntry } from '../../src/ports/erasure.js';
import { catchUp } from '../../src/stores/eventstore/catch-up.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { LedgerCutShort, LedgerStreamDamaged } from '../../src/ports/server-failures.js';
import { erasedEvent } from '../../src/stores/eventstore/moving/erased-event.js';
import { movedEvent } from '../../src/stores/eventstore/moving/moved-event.js';
import type { LedgerMove } from '../../src/stores/eventstore/moving/moved-event.js';
import { recordEvent } from '../../src/stores/eventstore/record-event.js';
import type { RecordEvent } from '../../src/stores/eventstore/record-event.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { StandIn } from '../standin/cluster.js';
import { COUNTY, entriesFrom, entryAt, MemoryReplica, STREAM } from './entries.js';
import { ON } from './moving-machine.js';

const SIZE = 6;
const FIRST_MONTH = parseMonth('2006-10') ?? (0 as Month);
/** What the order erases. */
const ERASED = [2, 3];
const NEXT = `${STREAM}.2`;

const erasedAt = (position: number, change: Partial<ErasedEntry> = {}): ErasedEntry => {
  const { recorded, leaf, id } = entryAt(position);
  return { position, recorded, order: 1, idHash: hashOfId(id), leaf, ...change };
};

const eventAt = (position: number): RecordEvent =>
  ERASED.includes(position)
    ? erasedEvent(erasedAt(position))
    : recordEvent(entryAt(position), 'writer/1');

describe('a move that no program of ours made', () => {
  let standIn: StandIn;
  let log: EventStoreLog;
  let held: MemoryReplica;
  let root: string;

  beforeEach(async () => {
    standIn = await StandIn.start();
    log = newLog();
    const patient = new EventStoreLog({ connectionString: standIn.connectionString });
    await patient.append(COUNTY, 0, entriesFrom(1, SIZE));
    await patient.close();
    held = new MemoryReplica();
    await catchUp(log, COUNTY, held);
    root = held.root(COUNTY, SIZE);
  });
  afterEach(async () => {
    await log.close();
    await standIn.stop();
  });

  const newLog = (): EventStoreLog => {
    const { connectionString } = standIn;
    const made = new EventStoreLog({ connectionString, patienceMs: 2_000, pageRecords: 2 });
    made.calls.awaitContact(20_000);
    return made;
  };

  const write = (stream: string, size: number, events: readonly RecordEvent[]): void => {
    const answer = standIn.store.append(
      stream,
      size === 0 ? 'no_stream' : size - 1,
      events.map((event) => ({ ...event, contentType: 'application/json' })),
    );
    expect(answer.kind).toBe('success');
  };

  const moveOf = (change: Partial<LedgerMove> = {}): LedgerMove => ({
    order: 1,
    on: ON,
    firstMonth: FIRST_MONTH,
    cut: 4,
    records: ERASED.length,
    size: SIZE,
    plan: planHash(COUNTY, { firstMonth: FIRST_MONTH, cut: 4 }, [[2, 3]]),
    from: STREAM,
    stream: NEXT,
    root,
    ...change,
  });

  const positions = Array.from({ length: SIZE }, (_, index) => index + 1);

  /** What a replica finds, which has everything, or nothing. */
  const alarmOf = async (replica: MemoryReplica): Promise<unknown> => {
    const another = newLog();
    const error: unknown = await catchUp(another, COUNTY, replica).catch((e: unknown) => e);
    await expect(another.size(COUNTY)).rejects.toBe(error);
    await another.close();
    return error;
  };

  const expectAlarm = async (
    finding: RegExp,
    kind = LedgerStreamDamaged as unknown,
  ): Promise<void> => {
    const before = [...held.entries];
    for (const replica of [held, new MemoryReplica()]) {
      const error = await alarmOf(replica);
      expect(error).toBeInstanceOf(kind);
      expect((error as LedgerStreamDamaged).finding).toMatch(finding);
    }
    // The replica that has everything has kept everything.
    expect(held.entries).toEqual(before);
  };

  it('a sound one is followed', async () => {
    write(NEXT, 0, positions.map(eventAt));
    write(STREAM, SIZE, [movedEvent(COUNTY, moveOf())]);
    for (const replica of [held, new MemoryReplica()]) {
      expect(await catchUp(log, COUNTY, replica)).toBe(SIZE);
      expect(replica.erased.map(({ position }) => position)).toEqual(ERASED);
      expect(replica.root(COUNTY, SIZE)).toBe(root);
    }
    expect((await log.append(COUNTY, SIZE, [entryAt(SIZE + 1)])).kind).toBe('appended');
    expect(standIn.store.everything(NEXT)).toHaveLength(SIZE + 1);
  });

  const untrue: readonly [string, Partial<LedgerMove>, RegExp][] = [
    ['a greater size', { size: SIZE + 1 }, /moved with 7 records, and has 6/],
    ['a smaller size', { size: SIZE - 1 }, /moved with 5 records, and has 6/],
    ['another root', { root: 'ab'.repeat(32) }, /root abab.*not the replica's/],
    ['the stream of another county', { stream: 'ledger-20.2' }, /no later one/],
    ['its own name', { stream: STREAM }, /no later one/],
    ['a name with a zero in front', { stream: `${STREAM}.02` }, /no later one/],
    ['another prefix', { stream: `x${STREAM}.2` }, /no later one/],
  ];
  it.each(untrue)('one that names %s is an alarm', async (_what, change, finding) => {
    write(NEXT, 0, positions.map(eventAt));
    write(STREAM, SIZE, [movedEvent(COUNTY, moveOf(change))]);
    await expectAlarm(finding);
  });

  it('one of another county is an alarm', async () => {
    write(NEXT, 0, positions.map(eventAt));
    write(STREAM, SIZE, [movedEvent('20' as typeof COUNTY, moveOf())]);
    await expectAlarm(/not of this ledger/);
  });

  it('one with more in it than belongs there is an alarm', async () => {
    write(NEXT, 0, positions.map(eventAt));
    const event = movedEvent(COUNTY, moveOf());
    const fields = JSON.parse(event.data.toString()) as object;
    const data = Buffer.from(canonicalJson({ ...fields, note: 'Ada Old' }));
    write(STREAM, SIZE, [{ ...event, data }]);
    await expectAlarm(/not of this ledger/);
  });

  it('one to a stream that is not there, or lacks records, is an alarm', async () => {
    write(STREAM, SIZE, [movedEvent(COUNTY, moveOf())]);
    await expectAlarm(/has 0 records/, LedgerCutShort);
    write(NEXT, 0, positions.slice(0, 5).map(eventAt));
    await expectAlarm(/has 5 records/, LedgerCutShort);
  });

  it('one to a stream whose beginning was cut off is an alarm', async () => {
    write(NEXT, 0, positions.map(eventAt));
    write(STREAM, SIZE, [movedEvent(COUNTY, moveOf())]);
    const data = Buffer.from('{"$tb":1}');
    write(`$$${NEXT}`, 0, [{ ...eventAt(1), type: '$metadata', data }]);
    await expectAlarm(/positions 1 to 1 are no longer there/, LedgerCutShort);
  });

  it('a record written after it is an alarm', async () => {
    write(NEXT, 0, positions.map(eventAt));
    write(STREAM, SIZE, [movedEvent(COUNTY, moveOf()), eventAt(SIZE + 2)]);
    for (const replica of [held, new MemoryReplica()]) {
      expect(await alarmOf(replica)).toMatchObject({
        position: SIZE + 1,
        finding: expect.stringMatching(/written after the ledger had moved/) as unknown,
      });
    }
  });

  it('a new stream with another record is an alarm, and nothing was erased', async () => {
    const events = positions.map(eventAt);
    events[4] = recordEvent(entryAt(5, { name: 'Bea' }), 'writer/1');
    write(NEXT, 0, events);
    write(STREAM, SIZE, [movedEvent(COUNTY, moveOf())]);
    const before = [...held.entries];
    expect(await alarmOf(held)).toMatchObject({ position: 5 });
    expect(held.entries).toEqual(before);
    expect(await alarmOf(new MemoryReplica())).toMatchObject({ position: SIZE + 1 });
  });

  it('a new stream that erases what the plan does not say is an alarm, and nothing was erased', async () => {
    const events = positions.map(eventAt);
    events[3] = erasedEvent(erasedAt(4));
    write(NEXT, 0, events);
    write(STREAM, SIZE, [movedEvent(COUNTY, moveOf())]);
    const before = [...held.entries];
    expect(await alarmOf(held)).toMatchObject({
      finding: expect.stringMatching(/not what its plan says/) as unknown,
    });
    expect(held.entries).toEqual(before);
  });

  const remains: readonly [string, (event: RecordEvent) => RecordEvent, RegExp][] = [
    ['another id', (event) => ({ ...event, id: crypto.randomUUID() }), /another id or says more/],
    [
      'more than it may say',
      (event) => ({
        ...event,
        data: Buffer.from(event.data.toString().replace('{', '{"a":1,')),
      }),
      /another id or says more/,
    ],
    [
      'metadata',
      (event) => ({ ...event, metadata: Buffer.from('{"name":"Ada"}') }),
      /another id or says more/,
    ],
    ['no hash', (event) => ({ ...event, data: Buffer.from('{}') }), /does not say what is left/],
    [
      'an order that never moved it',
      () => erasedEvent(erasedAt(2, { order: 9 })),
      /order 9, which never moved the ledger|order 9 was not met/,
    ],
  ];
  it.each(remains)(
    'what is left of a record, with %s, is an alarm',
    async (_what, change, finding) => {
      const events = positions.map(eventAt);
      events[1] = change(eventAt(2));
      write(NEXT, 0, events);
      write(STREAM, SIZE, [movedEvent(COUNTY, moveOf())]);
      const before = [...held.entries];
      const error = await alarmOf(held);
      expect(error).toBeInstanceOf(LedgerStreamDamaged);
      expect((error as Error).message).toMatch(finding);
      expect(held.entries).toEqual(before);
    },
  );

  it("what is left of a record, with another id's hash, is an alarm", async () => {
    const events = positions.map(eventAt);
    events[1] = erasedEvent(erasedAt(2, { idHash: hashOfId('another') }));
    write(NEXT, 0, events);
    write(STREAM, SIZE, [movedEvent(COUNTY, moveOf())]);
    expect(await alarmOf(held)).toMatchObject({
      position: 2,
      finding: expect.stringMatching(/another id's hash/) as unknown,
    });
  });

  it('a cut beginning without a move stays an alarm', async () => {
    const data = Buffer.from('{"$tb":5}');
    write(`$$${STREAM}`, 0, [{ ...eventAt(1), type: '$metadata', data }]);
    await expectAlarm(/positions 1 to 5 are no longer there/, LedgerCutShort);
  });

  it('a stream that does not know of the move any more, as one from an old backup, is an alarm', async () => {
    write(NEXT, 0, positions.map(eventAt));
    write(STREAM, SIZE, [movedEvent(COUNTY, moveOf())]);
    const met = newLog();
    await catchUp(met, COUNTY, held);
    await met.close();
    standIn.store.cutTail(STREAM, SIZE);
    const error = await alarmOf(held);
    expect(error).toBeInstanceOf(LedgerCutShort);
    expect((error as LedgerCutShort).finding).toMatch(/order 1 has erased records and moved/);
  });
});
