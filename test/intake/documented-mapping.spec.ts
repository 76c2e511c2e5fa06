import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';

const DOCUMENT = readFileSync('docs/intake.md', 'utf8');
const folder = temporaryFolder();
const where = { cwd: folder.path };
const COUNTY = ['--county', '19', '--data', join(folder.path, 'data')];
afterAll(folder.remove);

/** What stands in the one block of that name. */
function block(name: string): string {
  const text = DOCUMENT.split(`\n\`\`\`${name}\n`)[1]?.split('\n```')[0];
  if (text === undefined) throw new Error(`docs/intake.md has no block ${name}.`);
  return `${text}\n`;
}

describe('a mapping as docs/intake.md has it', () => {
  it('makes of the table the record that is shown, and is kept', async () => {
    writeFileSync(join(folder.path, 'mapping.json'), block('json mapping'));
    writeFileSync(join(folder.path, 'CollectionReceived-september.csv'), block('csv mapped'));
    const mapped = ['--mapping', 'mapping.json'];
    const kept = await plumbline(['intake', 'map', ...mapped, '--save', ...COUNTY], where);
    expect(kept.code).toBe(0);
    const words = ['intake', 'map', 'CollectionReceived-september.csv', '--json'];
    const shown = await plumbline([...words, ...mapped, ...COUNTY], where);
    expect([shown.code, shown.stderr]).toEqual([0, '']);
    const { rows } = JSON.parse(shown.stdout) as { rows: readonly { record: object }[] };
    expect(rows.map(({ record }) => record)).toEqual([
      {
        ...(JSON.parse(block('json record')) as object),
        id: expect.stringMatching(/^[0-9a-f-]{36}$/u) as string,
      },
    ]);
    const printed = await plumbline(['intake', 'map', ...COUNTY], where);
    expect(JSON.parse(printed.stdout)).toEqual(JSON.parse(block('json mapping')));
  });

  it.each([
    ['{"headings":[]}', '`headings` is no JSON object: give {...}.'],
    ['["a"]', 'The mapping is no JSON object: give {...}.'],
    ['null', 'The mapping is no JSON object: give {...}.'],
    [
      '{"case":"Nbr"}',
      'The mapping has "case": give headings, dates, codes, constants, types, and',
    ],
  ])('is wanted of a file that is to be shown: %s', async (text, told) => {
    writeFileSync(join(folder.path, 'none.json'), text);
    const words = ['intake', 'map', '--mapping', 'none.json', ...COUNTY];
    const shown = await plumbline(words, where);
    expect([shown.code, shown.stdout]).toEqual([2, '']);
    expect(shown.stderr).toContain(`The file none.json holds no mapping: ${told}`);
  });

  it('is named where the one that is kept was spoilt by hand', async () => {
    const path = join(folder.path, 'data', 'intake', '19', 'mapping.json');
    writeFileSync(path, 'headings:');
    const shown = await plumbline(['intake', 'map', ...COUNTY], where);
    expect([shown.code, shown.stdout]).toEqual([1, '']);
    expect(shown.stderr).toContain(`${path}: The mapping is no JSON object: give {...}. Mend it`);
  });
});
