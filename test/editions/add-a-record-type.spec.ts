import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Schemas from '../../src/http/openapi/schemas.js';
import type * as Commands from '../../src/cli/run-cli.js';
import { plantedSources } from '../cli/built-program.js';
import { plumbline, ranBy, temporaryFolder } from '../cli/in-process.js';
import type { CliInput } from '../cli/in-process.js';
import { readWithExcelFile } from '../printing/read-workbooks.js';
import { followedSteps } from './followed-steps.js';

// `docs/how-to/add-a-record-type.md`, followed: the sources with the changes of its steps, and no other, take, show and
// describe records of the type. That the whole project compiles with them, its specs as well, is shown in a soak (added-type-compiles.spec.ts).

const folder = temporaryFolder();
afterAll(folder.remove);
const data = join(folder.path, 'data');

const CHANGED_FILES = [
  'events/records/case.ts',
  'events/reference/life-of-case.ts',
  'events/registry.ts',
  'projections/columns/encode.ts',
  'test/events/registry.spec.ts',
  'test/events/wire/parse-types.spec.ts',
  'test/support/records.ts',
];

const HEARING = {
  id: '19000000-0000-4000-8000-000000000149',
  type: 'HearingHeld',
  county: '19',
  case: '190000001',
  effective: '2006-09-12',
  data: { outcome: 'CONTINUED', continuedTo: '2006-10-03' },
};

let sources = '';
let runCli: typeof Commands.runCli;

/** What a file of the changed sources exports. */
async function changed(path: string): Promise<unknown> {
  return await import(`${pathToFileURL(join(sources, path)).href}?changed`);
}

async function told(argv: readonly string[], input: CliInput = {}): Promise<string> {
  const { code, stdout, stderr } = await ranBy(runCli, argv, input);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}: ${stderr}`);
  return stdout;
}

const inData = (command: string): readonly string[] => [...command.split(' '), '--data', data];

let records = '';

beforeAll(async () => {
  const steps = followedSteps('docs/how-to/add-a-record-type.md');
  expect([...steps.keys()].sort()).toEqual(CHANGED_FILES);
  sources = await plantedSources(steps);
  ({ runCli } = (await changed('src/cli/run-cli.ts')) as typeof Commands);
  const simulated = 'simulate --county 19 --cases 4 --from 2006-08 --to 2006-09 --seed a';
  records = (await plumbline(simulated.split(' '))).stdout;
});

describe('given the sources with one more record type', () => {
  it('when a record of it is sent, then it is taken, and one that its schema refuses is not', async () => {
    const wrong = { ...HEARING, id: HEARING.id.replace(/9$/u, '8'), data: { outcome: '' } };
    const stdin = `${records}${JSON.stringify(HEARING)}\n${JSON.stringify(wrong)}\n`;
    const ended = await ranBy(runCli, inData('ingest - --json'), { stdin });
    expect(ended.code).toBe(3);
    expect(ended.stdout).toContain('"rejected":1');
    expect(ended.stderr).toContain('INVALID_FIELD: `data.outcome` is "": give text of 1 to 20');
  });

  it('then the case’s history shows it', async () => {
    const text = await told(inData('history --county 19 --case 190000001'));
    expect(text).toMatch(/2006-09-12.+HearingHeld/u);
    const json = await told(inData('history --county 19 --case 190000001 --json'));
    const shown = JSON.parse(json) as readonly { readonly record: object }[];
    expect(shown.map(({ record }) => record)).toContainEqual(HEARING);
  });

  it('then a report is as it was without it', async () => {
    const before = join(folder.path, 'before');
    await plumbline(['ingest', '-', '--data', before], { stdin: records });
    const asked = 'report --county 19 --month 2006-09 --json'.split(' ');
    const linesOf = (text: string): unknown =>
      (JSON.parse(text) as { readonly lines: unknown }).lines;
    const { stdout } = await plumbline([...asked, '--data', before]);
    expect(linesOf(await told([...asked, '--data', data]))).toEqual(linesOf(stdout));
  });

  it('then `plumbline types` tells of it, and docs/records.md has it and is otherwise as it was', async () => {
    expect(await told(['types', 'HearingHeld'])).toContain(
      'A court hearing about the case took place.',
    );
    const page = (await told(['types', '--format', 'markdown'])).split('\n');
    const from = page.indexOf('### HearingHeld');
    const next = page.findIndex((line, at) => at > from && line.startsWith('### '));
    const own = page.slice(from, next);
    expect(own).toContain(
      '| `outcome` | yes | text of 1 to 20 characters | what came of it, as the court spells it |',
    );
    const others = [...page.slice(0, from), ...page.slice(next)].join('\n');
    const now = readFileSync(join(import.meta.dirname, '../../docs/records.md'), 'utf8');
    // A code of refusal that many types can meet says how many.
    const uncounted = (text: string): string => text.replaceAll(/\| \d+ types \|/gu, '| many |');
    expect(uncounted(others.replace(', [HearingHeld](#hearingheld)', ''))).toBe(uncounted(now));
  });

  it('then the OpenAPI document describes it', async () => {
    const { componentSchemas } = (await changed('src/http/openapi/schemas.ts')) as typeof Schemas;
    const { Record: union, HearingHeld: own } = componentSchemas();
    expect(union?.['oneOf']).toContainEqual({ $ref: '#/components/schemas/HearingHeld' });
    expect(own).toMatchObject({
      properties: {
        type: { const: 'HearingHeld' },
        data: { required: ['outcome'], additionalProperties: false },
      },
    });
  });

  it('then its template has a heading for each of its fields, and filled in it is read', async () => {
    const template = join(folder.path, 'HearingHeld.xlsx');
    await told(['intake', 'template', 'HearingHeld', '--out', template]);
    const [sheet] = await readWithExcelFile(readFileSync(template), 8);
    const fields = ['case', 'effective', 'outcome', 'continuedTo'];
    expect(sheet).toEqual({
      name: 'Records',
      rows: [['id', 'county', ...fields, 'corrects', 'reason']],
    });
    const table = join(folder.path, 'HearingHeld.csv');
    writeFileSync(table, `${fields.join(',')}\n190000001,2006-09-14,HELD,\n`);
    const shown = await told(inData(`intake map ${table} --county 19 --json`));
    const rows = [{ record: { case: '190000001', data: { outcome: 'HELD' } } }];
    expect(JSON.parse(shown)).toMatchObject({ type: 'HearingHeld', fault: null, rows });
  });
});
