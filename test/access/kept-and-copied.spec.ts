import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { readActValue } from '../../events/acts/read-access-act.js';
import { loadActs } from '../../src/access/load-acts.js';
import type { ActLine, LineDecided } from '../../src/access/load-acts.js';
import { ACCESS } from '../../src/ports/act-log.js';
import { ACCESS_STREAM } from '../../src/stores/sqlite/act-file.js';
import { ActFolder } from '../../src/stores/sqlite/act-folder.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { instantOfMs } from '../../events/values/instant.js';

const AT = '2010-03-01T20:00:00Z';
const CLOCK = () => instantOfMs(Date.parse('2020-01-01T00:00:00Z'));

function invited(line: number, email: string): ActLine {
  const name = { first: 'Ana', last: 'Diaz' };
  const grants = [{ role: 'account-manager' }];
  const act = { act: 'AccountInvited', at: AT, by: 'operator', email, name, grants };
  return { line, read: readActValue(act), bytes: JSON.stringify(act).length };
}

async function* inOnePiece(lines: readonly ActLine[]): AsyncGenerator<readonly ActLine[]> {
  yield await Promise.resolve(lines);
}

describe('acts of access on disk', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const run = (...argv: string[]): ReturnType<typeof plumbline> => plumbline(argv);
  const acts = join(import.meta.dirname, 'examples/1/acts.ndjson');
  let shown = '';

  beforeAll(async () => {
    await run('access', 'load', acts, '--data', data);
    shown = (await run('access', 'show', '--json', '--data', data)).stdout;
  });
  afterAll(folder.remove);

  it('are in a backup, and come back from it', async () => {
    const [copy, again] = [join(folder.path, 'copy'), join(folder.path, 'again')];
    expect(await run('backup', copy, '--data', data)).toMatchObject({ code: 0 });
    expect(await run('restore', copy, '--data', again)).toMatchObject({ code: 0 });
    expect((await run('access', 'show', '--json', '--data', again)).stdout).toBe(shown);
    expect(shown).toContain('"A-9"');
  });

  it('are looked at by check, which says whose they are', async () => {
    expect(await run('check', '--data', data)).toMatchObject({ code: 0 });
    const database = new SQLite(join(data, 'access/access.db'));
    database.exec(`UPDATE acts SET body = '{}' WHERE number = 2`);
    database.close();
    const { code, stdout } = await run('check', '--data', data);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Acts of access: .*act 2 is not what was written/u);
    const refused = await run('access', 'show', '--data', data);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('What is kept of access is damaged');
  });
});

describe('loading', () => {
  const folder = temporaryFolder();
  const open = (): ActFolder => new ActFolder(folder.path, ACCESS_STREAM);
  afterAll(folder.remove);

  it('decides a batch anew where others have acted meanwhile', async () => {
    const others = open();
    let isFirst = true;
    const log = open();
    // Another process appends between the reading and the appending of this one.
    const raced = {
      read: log.read.bind(log),
      append: log.append.bind(log),
      counties: log.counties.bind(log),
      appendAll: async (...args: Parameters<ActFolder['appendAll']>) => {
        if (isFirst) {
          isFirst = false;
          await loadActs(
            others,
            inOnePiece([invited(1, 'one@example.org')]),
            CLOCK,
            () => undefined,
          );
        }
        return log.appendAll(...args);
      },
    };
    const told: LineDecided[] = [];
    const lines = [invited(1, 'ONE@example.org'), invited(2, 'two@example.org')];
    const loaded = await loadActs(raced, inOnePiece(lines), CLOCK, (some) => {
      told.push(...some);
    });
    expect(loaded).toEqual({ accepted: 1, refused: 1 });
    expect(told.map(({ decision }) => decision)).toMatchObject([
      { code: 'EMAIL_TAKEN' },
      { made: { account: 'A-2' } },
    ]);
    expect(await open().read(ACCESS)).toHaveLength(2);
  });

  it('goes on from batch to batch without reading the stream again', async () => {
    const log = open();
    let reads = 0;
    const counted = {
      read: async (...args: Parameters<ActFolder['read']>) => {
        reads += 1;
        return log.read(...args);
      },
      append: log.append.bind(log),
      counties: log.counties.bind(log),
      appendAll: log.appendAll.bind(log),
    };
    const lines = Array.from({ length: 1501 }, (_, index) =>
      invited(index + 1, `p${String(index)}@example.org`),
    );
    const batches: number[] = [];
    await loadActs(counted, inOnePiece(lines), CLOCK, (some) => {
      batches.push(some.length);
    });
    expect(batches).toEqual([500, 500, 500, 1]);
    expect(reads).toBe(1);
    expect(await open().read(ACCESS)).toHaveLength(1503);
  });
});
