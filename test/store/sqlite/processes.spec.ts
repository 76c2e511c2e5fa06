import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import { rootOf } from '../../../projections/seal/merkle.js';
import { checkDataFolder } from '../../../src/stores/sqlite/check.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { present } from '../present.js';
import { sampleEntries } from '../sample-entries.js';
import { SOAK, seedOf } from '../soak.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const SEED = seedOf(9_009);
const ROUNDS = 3 * SOAK;
const LONG_MS = 120_000 * SOAK;
const SIZE = 2500;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** What became of a process that appended. */
interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The sizes that it was told to be on disk. */
  readonly acknowledged: readonly number[];
  readonly complaint: string;
}

/** When a process is to be killed -9. */
interface Kill {
  readonly after: 'spawn' | 'ready';
  readonly ms: number;
}

/** Runs a process that appends, and perhaps kills it. */
function append(folder: string, batchMax: number, kill: Kill | null): Promise<Ended> {
  const directory = join(process.cwd(), 'test', 'store');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(directory, 'run-typescript.mjs'),
      join(directory, 'children', 'append-batches.ts'),
      folder,
      COUNTY,
      String(SEED),
      String(SIZE),
      String(batchMax),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const killLater = (after: Kill['after']): void => {
    if (kill?.after === after) setTimeout(() => child.kill('SIGKILL'), kill.ms);
  };
  killLater('spawn');
  let said = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    const isReady = said.startsWith('ready\n');
    said += chunk.toString();
    if (!isReady && said.startsWith('ready\n')) killLater('ready');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      // A line without an end was not told.
      const lines = said.split('\n').slice(1, -1);
      resolve({ code, signal, acknowledged: lines.map(Number), complaint });
    });
  });
}

describe(`processes on one data folder (seed ${String(SEED)})`, () => {
  const folder = useTemporaryFolder();
  const entries = sampleEntries(COUNTY, SEED, SIZE);
  const leaves = entries.map(({ leaf }) => leaf);

  /** Looks whether the folder has a beginning of the ledger, of at least this size, and nothing is wrong. */
  function expectBeginning(path: string, sizeMin: number): number {
    const data = LedgerFolder.open(path, 'read');
    const ledger = present(data.ledger(COUNTY));
    const { size } = ledger;
    expect(size).toBeGreaterThanOrEqual(sizeMin);
    expect(hex(ledger.root())).toBe(hex(rootOf(leaves.slice(0, size))));
    let position = 0;
    for (const page of ledger.rows(1, size)) {
      for (const row of page) {
        expect(row.body).toBe(entries[position]?.body);
        position += 1;
      }
    }
    expect(position).toBe(size);
    data.close();
    expect([...checkDataFolder(path, null)]).toEqual([]);
    return size;
  }

  it(
    'keep every acknowledged record when they are killed, and none in part',
    async () => {
      let killed = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const path = join(folder(), `round-${String(round)}`);
        let size = 0;
        // The same folder is killed several times, as it is taken up again.
        for (const share of [0.1, 0.5, 0.9]) {
          const ms = ((round * 37 + share * 100) % 90) + round / ROUNDS;
          const ended = await append(path, 1 + ((round * 53) % 400), { after: 'ready', ms });
          if (ended.signal === 'SIGKILL') killed += 1;
          else expect(ended).toMatchObject({ code: 0, complaint: '' });
          size = expectBeginning(path, Math.max(size, ...ended.acknowledged));
        }
        const last = await append(path, 400, null);
        expect(last).toMatchObject({ code: 0, complaint: '' });
        expect(expectBeginning(path, SIZE)).toBe(SIZE);
      }
      expect(killed).toBeGreaterThan(0);
    },
    LONG_MS,
  );

  it(
    'are taken up again when they are killed before the folder was made',
    async () => {
      for (let round = 0; round < 2 * SOAK; round += 1) {
        const path = join(folder(), `begun-${String(round)}`);
        mkdirSync(path);
        const ended = await append(path, 10, { after: 'spawn', ms: 150 + ((round * 271) % 1500) });
        if (ended.signal === null) expect(ended.complaint).toBe('');
        const last = await append(path, 1000, null);
        expect(last).toMatchObject({ code: 0, complaint: '' });
        expect(expectBeginning(path, SIZE)).toBe(SIZE);
      }
    },
    LONG_MS,
  );

  it(
    'take turns at one ledger: both end, nothing is lost, nothing is there twice',
    async () => {
      for (let round = 0; round < SOAK; round += 1) {
        const path = join(folder(), `shared-${String(round)}`);
        const ended = await Promise.all([append(path, 60, null), append(path, 60, null)]);
        for (const each of ended) expect(each).toMatchObject({ code: 0, complaint: '' });
        // Each size was reached by one of them.
        const reached = ended.flatMap(({ acknowledged }) => acknowledged);
        expect(new Set(reached).size).toBe(reached.length);
        expect(Math.max(...reached)).toBe(SIZE);
        expect(expectBeginning(path, SIZE)).toBe(SIZE);
      }
    },
    LONG_MS,
  );

  it(
    'can be read by one while the other writes',
    async () => {
      const path = join(folder(), 'read');
      LedgerFolder.openOrCreate(path).ledgerForAppend(COUNTY).close();
      const writing = append(path, 50, null);
      const data = LedgerFolder.open(path, 'read');
      const ledger = present(data.ledger(COUNTY));
      const sizes = new Set<number>();
      for (let size = 0; size < SIZE; size = ledger.refresh()) {
        sizes.add(size);
        if (size > 0) {
          expect(hex(ledger.root())).toBe(hex(rootOf(leaves.slice(0, size))));
          expect(ledger.row(size).body).toBe(entries[size - 1]?.body);
          expect(ledger.positionOf(entries[size - 1]?.id ?? '')).toBe(size);
        }
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      data.close();
      expect(await writing).toMatchObject({ code: 0, complaint: '' });
      expect(sizes.size).toBeGreaterThan(1);
    },
    LONG_MS,
  );
});
