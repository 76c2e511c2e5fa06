import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { participants } from '../http/sent-records.js';
import { sayMissing, SERVER_SOURCES } from './servers.js';
import type { ServerUnderTest } from './servers.js';
import { writeForeign } from './foreign-event.js';

const MONTH = ['--month', '2006-09'];

interface StateJson {
  readonly counties: Readonly<Record<string, unknown>>;
  readonly missing?: readonly string[];
  readonly leftOut?: readonly string[];
  readonly state?: object;
  readonly lines?: object;
}

/** Those that are in it: of the rollup, where nothing is approved, those that lack a standing version. */
function countiesIn({ counties, missing = [] }: StateJson): readonly string[] {
  return [...Object.keys(counties), ...missing];
}

for (const source of SERVER_SOURCES) {
  const isMissing = source.missing !== null;
  if (isMissing) sayMissing(source);
  (isMissing ? describe.skip : describe)(`a foreign event in one county, ${source.name}`, () => {
    let server: ServerUnderTest;
    let env: Record<string, string>;
    let prefix: string;
    let folders: { readonly path: string; readonly remove: () => void }[] = [];

    beforeAll(async () => {
      server = await source.start();
    }, 200_000);
    afterAll(() => server.stop());
    beforeEach(async () => {
      prefix = `${server.streamPrefix}${crypto.randomUUID()}-`;
      env = {
        PLUMBLINE_EVENTSTORE: server.connectionString,
        PLUMBLINE_EVENTSTORE_PREFIX: prefix,
      };
      const data = folder();
      for (const county of ['19', '30']) expect((await ingest(data, county, 1)).code).toBe(0);
    });
    afterEach(() => {
      for (const each of folders) each.remove();
      folders = [];
    });

    const folder = (): string => {
      const made = temporaryFolder();
      folders.push(made);
      return made.path;
    };
    const ingest = (data: string, county: string, from: number): Promise<CliResult> => {
      const lines = participants(from, 3, county).map((record) => `${JSON.stringify(record)}\n`);
      return plumbline(['ingest', '-', '--data', data, '--json'], { env, stdin: lines.join('') });
    };
    const run = (data: string, ...argv: readonly string[]): Promise<CliResult> =>
      plumbline([...argv, '--data', data], { env });
    const submit = (data: string, county: string): Promise<CliResult> =>
      run(data, 'submit', '--county', county, ...MONTH, '--by', 'A', '--json');

    it('stops that county with a sentence that names it, on old and new machines, and no other', async () => {
      const old = folder();
      expect((await run(old, 'report', '--county', '19', ...MONTH)).code).toBe(0);
      await writeForeign(server.connectionString, `${prefix}ledger-19`);
      for (const data of [old, folder()]) {
        const stopped = await run(data, 'report', '--county', '19', ...MONTH);
        expect([stopped.code, stopped.stdout]).toEqual([1, '']);
        expect(stopped.stderr).toContain('The ledger of county 19 is damaged at position 4');
        const other = await run(data, 'report', '--county', '30', ...MONTH, '--format', 'json');
        expect([other.code, other.stderr]).toEqual([0, '']);
        expect(JSON.parse(other.stdout)).toMatchObject({ county: '30', asOf: 3 });
      }
      const taken = await ingest(folder(), '30', 10);
      expect([taken.code, JSON.parse(taken.stdout)]).toMatchObject([0, { accepted: 3 }]);
      const refused = await ingest(folder(), '19', 10);
      expect([refused.code, refused.stdout]).toEqual([1, '']);
      expect((await submit(folder(), '30')).code).toBe(0);
      expect((await submit(folder(), '19')).code).toBe(1);
    });

    it('leaves it out of what all counties are asked, says so, and gives no sum', async () => {
      const data = folder();
      expect((await submit(data, '30')).code).toBe(0);
      await writeForeign(server.connectionString, `${prefix}ledger-19`);
      const state = await run(data, 'report', '--county', 'all', ...MONTH, '--format', 'json');
      const rollup = await run(data, 'rollup', ...MONTH, '--json');
      for (const { code, stdout, stderr } of [state, rollup]) {
        const said = JSON.parse(stdout) as StateJson;
        expect([code, countiesIn(said), said.leftOut]).toEqual([1, ['30'], ['19']]);
        expect([said.state, said.lines]).toEqual([undefined, undefined]);
        expect(stderr).toContain('County 19 is left out. The ledger of county 19 is damaged');
      }
      const table = await run(data, 'report', '--county', 'all', ...MONTH);
      expect([table.code, table.stdout]).toEqual([1, expect.stringContaining('Left out: 19.')]);
      const text = await run(data, 'rollup', ...MONTH);
      expect([text.code, text.stdout]).toEqual([1, expect.stringContaining('Left out: 19.')]);
      const measures = await run(data, 'measures', '--county', 'all', ...MONTH, '--json');
      expect([measures.code, JSON.parse(measures.stdout)]).toEqual([
        1,
        { county: 'all', month: '2006-09', leftOut: ['19'] },
      ]);
      const ledgers = await run(data, 'ledgers', '--json');
      expect([ledgers.code, JSON.parse(ledgers.stdout)]).toMatchObject([1, [{ county: '30' }]]);
      expect(ledgers.stderr).toContain('County 19 is left out.');
    });

    it('among its acts leaves it out of the rollup as well', async () => {
      const data = folder();
      for (const county of ['19', '30']) expect((await submit(data, county)).code).toBe(0);
      await writeForeign(server.connectionString, `${prefix}submissions-19`);
      const fresh = folder();
      const rollup = await run(fresh, 'rollup', ...MONTH, '--json');
      const said = JSON.parse(rollup.stdout) as StateJson;
      expect([rollup.code, countiesIn(said), said.leftOut]).toEqual([1, ['30'], ['19']]);
      expect(rollup.stderr).toContain('The submissions of county 19 are damaged');
      expect((await run(fresh, 'versions', '--county', '30', '--json')).code).toBe(0);
      expect((await run(fresh, 'versions', '--county', '19', '--json')).code).toBe(1);
    });
  });
}
