import { relative } from 'node:path';
import type { County } from '../../events/values/county.js';
import { actLeaf, actLeaves } from '../../projections/seal/act-leaf.js';
import { COUNTY_STREAMS } from '../../projections/seal/county-note.js';
import type {
  ActHeads,
  CountyNote,
  CountyStream,
  TreeHead,
} from '../../projections/seal/county-note.js';
import { EMPTY_ROOT, rootOf } from '../../projections/seal/merkle.js';
import type { ActLog, StoredAct } from '../ports/act-log.js';
import { LedgerContradicted } from '../ports/failures.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import type { KeptNote, Notes, PreparedNote } from '../ports/notes.js';
import { originOf, signNote, verifyNote } from './checkpoint.js';
import type { NoteVerdict } from './checkpoint.js';
import { ACTS_ARE, actTree, headOfActs, ledgerTree } from './act-trees.js';
import { contradiction, missingLedger } from './contradictions.js';
import type { Tree } from './contradictions.js';
import type { SigningKeys } from './signing-keys.js';
import { contradictedVersions, submissionsIn } from './version-roots.js';

/** What the notary looks at and writes to: stores as they are, without anything that compares. */
export interface NotaryParts {
  /** The data folder, from which places are named. */
  readonly folder: string;
  readonly ledgers: LedgerReaders;
  readonly acts: Readonly<Record<CountyStream, ActLog>>;
  readonly notes: Notes;
  readonly keys: SigningKeys;
  /** Whether anything but a note names a county's ledger, as a file of its acts does; null where nothing does. */
  readonly namedBy: (county: County) => string | null;
  /**
   * Whether the ledgers are replicas of a server's: they may be behind what others have signed, and catch up. Their acts
   * are the server's own.
   */
  readonly isReplica: boolean;
  /** Name and version, for the note that takes older acts in. */
  readonly program: () => string;
  /** Takes in what is no county's, before anything is signed. */
  readonly takeInOthers: () => Promise<void>;
}

/** The note of an act that is about to be appended, and what it says. */
export interface ActNote {
  readonly ledger: TreeHead;
  readonly acts: ActHeads;
  readonly prepared: PreparedNote;
}

/**
 * Makes the signed notes of counties, and compares what is opened with them. One for each open house.
 */
export class Notary {
  readonly #parts: NotaryParts;
  /** Null where they are closed to whoever reads. */
  #publicKeys: readonly Uint8Array[] | null = [];
  /** The anchor being written of a county; the next waits for it. */
  readonly #writing = new Map<County, Promise<void>>();

  constructor(parts: NotaryParts) {
    this.#parts = parts;
  }

  /** Whether the ledgers are replicas of a server's, which has the notes of acts. */
  get isReplica(): boolean {
    return this.#parts.isReplica;
  }

  /** Reads the keys that are trusted: before anything is compared, and again where there may be others. */
  knowKeys(): void {
    this.#publicKeys = this.#parts.keys.all().map(({ publicKey }) => publicKey);
  }

