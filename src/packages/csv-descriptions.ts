import { csvMetadata } from '../printing/csv-metadata.js';
import type { CsvColumn, CsvTable } from '../printing/csv-metadata.js';
import { trailFields } from './data-dictionary.js';
import type { DictionaryField, DictionaryTable } from './data-dictionary.js';

/** The file that describes the CSV files of its folder (CSV on the Web, 5.3). */
export const CSV_METADATA = 'csv-metadata.json';

/** One `csv-metadata.json` for each folder that has a CSV file of these tables, with its path. */
export function folderMetadata(
  tables: readonly DictionaryTable[],
): readonly { readonly path: string; readonly text: string }[] {
  const folders = new Map<string, CsvTable[]>();
  for (const table of tables.filter(({ path }) => path.endsWith('.csv'))) {
    const cut = table.path.lastIndexOf('/') + 1;
    const folder = table.path.slice(0, cut);
    const files = folders.get(folder) ?? [];
    folders.set(folder, files);
    files.push(csvTable(table.path.slice(cut), table.title, table.fields));
  }
  return Array.from(folders, ([folder, files]) => ({
    path: `${folder}${CSV_METADATA}`,
    text: csvMetadata(files),
  }));
}

/** The description of one trail that stands in a file of its own. */
export function trailMetadata(line: string, file: string): string {
  return csvMetadata([csvTable(file, `Trail of Line ${line}`, trailFields())]);
}

function csvTable(file: string, title: string, fields: readonly DictionaryField[]): CsvTable {
  return { file, title, columns: fields.map(csvColumn) };
}

function csvColumn({ name, type, title, values, form, isRequired }: DictionaryField): CsvColumn {
  const meaning = values === '' ? title : `${title}; ${values}`;
  const column = { heading: name, meaning, isRequired };
  if (form === 'decimal' || type === 'number') return { ...column, datatype: 'decimal' };
  if (form === 'list' || type === 'array') return { ...column, datatype: 'string', separator: ' ' };
  return { ...column, datatype: type };
}
