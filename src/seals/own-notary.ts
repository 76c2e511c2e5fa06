import { relative } from 'node:path';
import { EMPTY_ROOT } from '../../projections/seal/merkle.js';
import { NOTE_LEAVES_MAX } from '../../projections/seal/own-note.js';
import { ACCESS } from '../ports/act-log.js';
import type { ActsOf, StoredAct } from '../ports/act-log.js';
import { ActsContradicted } from '../ports/failures.js';
import type { KeptNote, OwnNotes, OwnStream, PreparedNote } from '../ports/notes.js';
import { contradiction } from './contradictions.js';
import { OWN_ACTS_ARE, OwnNoteSigner } from './own-notes.js';
import type { TrustedOwnNote } from './own-notes.js';
import { OwnTree } from './own-tree.js';
import type { SigningKeys } from './signing-keys.js';

/** What the notary of streams with notes of their own looks at and writes to. */
export interface OwnNotaryParts {
  /** The data folder, from which places are named. */
  readonly folder: string;
  readonly notes: OwnNotes;
  readonly keys: SigningKeys;
  /** Name and version, for the note that takes older acts in. */
  readonly program: () => string;
}

/** How often a note is looked for that another process is giving its place. */
const LOOKS_MAX = 3;

/**
 * Makes the signed notes of streams that have notes of their own, and compares what is read with them. Where the folder
 * is the store, every act has to be covered: one that nobody signed gives rights to nobody.
 */
export class OwnNotary {
  readonly #parts: OwnNotaryParts;
  readonly signer: OwnNoteSigner;
  /** One anchor of a stream after the other. */
  readonly #writing = new Map<ActsOf, Promise<void>>();
  /** Streams whose notes were looked for on the server. */
  readonly #looked = new Set<ActsOf>();

  constructor(parts: OwnNotaryParts) {
    this.#parts = parts;
    this.signer = new OwnNoteSigner(parts.folder, parts.notes, parts.keys);
  }

  /** The anchors of a stream as they are now; to be read before its acts are, so that they never say more. */
  anchors(of: ActsOf): readonly KeptNote<OwnStream>[] {
    return this.#parts.notes.anchors(of);
  }

  /** The tree of acts that were read; without a leaf computed, where an anchor has signed their very bytes. */
  treeOf(of: ActsOf, acts: readonly StoredAct[], anchors: readonly KeptNote<OwnStream>[]): OwnTree {
    for (const anchor of anchors) {
      const verdict = this.signer.verdict(of, anchor);
      const opening = verdict.kind === 'signed' ? verdict.said.opening : null;
      if (verdict.kind !== 'signed' || opening === null) continue;
      if (verdict.said.head.size !== acts.length) continue;
      const tree = OwnTree.asSigned(acts, opening);
      if (tree !== null) return tree;
    }
    return OwnTree.of(acts);
  }

  /** Whether it is known that acts may be added that no note covers yet: a server takes the note after the act. */
  get isOnServer(): boolean {
    return this.#parts.notes.onServer !== null;
  }

  /**
   * Compares the acts of a stream with what was signed of them.
   *
   * @param anchors - as they were before the acts were read
   * @throws ActsContradicted
   */
  async compare(of: ActsOf, tree: OwnTree, anchors: readonly KeptNote<OwnStream>[]): Promise<void> {
    if (this.isOnServer) await this.#compareOnServer(of, tree, anchors);
    else await this.#compareInFolder(of, tree, anchors);
  }

  /** Whether the notes of a server have to be looked at, although no act was added. */
  isNew(of: ActsOf): boolean {
    return this.isOnServer && !this.#looked.has(of);
  }

