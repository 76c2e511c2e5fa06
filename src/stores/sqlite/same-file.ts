import { statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import type { County } from '../../../events/values/county.js';
import { leafOf } from '../../../projections/seal/leaf.js';
import { LedgerContradicted } from '../../ports/failures.js';
import type { LedgerReader } from '../../ports/ledger-reader.js';
import { systemReason } from '../../ports/system-reason.js';

/** So many records, spread over the ledger, are read back where the file was written by somebody else. */
const RECORDS_READ_BACK = 512;

/** What a file system says of a file: whether it is the same one, and whether it was written to. */
type Trace = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>;

/** A ledger's file as another connection sees it. */
export type FreshLook = LedgerReader & { readonly close: () => void };

/**
 * Knows an open ledger file by its place in the file system. A file that was removed, renamed, replaced or overwritten
 * under a process that has it open goes on taking records, and nobody finds them again: so it is looked for anew, by
 * its path, before anything is added to it, and before what was added is acknowledged. What is found once stays.
 */
export class SameFile {
  readonly #county: County;
  readonly #path: string;
  #trace: Trace;
  #logTrace: Trace | null;
  /** After the last append of this process. */
  #known: { readonly size: number; readonly root: Uint8Array } | null = null;
  #contradicted: LedgerContradicted | null = null;

  constructor(county: County, path: string) {
    this.#county = county;
    this.#path = path;
    this.#trace = traceOf(path) ?? this.#refuse('was removed');
    this.#logTrace = traceOf(this.#logPath);
  }

  get contradicted(): LedgerContradicted | null {
    return this.#contradicted;
  }

  /** @throws LedgerContradicted */
  beforeAppend(lookAnew: () => FreshLook): void {
    if (this.#contradicted !== null) throw this.#contradicted;
    const trace = this.#assertThere();
    // Another process that adds records writes to the file, too: then its content decides.
    if (this.#known === null || isSame(trace, this.#trace)) return;
    const difference = differenceSeen(lookAnew, this.#known.size, this.#known.root);
    if (difference !== null) this.#refuse(difference);
    this.#trace = trace;
  }

  /**
   * What was added is in the file that the path leads to.
   * @throws LedgerContradicted
   */
  afterAppend(size: number, root: Uint8Array): void {
    this.#trace = this.#assertThere();
    this.#known = { size, root };
  }

  get #logPath(): string {
    return `${this.#path}-wal`;
  }

  #assertThere(): Trace {
    const now = traceOf(this.#path) ?? this.#refuse('was removed');
    if (!isOneFile(now, this.#trace)) this.#refuse('was replaced by another');
    const log = traceOf(this.#logPath);
    const before = this.#logTrace;
    if (before !== null && (log === null || !isOneFile(log, before))) {
      this.#refuse('lost its write-ahead log');
    }
    this.#logTrace = log;
    return now;
  }

  #refuse(finding: string): never {
    this.#contradicted = new LedgerContradicted(
      this.#county,
      `Its ledger file ${this.#path} ${finding} while it was in use: nothing is added to it any more. Stop the program, find out who did it, and put the file back or restore the latest backup.`,
    );
    throw this.#contradicted;
  }
}

/** What a fresh look finds to be other than what is in memory; null where it is the same ledger, perhaps with more. */
function differenceSeen(lookAnew: () => FreshLook, size: number, root: Uint8Array): string | null {
  let fresh: FreshLook | null = null;
  try {
    fresh = lookAnew();
    return differenceOfContent(fresh, size, root);
  } catch (error) {
    return `was overwritten and cannot be read (${systemReason(error)})`;
  } finally {
    fresh?.close();
  }
}

function differenceOfContent(fresh: LedgerReader, size: number, root: Uint8Array): string | null {
  if (size === 0) return null;
  if (fresh.size < size) {
    return `was overwritten: it has ${String(fresh.size)} records and had ${String(size)}`;
  }
  if (!Buffer.from(fresh.root(size)).equals(root)) return 'was overwritten: it has another root';
  const step = Math.max(1, Math.floor(size / RECORDS_READ_BACK));
  for (let position = 1; position <= size; position += step) {
    if (fresh.isErasedAt(position)) continue;
    const { body, recorded } = fresh.row(position);
    const kept = fresh.subtrees().subtree(0, position - 1);
    if (Buffer.from(leafOf(position, body, recorded)).equals(kept)) continue;
    return `was overwritten: it has another record at position ${String(position)}`;
  }
  return null;
}

function isOneFile(one: Trace, other: Trace): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

function isSame(one: Trace, other: Trace): boolean {
  return one.size === other.size && one.mtimeNs === other.mtimeNs && one.ctimeNs === other.ctimeNs;
}

function traceOf(path: string): Trace | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
}
