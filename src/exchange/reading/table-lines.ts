import { hash } from 'node:crypto';
import { parseValue } from '../../../events/wire/parse.js';
import type { ParseResult } from '../../../events/wire/parse.js';
import type { RecordType } from '../../../events/registry.js';
import type { Rejection } from '../../../events/rejections.js';
import { LINE_BYTES_MAX, rejectionOf } from '../../../events/rejections.js';
import type { Mapping } from '../../../events/tables/mapping.js';
import { columnOfRejection } from '../../../events/tables/reject-column.js';
import {
  NO_ID,
  contentOfRow,
  textOfRowId,
  uuidOfHash,
  withIdOfRow,
} from '../../../events/tables/row-id.js';
import { readTableHead } from '../../../events/tables/table-head.js';
import type { TableHead } from '../../../events/tables/table-head.js';
import { rowReader } from '../../../events/tables/table-row.js';
import type { RowReader } from '../../../events/tables/table-row.js';
import { textOfCell } from '../../../events/tables/cell-texts.js';
import type { County } from '../../../events/values/county.js';
import { BrokenInput } from '../../input/input-faults.js';
import type { FileLine } from '../../ledger/append-file.js';
import type { TableRow } from '../../input/tables/csv-rows.js';
import { RowCounts } from './row-counts.js';
import type { WorkbookCell } from '../../input/tables/workbook-cells.js';

/** Whose table it is, and how it is to be read. */
export interface TableOf {
  /** The file's name in rejects. */
  readonly file: string;
  readonly type: RecordType;
  readonly county: County;
  readonly mapping: Mapping;
}

/** The records of a table's rows, batch by batch; its first row says what the columns are. Throws `BrokenInput`. */
export async function* tableLines(
  of: TableOf,
  batches:
    AsyncIterable<readonly TableRow<WorkbookCell>[]> | Iterable<readonly TableRow<WorkbookCell>[]>,
): AsyncGenerator<readonly FileLine[], void, undefined> {
  let rows: TableRows | null = null;
  for await (const batch of batches) {
    const [first, ...rest] = batch;
    if (rows === null) {
      if (first === undefined) continue;
      const begun = new TableRows(of, headOf(of, first.cells));
      rows = begun;
      yield rest.map((row) => begun.line(row));
      continue;
    }
    const known = rows;
    yield batch.map((row) => known.line(row));
  }
  if (rows === null) throw new BrokenInput('it has no first row: send the headings at least');
}

function headOf({ type, mapping }: TableOf, cells: readonly WorkbookCell[]): TableHead {
  const texts = cells.map((cell) => {
    if (cell === null) return '';
    if (typeof cell === 'string') return cell;
    throw new BrokenInput('its first row holds a number or date where a heading belongs');
  });
  const read = readTableHead(type, withoutEmptyEnd(texts), mapping);
  if (read.kind === 'head') return read.head;
  throw new BrokenInput(read.message.replace(/^Its/u, 'its').replace(/\.$/u, ''));
}

/** Spreadsheets pad rows with cells that hold nothing. */
function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, last + 1);
}

/** Makes lines of the rows of one table. */
class TableRows {
  readonly #of: TableOf;
  readonly #head: TableHead;
  readonly #read: RowReader;
  readonly #counts = new RowCounts();

  constructor(of: TableOf, head: TableHead) {
    this.#of = of;
    this.#head = head;
    this.#read = rowReader(head, of.county);
  }

  line({ line, cells }: TableRow<WorkbookCell>): FileLine {
    const { file } = this.#of;
    const result = this.#resultOf(cells);
    const column = result.kind === 'rejection' ? columnOfRejection(this.#head, result) : null;
    return { file, line, result, column };
  }

  #resultOf(cells: readonly WorkbookCell[]): ParseResult {
    const texts = this.#textsOf(cells);
    if (!Array.isArray(texts)) return texts as Rejection;
    const read = this.#read(texts as readonly string[]);
    if (read.kind === 'rejection') return read;
    const { value } = read;
    // An empty cell is no value: such a row has no id, as a row of a table without the column.
    if (this.#head.hasIds && 'id' in value) return bounded(parseValue(value, 'live'));
    const parsed = parseValue({ ...value, id: NO_ID }, 'live');
    if (parsed.kind === 'rejection') return { ...parsed, id: null };
    const content = contentOfRow(parsed);
    // Most rows are one of their kind: the hash that tells them apart is then that of the id as well.
    const first = sha256(textOfRowId(parsed, content, 1));
    const which = this.#counts.add(first);
    const id = uuidOfHash(which === 1 ? first : sha256(textOfRowId(parsed, content, which)));
    return bounded(withIdOfRow(parsed, id));
  }

  /** The cells as texts, as many as there are headings where a workbook left empty ones out. */
  #textsOf(cells: readonly WorkbookCell[]): readonly string[] | Rejection {
    const { columns } = this.#head;
    const texts: string[] = [];
    for (const [index, cell] of cells.entries()) {
      if (index >= columns.length && (cell === null || cell === '')) continue;
      if (cell === null) texts.push('');
      else if (typeof cell === 'string') texts.push(cell);
      else {
        const column = columns[index]?.column;
        if (column === null) {
          texts.push('');
          continue;
        }
        if (column === undefined) return strayCell();
        const text = textOfCell(cell, column);
        if (text.kind === 'rejection') return text;
        texts.push(text.text);
      }
    }
    return texts;
  }
}

function strayCell(): Rejection {
  return rejectionOf(null, 'INVALID_FIELD', {
    path: 'row',
    problem: 'has a value beyond the last heading: take it out.',
  });
}

/** A record of a table is bounded as a line is. */
function bounded(result: ParseResult): ParseResult {
  if (result.kind === 'rejection' || result.body.length * 3 <= LINE_BYTES_MAX) return result;
  return Buffer.byteLength(result.body) <= LINE_BYTES_MAX
    ? result
    : rejectionOf(null, 'MALFORMED', { why: 'tooLong' });
}

/** As text: a buffer for each row would be memory outside of the heap, which costs more than the hash itself. */
function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
