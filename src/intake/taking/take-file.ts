import { constants } from 'node:fs';
import { lstat, open, readFile, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { formatInstant, toWholeSecond } from '../../../events/values/instant.js';
import { readMapping } from '../../../events/tables/mapping.js';
import type { County } from '../../../events/values/county.js';
import { isThere, makeOwnFolder, writeOwnFile } from '../../exchange/durable-files.js';
import { Journal, partsIn, stateIn, withPart } from '../../exchange/journal.js';
import type { FileState, PartCounts } from '../../exchange/journal.js';
import { forgetNumber } from '../../exchange/numbered-folder.js';
import { positionsByJournal } from '../../exchange/positions-of-file.js';
import { filePaths, senderFolders } from '../../exchange/paths.js';
import type { FilePaths, SenderFolders } from '../../exchange/paths.js';
import { receiptJson, rejectJson } from '../../exchange/receipt.js';
import type { LedgerMark, Receipt, ReturnedFile } from '../../exchange/receipt.js';
import { uploaderOf } from '../../exchange/uploader.js';
import type { Uploader } from '../../exchange/uploader.js';
import { BrokenInput, OtherKind } from '../../input/input-faults.js';
import { errorCode } from '../../system-reason.js';
import { openedAge } from '../../exchange/reading/age-bytes.js';
import { namedFile } from '../../exchange/reading/file-name.js';
import type { NamedFile } from '../../exchange/reading/file-name.js';
import { linesOfFile } from '../../exchange/reading/lines-of-file.js';
import type { ReceivedFile } from '../../exchange/reading/lines-of-file.js';
import { bytesOfHandle } from '../../input/tables/stored-bytes.js';
import { deliver, deliverText, giveBack, isSameFile, putBack } from './deliver.js';
import type { IntakeHouse, KeepingHouse } from './intake-house.js';
import { REJECTS_END, rejectsNameOf } from './rejects-name.js';
import { sealedCopy, StillWritten } from './sealed-copy.js';

/** What became of a file. `unfinished`: its sender goes on writing it, and it is in the inbox again. */
export type Taken =
  | { readonly kind: 'taken'; readonly receipt: Receipt }
  | { readonly kind: 'returned'; readonly returned: ReturnedFile }
  | { readonly kind: 'unfinished' };

/**
 * Takes one file that is out of its sender's reach, or goes on where a process before this one was stopped: each step
 * is in its journal before the next begins, and can be done again. Throws where the store, the disk or the server is in
 * the way; the same call takes it on later.
 */
export async function takeFile(
  house: IntakeHouse | KeepingHouse,
  county: County,
  number: number,
): Promise<Taken> {
  const own = filePaths(house.exchange, county, number);
  const uploader = await uploaderOf(own.upload);
  const isUpload = uploader !== null;
  const sender =
    isUpload || !('watched' in house)
      ? null
      : { ...senderFolders(house.watched, county), file: heldPath(house, county, number) };
  // What came by SFTP is for whoever watches where it came from.
  if (sender === null && !isUpload) return { kind: 'unfinished' };
  const journal = await Journal.open(own.journal);
  try {
    return await new FileTaking(house, { county, number, sender, uploader }, journal).run();
  } finally {
    await journal.close();
  }
}

/** Whether a file has its receipt or its reason, which is written last. */
export async function isDone({ receipt, returned }: FilePaths): Promise<boolean> {
  return (await isThere(receipt)) || (await isThere(returned));
}

/** Where a file is held in the watched folder until it is taken. */
export function heldPath({ watched, token }: IntakeHouse, county: County, number: number): string {
  return join(senderFolders(watched, county).held, `${token}-${String(number)}`);
}

/** A county's folders, and where in them the file is held. */
type Sender = SenderFolders & { readonly file: string };

/** A file, and where its sender finds what becomes of it; null where he asks for it. */
interface FileOf {
  readonly county: County;
  readonly number: number;
  readonly sender: Sender | null;
  /** Who sent it in a request; null where it came by SFTP. */
  readonly uploader: Uploader | null;
}

const UNREADABLE = 'It cannot be read: its mode keeps everybody out; send it with mode 0660.';

class FileTaking {
  readonly #house: KeepingHouse;
  readonly #county: County;
  readonly #number: number;
  readonly #own: FilePaths;
  readonly #sender: Sender | null;
  readonly #uploader: Uploader | null;
  readonly #journal: Journal;

  constructor(house: KeepingHouse, { county, number, sender, uploader }: FileOf, journal: Journal) {
    this.#house = house;
    this.#county = county;
    this.#number = number;
    this.#own = filePaths(house.exchange, county, number);
    this.#sender = sender;
    this.#uploader = uploader;
    this.#journal = journal;
  }

  async run(): Promise<Taken> {
    let state = await this.#state();
    const { claimed } = state;
    // Stopped before anything was moved: the file is where it was.
    if (claimed === null) return this.#forget();
    if (state.returned !== null) return this.#giveBack(claimed, state.returned);
    if (state.copied === null) {
      // What came in a request has its copy before it has its number.
      const sender = this.#sender;
      if (sender === null || !(await isThere(sender.file))) return this.#forget();
      const fault = claimed.fault ?? (await faultOfKind(sender.file));
      if (fault !== null) return this.#return(claimed, fault);
      const instead = await this.#copy(claimed, sender);
      if (instead !== null) return instead;
      state = await this.#state();
    }
    return this.#read(state, claimed);
  }

  async #read(state: FileState, claimed: Claimed): Promise<Taken> {
    const { copied } = state;
    if (copied === null) throw new Error('A file that was copied has no copy in its journal.');
    let named: NamedFile;
    try {
      named = namedFile(claimed.name);
    } catch (error) {
      return this.#return(claimed, sentenceOf(error));
    }
    const earlier = state.begun === null ? await this.#earlierReceipt(copied.sha256, named) : null;
    if (earlier !== null) return this.#settle(claimed, { ...earlier, again: true }, null);
    if (state.taken === null) {
      const fault = await this.#takeIn(state, claimed.name, named);
      if (fault !== null) return this.#return(claimed, fault);
    }
    return this.#deliver(await this.#state(), claimed, named);
  }

  #state(): Promise<FileState> {
    return stateIn(this.#own.journal);
  }

  async #forget(): Promise<Taken> {
    await forgetNumber(this.#own);
    return { kind: 'unfinished' };
  }

  /** Makes the copy; what became of the file instead, where it cannot be read or is written on. */
  async #copy(claimed: Claimed, sender: Sender): Promise<Taken | null> {
    let file: FileHandle;
    try {
      file = await open(sender.file, constants.O_RDONLY | constants.O_NOFOLLOW);
    } catch (error) {
      if (errorCode(error) !== 'EACCES') throw error;
      return await this.#return(claimed, UNREADABLE);
    }
    try {
      const copied = await sealedCopy(file, this.#own.kept, this.#house.key.recipient);
      await this.#journal.add({ step: 'copied', ...copied });
      return null;
    } catch (error) {
      if (!(error instanceof StillWritten)) throw error;
      await putBack(sender.file, sender.inbox, claimed.name);
      return await this.#forget();
    } finally {
      await file.close();
    }
  }

  /** Reads the copy to its end with nothing taken, then takes it. Why it cannot be read, null where it was taken. */
  async #takeIn(state: FileState, name: string, named: NamedFile): Promise<string | null> {
    const sealed = await open(this.#own.kept, 'r');
    try {
      const stored = await openedAge(await bytesOfHandle(sealed), this.#house.key.identity);
      let { begun } = state;
      const value = begun === null ? await this.#mappingNow() : begun.mapping;
      const file = this.#received(name, named, value);
      if (begun === null) {
        let records = 0;
        try {
          for await (const lines of linesOfFile(file, stored)) records += lines.length;
        } catch (error) {
          if (error instanceof BrokenInput || error instanceof OtherKind) return sentenceOf(error);
          throw error;
        }
        const before = await this.#ledger();
        begun = { step: 'begun', format: named.format, records, before, mapping: value };
        await this.#journal.add(begun);
      }
      await this.#append(state, file, stored);
      const after = await this.#ledger();
      await this.#journal.add({ step: 'taken', at: this.#now(), after });
      return null;
    } finally {
      await sealed.close();
    }
  }

  async #append(
    { last }: FileState,
    file: ReceivedFile,
    stored: Parameters<typeof linesOfFile>[1],
  ): Promise<void> {
    const county = this.#county;
    const { asks } = this.#house;
    const isIn = last !== null && (await asks('isFilePartIn', { county, part: last }));
    const skip = last === null ? 0 : isIn ? last.through : last.from;
    await asks('appendFile', {
      county,
      lines: linesOfFile(file, stored),
      skip,
      mayCorrectFigures: this.#uploader?.mayCorrectFigures === true,
      onDecided: (part) => this.#journal.add({ step: 'part', part }),
    });
  }

  #received(name: string, named: NamedFile, value: unknown): ReceivedFile {
    const read = readMapping(value ?? {});
    if (read.kind === 'fault') throw new Error(`The mapping of a file: ${read.message}`);
    const { identity } = this.#house.key;
    return { name, named, county: this.#county, mapping: read.mapping, identity };
  }

  async #mappingNow(): Promise<unknown> {
    return (await this.#house.asks('intakeMapping', { county: this.#county })).value;
  }

  async #ledger(): Promise<LedgerMark> {
    const { size, root } = await this.#house.asks('root', { county: this.#county, asOf: null });
    return { size, root };
  }

  async #deliver(state: FileState, claimed: Claimed, named: NamedFile): Promise<Taken> {
    const { copied, begun, taken } = state;
    if (copied === null || begun === null || taken === null) {
      throw new Error('The journal of a file that was taken has no step for it.');
    }
    const counts = countsOf(state);
    const { name, received } = claimed;
    const rejects = counts.rejected > 0 ? await this.#keepRejects(name) : null;
    const receipt: Receipt = {
      file: name,
      sha256: copied.sha256,
      bytes: copied.bytes,
      received,
      taken: taken.at,
      format: begun.format,
      records: begun.records,
      ...counts,
      ledger: { before: begun.before, after: taken.after },
      rejects,
    };
    const positions = await positionsByJournal(this.#own.journal);
    await writeOwnFile(this.#own.positions, [`${JSON.stringify(positions)}\n`]);
    return this.#settle(claimed, receipt, this.#hashPath(copied.sha256, named));
  }

  /** Keeps what was rejected of a file; answers its name for the sender. */
  async #keepRejects(name: string): Promise<string> {
    await writeOwnFile(this.#own.rejects, this.#rejectLines());
    const file = { county: this.#county, number: this.#number, name };
    return rejectsNameOf(this.#house, file, this.#sender?.receipts ?? null);
  }

  /** Gives the receipt to the sender, keeps it, and lets the sender's file go. */
  async #settle(claimed: Claimed, receipt: Receipt, hashPath: string | null): Promise<Taken> {
    const sender = this.#sender;
    if (sender !== null) await this.#giveReceipt(sender, claimed, receipt, hashPath !== null);
    if (hashPath === null) await rm(this.#own.kept, { force: true });
    else {
      await makeOwnFolder(join(hashPath, '..'));
      await writeOwnFile(hashPath, [`${String(this.#number)}\n`]);
    }
    if (sender !== null) await rm(sender.file, { force: true });
    // By this a file is known to be done. Its journal told of rows, and has no more to say.
    await writeOwnFile(this.#own.receipt, [receiptJson(receipt)]);
    await rm(this.#own.journal, { force: true });
    return { kind: 'taken', receipt };
  }

  async #giveReceipt(
    sender: Sender,
    { name }: Claimed,
    receipt: Receipt,
    isNew: boolean,
  ): Promise<void> {
    const { receipts } = sender;
    if (receipt.rejects !== null && isNew) {
      const isThereAlready = await isSameFile(this.#own.rejects, join(receipts, receipt.rejects));
      const file = { name: receipt.rejects.slice(0, -REJECTS_END.length), end: REJECTS_END };
      if (!isThereAlready) await deliver(sender, receipts, file, this.#rejectLines());
    }
    await deliverText(sender, receipts, { name, end: '.receipt.json' }, receiptJson(receipt));
  }

  async *#rejectLines(): AsyncGenerator<string> {
    for await (const { rejections } of partsIn(this.#own.journal)) {
      yield rejections.map(rejectJson).join('');
    }
  }

  async #return(claimed: Claimed, reason: string): Promise<Taken> {
    const returned = { step: 'returned', at: this.#now(), reason } as const;
    await this.#journal.add(returned);
    return this.#giveBack(claimed, returned);
  }

  async #giveBack(
    { name, received }: Claimed,
    { at, reason }: { readonly at: string; readonly reason: string },
  ): Promise<Taken> {
    const sender = this.#sender;
    if (sender !== null) {
      const { returned: folder } = sender;
      const file = { name, end: '.reason.txt' };
      const isNew = await giveBack(sender.file, folder, name);
      // One that was given back before this process may have its reason already.
      if (isNew) await deliver(sender, folder, file, [`${reason}\n`]);
      else await deliverText(sender, folder, file, `${reason}\n`);
    }
    const returned: ReturnedFile = { file: name, received, at, reason };
    await rm(this.#own.kept, { force: true });
    await writeOwnFile(this.#own.returned, [`${JSON.stringify(returned)}\n`]);
    await rm(this.#own.journal, { force: true });
    return { kind: 'returned', returned };
  }

  /** The receipt of the same bytes in the same form, null where there is none. */
  async #earlierReceipt(sha256: string, named: NamedFile): Promise<Receipt | null> {
    const number = await textOrNull(this.#hashPath(sha256, named));
    if (number === null) return null;
    const earlier = filePaths(this.#house.exchange, this.#county, Number(number));
    const text = await textOrNull(earlier.receipt);
    // We have written it.
    return text === null ? null : (JSON.parse(text) as Receipt);
  }

  #hashPath(sha256: string, { format, body }: NamedFile): string {
    const type = 'type' in body ? body.type : 'any';
    return join(this.#house.exchange, this.#county, 'by-sha256', `${sha256}-${type}-${format}`);
  }

  #now(): string {
    return formatInstant(toWholeSecond(this.#house.clock()));
  }
}

/** Why what is held is no file; links are not followed. */
async function faultOfKind(path: string): Promise<string | null> {
  const found = await lstat(path);
  if (found.isSymbolicLink() || (found.isFile() && found.nlink > 1)) {
    return 'It is a link, which is not followed: send the file itself.';
  }
  if (found.isDirectory()) return 'It is a folder: send files alone.';
  return found.isFile() ? null : 'It is no plain file: send plain files alone.';
}

type Claimed = NonNullable<FileState['claimed']>;

function countsOf({ counts, last }: FileState): PartCounts {
  return last === null ? counts : withPart(counts, last);
}

function sentenceOf(error: unknown): string {
  if (error instanceof OtherKind) return error.message;
  if (error instanceof BrokenInput) {
    return `It could not be read to its end: ${error.message}.`;
  }
  throw error;
}

async function textOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
