import { Worker } from 'node:worker_threads';
import { BrokenInput, OtherKind } from '../input-faults.js';
import { FORM_SHEETS } from './form-sheets.js';
import type { StoredBytes } from './stored-bytes.js';
import type { TableRow } from './csv-rows.js';
import { readWorkbook } from './workbook-cells.js';
import type { WorkbookCell, WorkbookRead } from './workbook-cells.js';
import { countedWorkbook } from './workbook-parts.js';

/** What the thread that reads it may take. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };

/** Threads start from built files only. */
const THREAD = new URL('./workbook-thread.js', import.meta.url);
const IS_BUILT = import.meta.url.endsWith('.js');

/**
 * The rows of a workbook's one sheet, the heading first (contract/intake.md, Formats). The sheets of the template that
 * say how to fill it in are passed over. Throws `OtherKind` where there is another sheet or it is too large to be read
 * as a whole, `BrokenInput` where it is damaged.
 */
export async function workbookRows(
  stored: StoredBytes,
): Promise<readonly TableRow<WorkbookCell>[]> {
  const bytes = await countedWorkbook(stored);
  const read = IS_BUILT ? await readInThread(bytes) : await readWorkbook(bytes);
  if (read.kind === 'damaged') {
    throw new BrokenInput('the workbook is damaged or of an unusual kind: save it anew as .xlsx');
  }
  const sheets = read.sheets.filter(({ name }) => !FORM_SHEETS.has(name));
  const [sheet, ...more] = sheets;
  if (sheet === undefined || more.length > 0) {
    throw new OtherKind(
      `a workbook of ${String(sheets.length)} sheets`,
      'send one sheet of records a workbook',
    );
  }
  return sheet.rows
    .map((cells, index) => ({ line: index + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell !== null));
}

function readInThread(bytes: Uint8Array): Promise<WorkbookRead> {
  return new Promise((resolve) => {
    const worker = new Worker(THREAD, { workerData: bytes, resourceLimits: RESOURCE_LIMITS });
    worker.once('message', (read: WorkbookRead) => {
      resolve(read);
    });
    // It died, most likely of too much memory.
    const onEnd = (): void => {
      resolve({ kind: 'damaged', message: 'The thread that read it ended.' });
    };
    worker.once('error', onEnd);
    worker.once('exit', onEnd);
  });
}
