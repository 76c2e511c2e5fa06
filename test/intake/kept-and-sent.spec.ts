import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Decrypter } from 'age-encryption';
import { arrivalsIn } from '../../src/intake/taking/inbox.js';
import { removeKeptErased } from '../../src/exchange/positions-of-file.js';
import { plumbline } from '../cli/in-process.js';
import { Random } from '../support/random.js';
import { countyOf, watchedIntake, memoryFolder } from './watched-intake.js';
import type { WatchedIntake } from './watched-intake.js';

const folder = memoryFolder();
afterAll(folder.remove);

const random = new Random(3);
const DAY_MS = 86_400_000;

function people(count: number): string {
  return Array.from({ length: count }, () => {
    const id = random.uuid();
    return `{"id":"${id}","type":"ParticipantRegistered","county":"19","effective":"2006-09-12","data":{"participant":"P-${id.slice(0, 8)}"}}\n`;
  }).join('');
}

function ownNames(intake: WatchedIntake, number: number): readonly string[] {
  return readdirSync(join(intake.data, 'intake', '19', String(number).padStart(8, '0'))).sort();
}

describe('a file that was taken', () => {
  it('is kept encrypted to the service, until its months are over', async () => {
    const intake = await watchedIntake(join(folder.path, 'kept'));
    const text = people(2);
    intake.put('a.ndjson', text);
    await intake.takeAll();
    const { key } = await intake.asks('intakeFolder', { watched: null });
    const decrypter = new Decrypter();
    decrypter.addIdentity(key.identity);
    const kept = readFileSync(join(intake.data, 'intake', '19', '00000001', 'kept.age'));
    expect(await decrypter.decrypt(kept, 'text')).toBe(text);
    expect(ownNames(intake, 1)).toEqual(['kept.age', 'positions.json', 'receipt.json']);
    // It came in November 2026: 52 months on, that is through March 2031.
    const received = new Date(intake.receipt('a.ndjson').received);
    expect(received.getTime()).toBeGreaterThan(0);
    const receipt = join(intake.data, 'intake', '19', '00000001', 'receipt.json');
    writeFileSync(
      receipt,
      JSON.stringify({ ...intake.receipt('a.ndjson'), received: '2026-11-29T12:00:00Z' }),
    );
    intake.clock.now = Date.parse('2031-04-01T06:59:59Z');
    await intake.watch.tend();
    expect(ownNames(intake, 1)).toContain('kept.age');
    intake.clock.now = Date.parse('2031-04-01T07:00:00Z');
    await intake.watch.tend();
    expect(ownNames(intake, 1)).toEqual(['receipt.json']);
    await intake.close();
  });

  it('goes where one of its records is erased, the duplicates in it included', async () => {
    const intake = await watchedIntake(join(folder.path, 'erased'));
    const [first, second] = [people(3), people(2)];
    const [, inBoth = ''] = first.split(/(?<=\n)/u);
    for (const [name, text] of [
      ['1.ndjson', first],
      ['2.ndjson', second],
      ['3.ndjson', people(1) + inBoth],
    ] as const) {
      intake.put(name, text);
      await intake.takeAll();
    }
    // The second record of the first file, at position 2, is in the third file as well.
    const exchange = join(intake.data, 'intake');
    const removed = await removeKeptErased(exchange, countyOf('19'), (position) => position === 2);
    expect(removed).toEqual([1, 3]);
    expect(ownNames(intake, 1)).toEqual(['receipt.json']);
    expect(ownNames(intake, 2)).toContain('kept.age');
    await intake.close();
  });

  it('leaves rejects, and returned files their reason, for thirty days', async () => {
    const intake = await watchedIntake(join(folder.path, 'thirty'));
    intake.put('a.ndjson', `${people(1)}{"id":1}\n`);
    intake.put('b.txt', 'x');
    await intake.takeAll();
    expect(intake.names('receipts')).toEqual(['a.ndjson.receipt.json', 'a.ndjson.rejects.ndjson']);
    expect(intake.names('returned')).toEqual(['b.txt', 'b.txt.reason.txt']);
    intake.clock.now = Date.now() + 29 * DAY_MS;
    await intake.watch.tend();
    expect(intake.names('returned')).toHaveLength(2);
    intake.clock.now = Date.now() + 31 * DAY_MS;
    await intake.watch.tend();
    expect([intake.names('receipts'), intake.names('returned')]).toEqual([
      ['a.ndjson.receipt.json'],
      [],
    ]);
    await intake.close();
  });

  it('stands under its own name again, the older one behind a number', async () => {
    const intake = await watchedIntake(join(folder.path, 'names'));
    for (const count of [1, 2]) {
      intake.put('a.ndjson', people(count));
      intake.put('b.txt', String(count));
      await intake.takeAll();
    }
    expect(intake.names('receipts')).toEqual(['a.ndjson.1.receipt.json', 'a.ndjson.receipt.json']);
    expect(intake.receipt('a.ndjson').accepted).toBe(2);
    expect(intake.names('returned')).toEqual([
      'b.txt',
      'b.txt.1',
      'b.txt.1.reason.txt',
      'b.txt.reason.txt',
    ]);
    await intake.close();
  });
});

