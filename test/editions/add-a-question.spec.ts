import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { builtProgram } from '../cli/built-program.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { followedSteps } from './followed-steps.js';

// `docs/how-to/add-a-question.md`, followed: a program with a further question, and the command that asks it.

const folder = temporaryFolder();
afterAll(folder.remove);
const data = join(folder.path, 'data');

const program = builtProgram(followedSteps('docs/how-to/add-a-question.md'));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], input = ''): Ended {
  const options = { encoding: 'utf8', input } as const;
  const all = [program, ...args, '--data', data];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, options);
  return { code: status, stdout, stderr };
}

describe('given a program with a further question', () => {
  it('when a county’s records are there, then it counts them by type, and shows them to people', async () => {
    const simulated = 'simulate --county 19 --cases 4 --from 2006-08 --to 2006-09 --seed a';
    const records = (await plumbline(simulated.split(' '))).stdout;
    expect(run(['ingest', '-', '--json'], records)).toMatchObject({ code: 0 });
    const sent = records.split('\n').filter((line) => line.includes('"type":"CaseOpened"')).length;
    const counts = JSON.parse(run(['counts', '--county', '19', '--json']).stdout) as object[];
    expect(sent).toBeGreaterThan(0);
    expect(counts).toContainEqual({ type: 'CaseOpened', count: sent });
    expect(run(['counts', '--county', '19']).stdout).toMatch(
      new RegExp(`^CaseOpened +${String(sent)}$`, 'mu'),
    );
  });
});
