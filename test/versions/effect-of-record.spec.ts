import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sumOfCell } from '../../projections/form/report.js';
import { formatCents } from '../../events/values/money.js';
import { minus } from '../../events/values/cents-sum.js';
import { parseCounty } from '../../events/values/county.js';
import { formatMonth, parseMonth } from '../../events/values/month.js';
import { OPERATOR } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import type { EntryName, InputOf, ValueOf } from '../../src/application/list.js';
import { houseOver } from '../../src/application/wiring/open-house.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { present } from '../store/present.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const COUNTY = present(parseCounty('19'));
const MONTH = present(parseMonth('2006-09'));
const ids = readFileSync(EXAMPLE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { readonly id: string }).id);

const temporary = temporaryFolder();
const data = join(temporary.path, 'data');
let folder: LedgerFolder;
let application: Application;

beforeAll(async () => {
  const of = ['--county', '19', '--month', '2006-09', '--data', data, '--by'];
  for (const argv of [
    ['ingest', EXAMPLE, '--data', data],
    ['submit', ...of, 'A. Ortiz', '--as-of', '10'],
    ['approve', ...of, 'B. Chen', '--version', '1', '--telephone', '916'],
  ]) {
    expect(await plumbline(argv)).toMatchObject({ code: 0 });
  }
  folder = LedgerFolder.openOrCreate(data);
  application = new Application(houseOver(folder));
});
afterAll(() => {
  folder.close();
  temporary.remove();
});

async function ask<Name extends EntryName>(
  name: Name,
  input: InputOf<Name>,
): Promise<ValueOf<Name>> {
  const reply = await application.ask(OPERATOR, name, input);
  if (reply.kind !== 'done') throw new Error(JSON.stringify(reply));
  return reply.value;
}

describe('what one record changes in an approved month', () => {
  it.each([10, 11, 12, 13, 14])(
    'is what the whole ledger gives right with it and not right before it, at position %i',
    async (position) => {
      const effect = await ask('effectOfRecord', {
        county: COUNTY,
        id: present(ids[position - 1]),
      });
      const { cells } = await ask('differences', {
        ...{ county: COUNTY, month: MONTH },
        ...{ from: position - 1, to: position },
      });
      const expected = cells.map(({ line, column, from, to }) => {
        const by = minus(present(sumOfCell(to)), present(sumOfCell(from)));
        return { line, column, by: typeof to === 'number' ? String(by) : formatCents(by) };
      });
      expect(effect.flatMap((of) => of.cells)).toEqual(expected);
      expect(effect.map(({ month, version }) => [formatMonth(month), version])).toEqual(
        expected.length === 0 ? [] : [['2006-09', 1]],
      );
    },
  );

  it('names a case that is counted elsewhere, one out and one in', async () => {
    const [of] = await ask('effectOfRecord', { county: COUNTY, id: present(ids[12]) });
    const ofLine1 = present(of).cells.filter(({ line }) => line === '1');
    expect(ofLine1.map(({ column, by }) => [column, by])).toEqual([
      ['b', '1'],
      ['d', '-1'],
    ]);
  });

  it('is refused for a record that there is not', async () => {
    const id = 'ffffffff-0000-4000-8000-000000000000';
    const reply = await application.ask(OPERATOR, 'effectOfRecord', { county: COUNTY, id });
    expect(reply.kind).toBe('misaddressed');
  });
});
