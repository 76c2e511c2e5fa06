import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbookXlsx } from '../../src/printing/xlsx/workbook.js';
import { TableTally, provedFigure } from '../../src/packages/audit/audit-figures.js';
import { layoutOf } from '../../src/packages/audit/layouts.js';
import type { AuditTable } from '../../src/packages/audit/layouts.js';
import type { Ffy } from '../../events/values/month.js';
import type { ReportLines } from '../../projections/form/report.js';
import { PackedCounty, filesOf, relist, resign, rewrite, runVerifier } from './packed-county.js';

let county: PackedCounty;
let made = '';
beforeAll(async () => {
  county = await PackedCounty.make();
  made = county.place('made');
  await county.pack(2, made, ['--audit-file']);
});
afterAll(() => {
  county.remove();
});

const AUDIT = 'data/audit';

/** What the verifier says of a copy that was changed and signed anew. */
function saysOf(tamper: (copy: string) => void): string {
  const copy = county.copy(made);
  tamper(copy);
  resign(copy);
  const { code, stdout } = runVerifier(copy);
  expect(stdout).toContain('This package does not verify.');
  expect(code).toBe(3);
  return stdout;
}

/** Takes the last row out of a table. */
function cut(copy: string, table: string): void {
  rewrite(copy, `${AUDIT}/${table}.csv`, (text) => text.replace(/\r\n[^\r]+\r\n$/u, '\r\n'));
}

describe('verify.mjs, of audit tables that were changed and signed anew', () => {
  it('verifies them as they were made', () => {
    const { stdout, code } = runVerifier(made);
    expect(stdout).toContain('All 14 tables of the federal audit are rows of the trail');
    expect(code).toBe(0);
  });

  it('misses a row, whatever the figures say', () => {
    const says = saysOf((copy) => {
      cut(copy, 'Line01');
      rewrite(copy, `${AUDIT}/figures.json`, (text) =>
        text.replace(
          /("table": "Line01",\s+"rows": )(\d+)/u,
          (_, head: string, rows: string) => `${head}${String(Number(rows) - 1)}`,
        ),
      );
    });
    expect(says).toMatch(
      /data\/audit\/Line01.csv: its rows are \d+, and Line 1 \(a\) of data\/report.json is \d+/u,
    );
    expect(says).toContain('Line01.csv was cut short: the trail of Line 1 has more rows');
    expect(says).toContain('audit.xlsx has more rows of Line01 than data/audit/Line01.csv');
    expect(says).not.toContain('figures.json does not say');
  });

  it('finds another case, another amount, another child in place of one', () => {
    const another = saysOf((copy) => {
      rewrite(copy, `${AUDIT}/Line28.csv`, (text) =>
        text.replace(/\r\n([^\r]+)\r\n$/u, '\r\n$1X\r\n'),
      );
    });
    expect(another).toMatch(
      /Line28.csv, line \d+: it is not what the trail of Line 28 says of \w+/u,
    );
    expect(another).toMatch(
      /Line28.csv, line \d+: case \w+X is not in data\/audit\/IVDUniverse.csv/u,
    );
    const dearer = saysOf((copy) => {
      rewrite(copy, `${AUDIT}/Line24.csv`, (text) =>
        text.replace(/,(\d+)\.(\d\d)\r\n$/u, ',1$1.$2\r\n'),
      );
    });
    expect(dearer).toMatch(
      /Line24.csv: its rows add up to \d+\.\d\d, and Line 24 \(a\) of data\/report.json is \d+\.\d\d/u,
    );
    expect(dearer).toContain('it is not what the trail of Line 24 says');
    const noAmount = saysOf((copy) => {
      rewrite(copy, `${AUDIT}/Line25.csv`, (text) => text.replace(/,[\d.]+\r\n$/u, ',=1+1\r\n'));
    });
    expect(noAmount).toContain('it is not what the trail of Line 25 says');
    const child = saysOf((copy) => {
      rewrite(copy, `${AUDIT}/Line05.csv`, (text) => text.replace(/\r\n[\w-]+,/u, '\r\nOTHER,'));
    });
    expect(child).toMatch(/Line05.csv, line 2: it is not what the trail of Line 5 says/u);
  });

  it('counts nobody twice, and keeps the order', () => {
    const twice = saysOf((copy) => {
      rewrite(copy, `${AUDIT}/IVDUniverse.csv`, (text) =>
        text.replace(/\r\n([^\r]+\r\n)$/u, '\r\n$1$1'),
      );
    });
    expect(twice).toMatch(/IVDUniverse.csv, line \d+ is no row, out of order, or there twice/u);
  });

  it('does not take the cells that a package names for its proof', () => {
    const says = saysOf((copy) => {
      rewrite(copy, `${AUDIT}/figures.json`, (text) =>
        text.replace(/"line": "24",/u, '"line": "25",'),
      );
    });
    expect(says).toContain('compares Line24 with other cells');
    const none = saysOf((copy) => {
      rewrite(copy, `${AUDIT}/figures.json`, (text) =>
        text.replace(/\{\s+"table": "Line29"[^}]+\}\s+\},?/u, '').replace(/,\s*\]\s*\}\s*$/u, ']}'),
      );
    });
    expect(none).toContain('figures.json has the figures of other tables than there are');
  });

  it('has no rows for children of the whole state', () => {
    const says = saysOf((copy) => {
      rewrite(copy, `${AUDIT}/Line08.csv`, (text) => `${text}K-1,,,\r\n`);
    });
    expect(says).toContain('Line08.csv has rows, and no ledger holds the births of the state');
  });

  it('compares the headings with their description', () => {
    const says = saysOf((copy) => {
      rewrite(copy, `${AUDIT}/Line21.csv`, (text) => text.replace('Case ID', 'Case'));
    });
    expect(says).toContain(
      'Line21.csv, line 1: it is not the heading that data/audit/csv-metadata.json',
    );
  });

  it('finds a workbook that says something else, is another, or is none', () => {
    const path = (copy: string): string => join(copy, AUDIT, 'audit.xlsx');
    const tables = layoutOf(2008 as Ffy).tables.map(({ name, columns }) => ({
      name,
      columns: columns.map(({ name: heading }) => ({ heading, kind: 'text' as const, width: 9 })),
      rows: [] as readonly string[][],
    }));
    const other = saysOf((copy) => {
      writeFileSync(path(copy), Buffer.concat([...workbookXlsx(tables)]));
    });
    expect(other).toMatch(/IVDUniverse.csv, line 2: data\/audit\/audit.xlsx says something else/u);
    const more = saysOf((copy) => {
      const sheets = [...tables, { name: 'More', columns: [], rows: [] }];
      writeFileSync(path(copy), Buffer.concat([...workbookXlsx(sheets)]));
    });
    expect(more).toContain('audit.xlsx has a sheet More, and there is no such table');
    const none = saysOf((copy) => {
      writeFileSync(path(copy), 'no workbook at all, and longer than its end');
    });
    expect(none).toContain('data/audit cannot be checked: audit.xlsx is no whole zip file');
  });
});

