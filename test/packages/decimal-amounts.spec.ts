import { EDITIONS } from '../../projections/form/editions.js';
import {
  dataPackageJson,
  dictionaryCsv,
  packageTables,
} from '../../src/packages/data-dictionary.js';
import { csvRows } from '../support/csv-rows.js';

interface DataPackage {
  readonly resources: readonly {
    readonly path: string;
    readonly schema: {
      readonly fields: readonly { readonly name: string; readonly type: string }[];
    };
  }[];
}

/** The field that carries amounts, by the path of a Parquet file. */
function amountFields(decimalLines: Parameters<typeof packageTables>[1]): Map<string, string> {
  const { resources } = JSON.parse(
    dataPackageJson('p', packageTables(EDITIONS[0], decimalLines)),
  ) as DataPackage;
  return new Map(
    resources
      .filter(({ path }) => path.endsWith('.parquet'))
      .map(({ path, schema }) => {
        const amounts = schema.fields.filter(({ name }) => name.startsWith('amount'));
        return [path, amounts.map(({ name, type }) => `${name} ${type}`).join(', ')];
      }),
  );
}

describe('the description of a package', () => {
  it('given amounts that INT64 holds, then every Parquet file has whole cents', () => {
    expect(new Set(amountFields(new Set()).values())).toEqual(new Set(['amountCents integer']));
  });

  it('given a line with a larger amount, then its file alone has decimals', () => {
    const fields = amountFields(new Set(['26']));
    expect(fields.get('trail/line-26.parquet')).toBe('amount number');
    expect(fields.get('trail/line-25.parquet')).toBe('amountCents integer');
    expect([...fields.values()].filter((field) => field === 'amount number')).toHaveLength(1);
  });

  it('names both fields in the dictionary, and where each stands', () => {
    const rows = csvRows(dictionaryCsv(packageTables(EDITIONS[0], new Set(['26']))));
    const amounts = rows.filter(
      ([file, field]) =>
        file?.includes('.parquet') === true && field?.startsWith('amount') === true,
    );
    expect(amounts.map(([, field]) => field)).toEqual(['amountCents', 'amount']);
    expect(amounts[1]?.join(' ')).toContain('DECIMAL(38,2)');
  });
});
