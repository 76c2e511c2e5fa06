import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata } from 'hyparquet';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { parquetRow, parquetRows } from '../../src/packages/parquet-rows.js';
import { trailParquet } from '../../src/reports/trail-parquet.js';
import type { TrailEntry } from '../../src/reports/trail.js';
import { scratchFolder } from '../support/scratch-folder.js';

const INT64_MAX = 2n ** 63n - 1n;

/** Rows of Line 26 with these amounts, and one without any. */
function entriesOf(amounts: readonly CentsSum[]): readonly TrailEntry[] {
  return [...amounts, null].map((hundredths, index) => ({
    line: '26',
    column: 'b',
    subject: { kind: 'case', case: `19-${String(index)}` },
    hundredths,
    value: null,
    records: [`a0000000-0000-4000-8000-00000000000${String(index)}`],
  }));
}

/** The names and types of the columns of a file that carry amounts. */
function amountColumns(bytes: Uint8Array): readonly unknown[] {
  return parquetMetadata(Uint8Array.from(bytes).buffer)
    .schema.filter(({ name }) => name.startsWith('amount'))
    .map(({ name, type, converted_type, precision, scale }) => ({
      ...{ name, type, converted_type, precision, scale },
    }));
}

describe('the Parquet file of a trail', () => {
  it('has whole cents in 64 bits up to the largest that these hold', async () => {
    const entries = entriesOf([1, 2n ** 53n, INT64_MAX, -INT64_MAX]);
    const bytes = trailParquet(entries);
    expect(amountColumns(bytes)).toMatchObject([{ name: 'amountCents', type: 'INT64' }]);
    expect(await parquetRows(bytes)).toEqual(entries.map((entry) => parquetRow(entry, false)));
  });

  it('has decimals as soon as one amount is a cent larger', async () => {
    const entries = entriesOf([5, -7, INT64_MAX + 1n, -INT64_MAX - 1n, 10n ** 37n + 1n]);
    const bytes = trailParquet(entries);
    expect(amountColumns(bytes)).toEqual([
      {
        ...{ name: 'amount', type: 'FIXED_LEN_BYTE_ARRAY', converted_type: 'DECIMAL' },
        ...{ precision: 38, scale: 2 },
      },
    ]);
    expect(await parquetRows(bytes)).toEqual(entries.map((entry) => parquetRow(entry, true)));
    expect((await parquetRows(bytes))[2]).toMatchObject({ amount: '92233720368547758.08' });
  });

  it('is read by DuckDB to the cent', async () => {
    const folder = scratchFolder();
    try {
      const file = join(folder, 'line-26.parquet');
      writeFileSync(file, trailParquet(entriesOf([5, INT64_MAX + 1n, -(10n ** 37n) - 1n])));
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      const read = await connection.runAndReadAll(
        `SELECT typeof(amount), amount::VARCHAR FROM '${file}'`,
      );
      connection.closeSync();
      expect(read.getRows()).toEqual([
        ['DECIMAL(38,2)', '0.05'],
        ['DECIMAL(38,2)', '92233720368547758.08'],
        ['DECIMAL(38,2)', `-1${'0'.repeat(35)}.01`],
        ['DECIMAL(38,2)', null],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
