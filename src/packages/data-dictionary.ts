import type { Edition } from '../../projections/form/editions.js';
import { allFactsInWords } from '../../projections/form/fact-words.js';
import type { DictionaryFact } from '../../projections/form/fact-words.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { csvLine } from '../reports/csv.js';
import { trailPath } from './trail-files.js';

/** One field of a table of the package: Frictionless type and words for people. */
export interface DictionaryField {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'date' | 'array';
  readonly title: string;
  /** Allowed values or form, in words; '' where nothing is to be said. */
  readonly values: string;
  /** What a text is besides: an exact decimal, or several ids with a blank between. */
  readonly form?: 'decimal' | 'list';
  readonly isRequired: boolean;
}

/** A table of the package and its fields in order. */
export interface DictionaryTable {
  readonly name: string;
  readonly path: string;
  readonly title: string;
  readonly fields: readonly DictionaryField[];
}

const CSS_LETTER = 'CSS Letter 06-35, attachment';

const TRAIL_FIELDS: readonly DictionaryField[] = [
  required('line', 'string', 'Line of the form', 'a line of form.json'),
  required('column', 'string', 'Column in which the row counts', 'a, b, c or d'),
  optional('case', 'string', 'Case that is counted', '1-32 letters, digits, hyphens'),
  optional('child', 'string', 'Child that is counted', '1-32 letters, digits, hyphens'),
  {
    ...optional(
      'cases',
      'string',
      'Cases through which the child is counted',
      'ids, one space between',
    ),
    form: 'list',
  },
  {
    ...optional(
      'amount',
      'string',
      'Amount that the row adds, on lines of dollars or FTE; a decimal, never a binary fraction',
      'digits, a point, two digits, perhaps a minus in front',
    ),
    form: 'decimal',
  },
  optional('value', 'integer', 'Figure that DCSS supplied', '0 to 999999999'),
  {
    ...required(
      'records',
      'string',
      'Active records that put the row there, by position',
      'ids of records.ndjson, one space between',
    ),
    form: 'list',
  },
];

/** The fields of every trail as CSV. */
export function trailFields(): readonly DictionaryField[] {
  return TRAIL_FIELDS;
}

/** In place of `amount`, and what stands there in a file with an amount that INT64 does not hold. */
const AMOUNT_CENTS = optional(
  'amountCents',
  'integer',
  'Amount that the row adds in hundredths: cents, or hundredths of an FTE (INT64)',
  'whole number; not in a file with an amount beyond 2^63 - 1, which has the field amount',
);
const AMOUNT_DECIMAL = optional(
  'amount',
  'number',
  'Amount that the row adds, DECIMAL(38,2), in a file with an amount beyond 2^63 - 1 hundredths',
  'decimal with two digits; in place of amountCents',
);

const parquetFields = (amounts: readonly DictionaryField[]): readonly DictionaryField[] =>
  TRAIL_FIELDS.flatMap((field) => {
    switch (field.name) {
      case 'cases':
      case 'records':
        return [{ ...field, type: 'array' as const, values: 'list of ids' }];
      case 'amount':
        return amounts;
      default:
        return [field];
    }
  });

const CELL = 'count, or decimal with two digits; empty where the form is shaded';

const REPORT_TABLE: DictionaryTable = {
  name: 'report',
  path: 'data/report.csv',
  title: 'The report, one row a line of the form',
  fields: [
    required('county', 'string', 'County by its alphabetical number', '01 to 58'),
    required('month', 'string', 'Report month', 'YYYY-MM'),
    required(
      'asOf',
      'integer',
      'Position of the ledger that the report was frozen at',
      '1 or more',
    ),
    required('line', 'string', 'Line of the form', 'a line of form.json'),
    required('title', 'string', 'Title of the line', ''),
    optional('a', 'string', 'Column (a), total', CELL),
    optional('b', 'string', 'Column (b), current assistance', CELL),
    optional('c', 'string', 'Column (c), former assistance', CELL),
    optional('d', 'string', 'Column (d), never assistance', CELL),
  ],
};

const DICTIONARY_HEADINGS = ['file', 'field', 'type', 'required', 'meaning', 'values', 'source'];

