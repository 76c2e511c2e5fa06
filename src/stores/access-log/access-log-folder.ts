import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { civilDayOf } from '../../../events/values/civil-day.js';
import { sameDayYearsOn } from '../../../events/values/anniversary.js';
import type { Day } from '../../../events/values/day.js';
import { latest } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import { canonicalLine } from '../../../projections/access-log/line-text.js';
import type { AccessLine, NewAccessLine } from '../../../projections/access-log/access-line.js';
import { EMPTY_ROOT } from '../../../projections/seal/merkle.js';
import type {
  HeadSigner,
  KeptLog,
  LineAppended,
  LinesAsked,
  LogChecked,
  LogHead,
} from '../../ports/access-log.js';
import { systemReason } from '../../ports/system-reason.js';
import { makeFolder } from '../sqlite/data-folder.js';
import { ProcessLock } from '../sqlite/process-lock.js';
import { checkLog } from './check-log.js';
import { ACCESS_LOG, daysOfLog, headerOf, logPath } from './day-files.js';
import { OWN_FILES } from './file-layer.js';
import type { FileLayer } from './file-layer.js';
import { LogEnd, damaged } from './log-end.js';
import type { LogParts } from './log-end.js';
import { NewestNotes } from './newest-notes.js';
import { headOfLog, linesOfLog } from './read-log.js';

/** Most lines that are written together; what is behind them waits for the next. */
const BATCH_LINES_MAX = 500;

/** Most lines that wait: as many answers wait with them. */
const WAITING_MAX = 20_000;

/** Most characters of a line; a usual one has three hundred. */
const LINE_CHARACTERS_MAX = 4096;

/** How long a line is kept (contract/access.md, The access log). */
const KEPT_YEARS = 7;

/** How often the signed heads are brought to the disk; they are in their file before any answer. */
const HEADS_SYNC_MS = 1000;

interface Waiting {
  readonly line: NewAccessLine;
  readonly resolve: (appended: LineAppended) => void;
}

/** Where a log is kept, and what signs it. */
export interface AccessLogSettings {
  /** The data folder. */
  readonly folder: string;
  readonly signer: HeadSigner;
  /** Where the keys are, if not in the data folder. */
  readonly keysFolder: string | null;
  readonly layer?: FileLayer;
}

/**
 * The access log of a data folder: a file of lines for each day, one of signed heads beside the county's notes. Several
 * processes may write; each holds a lock while it does.
 */
