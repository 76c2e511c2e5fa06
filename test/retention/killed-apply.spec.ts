import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../cli/built-program.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { County, isWithin, longTexts } from './county.js';
import { families } from './families.js';

const ROUNDS = rounds(2, 100);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
/** The writing takes about so long. */
const KILLED_AFTER_MS_MAX = 60;
const ON = '2011-02-01';

/**
 * Runs the program in a process of its own and kills it so many milliseconds after it has begun to write to the
 * ledger's log; null lets it end. Answers null where it was killed.
 */
function applied(path: string, killedAfterMs: number | null): Promise<number | null> {
  const argv = [
    'retention',
    'apply',
    '--county',
    '19',
    '--order',
    '1',
    '--by',
    'D',
    '--data',
    path,
  ];
  const log = join(path, 'ledgers/19.db-wal');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtProgram(), ...argv], { stdio: 'ignore' });
    const watch = setInterval(() => {
      const isWriting = (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0;
      if (killedAfterMs === null || !isWriting) return;
      clearInterval(watch);
      setTimeout(() => child.kill('SIGKILL'), killedAfterMs);
    }, 1);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve(code);
    });
  });
}

describe('an erasure that is killed and run again', () => {
  it(`leaves nothing of the erased and all of the rest, ${String(ROUNDS)} times from seed ${String(SEED)}`, async () => {
    const random = new Random(SEED);
    builtProgram();
    let killed = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const county = new County();
      try {
        const sent = families(SEED + round, 40);
        await county.ingest(sent);
        const plan = await county.plan(ON);
        const root = await county.json('root');
        await county.order(ON);
        const at = positionsOf(county.path);
        if ((await applied(county.path, random.integer(0, KILLED_AFTER_MS_MAX))) === null)
          killed += 1;
        expect(await applied(county.path, null)).toBe(0);
        const isGone = ({ id }: { readonly id: string }): boolean =>
          isWithin(plan.erased, at.get(id) ?? 0);
        const kept = JSON.stringify(sent.filter((record) => at.has(record.id) && !isGone(record)));
        const gone = [...longTexts(sent.filter(isGone))].filter((text) => !kept.includes(text));
        expect(gone.length).toBeGreaterThan(50);
        expect(county.found(gone)).toEqual([]);
        expect((await county.run('check')).stdout).toContain('No fault found.');
        expect(await county.json('root')).toEqual(root);
        expect(await county.json('retention list')).toMatchObject({ orders: [{ state: 'done' }] });
        expect(
          readdirSync(join(county.path, 'ledgers')).filter((name) => name.includes('tmp')),
        ).toEqual([]);
      } finally {
        county.remove();
      }
    }
    process.stderr.write(
      `${String(killed)} of ${String(ROUNDS)} erasures were killed before their end.\n`,
    );
    expect(killed).toBeGreaterThan(0);
  }, 600_000);
});

function positionsOf(path: string): ReadonlyMap<string, number> {
  const folder = LedgerFolder.open(path, 'read');
  try {
    const file = folder.ledger('19' as never); // a county of the contract
    const rows = file === null ? [] : [...file.rows(1, file.size)].flat();
    return new Map(rows.map(({ id, position }) => [id, position]));
  } finally {
    folder.close();
  }
}