describe('a package from before audit tables had figures', () => {
  it('verifies as it did by its own verifier', () => {
    const copy = county.copy(made);
    for (const name of ['figures.json', 'csv-metadata.json', 'audit.xlsx', 'README.txt']) {
      rmSync(join(copy, AUDIT, name));
    }
    rewrite(copy, `${AUDIT}/Line24.csv`, (text) => `${text}1900001,1.00\r\n1900001,1.00\r\n`);
    writeFileSync(join(copy, AUDIT, 'GAPS.txt'), 'What is not in the ledger, and stays empty:\n');
    relist(copy);
    resign(copy);
    expect(filesOf(copy)).toContain(`${AUDIT}/GAPS.txt`);
    const { code, stdout } = runVerifier(copy);
    expect(stdout).not.toContain('federal audit');
    expect(code).toBe(0);
  });
});

describe('a table that is not the figure of the report', () => {
  const table = (name: string): AuditTable => {
    const found = layoutOf(2006 as Ffy).tables.find((each) => each.name === name);
    if (found === undefined) throw new Error(`There is no ${name}.`);
    return found;
  };
  const lines = JSON.parse(
    '{"1":{"a":2},"16":{"a":9,"b":1,"c":2,"d":3},"24":{"a":"-1.50"},"21":{"a":null}}',
  ) as ReportLines;
  const tally = (count: number, amount: string | null = null): TableTally => {
    const made = new TableTally();
    for (let row = 0; row < count; row += 1) made.add(amount);
    return made;
  };

  it('stops the package, with both figures', () => {
    expect(provedFigure(table('Line01'), tally(2), lines)).toMatchObject({ rows: 2, sum: null });
    expect(() => provedFigure(table('Line01'), tally(1), lines)).toThrow(
      'The audit table Line01 has 1 row, and the report says 2 in Line 1, column a: no package is made of it.',
    );
    expect(provedFigure(table('Line09'), tally(6), lines).rows).toBe(6);
    expect(() => provedFigure(table('Line09'), tally(9), lines)).toThrow(
      '6 in Line 16, columns b, c, d',
    );
    expect(provedFigure(table('Line24'), tally(2, '-0.75'), lines).sum).toBe('-1.50');
    expect(() => provedFigure(table('Line24'), tally(3, '-0.50'), lines)).not.toThrow();
    expect(() => provedFigure(table('Line24'), tally(1, '1.50'), lines)).toThrow(
      'adds up to 1.50, and the report says -1.50',
    );
    expect(provedFigure(table('Line21'), tally(0), lines).rows).toBe(0);
    expect(provedFigure(table('IVDUniverse'), tally(7), lines).report).toBeNull();
  });
});
