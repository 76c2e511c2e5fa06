import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { receiveFile } from '../../src/exchange/receive-file.js';
import type { CountyFile } from '../../src/exchange/files-of-county.js';
import { UploadsWatch } from '../../src/intake/uploads-watch.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { Random } from '../support/random.js';
import { randomLedger } from '../support/random-ledger.js';
import { storeRecords } from '../support/stored-ledger.js';
import { countyOf, watchedIntake, memoryFolder, NOW } from './watched-intake.js';
import type { WatchedIntake } from './watched-intake.js';
import { instantOfMs } from '../../events/values/instant.js';

const folder = memoryFolder();
const random = new Random(11);
const county = countyOf('19');
let intake: WatchedIntake;
let uploads: UploadsWatch;
const faults: unknown[] = [];

beforeAll(async () => {
  intake = await watchedIntake(join(folder.path, 'intake'));
  uploads = new UploadsWatch(
    intake.asks,
    join(intake.data, 'intake'),
    () => instantOfMs(intake.clock.now),
    {
      onTaken: () => undefined,
      onFault: (_, error) => faults.push(error),
      tends: false,
    },
  );
});
afterAll(async () => {
  await intake.close();
  folder.remove();
});

function people(count: number): string {
  return Array.from({ length: count }, () => {
    const id = random.uuid();
    return `{"id":"${id}","type":"ParticipantRegistered","county":"19","effective":"2006-09-12","data":{"participant":"P-${id.slice(0, 8)}"}}\n`;
  }).join('');
}

function received(file: string, text: string): Promise<CountyFile> {
  const chunks = Readable.from([Buffer.from(text)]);
  return intake.asks('receiveFile', { county, file, chunks });
}

async function takeAll(): Promise<void> {
  while ((await uploads.round()) > 0);
}

/** Another process adds a record of the county. */
async function addedElsewhere(): Promise<number> {
  const store = LedgerFolder.openOrCreate(intake.data);
  try {
    const [record] = randomLedger(random.integer(1, 1000));
    if (record === undefined) throw new Error('A random ledger has records.');
    return (await storeRecords(store, county, [record])).size;
  } finally {
    store.close();
  }
}

function fileOf(number: number): Promise<CountyFile> {
  return intake.asks('countyFileOfNumber', { county, number });
}

function ownNames(number: number): readonly string[] {
  return readdirSync(join(intake.data, 'intake', '19', String(number).padStart(8, '0'))).sort();
}

function waiting(): readonly string[] {
  return readdirSync(join(intake.data, 'intake', 'waiting'));
}

