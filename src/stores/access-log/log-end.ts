import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Day } from '../../../events/values/day.js';
import { formatDay } from '../../../events/values/day.js';
import { noteOfHead, signatureIn } from '../../../projections/access-log/log-note.js';
import type { TreeHead } from '../../../projections/seal/county-note.js';
import { RootAccumulator, leafHash } from '../../../projections/seal/merkle.js';
import type { HeadSigner } from '../../ports/access-log.js';
import { UnusableStore } from '../../ports/failures.js';
import { makeFolder } from '../sqlite/data-folder.js';
import {
  ACCESS_LOG,
  ENDED,
  daysOfHeads,
  daysOfLog,
  headText,
  headerOf,
  headerText,
  headsPath,
  logPath,
  parseHead,
} from './day-files.js';
import type { CommitHead, DayHeader } from './day-files.js';
import type { FileLayer, WritableFile } from './file-layer.js';
import { framed, framesOf } from './framed-text.js';
import type { NewestNotes } from './newest-notes.js';

/** Where the log is kept, and by whom its heads are signed. */
export interface LogParts {
  readonly folder: string;
  readonly signer: HeadSigner;
  /** Null where the keys are in the data folder. */
  readonly newest: NewestNotes | null;
  readonly layer: FileLayer;
}

/** A file that is open for writing, and how far this process has read it. */
interface KnownFile {
  readonly path: string;
  readonly file: WritableFile;
  readonly inode: number;
  bytes: number;
}

/** In canonical JSON a quote within a text is written `\\"`, so this is the line's own number. */
const NUMBER = /"n":(?<n>\d+),"of":/u;

/**
 * The end of the log, to which lines are added: the files of its newest day, and the tree up to there. Of one process
 * at a time: whoever calls holds the lock.
 */
export class LogEnd {
  readonly #parts: LogParts;
  readonly name: string;
  readonly day: Day;
  readonly #log: KnownFile;
  readonly #heads: KnownFile;
  #tree: RootAccumulator;
  /** Leaves of the lines that no head is signed of. */
  #unsigned: Uint8Array[] = [];
  #isEnded = false;

  private constructor(parts: LogParts, header: DayHeader, log: KnownFile, heads: KnownFile) {
    this.#parts = parts;
    this.name = header.log;
    this.day = header.day;
    this.#tree = header.before.copy();
    this.#log = log;
    this.#heads = heads;
  }