export class AccessLogFolder implements KeptLog {
  readonly #parts: LogParts;
  readonly #lock: ProcessLock;
  readonly #waiting: Waiting[] = [];
  #end: LogEnd | null = null;
  /** Lines that this process has seen signed: a log that has fewer was exchanged under it. */
  #seen = 0;
  #draining: Promise<void> | null = null;
  /** One change after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #headsTimer: NodeJS.Timeout | null = null;

  constructor({ folder, signer, keysFolder, layer = OWN_FILES }: AccessLogSettings) {
    const newest = keysFolder === null ? null : new NewestNotes(keysFolder, layer);
    this.#parts = { folder, signer, newest, layer };
    this.#lock = new ProcessLock(join(folder, ACCESS_LOG, 'writer.lock'));
  }

  append(line: NewAccessLine): Promise<LineAppended> {
    const fault = faultOfLine(line);
    if (fault !== null) return Promise.resolve({ kind: 'unwritten', message: fault });
    if (this.#waiting.length >= WAITING_MAX) {
      const message = `More than ${String(WAITING_MAX)} lines of the access log wait for the disk.`;
      return Promise.resolve({ kind: 'unwritten', message });
    }
    const { promise, resolve } = Promise.withResolvers<LineAppended>();
    this.#waiting.push({ line, resolve });
    this.#draining ??= this.#drain();
    return promise;
  }

  lines(asked: LinesAsked): AsyncIterable<AccessLine> {
    return linesOfLog(this.#parts.folder, asked);
  }

  check(now: Instant): Promise<LogChecked> {
    return checkLog(this.#parts, (day) => isExpired(day, now));
  }

  async head(): Promise<LogHead> {
    const head = await headOfLog(this.#parts.folder);
    return head ?? { name: null, size: 0, root: EMPTY_ROOT, note: null };
  }

  async expire(now: Instant): Promise<number> {
    const [first] = await daysOfLog(this.#parts.folder);
    // Mostly there is nothing to do, and whoever only reads the folder may not write.
    if (first === undefined || !isExpired(first, now)) return 0;
    return this.#exclusively(async () => {
      const { folder } = this.#parts;
      const expired = (await daysOfLog(folder)).filter((day) => isExpired(day, now));
      const last = expired.at(-1);
      if (last === undefined) return 0;
      const first = (await headerOf(logPath(folder, expired[0] ?? last)))?.header.before.size;
      let end = await this.#current();
      // The newest file stays until there is a newer one: the log goes on where it ends.
      if (end !== null && end.day <= last) {
        end = this.#end = await end.next(civilDayOf(now));
      }
      const next = (await daysOfLog(folder)).find((day) => day > last);
      const behind = next === undefined ? null : await headerOf(logPath(folder, next));
      for (const day of expired) await rm(logPath(folder, day), { force: true });
      await this.#parts.layer.syncFolder(join(folder, ACCESS_LOG));
      return (behind?.header.before.size ?? 0) - (first ?? 0);
    });
  }

  freeBytes(): Promise<number> {
    return this.#parts.layer.freeBytes(this.#parts.folder);
  }

  async close(): Promise<void> {
    await this.#draining;
    await this.#turn;
    if (this.#headsTimer !== null) clearTimeout(this.#headsTimer);
    await this.#syncHeads();
    await this.#end?.close();
    this.#end = null;
    await this.#parts.newest?.close();
    this.#lock.close();
  }

  async #drain(): Promise<void> {
    // All who ask in this turn of the loop go together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_LINES_MAX);
      try {
        const numbers = await this.#exclusively(() => this.#commit(batch.map(({ line }) => line)));
        batch.forEach(({ resolve }, index) => {
          resolve({ kind: 'durable', n: numbers[index] ?? 0 });
        });
      } catch (error) {
        const message = `The access log cannot be written: ${systemReason(error)}. What has to be on record is neither shown nor done without it: do it as whoever may write the data folder, or mend the disk.`;
        for (const { resolve } of batch) resolve({ kind: 'unwritten', message });
      }
    }
    this.#draining = null;
  }

  async #commit(lines: readonly NewAccessLine[]): Promise<readonly number[]> {
    const [first, ...others] = lines.map(({ at }) => at);
    if (first === undefined) return [];
    const day = civilDayOf(latest(first, ...others));
    let end = await this.#current();
    if (end === null) end = this.#end = await LogEnd.begin(this.#parts, day);
    else if (end.isEnded || end.day < day) end = this.#end = await end.next(day);
    const numbers = await end.append(lines.map((line) => (n) => canonicalLine({ n, ...line })));
    this.#seen = end.head.size;
    this.#headsTimer ??= setTimeout(() => void this.#syncHeads(), HEADS_SYNC_MS).unref();
    return numbers;
  }

  /** The end of the log as it is now, whoever has written. Null where there is no log yet. */
  async #current(): Promise<LogEnd | null> {
    let end = this.#end;
    if (end?.isStillThere() === true) await end.catchUp();
    if (end?.isStillThere() !== true || end.isEnded) {
      await this.#forget();
      end = this.#end = await LogEnd.open(this.#parts);
    }
    if ((end?.head.size ?? 0) < this.#seen) {
      const path = join(this.#parts.folder, ACCESS_LOG);
      throw damaged(path, `it had ${String(this.#seen)} lines, and has fewer`);
    }
    return end;
  }

  /** One change after the other, none while another process makes one; after a failure the end is read anew. */
  #exclusively<Result>(change: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(async () => {
      makeFolder(dirname(logPath(this.#parts.folder, 0 as Day))); // any day's
      return this.#lock.holding(async () => {
        try {
          return await change();
        } catch (error) {
          await this.#forget();
          throw error;
        }
      });
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #forget(): Promise<void> {
    const end = this.#end;
    this.#end = null;
    await end?.close().catch(() => undefined);
  }

  /** A failure is met again by the next commit, or by whoever opens the log. */
  async #syncHeads(): Promise<void> {
    this.#headsTimer = null;
    await this.#end?.syncHeads().catch(() => undefined);
  }
}

/** The line's day is at most its file's, so that the file goes as a whole. */
function isExpired(day: Day, now: Instant): boolean {
  return sameDayYearsOn(day, KEPT_YEARS) < civilDayOf(now);
}

function faultOfLine(line: NewAccessLine): string | null {
  try {
    const { length } = canonicalLine({ n: Number.MAX_SAFE_INTEGER, ...line });
    return length <= LINE_CHARACTERS_MAX
      ? null
      : `A line of the access log may have ${String(LINE_CHARACTERS_MAX)} characters, and one of ${String(length)} was handed in.`;
  } catch (error) {
    return `A line of the access log has no canonical JSON: ${systemReason(error)}`;
  }
}