  /**
   * The same for whoever only reads: where the keys are closed to him, notes are compared by what they say, and who
   * signed them is not looked at.
   */
  knowKeysIfOpen(): void {
    if (this.#parts.keys.areClosed()) this.#publicKeys = null;
    else this.knowKeys();
  }

  /** The anchors of a county as they are now; to be read before its ledger or its acts are, so that they never say more. */
  anchors(county: County): readonly KeptNote[] {
    return this.#parts.notes.anchors(county);
  }

  /**
   * Compares a county's ledger with its anchors.
   *
   * @param anchors - as they were before the ledger was opened
   * @throws LedgerContradicted
   */
  compareLedger(county: County, ledger: LedgerReader | null, anchors: readonly KeptNote[]): void {
    if (anchors.length === 0) this.#refuseWithoutAnchor(county, ledger);
    for (const anchor of anchors) {
      const { ledger: head } = this.#trusted(county, anchor);
      seeAsFarAs(head.size, ledger);
      if (this.#isBehind(head.size, ledger)) continue;
      if (head.size > 0 && ledger === null) {
        throw new LedgerContradicted(county, missingLedger(this.nameOf(anchor)));
      }
      this.#compare(county, anchor, 'records', head, ledgerTree(ledger));
    }
  }

  /**
   * Compares a county's acts of a kind with its anchors, and each version's root with the ledger.
   *
   * @param anchors - as they were before the acts were read
   * @throws LedgerContradicted
   */
  compareActs(
    county: County,
    stream: CountyStream,
    acts: readonly StoredAct[],
    anchors: readonly KeptNote[],
  ): void {
    const tree = actTree(acts);
    for (const anchor of anchors) {
      const head = this.#trusted(county, anchor).acts?.[stream];
      if (head === undefined) {
        const finding = `${this.nameOf(anchor)} does not name the county's acts, as an anchor does. Restore the latest backup.`;
        throw new LedgerContradicted(county, finding);
      }
      this.#compare(county, anchor, ACTS_ARE[stream], head, tree);
    }
    if (stream === 'submissions') this.#refuseContradicted(county, acts);
  }

  #refuseContradicted(county: County, acts: readonly StoredAct[]): void {
    if (acts.length === 0) return;
    const ledger = this.#parts.ledgers.ledger(county);
    const submitted = submissionsIn(acts);
    seeAsFarAs(Math.max(0, ...submitted.map(({ asOf }) => asOf)), ledger);
    const known = submitted.filter(({ asOf }) => !this.#isBehind(asOf, ledger));
    const [first] = contradictedVersions(known, ledger);
    if (first !== undefined) throw new LedgerContradicted(county, first.finding);
  }

  /**
   * Signs what is there of a county now, after a commit. Answers when the note before it is on disk: a ledger may be
   * one commit ahead of its anchor, never behind it.
   */
  async anchor(county: County): Promise<void> {
    const before = this.#writing.get(county) ?? Promise.resolve();
    void this.#inLine(county, () => this.#anchorOfRecords(county));
    await before;
  }

  /** Makes the anchor say what the note of an act says that was kept; on disk when it answers. */
  anchorOfAct(county: County, { ledger, acts }: ActNote): Promise<void> {
    return this.#inLine(county, () => this.#keepNewer(county, ledger, acts));
  }

  /** One anchor of a county after the other. Whoever comes next is told of what failed, or whoever closes. */
  #inLine(county: County, write: () => Promise<void>): Promise<void> {
    const writing = (this.#writing.get(county) ?? Promise.resolve()).then(write);
    writing.catch(() => undefined);
    this.#writing.set(county, writing);
    return writing;
  }

  /** Waits until every anchor is on disk. */
  async settled(): Promise<void> {
    await Promise.all(this.#writing.values());
  }

  /** Signs the note of an act that is about to be appended; what was left behind by a crash is put right first. */
  async prepare(
    county: County,
    stream: CountyStream,
    acts: readonly StoredAct[],
    body: string,
  ): Promise<ActNote> {
    await this.#takeInOlder(county);
    await this.#settlePending(county, stream, acts);
    const number = acts.length + 1;
    const leaves = [...actLeaves(acts.map((act) => act.body)), actLeaf(number, body)];
    const ledger = this.#ledgerHead(county);
    const heads = {
      ...(await this.#heads(county)),
      [stream]: { size: number, root: rootOf(leaves) },
    };
    const text = this.#signed({ ledger, acts: heads, takenInBy: null });
    const prepared = await this.#parts.notes.prepare(county, { stream, number }, text);
    return { ledger, acts: heads, prepared };
  }

  /** Whether a note is signed by a key that is trusted, and what it says then. */
  verdict(county: County, { text }: KeptNote): NoteVerdict {
    const verdict = verifyNote(text, county, this.#publicKeys);
    if (verdict.kind === 'signed' || this.#publicKeys === null) return verdict;
    // By a key that another process has made since the keys were read.
    this.knowKeys();
    return verifyNote(text, county, this.#publicKeys);
  }

  async #anchorOfRecords(county: County): Promise<void> {
    await this.#takeInOlder(county);
    const { notes } = this.#parts;
    const before = notes
      .anchors(county)
      .map((anchor) => this.verdict(county, anchor))
      .find((verdict) => verdict.kind === 'signed')?.said;
    const ledger = this.#ledgerHead(county);
    // Acts have their own notes: reading them after every commit of records would be for nothing.
    const acts = before?.acts ?? (await this.#heads(county));
    await this.#keepNewer(county, ledger, acts);
  }

  /** Others may have written meanwhile: an anchor never says less than the one before it. */
  async #keepNewer(county: County, ledger: TreeHead, acts: ActHeads): Promise<void> {
    await this.#parts.notes.keepAnchor(county, (anchors) =>
      this.#newer(county, ledger, acts, anchors),
    );
  }

  #newer(county: County, ledger: TreeHead, acts: ActHeads, anchors: readonly KeptNote[]): string {
    const said = anchors.flatMap((anchor) => {
      const verdict = this.verdict(county, anchor);
      return verdict.kind === 'signed' ? [verdict.said] : [];
    });
    const newest = (mine: TreeHead, theirs: readonly (TreeHead | undefined)[]): TreeHead =>
      theirs.reduce<TreeHead>(
        (one, other) => (other !== undefined && other.size > one.size ? other : one),
        mine,
      );
    const newestActs = (stream: CountyStream): TreeHead =>
      newest(
        acts[stream],
        said.map((each) => each.acts?.[stream]),
      );
    return this.#signed({
      ledger: {
        origin: originOf(county),
        ...newest(
          ledger,
          said.map((each) => each.ledger),
        ),
      },
      acts: { submissions: newestActs('submissions'), retention: newestActs('retention') },
      takenInBy: null,
    });
  }

  /** Acts of a folder from before there were notes: their size and root are signed once. */
  async #takeInOlder(county: County): Promise<void> {
    const { acts, notes, program, takeInOthers } = this.#parts;
    await takeInOthers();
    if (notes.anchors(county).length > 0) return;
    this.#refuseWithoutAnchor(county, null);
    const heads = await this.#heads(county);
    if (COUNTY_STREAMS.every((stream) => heads[stream].size === 0)) return;
    // What is signed must not be what is contradicted already.
    this.#refuseContradicted(county, await acts.submissions.read(county));
    const said = { ledger: this.#ledgerHead(county), acts: heads, takenInBy: program() };
    const note = this.#signed(said);
    await notes.takeIn(county, note);
    await this.#keepNewer(county, said.ledger, heads);
  }

  /** The program was stopped between an act and its note, or between a note and its act. */
  async #settlePending(
    county: County,
    stream: CountyStream,
    acts: readonly StoredAct[],
  ): Promise<void> {
    const tree = actTree(acts);
    for (const note of await this.#parts.notes.all(county)) {
      if (!note.isPending || note.act?.stream !== stream) continue;
      const verdict = this.verdict(county, note);
      const head = verdict.kind === 'signed' ? verdict.said.acts?.[stream] : undefined;
      // One for the place after the last may be of somebody who acts just now.
      if (head !== undefined && head.size > tree.size) continue;
      const isThere = head !== undefined && contradiction('', '', head, tree) === null;
      await this.#parts.notes.settle(county, note, isThere);
    }
  }

  /** Notes that are there without the anchor, or acts without a ledger. */
  #refuseWithoutAnchor(county: County, ledger: LedgerReader | null): void {
    const { notes, namedBy } = this.#parts;
    // Another process may have made both since it was looked.
    if (notes.hasOthers(county) && notes.anchors(county).length === 0) {
      const finding =
        'There are signed notes of its acts, and the anchor that is made with every one of them is gone. Restore the latest backup.';
      throw new LedgerContradicted(county, finding);
    }
    const name = ledger === null ? namedBy(county) : null;
    if (name !== null && this.#parts.ledgers.ledger(county) === null) {
      throw new LedgerContradicted(county, missingLedger(name));
    }
  }

