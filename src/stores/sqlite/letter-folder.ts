import { hash, randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UnusableStore } from '../../ports/failures.js';
import { LETTER_KINDS } from '../../../projections/process/letters/letter.js';
import type { LetterName, LetterRecord, LetterShelf } from '../../ports/letter-shelf.js';
import { isErrorCode, syncPath } from './connection.js';
import { systemReason } from '../../ports/system-reason.js';
import { makeFolder, namesIn } from './data-folder.js';

/** Where letters are in a data folder or a backup. */
export const LETTERS = 'letters';

const FILE_MODE = 0o600;

/** Letters of a data folder: `letters/<sha256>.pdf`, and `letters/000017-invitation.json` with what it was made from. */
export class LetterFolder implements LetterShelf {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, LETTERS);
  }

  record(of: LetterName): LetterRecord | null {
    const text = bytesAt(this.#recordPath(of))?.toString('utf8');
    // Written by `keep`, whole or not at all; what is no record any more is named by `check`, and made again.
    const record = text === undefined ? null : letterRecordOf(text);
    return record?.act === of.act && record.kind === of.kind ? record : null;
  }

  keep(record: LetterRecord, pdf: Uint8Array): LetterRecord {
    try {
      makeFolder(this.#folder);
      put(this.#pdfPath(record.sha256), pdf, 'replace');
      put(this.#recordPath(record), `${JSON.stringify(record)}\n`, 'first');
    } catch (error) {
      if (isReadOnly(error)) return record;
      throw error;
    }
    return this.record(record) ?? record;
  }

  pdf(sha256: string): Uint8Array | null {
    const bytes = bytesAt(this.#pdfPath(sha256));
    return bytes === null || hash('sha256', bytes) !== sha256 ? null : bytes;
  }

  restore(sha256: string, pdf: Uint8Array): void {
    try {
      put(this.#pdfPath(sha256), pdf, 'replace');
    } catch (error) {
      if (!isReadOnly(error)) throw error;
    }
  }

  records(): readonly LetterRecord[] {
    return (namesIn(this.#folder) ?? [])
      .toSorted()
      .map(nameOfLetterRecord)
      .flatMap((of) => (of === null ? [] : [this.record(of)]))
      .filter((record) => record !== null);
  }

  #recordPath({ act, kind }: LetterName): string {
    return join(this.#folder, `${String(act).padStart(6, '0')}-${kind}.json`);
  }

  #pdfPath(sha256: string): string {
    return join(this.#folder, `${sha256}.pdf`);
  }
}

const RECORD_NAME = /^(?<act>\d{6,9})-(?<kind>[a-z-]{1,40})\.json$/u;

/** Which letter a file of the folder says something of; null for what is no such file. */
export function nameOfLetterRecord(name: string): LetterName | null {
  const { act = '', kind = '' } = RECORD_NAME.exec(name)?.groups ?? {};
  const known = LETTER_KINDS.find((each) => each === kind);
  return known === undefined ? null : { act: Number(act), kind: known };
}

/** What such a file says; null where it is not what `keep` writes. */
export function letterRecordOf(text: string): LetterRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { act, kind, sha256, settings } = value as Partial<LetterRecord>; // each looked at here
  const isOne = Number.isInteger(act) && LETTER_KINDS.some((each) => each === kind);
  const isDrawn = typeof sha256 === 'string' && /^[0-9a-f]{64}$/u.test(sha256);
  return isOne && isDrawn && typeof settings === 'object' ? (value as LetterRecord) : null;
}

function isReadOnly(error: unknown): boolean {
  const cause: unknown = error instanceof UnusableStore ? error.cause : error;
  return isErrorCode(cause, 'EROFS') || isErrorCode(cause, 'EACCES');
}

function bytesAt(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT') || isErrorCode(error, 'ENOTDIR')) return null;
    throw new UnusableStore(
      'refused',
      path,
      `The letter ${path} cannot be read: ${systemReason(error)}.`,
      error,
    );
  }
}

/** There whole or not at all, and on disk. `first`: what somebody else put there meanwhile stays. */
function put(path: string, content: string | Uint8Array, whose: 'first' | 'replace'): void {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(draft, content, { flush: true, mode: FILE_MODE });
    if (whose === 'replace') renameSync(draft, path);
    else linkSync(draft, path);
  } catch (error) {
    if (whose === 'first' && isErrorCode(error, 'EEXIST')) return;
    const isFull = isErrorCode(error, 'ENOSPC');
    throw new UnusableStore(
      isFull ? 'full' : 'refused',
      path,
      `The letter ${path} cannot be written: ${systemReason(error)}.`,
      error,
    );
  } finally {
    rmSync(draft, { force: true });
  }
  syncPath(dirname(path));
}
