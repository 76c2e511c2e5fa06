import { FIRST_EDITION } from '../../events/form-editions.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { Ffy } from '../../events/values/month.js';
import { editionNamed } from '../../projections/form/editions.js';
import type { PrintedVersion } from '../versions/version-json.js';
import { auditTables } from './audit/audit-files.js';
import { folderMetadata } from './csv-descriptions.js';
import {
  DICTIONARY_TABLE,
  dataPackageJson,
  dictionaryCsv,
  packageTables,
} from './data-dictionary.js';
import { formJson } from './form-json.js';
import { indexPage } from './index-page.js';
import { readmeText } from './readme.js';
import type { ReadmeFacts } from './readme.js';

/** A file of a package and its text. */
export type DescribingFile = readonly [path: string, text: string];

/** What the files that describe a package are made from. */
export interface DescribingFacts extends Omit<ReadmeFacts, 'hasAuditFile'> {
  /** The fiscal year whose layout the audit tables have; null where there are none. */
  readonly auditFfy: Ffy | null;
  /** Lines of which an amount is DECIMAL in the Parquet file of their trail. */
  readonly decimalLines: ReadonlySet<LineNumber>;
}

/** The files of a package that describe the others in words: the same for the same version of the program. */
export function describingFiles({
  auditFfy,
  decimalLines,
  ...facts
}: DescribingFacts): readonly DescribingFile[] {
  // What names no edition was made under the first.
  const edition = editionNamed(facts.version.edition ?? FIRST_EDITION.id);
  const tables = [
    ...packageTables(edition, decimalLines),
    ...(auditFfy === null ? [] : auditTables(auditFfy)),
  ];
  return [
    ['data/form.json', formJson(edition)],
    ['data/dictionary.csv', dictionaryCsv(tables)],
    ...folderMetadata([...tables, DICTIONARY_TABLE]).map(({ path, text }) => [path, text] as const),
    ['data/datapackage.json', dataPackageJson(packageName(facts.version), tables)],
    ['README.txt', readmeText({ ...facts, hasAuditFile: auditFfy !== null })],
    ['index.html', indexPage({ ...facts, edition, hasAuditFile: auditFfy !== null })],
  ];
}

/** `cs1257-19-2006-09-v2`. */
export function packageName({ county, month, version }: PrintedVersion): string {
  return `cs1257-${county}-${month}-v${String(version)}`;
}
