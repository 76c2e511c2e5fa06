import { headingMeanings } from '../../../events/tables/table-head.js';
import type { HeadingMeaning } from '../../../events/tables/table-head.js';
import type { RecordType } from '../../../events/registry.js';
import { BrokenInput, OtherKind } from '../../input/input-faults.js';
import type { FileLine } from '../../ledger/append-file.js';
import { gzipMembers } from '../../input/gzip-members.js';
import { csvRows } from '../../input/tables/csv-rows.js';
import type { TableRow } from '../../input/tables/csv-rows.js';
import type { ReceivedFile } from './lines-of-file.js';
import { openedAge } from './age-bytes.js';
import { chunksOf } from '../../input/tables/stored-bytes.js';
import type { StoredBytes } from '../../input/tables/stored-bytes.js';
import { tableLines } from './table-lines.js';
import type { WorkbookCell } from '../../input/tables/workbook-cells.js';
import { workbookRows } from '../../input/tables/workbook-rows.js';

/** Rows that are shown of a table before it is sent. */
export const PREVIEW_ROWS = 20;

/** What a table would become: its headings, and its first rows. */
export interface TablePreview {
  readonly type: RecordType;
  readonly headings: readonly HeadingMeaning[];
  /** Of the first rows, in order; none where a heading is unknown. */
  readonly rows: readonly FileLine[];
  /** Why none of it would be taken; null where its headings are all known. */
  readonly fault: string | null;
}

/** Shows what a table would become by a mapping, with nothing taken. Throws `OtherKind` where it is no table. */
export async function previewOf(file: ReceivedFile, stored: StoredBytes): Promise<TablePreview> {
  const { named, name, county, mapping } = file;
  const { body } = named;
  if (body.kind === 'zip' || body.kind === 'ndjson') {
    throw new OtherKind('no table', 'show one file of CSV, or one workbook');
  }
  const { type } = body;
  const open = named.isAge ? await openedAge(stored, file.identity) : stored;
  const bytes = named.isGzip ? gzipMembers(chunksOf(open)) : chunksOf(open);
  const first = body.kind === 'xlsx' ? await workbookRows(open) : await firstRows(csvRows(bytes));
  const rows = first.slice(0, PREVIEW_ROWS + 1);
  const cells = (rows[0]?.cells ?? []).map((cell) => (typeof cell === 'string' ? cell : ''));
  const headings = headingMeanings(type, cells, mapping);
  const lines: FileLine[] = [];
  try {
    for await (const batch of tableLines({ file: name, type, county, mapping }, [rows])) {
      lines.push(...batch);
    }
  } catch (error) {
    if (!(error instanceof BrokenInput)) throw error;
    return { type, headings, rows: [], fault: error.message };
  }
  return { type, headings, rows: lines, fault: null };
}

async function firstRows(
  batches: AsyncIterable<readonly TableRow<string>[]>,
): Promise<readonly TableRow<WorkbookCell>[]> {
  const rows: TableRow<WorkbookCell>[] = [];
  for await (const batch of batches) {
    rows.push(...batch);
    if (rows.length > PREVIEW_ROWS) break;
  }
  return rows;
}
