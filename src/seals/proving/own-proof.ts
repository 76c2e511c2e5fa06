import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { RootAccumulator } from '../../../projections/seal/merkle.js';
import { ACCESS } from '../../ports/act-log.js';
import type { ActLog, ActsOf, StoredAct } from '../../ports/act-log.js';
import type { Fault } from '../../ports/fault.js';
import type { KeptNote, OwnNotes, OwnStream } from '../../ports/notes.js';
import { contradiction, isOfNoAct } from '../contradictions.js';
import type { OwnNoteSigner, TrustedOwnNote } from '../own-notes.js';
import { actsAre, streamOf, comparable } from '../own-notary.js';
import { OwnTree } from '../own-tree.js';
import { readBetweenLooks } from './read-between-looks.js';
import type { ReadBetweenLooks } from './read-between-looks.js';

/** Streams that have notes of their own, as they are, with nothing between that compares. */
export interface OwnStreamsToProve {
  readonly acts: Readonly<Record<OwnStream, ActLog>>;
  readonly notes: OwnNotes;
  readonly signer: OwnNoteSigner;
}

/** What the proof of a stream found. */
export interface OwnProof {
  readonly faults: readonly Fault[];
  /** Sentences on what is no fault, and should be known. */
  readonly remarks: readonly string[];
  readonly acts: number;
  readonly notes: number;
}

/** All that there is of a stream, as of one moment. */
type StreamAsRead = ReadBetweenLooks<OwnStream, readonly StoredAct[]>;

/**
 * The streams of acts with notes of their own that something is there of, in order.
 *
 * @param only - a county's alone; null for all, and those of access
 */
export async function ownStreamsOf(
  { acts, notes }: OwnStreamsToProve,
  only: County | null,
): Promise<readonly ActsOf[]> {
  const named = new Set<ActsOf>([...notes.counties(), ...(await acts.intake.counties())]);
  const counties = COUNTIES.filter((county) => named.has(county));
  if (only !== null) return counties.filter((county) => county === only);
  return [...counties, ACCESS];
}

/** Proves a stream of acts with notes of its own: each act against the notes that were made with it and after it. */
export async function proveOwnStream(own: OwnStreamsToProve, of: ActsOf): Promise<OwnProof> {
  const read = await readBetweenLooks(own.notes, of, () => own.acts[streamOf(of)].read(of));
  return new OwnProving(own, of, read).proof();
}

class OwnProving {
  readonly #own: OwnStreamsToProve;
  readonly #of: ActsOf;
  readonly #tree: OwnTree;
  readonly #notes: Pick<StreamAsRead, 'anchors' | 'others'>;
  readonly #faults: Fault[] = [];
  readonly #remarks: string[] = [];
  readonly #isOnServer: boolean;
  /** Notes that no known key has signed. */
  #foreign = 0;

  constructor(own: OwnStreamsToProve, of: ActsOf, { content, ...notes }: StreamAsRead) {
    this.#own = own;
    this.#of = of;
    this.#notes = notes;
    this.#tree = OwnTree.of(content);
    this.#isOnServer = own.notes.onServer !== null;
  }

