import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';

const folder = temporaryFolder();
afterAll(folder.remove);

/** Every variable that the sources name. */
function namedInSources(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name))
    .flatMap((name) => readFileSync(join(path, name), 'utf8').match(/PLUMBLINE_[A-Z_]+/gu) ?? []);
}

describe('the environment', () => {
  it('is told in --help, every variable of it', async () => {
    const { stdout } = await plumbline(['--help']);
    const named = [...new Set(namedInSources('src'))].toSorted();
    const told = [...new Set(stdout.match(/PLUMBLINE_[A-Z_]+/gu))].toSorted();
    expect(told).toEqual(named);
    expect(named).toContain('PLUMBLINE_SMTP');
  });

  it.each([{}, { NO_COLOR: '1', TERM: 'xterm' }, { FORCE_COLOR: '1' }])(
    'given %j, then no command colours what it prints, on a screen or off it',
    async (env) => {
      const records = join('test', 'ledgers', '03-medi-cal-only', 'records.ndjson');
      const data = join(folder.path, 'data');
      for (const argv of [
        ['ingest', records, '--data', data],
        ['ledgers', '--data', data],
        ['report', '--county', '19', '--month', '2006-09', '--data', data],
        ['check', '--data', data],
        ['report', '--county', 'LA', '--data', data],
        ['--help'],
      ]) {
        const { stdout, stderr } = await plumbline(argv, { env, screen: 80 });
        expect([argv[0], `${stdout}${stderr}`.includes('\u001b')]).toEqual([argv[0], false]);
      }
    },
  );
});