  #isBehind(size: number, ledger: LedgerReader | null): boolean {
    return this.#parts.isReplica && size > (ledger?.size ?? 0);
  }

  #compare(county: County, note: KeptNote, leaves: string, head: TreeHead, tree: Tree): void {
    const finding = contradiction(this.nameOf(note), leaves, head, tree);
    if (finding !== null) throw new LedgerContradicted(county, finding);
  }

  #trusted(county: County, note: KeptNote): CountyNote {
    const verdict = this.verdict(county, note);
    if (verdict.kind === 'signed') return verdict.said;
    const finding = `${this.nameOf(note)} ${verdict.finding}: it proves nothing. Name the folder of the keys that signed it with --keys, or restore the latest backup.`;
    throw new LedgerContradicted(county, finding);
  }

  #ledgerHead(county: County): TreeHead & { readonly origin: string } {
    const ledger = this.#parts.ledgers.ledger(county);
    const size = ledger?.refresh() ?? 0;
    const root = ledger === null || size === 0 ? EMPTY_ROOT : ledger.root(size);
    return { origin: originOf(county), size, root };
  }

  async #heads(county: County): Promise<ActHeads> {
    const { submissions, retention } = this.#parts.acts;
    return {
      submissions: headOfActs(await submissions.read(county)),
      retention: headOfActs(await retention.read(county)),
    };
  }

  #signed(said: CountyNote): string {
    const { note, key } = signNote(this.#parts.keys, said);
    // A key that was made for it, or by another process meanwhile.
    if (!this.#publicKeys?.some((known) => Buffer.from(known).equals(key.publicKey)))
      this.knowKeys();
    return note;
  }

  /** As in `The note checkpoints/19/anchor.note`. */
  nameOf({ place }: KeptNote): string {
    const path = relative(this.#parts.folder, place);
    return `The note ${path.startsWith('..') ? place : path}`;
  }
}

/** What was read may tell of records that were added since the ledger was opened. */
function seeAsFarAs(size: number, ledger: LedgerReader | null): void {
  if (ledger !== null && size > ledger.size) ledger.refresh();
}