  proof(): OwnProof {
    const { anchors, others } = this.#notes;
    const signed = [...anchors, ...others].flatMap((note) => this.#trustedNote(note));
    const heads = signed.map(({ said }) => said.head);
    const tree = comparable(this.#tree);
    const trusted = signed.filter(
      ({ note, said }) => !(note.isPending && isOfNoAct(said.head, heads, tree)),
    );
    if (anchors.length === 0 && others.length > 0 && !this.#isOnServer) {
      this.#fault('their anchor, which is made with every note, is gone.');
    }
    const named = this.#compareLeaves(trusted);
    if (named === 0) this.#compareRoots(trusted);
    this.#comparePlaces(trusted);
    this.#lookForNotes(trusted, others, anchors.length);
    if (this.#foreign > 0) {
      this.#remarks.push(
        `${this.#foreign.toLocaleString('en-US')} signed notes of ${actsAre(this.#of)} are by no key that this machine has, and prove nothing here: let all machines of the server use one folder of keys (PLUMBLINE_KEYS).`,
      );
    }
    const { size } = this.#tree;
    return {
      faults: this.#faults,
      remarks: this.#remarks,
      acts: size,
      // Of a stream that has nothing it is signed once that it has nothing.
      notes: size === 0 ? 0 : trusted.length,
    };
  }

  #trustedNote(note: KeptNote<OwnStream>): readonly TrustedOwnNote[] {
    const { signer } = this.#own;
    const verdict = signer.verdict(this.#of, note);
    if (verdict.kind === 'signed') return [{ note, said: verdict.said }];
    // Machines of one server that do not share their keys call each other's notes foreign.
    if (this.#isOnServer) this.#foreign += 1;
    else this.#fault(`${signer.nameOf(note)} ${verdict.finding}: it proves nothing.`, note);
    return [];
  }

  /** Each act against the leaf that its note names. Answers how many differ. */
  #compareLeaves(trusted: readonly TrustedOwnNote[]): number {
    const differing = new Map<number, TrustedOwnNote>();
    for (const each of trusted) {
      const { head, leaves } = each.said;
      const first = head.size - leaves.length + 1;
      const there = this.#tree.leaves(first, head.size);
      leaves.forEach((leaf, index) => {
        const now = there[index];
        if (now !== undefined && !Buffer.from(now).equals(leaf)) differing.set(first + index, each);
      });
    }
    for (const [number, { note }] of [...differing].sort(([one], [other]) => one - other)) {
      const finding = `it is not the act that ${this.#own.signer.nameOf(note)} was made with. Find out who changed it, and restore the latest backup.`;
      this.#fault(finding, { act: { stream: streamOf(this.#of), number } });
    }
    return differing.size;
  }

  /** The oldest note that the tree contradicts: those after it say nothing more. */
  #compareRoots(trusted: readonly TrustedOwnNote[]): void {
    const tree = this.#tree;
    const inOrder = trusted.toSorted((one, other) => one.said.head.size - other.said.head.size);
    const roots = new RootAccumulator();
    for (const { note, said } of inOrder) {
      const { head } = said;
      const reached = Math.min(head.size, tree.size);
      if (reached > roots.size) {
        for (const leaf of tree.leaves(roots.size + 1, reached)) roots.add(leaf);
      }
      const isAsSigned = head.size === roots.size && Buffer.from(roots.root()).equals(head.root);
      if (isAsSigned) continue;
      const finding = contradiction(
        this.#own.signer.nameOf(note),
        actsAre(this.#of),
        head,
        comparable(tree),
      );
      if (finding !== null) {
        this.#fault(finding);
        return;
      }
    }
  }

  #comparePlaces(trusted: readonly TrustedOwnNote[]): void {
    for (const { note, said } of trusted) {
      const { act } = note;
      if (act === null) continue;
      if (act.stream === streamOf(this.#of) && act.number === said.head.size) continue;
      const finding = `${this.#own.signer.nameOf(note)} was made with act ${String(said.head.size)}, and stands as that of act ${String(act.number)}.`;
      this.#fault(finding, note);
    }
  }

  /** Each act is covered by a note, and those that were not taken in have been named by their own. */
  #lookForNotes(
    trusted: readonly TrustedOwnNote[],
    others: readonly KeptNote<OwnStream>[],
    anchors: number,
  ): void {
    const { size } = this.#tree;
    if (anchors === 0 && others.length === 0) {
      this.#lookAtUnsigned(size);
      return;
    }
    // On a server an act may come after the last note, and a note after its act may fail: the next covers both.
    if (this.#isOnServer) return;
    const covered = largestIn(trusted);
    for (let number = covered + 1; number <= size; number += 1) {
      this.#fault('no note by a trusted key covers it.', this.#act(number));
    }
    const takenIn = largestIn(trusted.filter(({ said }) => said.takenInBy !== null));
    const own = new Set(trusted.flatMap(({ said }) => numbersOf(said.head.size, said.leaves)));
    for (let number = takenIn + 1; number <= Math.min(covered, size); number += 1) {
      if (own.has(number)) continue;
      this.#fault('the note that was made with it is gone.', this.#act(number));
    }
  }

  /** From before there were notes; or, where other acts were taken in already, put there by somebody. */
  #lookAtUnsigned(size: number): void {
    if (size === 0) return;
    const isOlder = this.#isOnServer || this.#own.notes.anchors(ACCESS).length === 0;
    if (!isOlder) {
      this.#fault('no note by a trusted key covers it.', this.#act(1));
      return;
    }
    const whose = this.#of === ACCESS ? '' : ` of county ${this.#of}`;
    this.#remarks.push(
      `${String(size)} ${actsAre(this.#of)}${whose} are from before notes were kept: the first command that adds something signs them.`,
    );
  }

  #act(number: number): Pick<Fault, 'act'> {
    return { act: { stream: streamOf(this.#of), number } };
  }

  #fault(finding: string, at: Pick<Fault, 'act'> | KeptNote<OwnStream> = {}): void {
    const act = at.act ?? null;
    this.#faults.push({
      county: this.#of,
      position: null,
      ...(act === null ? {} : { act }),
      finding,
    });
  }
}

function largestIn(notes: readonly TrustedOwnNote[]): number {
  return notes.reduce((largest, { said }) => Math.max(largest, said.head.size), 0);
}

/** The acts that a note was made with. */
function numbersOf(size: number, leaves: readonly Uint8Array[]): readonly number[] {
  return leaves.map((_, index) => size - leaves.length + 1 + index);
}
