import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { RejectedLine } from '../ledger/county-batch.js';
import { workbookXlsx } from '../printing/xlsx/workbook.js';
import type { SheetColumn } from '../printing/xlsx/sheet-xml.js';
import { csvLine } from '../reports/csv.js';
import { grouped } from '../reports/table.js';
import type { Run } from './context.js';
import { Failure } from './exit-codes.js';
import { outPath, writeWholeFile } from './out-file.js';
import type { OutPath } from './out-file.js';
import { systemReason } from './system-reason.js';
import type { Output } from './terminal.js';

/** Rejections told on standard error when no file was named for them. */
const TOLD_MAX = 20;

/** Where rejected lines go, in the order of the input. */
export interface Rejects {
  add(rejected: RejectedLine): void | Promise<void>;
  /** Everything is in the file, or told. */
  close(): Promise<void>;
}

/**
 * Opens the file of `--rejects`, or tells the first of them and their count on standard error. A name that ends in `.csv` or
 * `.xlsx` says that people will read it.
 */
export async function openRejects(run: Run, file: string | undefined): Promise<Rejects> {
  if (file === undefined) return new ToldRejects(run.output);
  const path = outPath(run, file);
  if (/\.xlsx$/iu.test(file)) return openWorkbook(path);
  const lineOf = /\.csv$/iu.test(file) ? csvOf : jsonOf;
  const stream = createWriteStream(path);
  try {
    await once(stream, 'open');
  } catch (error) {
    throw cannotWrite(file, error);
  }
  if (lineOf === csvOf) stream.write(csvLine(HEADINGS));
  return new FiledRejects(file, stream, lineOf);
}

const HEADINGS = ['file', 'line', 'id', 'code', 'message'] as const;

function jsonOf({ file, line, id, code, message }: RejectedLine): string {
  return `${JSON.stringify({ file, line, id, code, message })}\n`;
}

function csvOf({ file, line, id, code, message }: RejectedLine): string {
  return csvLine([file, String(line), id ?? '', code, message]);
}

/** Refuses a file that cannot be written before the first record is taken. */
async function openWorkbook(path: OutPath): Promise<Rejects> {
  await writeWholeFile(path, workbookOf([]));
  return new WorkbookRejects(path);
}

function workbookOf(rejected: readonly RejectedLine[]): Iterable<Uint8Array> {
  const rows = rejected.map(({ file, line, id, code, message }) => [
    file,
    String(line),
    id,
    code,
    message,
  ]);
  return workbookXlsx([{ name: 'Refused', columns: COLUMNS, rows }]);
}

const COLUMNS: readonly SheetColumn[] = [
  { heading: 'file', kind: 'text', width: 24 },
  { heading: 'line', kind: 'count', width: 10 },
  { heading: 'id', kind: 'text', width: 38 },
  { heading: 'code', kind: 'text', width: 24 },
  { heading: 'message', kind: 'text', width: 90 },
];

/** All of them in memory until the end: a workbook is written as a whole. */
class WorkbookRejects implements Rejects {
  readonly #path: OutPath;
  readonly #rejected: RejectedLine[] = [];

  constructor(path: OutPath) {
    this.#path = path;
  }

  add(rejected: RejectedLine): void {
    this.#rejected.push(rejected);
  }

  close(): Promise<void> {
    return writeWholeFile(this.#path, workbookOf(this.#rejected));
  }
}

class FiledRejects implements Rejects {
  readonly #file: string;
  readonly #stream: WriteStream;
  readonly #lineOf: (rejected: RejectedLine) => string;
  #fault: Error | null = null;

  constructor(file: string, stream: WriteStream, lineOf: (rejected: RejectedLine) => string) {
    this.#file = file;
    this.#stream = stream;
    this.#lineOf = lineOf;
    stream.on('error', (error) => {
      this.#fault = error;
    });
  }

  add(rejected: RejectedLine): void | Promise<void> {
    if (this.#fault !== null) throw cannotWrite(this.#file, this.#fault);
    if (!this.#stream.write(this.#lineOf(rejected))) return this.#drained();
  }

  async close(): Promise<void> {
    this.#stream.end();
    try {
      await finished(this.#stream);
    } catch (error) {
      throw cannotWrite(this.#file, error);
    }
  }

  async #drained(): Promise<void> {
    try {
      await once(this.#stream, 'drain');
    } catch (error) {
      throw cannotWrite(this.#file, error);
    }
  }
}

class ToldRejects implements Rejects {
  readonly #output: Output;
  #count = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  add(rejected: RejectedLine): void {
    this.#count += 1;
    if (this.#count > TOLD_MAX) return;
    const { file, line, code, message } = rejected;
    this.#output.message(`${file}, line ${String(line)}: ${code}: ${message}`);
  }

  close(): Promise<void> {
    if (this.#count > 0) {
      const shown =
        this.#count > TOLD_MAX ? `, of which the first ${String(TOLD_MAX)} are shown` : '';
      this.#output.message(
        `${grouped(this.#count)} rejected${shown}: mend them and send them again; --rejects FILE keeps them all.`,
      );
    }
    return Promise.resolve();
  }
}

function cannotWrite(file: string, error: unknown): Failure {
  return new Failure(
    `The file ${file} could not be written (${systemReason(error)}): name a file in a folder that can be written.`,
  );
}
