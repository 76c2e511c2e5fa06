import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { readLines } from '../../events/wire/lines.js';
import type { DecidedPart } from '../ledger/append-file.js';
import { errorCode } from '../system-reason.js';
import type { LedgerMark } from './receipt.js';

/** What happens to a file, one step after the other; each is on disk before the next begins. */
export type Step =
  /** It is out of its sender's reach, or about to be. */
  | {
      readonly step: 'claimed';
      readonly name: string;
      readonly received: string;
      readonly fault: string | null;
    }
  /** Its encrypted copy is whole. */
  | {
      readonly step: 'copied';
      readonly sha256: string;
      readonly bytes: number;
    }
  /** It was read to its end, and nothing was wrong with its form. */
  | {
      readonly step: 'begun';
      readonly format: string;
      readonly records: number;
      readonly before: LedgerMark;
      /** The county's mapping as it was then, by which all of it is read; null where there was none. */
      readonly mapping: unknown;
    }
  /** These lines were decided, and are appended next; see `appendFile`. */
  | { readonly step: 'part'; readonly part: DecidedPart }
  | { readonly step: 'taken'; readonly at: string; readonly after: LedgerMark }
  | { readonly step: 'returned'; readonly at: string; readonly reason: string };

type StepOf<Kind extends Step['step']> = Extract<Step, { readonly step: Kind }>;

/** What the journal of a file comes to. */
export interface FileState {
  readonly claimed: StepOf<'claimed'> | null;
  readonly copied: StepOf<'copied'> | null;
  readonly begun: StepOf<'begun'> | null;
  /** Of all parts in front of the last: they are in the ledger. */
  readonly counts: PartCounts;
  /** The last part that was decided, which may be in the ledger or not; null where there is none. */
  readonly last: DecidedPart | null;
  readonly taken: StepOf<'taken'> | null;
  readonly returned: StepOf<'returned'> | null;
}

export interface PartCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export const NOTHING_COUNTED: PartCounts = Object.freeze({
  accepted: 0,
  duplicates: 0,
  rejected: 0,
});

export function withPart(counts: PartCounts, part: DecidedPart): PartCounts {
  return {
    accepted: counts.accepted + part.accepted,
    duplicates: counts.duplicates + part.duplicates,
    rejected: counts.rejected + part.rejections.length,
  };
}

const OWN_FILE_MODE = 0o600;

/** A part has some thousands of rejections at most. */
const STEPS = { bytesMax: 64 * 1024 * 1024, isBlankKept: false };

/** The journal of a file, to which steps are added. */
export class Journal {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<Journal> {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND;
    const file = await open(path, flags, OWN_FILE_MODE);
    return new Journal(file);
  }

  /** The step is on disk when it returns. One that could not be written whole is passed over by who reads. */
  async add(step: Step): Promise<void> {
    // A line that a crash has cut in front of it must not swallow this one.
    await this.#file.appendFile(`\n${JSON.stringify(step)}\n`);
    await this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** The steps of a journal in order; what a crash has cut is passed over. Nothing where there is no journal. */
export async function* stepsIn(path: string): AsyncGenerator<Step, void, undefined> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  try {
    const chunks = file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>;
    for await (const lines of readLines(chunks, STEPS)) {
      for (const line of lines) {
        const step = line.kind === 'line' && line.isEnded ? stepOf(line.bytes) : null;
        if (step !== null) yield step;
      }
    }
  } finally {
    await file.close();
  }
}

function stepOf(bytes: Uint8Array): Step | null {
  try {
    // Nobody else writes a journal.
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Step;
  } catch {
    return null;
  }
}

/** What a journal comes to. */
export async function stateIn(path: string): Promise<FileState> {
  const found = new Map<Step['step'], Step>();
  let counts = NOTHING_COUNTED;
  let last: DecidedPart | null = null;
  for await (const step of stepsIn(path)) {
    found.set(step.step, step);
    if (step.step !== 'part') continue;
    // Decided anew from the same line on: what was decided before did not come to be.
    if (last !== null && last.from !== step.part.from) counts = withPart(counts, last);
    last = step.part;
  }
  const of = <Kind extends Step['step']>(kind: Kind): StepOf<Kind> | null =>
    (found.get(kind) as StepOf<Kind> | undefined) ?? null; // kept under its own kind
  return {
    claimed: of('claimed'),
    copied: of('copied'),
    begun: of('begun'),
    counts,
    last,
    taken: of('taken'),
    returned: of('returned'),
  };
}

/** The rejections of all parts that came to be, part by part. */
export async function* rejectionsIn(
  path: string,
): AsyncGenerator<DecidedPart['rejections'], void, undefined> {
  let last: DecidedPart | null = null;
  for await (const step of stepsIn(path)) {
    if (step.step !== 'part') continue;
    if (last !== null && last.from !== step.part.from) yield last.rejections;
    last = step.part;
  }
  if (last !== null) yield last.rejections;
}
