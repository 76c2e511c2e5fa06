import type { FileRejection } from '../ledger/append-file.js';

/** A ledger at a moment: its size and its root, 64 hexadecimal digits. */
export interface LedgerMark {
  readonly size: number;
  readonly root: string;
}

/** What became of a file (contract/intake.md, Receipt), in the order of its keys. */
export interface Receipt {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Instants as the contract spells them. */
  readonly received: string;
  readonly taken: string;
  readonly format: string;
  readonly records: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly ledger: { readonly before: LedgerMark; readonly after: LedgerMark };
  readonly rejects: string | null;
  /** The same bytes had come before: this is what became of them then. */
  readonly again?: true;
}

/** A file that could not be read, and why, in one sentence. */
export interface ReturnedFile {
  readonly file: string;
  readonly received: string;
  readonly at: string;
  readonly reason: string;
}

export function receiptJson(receipt: Receipt): string {
  return `${JSON.stringify(receipt)}\n`;
}

/** A line of a rejects file, as `ingest` writes them, and the column where the file is a table. */
export function rejectJson({ file, line, column, id, code, message }: FileRejection): string {
  const place = column === undefined ? { file, line } : { file, line, column };
  return `${JSON.stringify({ ...place, id, code, message })}\n`;
}