  async #compareInFolder(
    of: ActsOf,
    tree: OwnTree,
    anchors: readonly KeptNote<OwnStream>[],
  ): Promise<void> {
    if (anchors.length === 0) {
      this.#refuseWithoutAnchor(of, tree);
      return;
    }
    const heads = anchors.map((anchor) => this.#trusted(of, anchor));
    for (const head of heads) this.#refuseContradicted(of, head, tree);
    const covered = Math.max(...heads.map(({ said }) => said.head.size));
    if (covered < tree.size) await this.#refuseUncovered(of, tree, covered);
  }

  /** The newest note may be of an act that was not read yet: then there are more acts, and it is compared with those. */
  async #compareOnServer(
    of: ActsOf,
    tree: OwnTree,
    anchors: readonly KeptNote<OwnStream>[],
  ): Promise<void> {
    const { notes } = this.#parts;
    const kept = (await notes.onServer?.newest(of)) ?? [];
    this.#looked.add(of);
    const isAway = notes.onServer?.isAway() === true;
    const newest = kept
      .toReversed()
      .map((note) => ({ note, verdict: this.signer.verdict(of, note) }))
      .find(
        ({ verdict }) =>
          verdict.kind === 'signed' && !(isAway && verdict.said.head.size > tree.size),
      );
    for (const anchor of anchors) {
      const head = this.#trusted(of, anchor);
      // Beside the keys lies what another machine knows, too; the copy here may be behind it.
      const isOthers = isAway && !this.#isInFolder(anchor);
      if (!isOthers || head.said.head.size <= tree.size) this.#refuseContradicted(of, head, tree);
    }
    if (newest?.verdict.kind !== 'signed') return;
    const trusted = { note: newest.note, said: newest.verdict.said };
    this.#refuseContradicted(of, trusted, tree);
    const own = anchors.find((anchor) => this.#isInFolder(anchor));
    const known = own === undefined ? -1 : this.#trusted(of, own).said.head.size;
    if (trusted.said.head.size > known) await this.keepAnchor(of, tree);
  }

  #isInFolder({ place }: KeptNote<OwnStream>): boolean {
    return !relative(this.#parts.folder, place).startsWith('..');
  }

  /** Signs the note of acts that are about to be appended: `after` is the tree with them. */
  async prepare(
    of: ActsOf,
    stream: OwnStream,
    before: OwnTree,
    after: OwnTree,
  ): Promise<PreparedNote> {
    if (after.size - before.size > NOTE_LEAVES_MAX) {
      throw new RangeError(`A note names at most ${String(NOTE_LEAVES_MAX)} acts.`);
    }
    const said = {
      head: after.head,
      leaves: after.leaves(before.size + 1, after.size),
      opening: null,
      takenInBy: null,
    };
    const text = this.signer.signed(of, said);
    const note = await this.#parts.notes.prepare(of, { stream, number: after.size }, text);
    return {
      keep: async () => {
        await note.keep();
        await this.keepAnchor(of, after);
      },
      drop: () => note.drop(),
    };
  }

  /** Makes the anchor say what there is; on disk when it answers. It never says less than the one before it. */
  keepAnchor(of: ActsOf, tree: OwnTree): Promise<void> {
    const writing = (this.#writing.get(of) ?? Promise.resolve()).then(async () => {
      await this.#parts.notes.keepAnchor(of, (anchors) => this.#nextAnchor(of, tree, anchors));
    });
    this.#writing.set(
      of,
      writing.catch(() => undefined),
    );
    return writing;
  }

  #nextAnchor(of: ActsOf, tree: OwnTree, anchors: readonly KeptNote<OwnStream>[]): string | null {
    const there = anchors.map((anchor) => {
      const verdict = this.signer.verdict(of, anchor);
      const size = verdict.kind === 'signed' ? verdict.said.head.size : -1;
      return { size, text: anchor.text };
    });
    if (there.length > 0 && there.every(({ size }) => size >= tree.size)) return null;
    const newer = there.find(({ size }) => size > tree.size);
    const { head, opening } = tree;
    return newer?.text ?? this.signer.signed(of, { head, leaves: [], opening, takenInBy: null });
  }

  /** Acts of a folder from before there were notes of them: their size and root are signed once, be there any or none. */
  async takeInOlder(of: ActsOf, tree: OwnTree): Promise<void> {
    const { notes, program } = this.#parts;
    if (notes.anchors(of).length > 0) return;
    if (!this.isOnServer) this.#refuseWithoutAnchor(of, tree);
    const said = { head: tree.head, leaves: [], opening: null, takenInBy: program() };
    if (tree.size > 0) await notes.takeIn(of, this.signer.signed(of, said));
    await this.keepAnchor(of, tree);
  }

  /** The program was stopped between acts and their note, or between a note and its acts. */
  async settlePending(of: ActsOf, tree: OwnTree): Promise<void> {
    for (const note of await this.#parts.notes.pending(of)) {
      const verdict = this.signer.verdict(of, note);
      const head = verdict.kind === 'signed' ? verdict.said.head : null;
      // One for the place after the last may be of somebody who acts just now.
      if (head !== null && head.size > tree.size) continue;
      const isThere = head !== null && contradiction('', '', head, comparable(tree)) === null;
      await this.#parts.notes.settle(of, note, isThere);
    }
  }

  contradicted(of: ActsOf, finding: string): ActsContradicted {
    return new ActsContradicted(actsAre(of), of, finding);
  }

  /** No anchor: a folder from before there were notes of these acts, or one from which they were taken. */
  #refuseWithoutAnchor(of: ActsOf, tree: OwnTree): void {
    const { notes } = this.#parts;
    // Another process may have made both since it was looked.
    if (notes.hasOthers(of) && notes.anchors(of).length === 0) {
      const finding =
        'There are signed notes of them, and the anchor that is made with every one of them is gone. Find out who changed it, and restore the latest backup.';
      throw this.contradicted(of, finding);
    }
    // The acts of access are taken in before anything else is: then every other stream has its notes from its first act.
    if (of === ACCESS || tree.size === 0 || notes.anchors(ACCESS).length === 0) return;
    throw this.contradicted(of, uncoveredText(1));
  }

  async #refuseUncovered(of: ActsOf, tree: OwnTree, covered: number): Promise<void> {
    const stream = streamOf(of);
    for (let look = 1; look <= LOOKS_MAX; look += 1) {
      const notes = await this.#parts.notes.at(of, { stream, number: tree.size });
      const isCovered = notes.some((note) => {
        const verdict = this.signer.verdict(of, note);
        if (verdict.kind !== 'signed' || verdict.said.head.size !== tree.size) return false;
        return contradiction('', '', verdict.said.head, comparable(tree)) === null;
      });
      if (isCovered) return;
    }
    throw this.contradicted(of, uncoveredText(covered + 1));
  }

  #refuseContradicted(of: ActsOf, { note, said }: TrustedOwnNote, tree: OwnTree): void {
    const finding = contradiction(
      this.signer.nameOf(note),
      actsAre(of),
      said.head,
      comparable(tree),
    );
    if (finding !== null) throw this.contradicted(of, finding);
  }

  #trusted(of: ActsOf, note: KeptNote<OwnStream>): TrustedOwnNote {
    const verdict = this.signer.verdict(of, note);
    if (verdict.kind === 'signed') return { note, said: verdict.said };
    const finding = `${this.signer.nameOf(note)} ${verdict.finding}: it proves nothing. Name the folder of the keys that signed it with --keys, or restore the latest backup.`;
    throw this.contradicted(of, finding);
  }
}

/** What a stream is called in messages about its acts' places. */
export function streamOf(of: ActsOf): OwnStream {
  return of === ACCESS ? 'access' : 'intake';
}

/** What the acts of a stream are, in messages. */
export function actsAre(of: ActsOf): string {
  return OWN_ACTS_ARE[streamOf(of)];
}

function uncoveredText(number: number): string {
  return `No note by a trusted key covers act ${String(number)}: it was added by something else than this program, and counts for nothing. Find out who changed it, and restore the latest backup.`;
}

/** The tree as it is compared. */
export function comparable(tree: OwnTree): {
  readonly size: number;
  readonly rootAt: (size: number) => Uint8Array;
} {
  return { size: tree.size, rootAt: (size) => (size === 0 ? EMPTY_ROOT : tree.rootAt(size)) };
}