describe('an inbox', () => {
  const place = join(folder.path, 'inbox');
  const settled = { settleMs: 0, nowMs: Date.now() + 60_000 };
  const names = (bounds?: { filesMax: number; bytesMax: number }): readonly string[] =>
    arrivalsIn(place, settled, bounds).map(
      ({ name, fault }) => `${name}${fault === null ? '' : '!'}`,
    );

  beforeEach(() => {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place);
  });

  it('holds as many files and bytes as it may, and gives back what is over, being written or not', async () => {
    for (const name of ['a', 'b', 'c.part', 'd']) {
      writeFileSync(join(place, name), 'xx');
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    expect(names()).toEqual(['a', 'b', 'd']);
    expect(names({ filesMax: 2, bytesMax: 100 })).toEqual(['a', 'b', 'c.part!', 'd!']);
    expect(names({ filesMax: 3, bytesMax: 6 })).toEqual(['a', 'b', 'd!']);
    expect(names({ filesMax: 10, bytesMax: 5 })).toEqual(['a', 'b', 'c.part!', 'd!']);
  });

  it('is told by the inode’s own time whether a file has settled, and leaves those being written', () => {
    const path = join(place, 'a.ndjson');
    writeFileSync(path, 'x');
    utimesSync(path, 0, 0);
    expect(arrivalsIn(place, { settleMs: 5000, nowMs: Date.now() })).toEqual([]);
    expect(arrivalsIn(place, { settleMs: 5000, nowMs: Date.now() + 5100 })).toHaveLength(1);
    const held = execFileSync(process.execPath, [
      '-e',
      `const fs=require('fs');const f=fs.openSync(${JSON.stringify(path)},'a');process.stdout.write(fs.readlinkSync('/proc/self/fd/'+f))`,
    ]);
    expect(held.toString()).toBe(path);
  });
});

describe('the outbox', () => {
  const send = (intake: WatchedIntake, file: string, text: string): Promise<unknown> =>
    intake.asks('sendToCounty', {
      county: countyOf('19'),
      file,
      note: 'for you',
      chunks: Readable.from([Buffer.from(text)]),
    });

  it('has a file whole with its sum, knows when it was fetched, and is emptied in the end', async () => {
    const intake = await watchedIntake(join(folder.path, 'outbox'));
    expect(await send(intake, 'a.pdf', 'abc')).toMatchObject({
      file: 'a.pdf',
      bytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      by: 'operator',
      fetched: null,
    });
    await send(intake, 'b.pdf', 'b');
    await expect(send(intake, 'a.pdf', 'again')).rejects.toThrow('ALREADY_SO');
    await expect(send(intake, '../a.pdf', 'x')).rejects.toThrow('INVALID_FIELD');
    await expect(send(intake, '.a', 'x')).rejects.toThrow('INVALID_FIELD');
    expect(intake.names('outbox')).toEqual(['a.pdf', 'a.pdf.sha256', 'b.pdf', 'b.pdf.sha256']);
    rmSync(join(intake.watched, 'county-19', 'outbox', 'a.pdf'));
    intake.clock.now += 1000;
    await intake.watch.tend();
    const [fetched, waiting] = await intake.asks('sentFiles', { county: countyOf('19') });
    expect([fetched?.fetched, waiting?.fetched]).toEqual(['2026-11-29T12:00:01Z', null]);
    expect(intake.names('outbox')).toEqual(['b.pdf', 'b.pdf.sha256']);
    intake.clock.now += 401 * DAY_MS;
    await intake.watch.tend();
    expect(intake.names('outbox')).toEqual([]);
    await intake.close();
  });
});

describe('a backup', () => {
  it('has kept files, receipts, public keys and the key that opens them, and brings them back', async () => {
    const intake = await watchedIntake(join(folder.path, 'saved'));
    intake.put('a.ndjson', people(1));
    await intake.takeAll();
    await intake.asks('addIntakeKey', {
      county: countyOf('19'),
      key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH',
      label: 'night',
      until: null,
    });
    await intake.close();
    const [backup, restored] = [join(folder.path, 'backup'), join(folder.path, 'restored')];
    for (const [argv, data] of [
      [['backup', backup], intake.data],
      [['restore', backup], restored],
      [['check'], restored],
    ] as const) {
      expect(await plumbline([...argv, '--data', data])).toMatchObject({ code: 0 });
    }
    const files = (at: string): string =>
      execFileSync('sh', ['-c', 'cd "$0" && find intake intake-keys keys -type f | sort', at], {
        encoding: 'utf8',
      });
    expect(files(restored)).toBe(files(intake.data));
    expect(files(restored)).toContain('keys/intake.age-key');
    const listed = await plumbline([
      'intake',
      'key',
      'list',
      '--county',
      '19',
      '--json',
      '--data',
      restored,
    ]);
    expect(JSON.parse(listed.stdout)).toMatchObject([{ label: 'night', stands: true }]);
  });
});
