import { cellFormOf } from '../../../events/tables/cell-form.js';
import { tableColumnsOf } from '../../../events/tables/table-columns.js';
import type { TableColumn } from '../../../events/tables/table-columns.js';
import { RECORD_TYPES } from '../../../events/records/schemas.js';
import type { RecordType } from '../../../events/registry.js';
import { csvLine } from '../../reports/csv.js';
import { workbookXlsx } from '../../printing/xlsx/workbook.js';
import type { Sheet } from '../../printing/xlsx/workbook.js';
import { CODES_SHEET, FIELDS_SHEET } from '../../input/tables/form-sheets.js';

const WIDTH = { heading: 26, form: 80, short: 12 } as const;

/**
 * A workbook for records of one type (contract/intake.md): a first sheet with the headings, which is filled in, one that
 * says what belongs under each, and one with the codes. Filled in, it is taken as it is.
 */
export function templateWorkbook(type: RecordType): Generator<Uint8Array, void, void> {
  const columns = tableColumnsOf(type);
  return workbookXlsx([recordsSheet(columns), fieldsSheet(columns), codesSheet(columns)]);
}

function recordsSheet(columns: readonly TableColumn[]): Sheet {
  return {
    name: 'Records',
    columns: columns.map(({ shortHeading }) => ({
      heading: shortHeading,
      kind: 'text',
      width: Math.max(WIDTH.short, shortHeading.length + 2),
    })),
    rows: [],
  };
}

function fieldsSheet(columns: readonly TableColumn[]): Sheet {
  return {
    name: FIELDS_SHEET,
    columns: [
      { heading: 'Heading', kind: 'text', width: WIDTH.heading },
      { heading: 'Needed', kind: 'text', width: WIDTH.short },
      { heading: 'Give', kind: 'text', width: WIDTH.form },
      { heading: 'Example', kind: 'text', width: WIDTH.heading },
    ],
    rows: columns.map((column) => {
      const { form, example } = cellFormOf(column);
      return [column.shortHeading, neededText(column), form, example];
    }),
  };
}

function codesSheet(columns: readonly TableColumn[]): Sheet {
  return {
    name: CODES_SHEET,
    columns: [
      { heading: 'Heading', kind: 'text', width: WIDTH.heading },
      { heading: 'Code', kind: 'text', width: WIDTH.heading },
    ],
    rows: columns.flatMap((column) =>
      (cellFormOf(column).codes ?? []).map((code) => [column.shortHeading, code]),
    ),
  };
}

/** Every heading of every type's table, as CSV: what it is called, whether it is needed, its form and codes. */
export function* dataDictionary(): Generator<string, void, void> {
  yield csvLine(['type', 'heading', 'field', 'needed', 'give', 'example', 'codes']);
  for (const { name } of RECORD_TYPES) {
    for (const column of tableColumnsOf(name)) {
      const { form, example, codes } = cellFormOf(column);
      const { shortHeading, heading } = column;
      const needed = neededText(column);
      yield csvLine([name, shortHeading, heading, needed, form, example, (codes ?? []).join('|')]);
    }
  }
}

function neededText({ heading, isOptional }: TableColumn): string {
  // Where no column has them, an id is made of the row, and the county is the sender's.
  if (heading === 'id' || heading === 'county') return 'may be left out';
  return isOptional ? 'no' : 'yes';
}