  /**
   * Opens the newest day; what a writer left that was stopped is put right. Null where there is no log yet.
   * @throws UnusableStore where the log is not what was signed
   */
  static async open(parts: LogParts): Promise<LogEnd | null> {
    const { folder } = parts;
    const day = (await daysOfLog(folder)).at(-1) ?? (await begunDay(parts));
    if (day === null) return null;
    const path = logPath(folder, day);
    const found = await headerOf(path);
    if (found === null) throw damaged(path, 'the file does not begin as one of its files does');
    const { header, end } = found;
    const heads = headsPath(folder, day);
    const ofHeads = await headerOf(heads);
    if (ofHeads === null) await written(parts, heads, header);
    const headsEnd = ofHeads?.end ?? framed(headerText(header)).length;
    const opened = new LogEnd(
      parts,
      header,
      await known(parts.layer, path, end),
      await known(parts.layer, heads, headsEnd),
    );
    try {
      await opened.#readOn(await opened.#headsToTrust());
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  /** Begins the log with its first day. */
  static async begin(parts: LogParts, day: Day): Promise<LogEnd> {
    const log = `access-log-${randomUUID().slice(0, 8)}`;
    return LogEnd.#made(parts, { log, day, before: new RootAccumulator() });
  }

  static async #made(parts: LogParts, header: DayHeader): Promise<LogEnd> {
    const { folder, layer } = parts;
    const { day } = header;
    const bytes = framed(headerText(header)).length;
    await written(parts, headsPath(folder, day), header);
    await written(parts, logPath(folder, day), header);
    const log = await known(layer, logPath(folder, day), bytes);
    return new LogEnd(parts, header, log, await known(layer, headsPath(folder, day), bytes));
  }

  /** How many lines there are, and their root. */
  get head(): TreeHead {
    return { size: this.#tree.size, root: this.#tree.root() };
  }

  /** Whether another process has gone on in a file of a later day. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Whether the files are the ones that were opened, and no shorter. */
  isStillThere(): boolean {
    return [this.#log, this.#heads].every(({ path, inode, bytes }) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found?.ino === inode && found.size >= bytes;
    });
  }

  /** Reads what other processes have added. @throws UnusableStore */
  async catchUp(): Promise<void> {
    const isLonger = ({ path, bytes }: KnownFile): boolean => statSync(path).size > bytes;
    if (isLonger(this.#log) || isLonger(this.#heads)) await this.#readOn(null);
  }

  /**
   * Adds lines, on disk when it answers, and signs the head. Where it throws, no line of them is acknowledged.
   *
   * @param textOf - the canonical JSON of the line with a number
   */
  async append(textOf: readonly ((n: number) => string)[]): Promise<readonly number[]> {
    if (this.#unsigned.length > 0) await this.#sign();
    const tree = this.#tree.copy();
    const leaves: Uint8Array[] = [];
    let text = '';
    const numbers = textOf.map((each) => {
      const line = each(tree.size + 1);
      const leaf = leafHash(Buffer.from(line));
      tree.add(leaf);
      leaves.push(leaf);
      text += framed(line);
      return tree.size;
    });
    await this.#written(this.#log, Buffer.from(text), true);
    this.#tree = tree;
    this.#unsigned = leaves;
    await this.#sign();
    return numbers;
  }

  /** Goes on in a file of a later day; this end is closed. */
  async next(day: Day): Promise<LogEnd> {
    if (this.#unsigned.length > 0) await this.#sign();
    await this.#heads.file.sync();
    if (!this.#isEnded) await this.#written(this.#log, Buffer.from(framed(ENDED)), false);
    this.#isEnded = true;
    const begun = await LogEnd.#made(this.#parts, {
      log: this.name,
      day: Math.max(day, this.day + 1) as Day, // a day after a day
      before: this.#tree,
    });
    await this.close();
    return begun;
  }

  /** Has the signed heads on disk as well. */
  async syncHeads(): Promise<void> {
    await this.#heads.file.sync();
    await this.#parts.newest?.sync();
  }

  async close(): Promise<void> {
    await this.#log.file.close();
    await this.#heads.file.close();
  }

  /** Signs what is there now: the head is in its file when it answers. */
  async #sign(): Promise<void> {
    const { signer, newest } = this.#parts;
    const note = signer.sign(this.name, this.head);
    const head = { ...this.head, signature: signatureIn(note), leaves: this.#unsigned };
    await this.#written(this.#heads, Buffer.from(framed(headText(head))), false);
    this.#unsigned = [];
    await newest?.keep(this.name, note);
  }

  /** All of it, or the file is as long as it was. */
  async #written(to: KnownFile, bytes: Uint8Array, isSynced: boolean): Promise<void> {
    try {
      await to.file.write(bytes, to.bytes);
      if (isSynced) await to.file.sync();
    } catch (error) {
      await to.file.truncate(to.bytes);
      throw error;
    }
    to.bytes += bytes.length;
  }

  /** Takes in what stands behind what is known; a torn line at the end, which nobody was told of, is cut. */
  async #readOn(trusted: TreeHead | null): Promise<void> {
    const head = farther(await this.#readHeads(), trusted);
    this.#refuseOther(head);
    const from = this.#log.bytes;
    const texts: string[] = [];
    for await (const { text, end } of framesOf(this.#log.path, from)) {
      if (text === null) break;
      if (text === ENDED) this.#isEnded = true;
      else this.#take(text);
      this.#refuseOther(head);
      if (this.#tree.size === head?.size) {
        this.#unsigned = [];
        texts.length = 0;
      } else texts.push(text);
      this.#log.bytes = end;
    }
    if (head !== null && head.size > this.#tree.size) {
      const range = `${String(this.#tree.size + 1)} to ${String(head.size)}`;
      throw damaged(this.#log.path, `lines ${range} are gone or cannot be read`);
    }
    if (statSync(this.#log.path).size > this.#log.bytes) {
      await this.#log.file.truncate(this.#log.bytes);
    }
    if (this.#unsigned.length === 0) return;
    // Written by one that was stopped, perhaps not on disk, whatever the page cache says: written again.
    const bytes = Buffer.from(texts.map(framed).join(''));
    await this.#log.file.write(bytes, this.#log.bytes - bytes.length);
    await this.#log.file.sync();
    await this.#sign();
  }

  #take(text: string): void {
    const n = Number(NUMBER.exec(text)?.groups?.['n']);
    if (n !== this.#tree.size + 1) {
      const expected = String(this.#tree.size + 1);
      throw damaged(this.#log.path, `where line ${expected} has to be stands another`);
    }
    const leaf = leafHash(Buffer.from(text));
    this.#tree.add(leaf);
    this.#unsigned.push(leaf);
  }

  #refuseOther(head: TreeHead | null): void {
    if (head?.size !== this.#tree.size) return;
    if (Buffer.from(head.root).equals(this.#tree.root())) return;
    throw damaged(this.#log.path, 'its lines are not what was signed');
  }

  /** The newest head behind what is known of the day's heads; a torn one is cut. Null where there is none. */
  async #readHeads(): Promise<TreeHead | null> {
    let newest: CommitHead | null = null;
    for await (const { text, end } of framesOf(this.#heads.path, this.#heads.bytes)) {
      const head = text === null ? null : parseHead(text);
      if (head === null) break;
      newest = head;
      this.#heads.bytes = end;
    }
    if (statSync(this.#heads.path).size > this.#heads.bytes) {
      await this.#heads.file.truncate(this.#heads.bytes);
    }
    if (newest !== null) this.#refuseUnsigned(newest);
    return newest;
  }

  /** What was signed of earlier days, or beside the keys: what is there must go as far. */
  async #headsToTrust(): Promise<TreeHead | null> {
    const { folder, newest, signer } = this.#parts;
    const beside = newest?.newest(this.name, signer) ?? null;
    let kept: CommitHead | null = null;
    for (const day of (await daysOfHeads(folder)).toReversed()) {
      for await (const { text } of framesOf(headsPath(folder, day))) {
        kept = (text === null ? null : parseHead(text)) ?? kept;
      }
      if (kept !== null) break;
    }
    if (kept !== null) this.#refuseUnsigned(kept);
    return farther(kept, beside);
  }

  #refuseUnsigned(head: CommitHead): void {
    if (this.#parts.signer.isSigned(this.name, head, noteOfHead(this.name, head, head.signature)))
      return;
    throw damaged(this.#heads.path, `its head of ${String(head.size)} lines is not signed by us`);
  }
}

/** The head of more lines; the first where both have as many. */
function farther(one: TreeHead | null, other: TreeHead | null): TreeHead | null {
  return (other?.size ?? 0) > (one?.size ?? 0) ? other : one;
}

/** What a log gets that is not what was written: nothing is added to it until somebody has looked. */
export function damaged(path: string, finding: string): UnusableStore {
  return new UnusableStore(
    'refused',
    path,
    `The access log (${path}) is not what was signed: ${finding}. Run "plumbline access log check", and keep its files as they are.`,
  );
}

async function known(layer: FileLayer, path: string, bytes: number): Promise<KnownFile> {
  const file = await layer.open(path);
  return { path, file, inode: statSync(path).ino, bytes };
}

/**
 * The first day of a log whose writer was stopped, or had no space left, between the two files of it: the one of lines is
 * made. Null where there is no log yet.
 * @throws UnusableStore where something was signed of lines that are gone
 */
async function begunDay(parts: LogParts): Promise<Day | null> {
  const { folder } = parts;
  const [day, ...others] = await daysOfHeads(folder);
  if (day === undefined) return null;
  const begun = await headerOf(headsPath(folder, day));
  const bytes = statSync(headsPath(folder, day)).size;
  if (others.length > 0 || begun?.end !== bytes || begun.header.before.size > 0) {
    throw damaged(join(folder, ACCESS_LOG), 'its files are gone, and its signed heads are there');
  }
  await written(parts, logPath(folder, day), begun.header);
  return day;
}

/** Makes a file with its header, whole or not at all, and on disk when it answers. */
async function written(parts: LogParts, path: string, header: DayHeader): Promise<void> {
  const { layer } = parts;
  makeFolder(dirname(path));
  const draft = `${path}.${formatDay(header.day)}.${randomUUID()}.tmp`;
  try {
    const file = await layer.open(draft);
    try {
      await file.write(Buffer.from(framed(headerText(header))), 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await layer.rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await layer.syncFolder(dirname(path));
}
