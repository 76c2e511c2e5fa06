import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { explainSubject } from '../../projections/form/explain.js';
import { trailRows } from '../../projections/form/trail.js';
import { viewOfLedger, viewOfSubject } from '../../src/reports/view-of-ledger.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';

const LEDGERS = join(import.meta.dirname, '..', 'ledgers');
const examples = readdirSync(LEDGERS).filter((name) => /^\d\d-/u.test(name));
const folder = temporaryFolder();
afterAll(folder.remove);

/** One row, or none, as trail and explanation both tell it. */
interface Told {
  readonly column: string | null;
  readonly cents: CentsSum | null;
}

describe('an explanation from the records of its subject alone', () => {
  it.each(examples)(
    'agrees with the trail from all records, every line and subject: %s',
    async (name) => {
      const data = join(folder.path, name);
      await plumbline(['ingest', join(LEDGERS, name, 'records.ndjson'), '--data', data]);
      const expected = JSON.parse(
        readFileSync(join(LEDGERS, name, 'expect.json'), 'utf8'),
      ) as readonly { county: string; month: string }[];
      const open = LedgerFolder.open(data, 'read');
      for (const asked of new Set(expected.map(({ county, month }) => `${county} ${month}`))) {
        const [countyText = '', monthText = ''] = asked.split(' ');
        const county = parseCounty(countyText);
        const month = parseMonth(monthText);
        const file = county === null ? null : open.ledger(county);
        if (file === null || month === null) throw new Error(`${asked} is not in ${name}.`);
        const whole = viewOfLedger(file, file.size, () => undefined);
        const trails = LINE_NUMBERS.map((line) => trailRows(whole, month, file.size, line));
        for (const { number, kind, id } of file.subjects()) {
          if (kind === 'county') continue;
          const alone = viewOfSubject(file, file.size, kind, number);
          const explained = explainSubject(alone, {
            month,
            asOf: file.size,
            subject: number,
            line: null,
          });
          for (const [index, line] of LINE_NUMBERS.entries()) {
            const own = (trails[index] ?? []).filter(({ subject }) => subject === number).map(told);
            const counted = explained.filter((one) => one.line === line && one.counted).map(told);
            expect([asked, line, id, counted]).toEqual([asked, line, id, own]);
          }
        }
      }
      open.close();
    },
  );
});

function told({ column, cents }: Told): Told {
  return { column, cents };
}
