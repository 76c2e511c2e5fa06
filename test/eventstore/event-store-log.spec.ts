import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { StandIn } from '../standin/cluster.js';
import { COUNTY, entriesFrom, entryAt, readAll, storedOf, STREAM } from './entries.js';

describe('the EventStoreDB log', () => {
  let standIn: StandIn;
  let log: EventStoreLog;

  beforeEach(async () => {
    standIn = await StandIn.start();
    log = new EventStoreLog({ connectionString: standIn.connectionString, callTimeoutMs: 2_000 });
  });

  afterEach(async () => {
    await log.close();
    await standIn.stop();
  });

  it('appends, says the size and reads back what was appended', async () => {
    const entries = entriesFrom(1, 1_203);
    expect(await log.size(COUNTY)).toBe(0);
    expect(await log.append(COUNTY, 0, entries)).toEqual({ kind: 'appended', size: 1_203 });
    expect(await log.size(COUNTY)).toBe(1_203);
    expect(await readAll(log.read(COUNTY, 1, 1_203))).toEqual(entries.map(storedOf));
    expect(await readAll(log.read(COUNTY, 500, 502))).toEqual(
      entries.slice(499, 502).map(storedOf),
    );
    await expect(readAll(log.read(COUNTY, 1_200, 1_204))).rejects.toThrow(
      'positions 1 to 1203, not 1200 to 1204',
    );
  });

  it('keeps the id, the type, the canonical bytes and the instant in the event', async () => {
    const entry = entryAt(1);
    await log.append(COUNTY, 0, [entry]);
    const [event] = standIn.store.everything(STREAM);
    expect(event?.id).toBe(entry.id);
    expect(event?.type).toBe('ParticipantRegistered');
    expect(event?.contentType).toBe('application/json');
    expect(Buffer.from(event?.data ?? []).toString()).toBe(entry.body);
    expect(Buffer.from(event?.metadata ?? []).toString()).toMatch(
      /^\{"recorded":"2006-10-03T17:05:00\.001Z","source":"plumbline-[0-9a-f-]{36}\/1"\}$/,
    );
  });

  it('takes the record whose id is the UUID of zeros, which the server takes of no event', async () => {
    const nil = '00000000-0000-0000-0000-000000000000';
    const { id, body, ...entry } = entryAt(1);
    const sent = { ...entry, id: nil, body: body.replace(id, nil) };
    expect(await log.append(COUNTY, 0, [sent])).toEqual({ kind: 'appended', size: 1 });
    expect(await readAll(log.read(COUNTY, 1, 1))).toEqual([storedOf(sent)]);
    expect(standIn.store.everything(STREAM)[0]?.id).not.toBe(nil);
  });

  it('finds the counties that have a ledger, in order', async () => {
    await log.append(COUNTY, 0, [entryAt(1)]);
    expect(await log.counties()).toEqual(['19']);
    expect(await log.size(parseCounty('58') as County)).toBe(0);
  });
});
