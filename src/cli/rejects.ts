import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { RejectedLine } from '../ledger/county-batch.js';
import { grouped } from '../reports/table.js';
import type { Run } from './context.js';
import { Failure } from './exit-codes.js';
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

/** Opens the file of `--rejects`, or tells the first of them and their count on standard error. */
export async function openRejects(run: Run, file: string | undefined): Promise<Rejects> {
  if (file === undefined) return new ToldRejects(run.output);
  const path = resolve(run.terminal.cwd, file);
  const stream = createWriteStream(path);
  try {
    await once(stream, 'open');
  } catch (error) {
    throw cannotWrite(file, error);
  }
  return new FiledRejects(file, stream);
}

class FiledRejects implements Rejects {
  readonly #file: string;
  readonly #stream: WriteStream;
  #fault: Error | null = null;

  constructor(file: string, stream: WriteStream) {
    this.#file = file;
    this.#stream = stream;
    stream.on('error', (error) => {
      this.#fault = error;
    });
  }

  add(rejected: RejectedLine): void | Promise<void> {
    if (this.#fault !== null) throw cannotWrite(this.#file, this.#fault);
    const { file, line, id, code, message } = rejected;
    const text = `${JSON.stringify({ file, line, id, code, message })}\n`;
    if (!this.#stream.write(text)) return this.#drained();
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
