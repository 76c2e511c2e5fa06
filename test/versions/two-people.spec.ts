import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { builtProgram } from '../cli/built-program.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const PEOPLE = 3;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in a process of its own. */
function run(argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtProgram(), ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

describe('several people at once', () => {
  const data = temporaryFolder();
  const month = ['--county', '19', '--month', '2006-09', '--data', data.path, '--json'];
  const atOnce = (argv: readonly string[]): Promise<readonly Ended[]> =>
    Promise.all(
      Array.from({ length: PEOPLE }, (_, person) =>
        run([...argv, '--by', `Person ${String(person)}`, ...month]),
      ),
    );
  /** What each ended with; of one that failed, what it says. */
  const codesOf = (ended: readonly Ended[]): readonly (number | string | null)[] =>
    ended.map(({ code, stderr }) => (code === 1 ? stderr : code)).sort();
  const errorsOf = (ended: readonly Ended[]): readonly unknown[] =>
    ended
      .filter(({ code }) => code === 3)
      .map(({ stdout }) => (JSON.parse(stdout) as { error: unknown }).error);

  beforeAll(async () => {
    await plumbline(['ingest', RECORDS, '--data', data.path]);
  });
  afterAll(data.remove);

  it('submit one version, approve it once, and never two with the same number', async () => {
    const submitted = await atOnce(['submit']);
    expect(codesOf(submitted)).toEqual([0, 3, 3]);
    expect(errorsOf(submitted)).toEqual(['UNDECIDED_VERSION', 'UNDECIDED_VERSION']);

    const [version] = JSON.parse((await plumbline(['versions', ...month])).stdout) as readonly {
      submitted: { by: string };
    }[];
    const approved = await Promise.all(
      ['D. Rector', 'E. Deputy'].map((by) =>
        run(['approve', '--version', '1', '--telephone', '1', '--by', by, ...month]),
      ),
    );
    expect(codesOf(approved)).toEqual([0, 3]);
    expect(errorsOf(approved)).toEqual(['ALREADY_DECIDED']);

    const again = await atOnce(['submit']);
    expect(codesOf(again)).toEqual([0, 3, 3]);
    const versions = JSON.parse(
      (await plumbline(['versions', ...month])).stdout,
    ) as readonly object[];
    expect(versions).toMatchObject([
      { version: 1, state: 'approved', submitted: version?.submitted },
      { version: 2, state: 'submitted' },
    ]);
    expect(versions).toHaveLength(2);
  });
});
