import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { acceptAll } from './accept.js';
import { brokenEditChecks } from './edit-checks.js';
import type { Column } from './form.js';
import { oracleReport, oracleTrail } from './report.js';

const LEDGERS = join(import.meta.dirname, '..', 'ledgers');

/** One report that an example's expect.json asks for. */
interface Expected {
  readonly county: string;
  readonly month: string;
  readonly asOf: number | null;
  readonly form?: 'CS 157';
  readonly absent?: readonly string[];
  readonly cells: Readonly<Record<string, Partial<Record<Column, number | string | null>>>>;
  readonly trail?: readonly { readonly line: string; readonly ids: readonly string[] }[];
}

const examples = readdirSync(LEDGERS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();

describe('the oracle on the worked examples', () => {
  it('finds all sixteen', () => {
    expect(examples).toHaveLength(16);
  });

  describe.each(examples)('%s', (name) => {
    const records = readFileSync(join(LEDGERS, name, 'records.ndjson'), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as object);
    const expected = JSON.parse(
      readFileSync(join(LEDGERS, name, 'expect.json'), 'utf8'),
    ) as readonly Expected[];
    const { ledgers, outcomes } = acceptAll(records);

    it('has nothing but acceptable records', () => {
      expect(outcomes.filter((outcome) => outcome !== 'accepted')).toEqual([]);
    });

    it.each(expected.map((report, index) => [index, report.month, report.asOf, report] as const))(
      'gives report %d, %s as of %p',
      (_index, month, asOf, want) => {
        const entries = ledgers.get(want.county) ?? [];
        const size = asOf ?? entries.length;
        const form = want.form === 'CS 157' ? 'cs157' : 'cs1257';
        const report = oracleReport(entries, want.county, month, size, form);
        expect(report).toMatchObject({ county: want.county, month, lines: want.cells });
        expect(report.form).toBe(want.form ?? 'CS 1257');
        for (const line of want.absent ?? []) expect(report.lines).not.toHaveProperty([line]);
        for (const { line, ids } of want.trail ?? []) {
          const rows = oracleTrail(entries, want.county, month, size, line);
          const subjects = rows.map((row) => row.case ?? row.child ?? '');
          expect({ line, ids: [...new Set(subjects)] }).toEqual({ line, ids });
        }
        expect(brokenEditChecks(oracleReport(entries, want.county, month, size))).toEqual([]);
      },
    );
  });
});
