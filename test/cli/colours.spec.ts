import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';

const RECORDS = join(
  import.meta.dirname,
  ...['..', 'ledgers', '16-revised-after-approval', 'records.ndjson'],
);
const folder = temporaryFolder();
const check = ['check', '--data', join(folder.path, 'data')];
const TERM = 'xterm-256color';

beforeAll(() => plumbline(['ingest', RECORDS, '--data', join(folder.path, 'data')]));
afterAll(folder.remove);

describe('colour', () => {
  it('says on a terminal that all is well, line by line', async () => {
    const { stdout } = await plumbline(check, { screen: 80, env: { TERM } });
    expect(stdout).toMatch(
      /^\u001b\[32mNo fault found\.\u001b\[0m\n\u001b\[32mChecked: .*\u001b\[0m\n$/u,
    );
  });

  it.each([
    ['NO_COLOR asks for none', { screen: 80, env: { TERM, NO_COLOR: '1' } }],
    ['the terminal has none', { screen: 80, env: { TERM: 'dumb' } }],
    ['there is no terminal', { env: { TERM } }],
  ])('is left out where %s', async (_why, input) => {
    expect((await plumbline(check, input)).stdout).not.toContain('\u001b');
  });

  it('is in no answer for programs', async () => {
    const { stdout } = await plumbline([...check, '--json'], { screen: 80, env: { TERM } });
    expect(stdout).toBe('[]\n');
  });
});
