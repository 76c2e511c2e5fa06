import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { temporaryFolder } from '../cli/in-process.js';
import { families } from '../retention/families.js';
import { StandIn } from '../standin/cluster.js';
import { fillNewestFile } from '../standin/node-files.js';
import { goneBy, machineOn } from './moved-county.js';
import { until } from './entries.js';
import { RunbookSearch, SEARCH } from './runbook-search.js';
import type { Searched } from './runbook-search.js';

describe("the erasure runbook's search", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let db: string;
  let searching: RunbookSearch;

  beforeEach(() => {
    folder = temporaryFolder();
    db = join(folder.path, 'db');
    mkdirSync(db);
    searching = new RunbookSearch(folder.path);
    words(['gone-word-000001'], ['stays-word-00001']);
  });
  afterEach(() => {
    folder.remove();
  });

  const words = (gone: readonly string[], stays: readonly string[]): void => {
    searching.words(gone, stays);
  };
  const chunk = (text: string): void => {
    writeFileSync(join(db, 'chunk-000000.000000'), `\0\x01${text}\xff`, 'latin1');
  };
  const search = (mode: string, where = db): Searched => searching.run(mode, where);

  it('is in the runbook, for the folder that the container files mount', () => {
    expect(SEARCH).toContain('DB=${DB:-/var/lib/kurrentdb}');
    for (const file of ['docker-compose.yml', 'docker-compose.cluster.yml']) {
      expect(readFileSync(file, 'utf8')).toContain(':/var/lib/kurrentdb');
    }
  });

  it('finds before what is to go and what stays, and after only what stays', () => {
    chunk('gone-word-000001 stays-word-00001');
    expect(search('before')[0]).toBe(0);
    expect(search('after')).toEqual([1, expect.stringContaining('chunk-000000.000000')]);
    chunk('stays-word-00001');
    expect(search('before')[0]).toBe(2);
    expect(search('after')).toEqual([0, expect.stringContaining('none of 1 words')]);
  });

  it.each<[string, () => Searched]>([
    ['another folder', () => search('after', folder.path)],
    ['a folder that is not there', () => search('after', '/nowhere')],
    ['an empty folder', () => search('after')],
    [
      'files in which what stays is not',
      () => {
        chunk('something else');
        return search('after');
      },
    ],
    [
      'no word that stays',
      () => {
        chunk('stays-word-00001');
        writeFileSync(join(folder.path, 'stays.txt'), '');
        return search('after');
      },
    ],
    [
      'an empty line among the words',
      () => {
        chunk('stays-word-00001');
        words(['gone-word-000001', ''], ['stays-word-00001']);
        return search('after');
      },
    ],
    [
      'an empty line among those that stay',
      () => {
        chunk('something else');
        words(['gone-word-000001'], ['']);
        return search('after');
      },
    ],
    [
      'no word about when it is',
      () => {
        chunk('stays-word-00001');
        return search('');
      },
    ],
  ])('is no result in %s', (_name, searched) => {
    expect(searched()).toEqual([2, expect.stringContaining('STOP:')]);
  });

  it('proves an erasure in the files of a server and of a machine', async () => {
    const standIn = await StandIn.start({ version: '23.10.8' });
    const county = machineOn(standIn);
    try {
      const records = families(7, 12);
      await county.ingest(records);
      const gone = goneBy(county, await county.plan('2011-02-01'), records);
      words(
        gone.texts.slice(0, 20),
        gone.kept.slice(0, 5).map(({ id }) => id),
      );
      const { files, faults } = standIn.node(0);
      faults.next('scavenge', { kind: 'status', code: status.PERMISSION_DENIED, details: 'no' });
      files.writeTo(db);
      expect(search('before')[0]).toBe(0);
      expect(search('before', county.path)[0]).toBe(0);
      await county.erase('2011-02-01');
      files.writeTo(db);
      expect(search('after')[0]).toBe(1);
      fillNewestFile(standIn.store);
      expect((await county.apply('1')).code).toBe(0);
      await until(() => !gone.texts.some((text) => files.hold(text)));
      files.writeTo(db);
      expect(search('after')).toEqual([0, expect.stringContaining('none of 20 words')]);
      expect(search('after', county.path)).toEqual([0, expect.stringContaining('none of 20')]);
    } finally {
      county.remove();
      await standIn.stop();
    }
  });
});
