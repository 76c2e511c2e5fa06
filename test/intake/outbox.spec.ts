import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseMonth } from '../../events/values/month.js';
import { sendToCounty, sentFiles, tendOutbox } from '../../src/exchange/outbox.js';
import type { OutboxHouse, SentFile } from '../../src/exchange/outbox.js';
import { rememberWatched } from '../../src/exchange/watched-folder.js';
import { claimAloneIn } from '../../src/stores/sqlite/claim-alone.js';
import { caseOpened, participant } from '../http/sent-records.js';
import { countyOf, watchedIntake, memoryFolder, NOW } from './watched-intake.js';
import { instantOfMs } from '../../events/values/instant.js';

const folder = memoryFolder();
afterAll(folder.remove);

const county = countyOf('19');

async function outboxOf(
  name: string,
): Promise<OutboxHouse & { readonly outbox: string; readonly watched: string }> {
  const data = join(folder.path, name, 'data');
  const watched = join(folder.path, name, 'in');
  const outbox = join(watched, 'county-19', 'outbox');
  mkdirSync(outbox, { recursive: true });
  mkdirSync(data, { recursive: true });
  const exchange = join(data, 'intake');
  await rememberWatched(exchange, watched);
  return { exchange, claimAlone: claimAloneIn(data), outbox, watched };
}

describe('two who put files into one outbox at once', () => {
  it('both find their file in it and on the list, and of one name there is one', async () => {
    const { outbox, ...own } = await outboxOf('both');
    const other = { ...own, claimAlone: claimAloneIn(join(folder.path, 'both', 'data')) };
    const send = (by: OutboxHouse, file: string): ReturnType<typeof sendToCounty> =>
      sendToCounty(
        by,
        { county, file, note: null, chunks: Readable.from([Buffer.from(file)]) },
        { by: 'operator', clock: () => instantOfMs(NOW) },
      );
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        send(
          index % 2 === 0 ? own : other,
          `${String(Math.floor(index / 2) * 2 + (index % 4 === 3 ? 0 : index % 2))}.pdf`,
        ),
      ),
    );
    const done = outcomes.flatMap((outcome) =>
      outcome.kind === 'done' ? [outcome.value.file] : [],
    );
    const listed = (await sentFiles(own.exchange, county)).map(({ file }) => file);
    expect(listed.toSorted()).toEqual(done.toSorted());
    expect(new Set(done).size).toBe(done.length);
    for (const file of done) {
      expect(readFileSync(join(outbox, file), 'utf8')).toBe(file);
      expect(readFileSync(join(outbox, `${file}.sha256`), 'utf8')).toMatch(
        new RegExp(`^[0-9a-f]{64}  ${file}\\n$`, 'u'),
      );
    }
  });
});

describe('a process that ends between writing a file and putting it in its place', () => {
  it('leaves a file that is finished by whoever looks next, and not taken for fetched', async () => {
    const { outbox, watched, ...own } = await outboxOf('ended');
    const chunks = Readable.from([Buffer.from('abc')]);
    const clock = () => instantOfMs(NOW);
    await sendToCounty(own, { county, file: 'a.pdf', note: null, chunks }, { by: 'x', clock });
    const list = JSON.parse(
      readFileSync(join(own.exchange, '19', 'sent.json'), 'utf8'),
    ) as (SentFile & { draft: string })[];
    const draft = list[0]?.draft ?? '';
    renameSync(join(outbox, 'a.pdf'), join(outbox, draft));
    rmSync(join(outbox, 'a.pdf.sha256'));
    await tendOutbox(own, { watched, county }, instantOfMs(NOW + 1000));
    expect(readFileSync(join(outbox, 'a.pdf'), 'utf8')).toBe('abc');
    expect(readFileSync(join(outbox, 'a.pdf.sha256'), 'utf8')).toContain('  a.pdf\n');
    expect(await sentFiles(own.exchange, county)).toMatchObject([{ file: 'a.pdf', fetched: null }]);
    rmSync(join(outbox, 'a.pdf'));
    await tendOutbox(own, { watched, county }, instantOfMs(NOW + 2000));
    expect(await sentFiles(own.exchange, county)).toMatchObject([
      { file: 'a.pdf', fetched: '2026-11-29T12:00:02Z' },
    ]);
  });
});

describe('what goes to an outbox by itself', () => {
  it('is what the director has switched on and was decided since, once, in its own county', async () => {
    const intake = await watchedIntake(join(folder.path, 'itself'), ['19', '34']);
    const month = parseMonth('2006-09');
    if (month === null) throw new Error('It is a month.');
    intake.put(
      'a.ndjson',
      [participant(1), caseOpened(2, 'C-1')].map((each) => `${JSON.stringify(each)}\n`).join(''),
    );
    await intake.takeAll();
    const submit = async (): Promise<void> => {
      const said = { by: 'A. Ortiz', comment: '', program: 'test', at: null };
      await intake.asks('submit', { county, month, asOf: null, ...said });
    };
    const decide = { county, month, by: 'B. Chen', at: null };
    await submit();
    await intake.asks('return', { ...decide, version: 1, reason: 'before it was switched on' });
    expect(await intake.watch.send()).toEqual([]);
    intake.clock.now += 60_000;
    const sends = ['packages', 'reasons', 'figures'] as const;
    await intake.asks('keepExchangeSettings', { county, given: { sends } });
    intake.clock.now += 1000;
    await submit();
    await intake.asks('return', { ...decide, version: 2, reason: 'a case is missing' });
    await submit();
    await intake.asks('approve', { ...decide, version: 3, telephone: '916 555 0100' });
    expect(await intake.watch.send()).toEqual([
      'returned-2006-09-v2.txt',
      'line-5a-2006-09-v3.csv',
    ]);
    expect(intake.names('outbox')).toEqual([
      'line-5a-2006-09-v3.csv',
      'line-5a-2006-09-v3.csv.sha256',
      'returned-2006-09-v2.txt',
      'returned-2006-09-v2.txt.sha256',
    ]);
    const outbox = join(intake.watched, 'county-19', 'outbox');
    expect(readFileSync(join(outbox, 'returned-2006-09-v2.txt'), 'utf8')).toContain(
      'a case is missing',
    );
    expect(readFileSync(join(outbox, 'line-5a-2006-09-v3.csv'), 'utf8')).toContain(
      '19,2006-09,3,5a,a,',
    );
    // The package waits for a service to make it; what was fetched does not come again.
    expect(await intake.asks('packages', { county })).toMatchObject([
      { month, version: 3, state: { kind: 'queued' } },
    ]);
    rmSync(join(outbox, 'returned-2006-09-v2.txt'));
    await intake.watch.tend();
    expect(await intake.watch.send()).toEqual([]);
    expect(intake.names('outbox', '34')).toEqual([]);
    await intake.close();
  });
});
