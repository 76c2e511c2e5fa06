import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { builtProgram } from '../cli/built-program.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { followedSteps } from './followed-steps.js';

// Two how-tos, followed: a program with a further question, and a further record type that it counts.

const folder = temporaryFolder();
afterAll(folder.remove);
const data = join(folder.path, 'data');

const steps = new Map([
  ...followedSteps('docs/how-to/add-a-question.md'),
  ...followedSteps('docs/how-to/add-a-record-type.md'),
]);
const program = builtProgram(steps);

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

const HEARING = {
  id: '19000000-0000-4000-8000-000000000149',
  type: 'HearingHeld',
  county: '19',
  case: '190000001',
  effective: '2006-09-12',
  data: { outcome: 'CONTINUED' },
};

describe('a program with a further question and a further record type', () => {
  it('takes records of the type, refuses what its schema refuses, and reports as before', async () => {
    const simulated = 'simulate --county 19 --cases 4 --from 2006-08 --to 2006-09 --seed a';
    const records = (await plumbline(simulated.split(' '))).stdout;
    const wrong = { ...HEARING, id: HEARING.id.replace(/9$/u, '8'), data: { outcome: '' } };
    const sent = `${records}${JSON.stringify(HEARING)}\n${JSON.stringify(wrong)}\n`;
    const ended = run(['ingest', '-', '--json'], sent);
    expect([ended.code, ended.stdout]).toEqual([3, expect.stringContaining('"rejected":1')]);
    expect(ended.stderr).toContain('INVALID_FIELD: `data.outcome` is "": give text of 1 to 20');
    const report = run(['report', '--county', '19', '--month', '2006-09', '--json']);
    const before = join(folder.path, 'before');
    await plumbline(['ingest', '-', '--data', before], { stdin: records });
    const asked = ['report', '--county', '19', '--month', '2006-09', '--json', '--data', before];
    const linesOf = (text: string): unknown => (JSON.parse(text) as { lines: unknown }).lines;
    expect(linesOf(report.stdout)).toEqual(linesOf((await plumbline(asked)).stdout));
  });

  it('tells of the type, and counts it', () => {
    expect(run(['types', 'HearingHeld']).stdout).toContain(
      'A court hearing about the case took place.',
    );
    const counts = JSON.parse(run(['counts', '--county', '19', '--json']).stdout) as object[];
    expect(counts).toContainEqual({ type: 'HearingHeld', count: 1 });
    expect(run(['counts', '--county', '19']).stdout).toMatch(/^HearingHeld +1$/mu);
    expect(run(['history', '--county', '19', '--case', '190000001']).stdout).toContain(
      'HearingHeld',
    );
  });
});
