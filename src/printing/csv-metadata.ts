/** What a column of a CSV file holds, in the words of CSV on the Web. */
export interface CsvColumn {
  /** The heading, letter by letter. */
  readonly heading: string;
  readonly datatype: 'string' | 'integer' | 'decimal' | 'date';
  readonly meaning: string;
  /** What stands between the values where a field holds several. */
  readonly separator?: string;
  readonly isRequired: boolean;
}

/** A CSV file beside its description. */
export interface CsvTable {
  /** The file's name; it lies in the same folder. */
  readonly file: string;
  readonly title: string;
  readonly columns: readonly CsvColumn[];
}

/**
 * The description of CSV files after CSV on the Web (W3C Recommendation "Metadata Vocabulary for Tabular Data", 2015):
 * `csv-metadata.json` of a folder, or `FILE-metadata.json` of one file. Whoever reads the files by it
 * takes ids for texts and amounts for decimals.
 */
export function csvMetadata(tables: readonly CsvTable[]): string {
  const metadata = {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    dialect: { encoding: 'utf-8', header: true, delimiter: ',', lineTerminators: ['\r\n'] },
    tables: tables.map(({ file, title, columns }) => ({
      url: encodeURIComponent(file),
      'dc:title': title,
      tableSchema: { columns: columns.map(columnFields) },
    })),
  };
  return `${JSON.stringify(metadata, null, 1)}\n`;
}

function columnFields({ heading, datatype, meaning, separator, isRequired }: CsvColumn): object {
  return {
    name: heading
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/gu, '_')
      .replaceAll(/^_|_$/gu, ''),
    titles: heading,
    datatype,
    ...(separator === undefined ? {} : { separator }),
    ...(isRequired ? { required: true } : {}),
    ...(meaning === '' ? {} : { 'dc:description': meaning }),
  };
}
