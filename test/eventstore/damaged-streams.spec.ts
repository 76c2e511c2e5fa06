import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { catchUp } from '../../src/stores/eventstore/catch-up.js';
import { LedgerCutShort, LedgerStreamDamaged } from '../../src/ports/server-failures.js';
import { StandIn } from '../standin/cluster.js';
import type { ProposedEvent } from '../standin/stream-store.js';
import {
  COUNTY,
  entriesFrom,
  entryAt,
  idOf,
  MemoryReplica,
  readAll,
  storedOf,
  STREAM,
} from './entries.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const eventOf = (position: number, change: Partial<ProposedEvent> = {}): ProposedEvent => ({
  id: idOf(position),
  type: 'ParticipantRegistered',
  contentType: 'application/json',
  data: bytes(entryAt(position).body),
  metadata: bytes('{"recorded":"2006-10-03T17:05:00.000Z","source":"other"}'),
  ...change,
});

describe('a stream that is not as it should be', () => {
  let standIn: StandIn;
  let log: EventStoreLog;

  beforeEach(async () => {
    standIn = await StandIn.start();
    log = new EventStoreLog({
      connectionString: standIn.connectionString,
      patienceMs: 2_000,
      pageRecords: 2,
    });
    log.calls.awaitContact(20_000);
    const patient = new EventStoreLog({ connectionString: standIn.connectionString });
    await patient.append(COUNTY, 0, entriesFrom(1, 3));
    await patient.close();
    expect(await log.size(COUNTY)).toBe(3);
  });

  afterEach(async () => {
    await log.close();
    await standIn.stop();
  });

  const expectDamage = async (position: number, finding: RegExp): Promise<void> => {
    const replica = new MemoryReplica();
    const error: unknown = await catchUp(log, COUNTY, replica).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(LedgerStreamDamaged);
    expect(error).toMatchObject({ county: COUNTY, position });
    expect((error as LedgerStreamDamaged).finding).toMatch(finding);
    // Not a record of the page with the damage came through, and the county stands still.
    expect(replica.records.length).toBeLessThan(position);
    await expect(log.size(COUNTY)).rejects.toThrow(LedgerStreamDamaged);
    await expect(log.append(COUNTY, 4, [entryAt(5)])).rejects.toThrow(LedgerStreamDamaged);
    await expect(readAll(log.read(COUNTY, 1, 1))).rejects.toThrow(LedgerStreamDamaged);
  };

  const cases: readonly [string, Partial<ProposedEvent>, RegExp][] = [
    ['a type that is no record type', { type: 'Noted' }, /type "Noted" is no record type/],
    ['bytes that are no JSON', { data: bytes('{"id":') }, /no valid record \(MALFORMED\)/],
    ['bytes that are no UTF-8', { data: Uint8Array.of(0x22, 0xff, 0x22) }, /MALFORMED/],
    ['JSON that is no record', { data: bytes('{"a":1}') }, /no valid record/],
    ['no JSON event', { contentType: 'application/octet-stream' }, /is not JSON/],
    ["another record's id", { id: idOf(99) }, /id is not the id of the record/],
    ['another type than its record', { type: 'CaseClosed' }, /a ParticipantRegistered/],
    ['no instant', { metadata: bytes('{}') }, /does not say when/],
    ['no metadata', { metadata: new Uint8Array() }, /does not say when/],
    [
      "another county's record",
      { data: bytes(entryAt(4).body.replace('"county":"19"', '"county":"20"')) },
      /is county 20's/,
    ],
  ];
  it.each(cases)('an event with %s stops the county', async (_what, change, finding) => {
    standIn.store.append(STREAM, 2, [eventOf(4, change)]);
    await expectDamage(4, finding);
  });

  it.each([
    ['in one page', 3],
    ['in the next page', 2],
    ['far away', 1],
  ])('a record that is there twice, %s, stops the county', async (_where, position) => {
    standIn.store.append(STREAM, 2, [eventOf(position)]);
    await expectDamage(4, /is in the ledger already/);
  });

  it('a gap in the middle stops the county', async () => {
    await log.append(COUNTY, 3, entriesFrom(4, 6));
    standIn.store.replace(STREAM, 3, { revision: 4 });
    await expectDamage(4, /revision 4, so there is a gap/);
  });

  it('a record whose JSON is spelt otherwise is the same record', async () => {
    const { body } = entryAt(4);
    const spelt = JSON.stringify(JSON.parse(body) as unknown, null, 1);
    standIn.store.append(STREAM, 2, [eventOf(4, { data: bytes(spelt) })]);
    const replica = new MemoryReplica();
    expect(await catchUp(log, COUNTY, replica)).toBe(4);
    expect(replica.records[3]?.body).toBe(body);
  });

  it('a beginning that was cut off is an alarm', async () => {
    standIn.store.append(`$$${STREAM}`, 'any', [
      eventOf(1, { type: '$metadata', data: bytes('{"$tb":2}') }),
    ]);
    const fresh = new MemoryReplica();
    await expect(catchUp(log, COUNTY, fresh)).rejects.toThrow(
      /positions 1 to 2 are no longer there/,
    );
    expect(fresh.records).toEqual([]);
  });

  it('a beginning that was cut off is an alarm to a replica that is past it', async () => {
    const replica = new MemoryReplica();
    await catchUp(log, COUNTY, replica);
    standIn.store.append(`$$${STREAM}`, 'any', [
      eventOf(1, { type: '$metadata', data: bytes('{"$tb":2}') }),
    ]);
    await expect(catchUp(log, COUNTY, replica)).rejects.toThrow(LedgerCutShort);
    expect(replica.records).toEqual(entriesFrom(1, 3).map(storedOf));
  });

  it.each([
    [
      'was deleted',
      (): void => {
        standIn.store.delete(STREAM);
      },
    ],
    [
      'was deleted for good',
      (): void => {
        standIn.store.tombstone(STREAM);
      },
    ],
    [
      'has nothing left, for all of it was cut off',
      (): void => {
        const data = bytes('{"$tb":3}');
        standIn.store.append(`$$${STREAM}`, 'any', [eventOf(1, { type: '$metadata', data })]);
      },
    ],
    [
      'ends before the replica',
      (): void => {
        standIn.store.cutTail(STREAM, 2);
      },
    ],
  ])('a stream that %s is an alarm, and the replica stays as it is', async (_what, harm) => {
    const replica = new MemoryReplica();
    await catchUp(log, COUNTY, replica);
    harm();
    await expect(catchUp(log, COUNTY, replica)).rejects.toThrow(LedgerCutShort);
    expect(replica.records).toHaveLength(3);
    await expect(log.append(COUNTY, 3, [entryAt(4)])).rejects.toThrow(LedgerCutShort);
  });

  it("another record at the place of the replica's last is an alarm", async () => {
    const replica = new MemoryReplica();
    await catchUp(log, COUNTY, replica);
    standIn.store.replace(STREAM, 2, { data: bytes(entryAt(3, { name: 'Bea' }).body) });
    await expect(catchUp(log, COUNTY, replica)).rejects.toThrow(LedgerStreamDamaged);
  });
});
