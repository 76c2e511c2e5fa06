import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';

const EXAMPLES = join(import.meta.dirname, 'examples');

const INVITED =
  '{"act":"AccountInvited","at":"2010-01-04T18:00:00Z","by":"operator","email":"ana@example.org","name":{"first":"Ana","last":"Diaz"},"grants":[{"role":"account-manager","until":"2010-01-05"}]}';
const ACTIVATED = '{"act":"AccountActivated","at":"2010-01-04T19:00:00Z","by":"A-1"}';
const UNKNOWN = '{"act":"AccountActivated","at":"2010-01-04T20:00:00Z","by":"A-2"}';

function withoutMessage(line: string): unknown {
  return JSON.parse(line, (key, value: unknown) => (key === 'message' ? undefined : value));
}

function linesOf(text: string): readonly string[] {
  return text.trim().split('\n');
}

describe.each(readdirSync(EXAMPLES))('access load and show of the worked acts %s', (name) => {
  const data = temporaryFolder();
  const folder = join(EXAMPLES, name);
  let load: CliResult;

  beforeAll(async () => {
    const acts = join(folder, 'acts.ndjson');
    load = await plumbline(['access', 'load', acts, '--json', '--data', data.path]);
  });
  afterAll(data.remove);

  it('print the outcomes that stand beside them, a sentence with each refusal', () => {
    const expected = readFileSync(join(folder, 'outcomes.ndjson'), 'utf8');
    expect(linesOf(load.stdout).map(withoutMessage)).toEqual(
      linesOf(expected).map((line) => JSON.parse(line) as unknown),
    );
    const refusals = linesOf(load.stdout).filter((line) => line.includes('"error"'));
    for (const refusal of refusals) expect(refusal).toMatch(/"message":"[^"]/u);
    expect(load.code).toBe(3);
    expect(load.stderr).toBe('');
  });

  it('print of each day what stands beside them', async () => {
    const days = readdirSync(folder).flatMap((file) => /^show-(.*)\.json$/u.exec(file)?.[1] ?? []);
    expect(days).toHaveLength(4);
    for (const day of days) {
      const argv = ['access', 'show', '--on', day, '--json', '--data', data.path];
      const { code, stdout } = await plumbline(argv);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual(
        JSON.parse(readFileSync(join(folder, `show-${day}.json`), 'utf8')),
      );
    }
  });
});

describe('access load', () => {
  const data = temporaryFolder();
  const run = (argv: readonly string[], stdin = ''): Promise<CliResult> =>
    plumbline(['access', ...argv, '--data', data.path], { stdin });
  afterAll(data.remove);

  it('goes on where an earlier file ended', async () => {
    const first = await run(['load', '-'], `${INVITED}\n`);
    expect(first).toMatchObject({ code: 0, stdout: '1 acts accepted, 0 refused.\n' });
    const second = await run(['load', '-', '--json'], `\n${ACTIVATED}\n${INVITED}\n`);
    expect(second.code).toBe(3);
    expect(linesOf(second.stdout).map(withoutMessage)).toEqual([
      { line: 2, act: 'AccountActivated' },
      { line: 3, error: 'BACKWARDS' },
    ]);
  });

  it('says on standard error what was refused', async () => {
    const refused = await run(['load', '-'], `${UNKNOWN}\n`);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('line 1: UNKNOWN_ACCOUNT: There is no account A-2');
  });

  it('takes what came before a last line that is cut, and says so', async () => {
    const again = ACTIVATED.replace('19:00', '20:00');
    const cut = await run(['load', '-', '--json'], `${again}\n${UNKNOWN.slice(0, 40)}`);
    expect(cut.code).toBe(1);
    expect(linesOf(cut.stdout).map(withoutMessage)).toEqual([{ line: 1, error: 'ALREADY_SO' }]);
    expect(cut.stderr).toContain('line 2, breaks off');
  });

  it('refuses a file of another kind as a whole', async () => {
    const array = await run(['load', '-', '--json'], `[\n${INVITED}\n]\n`);
    expect(array).toMatchObject({ code: 1, stdout: '' });
    expect(array.stderr).toContain('a JSON array');
  });

  it('shows a day at its end, before the first act, and ahead', async () => {
    const shown = async (on: string): Promise<unknown> =>
      JSON.parse((await run(['show', '--on', on, '--json'])).stdout);
    expect(await shown('2010-01-03')).toEqual({ accounts: [], applications: [] });
    const grants = [
      { role: 'account-manager', county: null, application: null, until: '2010-01-05' },
    ];
    expect(await shown('2010-01-05')).toMatchObject({ accounts: [{ state: 'active', grants }] });
    expect(await shown('2090-01-01')).toMatchObject({ accounts: [{ grants: [] }] });
  });

  it('has tables for people, and says what is no day', async () => {
    const table = await run(['show', '--on', '2010-01-05']);
    expect(table.stdout).toContain(
      'A-1      active  ana@example.org  account-manager until 2010-01-05',
    );
    expect(await run(['show', '--on', '2010-02-30'])).toMatchObject({ code: 2 });
  });
});
