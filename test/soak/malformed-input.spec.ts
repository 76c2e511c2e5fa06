import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import { parseLine } from '../../events/wire/parse.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { builtProgram } from '../cli/built-program.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { mutatedLine } from './mutated-line.js';
import { seededRandom } from './seeded-random.js';
import { rounds } from '../support/soak.js';

const INPUT_MB = rounds(10, 100);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1257');
const RSS_MB_MAX = 512;
const STATUS_INTERVAL_MS = 25;

const folder = temporaryFolder();
afterAll(folder.remove);

/** Writes mutated lines of a valid caseload, among them valid ones; answers the number of lines. */
async function writeMalformed(path: string): Promise<number> {
  const caseload = await plumbline(
    'simulate --county 19 --cases 150 --from 2005-10 --to 2006-09 --seed malformed'.split(' '),
  );
  const valid = caseload.stdout.trimEnd().split('\n');
  const random = seededRandom(SEED);
  const out = createWriteStream(path);
  let bytes = 0;
  let lineCount = 0;
  while (bytes < INPUT_MB * 1e6) {
    const chunk = Buffer.concat(
      valid.slice(0, 2000).map((line, index) => {
        const source = random.of(valid);
        // Every line of the caseload once and in its order, so that many are accepted.
        const kept = lineCount === 0 && index < valid.length ? Buffer.from(`${line}\n`) : null;
        return kept ?? mutatedLine(source, random);
      }),
    );
    bytes += chunk.length;
    lineCount += chunk.filter((byte) => byte === 10).length;
    if (!out.write(chunk)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return lineCount;
}

interface ChildResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The most memory that the process ever had resident, in megabytes. */
  readonly rssMb: number;
}

async function runInChild(argv: readonly string[]): Promise<ChildResult> {
  const child = spawn(process.execPath, [builtProgram(), ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  let rssMb = 0;
  const timer = setInterval(() => {
    rssMb = Math.max(rssMb, peakRssMb(child.pid));
  }, STATUS_INTERVAL_MS);
  await once(child, 'close');
  clearInterval(timer);
  return { code: child.exitCode, ...texts, rssMb };
}

/** The kernel's own high-water mark of the process, 0 where there is none to read. */
function peakRssMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1] ?? '0') / 1024;
  } catch {
    return 0;
  }
}

/** Bodies in the ledger that are not whole records as the parser writes them. */
function partialRecords(data: string): string[] {
  const county = parseCounty('19');
  if (county === null) throw new Error('County 19 is none.');
  const open = LedgerFolder.open(data, 'read');
  try {
    const file = open.ledger(county);
    if (file === null) return ['there is no ledger'];
    return [...file.rows(1, file.size)].flat().flatMap(({ position, body }) => {
      const parsed = parseLine(body);
      const isWhole = parsed.kind === 'record' && parsed.body === body;
      return isWhole ? [] : [`${String(position)}: ${body}`];
    });
  } finally {
    open.close();
  }
}

describe('malformed input', () => {
  it(`never crashes the program, never takes in a part of a record: ${String(INPUT_MB)} MB, seed ${String(SEED)}`, async () => {
    const input = join(folder.path, 'malformed.ndjson');
    const data = join(folder.path, 'data');
    const rejects = join(folder.path, 'rejects.ndjson');
    const lineCount = await writeMalformed(input);
    const result = await runInChild([
      'ingest',
      input,
      '--rejects',
      rejects,
      '--json',
      '--data',
      data,
    ]);
    expect(result).toMatchObject({ code: 3, stderr: '' });
    const outcome = JSON.parse(result.stdout) as Record<
      'accepted' | 'duplicates' | 'rejected',
      number
    >;
    expect(outcome.accepted).toBeGreaterThan(1000);
    expect(outcome.rejected).toBeGreaterThan(1000 * INPUT_MB);
    // Mutations may blank a line, which is passed over, but never make one more.
    const answered = outcome.accepted + outcome.duplicates + outcome.rejected;
    expect(answered).toBeLessThanOrEqual(lineCount + 1);
    const told = readFileSync(rejects, 'utf8').trimEnd().split('\n');
    expect(told).toHaveLength(outcome.rejected);
    const numbers = told.map((line) => (JSON.parse(line) as { line: number }).line);
    expect(numbers.every((number, index) => number > (numbers[index - 1] ?? 0))).toBe(true);
    expect(partialRecords(data)).toEqual([]);
    expect(await plumbline(['check', '--data', data])).toMatchObject({ code: 0 });
    if (existsSync('/proc/self/status')) {
      expect(result.rssMb).toBeGreaterThan(0);
      expect(result.rssMb).toBeLessThan(RSS_MB_MAX);
    } else {
      process.stderr.write('Memory is not measured: this system has no /proc.\n');
    }
  }, 600_000);
});