describe('a file that comes in a request', () => {
  it('has on its receipt what was there before it, whoever added that', async () => {
    await received('first.ndjson', people(1));
    await takeAll();
    const size = await addedElsewhere();
    const refused = await received('refused.ndjson', '{"id":1}\n');
    await takeAll();
    expect((await fileOf(refused.number)).receipt).toMatchObject({
      accepted: 0,
      ledger: { before: { size }, after: { size } },
    });
  });

  it('is kept encrypted at once, taken once, and has the receipt that it would have had by SFTP', async () => {
    const text = `${people(3)}{"id":1}\n`;
    const came = await received('a.ndjson', text);
    expect(came).toMatchObject({ file: 'a.ndjson', state: 'taking', by: 'operator', done: 0 });
    expect(ownNames(came.number)).toEqual(['journal.ndjson', 'kept.age', 'upload.json']);
    const kept = readFileSync(
      join(intake.data, 'intake', '19', String(came.number).padStart(8, '0'), 'kept.age'),
    );
    expect(kept.includes('ParticipantRegistered')).toBe(false);
    await takeAll();
    const { receipt, ...file } = await fileOf(came.number);
    expect([file.state, file.done, waiting()]).toEqual(['taken', 1, []]);
    expect(receipt).toMatchObject({ records: 4, accepted: 3, duplicates: 0, rejected: 1 });
    intake.put('b.ndjson', text);
    await intake.takeAll();
    const { records, accepted, rejected, sha256, ledger, rejects } = intake.receipt('b.ndjson');
    expect(receipt).toMatchObject({ records, accepted, rejected, sha256, ledger });
    expect([intake.receipt('b.ndjson').again, rejects]).toEqual([true, 'a.ndjson.rejects.ndjson']);
    // Nothing of an upload is put where a county's technician looks.
    expect(intake.names('receipts')).toEqual(['b.ndjson.receipt.json']);
  });

  it('may correct a figure of DCSS where its sender may; one that came by SFTP may not', async () => {
    const figure = (value: number, corrects: object = {}): Readonly<Record<string, unknown>> => ({
      id: random.uuid(),
      ...{ type: 'StatewideFigureRecorded', county: '19', effective: '2006-09-12', ...corrects },
      data: { line: '8', value, source: 'vital records' },
    });
    const first = figure(7);
    const second = figure(9, { corrects: first['id'], reason: 'wrong' });
    intake.put('figure.ndjson', `${JSON.stringify(first)}\n`);
    await intake.takeAll();
    intake.put('correction.ndjson', `${JSON.stringify(second)}\n`);
    await intake.takeAll();
    expect(intake.receipt('correction.ndjson')).toMatchObject({ accepted: 0, rejected: 1 });
    const came = await received('correction-again.ndjson', `${JSON.stringify(second)} \n`);
    await takeAll();
    expect((await fileOf(came.number)).receipt).toMatchObject({ accepted: 1, rejected: 0 });
    for (const name of ['figure', 'correction']) {
      rmSync(join(intake.watched, 'county-19', 'receipts', `${name}.ndjson.receipt.json`));
    }
  });

  it('that came before gives its receipt again, and is returned where it is none', async () => {
    const text = people(2);
    const [first, second, third] = [
      await received('c.ndjson', text),
      await received('c.ndjson', text),
      await received('c.docx', 'x'),
    ];
    const before = await intake.root();
    await takeAll();
    expect((await intake.root()).size).toBe(before.size + 2);
    expect((await fileOf(second.number)).receipt).toEqual({
      ...(await fileOf(first.number)).receipt,
      again: true,
    });
    expect(await fileOf(third.number)).toMatchObject({
      state: 'returned',
      reason: expect.stringContaining('no kind of file') as unknown,
    });
    expect(intake.names('returned')).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('leaves nothing where it breaks off, or the disk is full on the way', async () => {
    const names = readdirSync(join(intake.data, 'intake', '19')).length;
    for (const code of ['ECONNRESET', 'ENOSPC']) {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield Buffer.from(people(1));
        await Promise.resolve();
        throw Object.assign(new Error(code), { code });
      }
      const asked = { county, file: 'd.ndjson', chunks: broken() };
      await expect(intake.asks('receiveFile', asked)).rejects.toThrow(code);
    }
    expect(readdirSync(join(intake.data, 'intake', '19'))).toHaveLength(names);
    expect(waiting()).toEqual([]);
  });

  it('is refused that is too large, has no name of a file, or waits behind too many', async () => {
    const { key, folder: exchange } = await intake.asks('intakeFolder', { watched: null });
    const receiving = {
      exchange,
      recipient: key.recipient,
      uploader: { by: 'A-7', mayCorrectFigures: false },
      clock: () => instantOfMs(NOW),
    };
    const send = (file: string, text: string, bytesMax?: number): Promise<unknown> =>
      receiveFile(
        { county, file, chunks: Readable.from([Buffer.from(text)]) },
        { ...receiving, ...(bytesMax === undefined ? {} : { bytesMax }) },
      );
    expect(await send('e.ndjson', '12345', 5)).toMatchObject({ kind: 'done' });
    expect(await send('e.ndjson', '123456', 5)).toMatchObject({ refusal: { code: 'TOO_LARGE' } });
    for (const name of ['', '.e.ndjson', '../e.ndjson', 'a/b.ndjson', 'a\u0000.ndjson']) {
      expect(await send(name, 'x')).toMatchObject({ refusal: { code: 'INVALID_FIELD' } });
    }
    mkdirSync(join(exchange, 'waiting'), { recursive: true });
    const marks = Array.from({ length: 100 }, (_, index) =>
      join(exchange, 'waiting', `19-${String(9_000_000 + index).padStart(8, '0')}`),
    );
    for (const mark of marks) writeFileSync(mark, '');
    expect(await send('f.ndjson', 'x')).toMatchObject({ refusal: { code: 'TOO_MANY' } });
    for (const mark of marks) rmSync(mark);
    await takeAll();
  });

  it('is found again by the next service, whenever the one before it ended', async () => {
    const came = await received('g.ndjson', people(1));
    // Ended between keeping the file and marking it.
    rmSync(join(intake.data, 'intake', 'waiting'), { recursive: true });
    const next = new UploadsWatch(
      intake.asks,
      join(intake.data, 'intake'),
      () => instantOfMs(intake.clock.now),
      {
        onTaken: () => {
          next.stop();
        },
        onFault: (_, error) => faults.push(error),
        tends: false,
      },
    );
    await next.run();
    expect((await fileOf(came.number)).state).toBe('taken');
    expect(faults).toEqual([]);
  });

  it('has a number of its own, whoever else sends one at the same time by whatever way', async () => {
    const before = (await intake.root()).size;
    intake.put('h.ndjson', people(1));
    const came = await Promise.all([
      ...Array.from({ length: 8 }, (_, index) => received(`h${String(index)}.ndjson`, people(1))),
      intake.watch.round(),
    ]);
    const numbers = came.flatMap((each) => (typeof each === 'number' ? [] : [each.number]));
    expect(new Set(numbers).size).toBe(8);
    await takeAll();
    await intake.takeAll();
    expect((await intake.root()).size).toBe(before + 9);
    expect(intake.faults).toEqual([]);
  });
});