/** The data dictionary itself, for the description of its folder. */
export const DICTIONARY_TABLE: DictionaryTable = {
  name: 'dictionary',
  path: 'data/dictionary.csv',
  title: 'What each field of the tables means',
  fields: DICTIONARY_HEADINGS.map((name) => optional(name, 'string', '', '')),
};

/**
 * The tables that every package has.
 *
 * @param decimalLines - lines of which an amount is DECIMAL in the Parquet file of their trail
 */
export function packageTables(
  { lines }: Edition,
  decimalLines: ReadonlySet<LineNumber>,
): readonly DictionaryTable[] {
  const ofLines = lines.flatMap(({ line, title }): DictionaryTable[] => [
    { ...trailTable(line, 'csv'), title: `Trail of Line ${line}: ${title}`, fields: TRAIL_FIELDS },
    {
      ...trailTable(line, 'parquet'),
      title: `Trail of Line ${line}: ${title}`,
      fields: parquetFields([decimalLines.has(line) ? AMOUNT_DECIMAL : AMOUNT_CENTS]),
    },
  ]);
  return [REPORT_TABLE, ...ofLines];
}

function trailTable(
  line: string,
  extension: 'csv' | 'parquet',
): Pick<DictionaryTable, 'name' | 'path'> {
  const path = trailPath(line, extension);
  return { name: `trail-${line}${extension === 'csv' ? '' : '-parquet'}`, path };
}

const VALUES_OF_FACTS: Readonly<Record<DictionaryFact['values'], readonly [string, string]>> = {
  boolean: ['boolean', 'true or false'],
  status: ['string', 'current, former or never'],
  dollars: ['string', 'dollars with two decimals'],
};

/** What the names in an explanation of a case or child mean: one row a fact that a line looks at. */
function factRows(): readonly string[] {
  return allFactsInWords().map(({ fact, of, values, title, sentence, source }) => {
    const [type, allowed] = VALUES_OF_FACTS[values];
    const meaning = `${title}: ${sentence}`;
    return csvLine([`explanation of a ${of}`, fact, type, 'no', meaning, allowed, source]);
  });
}

/**
 * The data dictionary for people: one row a field, then one a fact of explanations. The fields of all trails stand there
 * once.
 */
export function dictionaryCsv(tables: readonly DictionaryTable[]): string {
  const head = csvLine(DICTIONARY_HEADINGS);
  const isShown = ({ path }: DictionaryTable): boolean => !path.startsWith('data/trail/');
  const trails = [
    { path: 'data/trail/line-*.csv', fields: TRAIL_FIELDS },
    { path: 'data/trail/line-*.parquet', fields: parquetFields([AMOUNT_CENTS, AMOUNT_DECIMAL]) },
  ];
  const rows = [...tables.filter(isShown), ...trails].flatMap(({ path, fields }) =>
    fields.map(({ name, type, isRequired, title, values }) =>
      csvLine([path, name, type, isRequired ? 'yes' : 'no', title, values, CSS_LETTER]),
    ),
  );
  return head + [...rows, ...factRows()].join('');
}

/** The same for programs: a Frictionless data package. */
export function dataPackageJson(name: string, tables: readonly DictionaryTable[]): string {
  const resources = tables.map((table) => ({
    name: table.name.toLowerCase(),
    // Paths are relative to this file, which stands in data/.
    path: table.path.replace(/^data\//u, ''),
    title: table.title,
    ...(table.path.endsWith('.csv')
      ? {
          format: 'csv',
          mediatype: 'text/csv',
          encoding: 'utf-8',
          profile: 'tabular-data-resource',
        }
      : { format: 'parquet', mediatype: 'application/vnd.apache.parquet' }),
    schema: {
      fields: table.fields.map(({ name: field, type, title, values, isRequired }) => ({
        name: field,
        type,
        title,
        ...(values === '' ? {} : { description: values }),
        ...(isRequired ? { constraints: { required: true } } : {}),
      })),
      missingValues: [''],
    },
  }));
  return `${JSON.stringify({ profile: 'data-package', name, resources })}\n`;
}

function required(
  name: string,
  type: DictionaryField['type'],
  title: string,
  values: string,
): DictionaryField {
  return { name, type, title, values, isRequired: true };
}

function optional(
  name: string,
  type: DictionaryField['type'],
  title: string,
  values: string,
): DictionaryField {
  return { name, type, title, values, isRequired: false };
}
