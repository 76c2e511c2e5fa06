import { CsvError, Parser } from 'csv-parse';
import { ByteSource } from '../byte-source.js';
import { BrokenInput, OtherKind } from '../input-faults.js';
import { kindByFirstBytes } from '../other-kinds.js';
import { LINE_BYTES_MAX } from '../../../events/rejections.js';

/** A row of a table and the line of the file that it begins on, from 1. */
export interface TableRow<Cell> {
  readonly line: number;
  readonly cells: readonly Cell[];
}

const DELIMITERS = [',', ';', '\t'] as const;
const BYTE_ORDER_MARK = '\ufeff';

/** Of how much of a file its first row is looked for. */
const BEGINNING_BYTES = LINE_BYTES_MAX;

/**
 * The rows of a CSV file, the heading first, in batches (RFC 4180; contract/intake.md, CSV): what separates cells is
 * found by the first row. Rows of nothing at all are passed over. Holds a chunk and a row. Throws `OtherKind` where the
 * bytes are plainly no text in UTF-8, `BrokenInput` where its quotes are broken or a row is over 64 KiB.
 */
export async function* csvRows(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly TableRow<string>[], void, undefined> {
  const source = new ByteSource(chunks);
  try {
    const beginning = await source.take(BEGINNING_BYTES);
    source.putBack(beginning);
    const reader = new RowParser(delimiterOf(beginning));
    for (let chunk = await source.next(); chunk !== null; chunk = await source.next()) {
      const rows = reader.add(chunk);
      if (rows.length > 0) yield rows;
    }
    const last = await reader.end();
    if (last.length > 0) yield last;
  } finally {
    await source.close();
  }
}

function delimiterOf(beginning: Uint8Array): string {
  if (beginning.length === 0) {
    throw new OtherKind('empty, without even a first row', 'send the headings at least');
  }
  const kind = kindByFirstBytes(beginning);
  if (kind !== null) throw new OtherKind(kind.what, 'save it as CSV in UTF-8');
  const text = new TextDecoder().decode(beginning).replace(BYTE_ORDER_MARK, '');
  // What stands within quotes separates nothing; a first row ends at the first line's end outside of them.
  const bare = text.replaceAll(/"(?:[^"]|"")*"/gu, '');
  const [first = ''] = bare.split(/\r?\n/u);
  const counts = DELIMITERS.map((each) => first.split(each).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The library's parser, fed by hand: it parses a chunk before `write` returns. */
class RowParser {
  readonly #parser: Parser;
  readonly #text = new TextDecoder('utf-8', { fatal: true });
  #rows: TableRow<string>[] = [];
  #line = 0;

  constructor(delimiter: string) {
    this.#parser = new Parser({
      delimiter,
      bom: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LINE_BYTES_MAX,
      on_record: (cells: string[], { lines }) => {
        this.#add(cells, lines);
        return null;
      },
    });
    this.#parser.on('error', () => undefined);
  }

  add(chunk: Uint8Array): readonly TableRow<string>[] {
    this.#assertText(chunk, true);
    this.#parser.write(chunk);
    this.#assertWhole();
    return this.#take();
  }

  async end(): Promise<readonly TableRow<string>[]> {
    this.#assertText(new Uint8Array(0), false);
    const ended = new Promise<void>((resolve) => {
      this.#parser.once('close', resolve);
      this.#parser.once('end', resolve);
    });
    this.#parser.resume();
    this.#parser.end();
    await ended;
    this.#assertWhole();
    return this.#take();
  }

  #add(cells: readonly string[], lastLine: number): void {
    // A cell may go over several lines: the row is named by the first.
    const isPlain = lastLine - this.#line === 1;
    const breaks = isPlain ? 0 : cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    this.#line = lastLine;
    this.#rows.push({ line: lastLine - breaks, cells });
  }

  #take(): readonly TableRow<string>[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #assertText(chunk: Uint8Array, isMore: boolean): void {
    try {
      this.#text.decode(chunk, { stream: isMore });
    } catch (error) {
      throw new BrokenInput('it is not UTF-8: save it as CSV in UTF-8', { cause: error });
    }
  }

  #assertWhole(): void {
    const fault = this.#parser.errored;
    if (fault === null) return;
    const isLong = fault instanceof CsvError && fault.code === 'CSV_MAX_RECORD_SIZE';
    const line = String(this.#line + 1);
    throw new BrokenInput(
      isLong
        ? `the row that begins on line ${line} is over 64 KiB, or a quote in it is not closed`
        : `the quotes of the row that begins on line ${line} are broken`,
      { cause: fault },
    );
  }
}
