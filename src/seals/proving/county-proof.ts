import type { County } from '../../../events/values/county.js';
import { COUNTY_STREAMS } from '../../../projections/seal/county-note.js';
import type { CountyNote, CountyStream, TreeHead } from '../../../projections/seal/county-note.js';
import type { ActLog, StoredAct } from '../../ports/act-log.js';
import type { Fault } from '../../ports/fault.js';
import type { LedgerReader, LedgerReaders } from '../../ports/ledger-reader.js';
import type { KeptNote, Notes } from '../../ports/notes.js';
import { ACTS_ARE, actTree, ledgerTree } from '../act-trees.js';
import { contradiction, isOfNoAct, missingLedger } from '../contradictions.js';
import type { Tree } from '../contradictions.js';
import type { Notary } from '../notary.js';
import type { OwnStreamsToProve } from './own-proof.js';
import { faultsOfOrders } from './order-faults.js';
import { readBetweenLooks } from './read-between-looks.js';
import type { ReadBetweenLooks } from './read-between-looks.js';
import { faultsOfVersions } from './version-faults.js';

/** A data folder as it is, with nothing between that compares: the proof does it all itself. */
export interface FolderToProve {
  readonly ledgers: LedgerReaders;
  /** Brings a replica level with its server once more: another machine may have signed what it has added since. */
  readonly level: (county: County) => Promise<void>;
  readonly acts: Readonly<Record<CountyStream, ActLog>>;
  readonly notes: Notes;
  readonly notary: Notary;
  /** Streams that have notes of their own. */
  readonly own: OwnStreamsToProve;
}

/** How much of a county was proved. */
export interface ProvedCounty {
  readonly records: number;
  readonly versions: number;
  readonly acts: number;
  readonly notes: number;
}

/** What the proof of a county found. */
export interface CountyProof {
  readonly faults: readonly Fault[];
  /** Sentences on what is no fault, and should be known. */
  readonly remarks: readonly string[];
  readonly proved: ProvedCounty;
}

/** A note that is the county's and signed by a key that is trusted, with what it says. */
interface TrustedNote {
  readonly note: KeptNote;
  readonly said: CountyNote;
}

/** All that there is of a county, as of one moment. */
type CountyAsRead = ReadBetweenLooks<
  CountyStream,
  {
    readonly acts: Readonly<Record<CountyStream, readonly StoredAct[]>>;
    readonly ledger: LedgerReader | null;
  }
>;

/**
 * Proves all that was ever fixed of a county against all that is there: each signed note, each act, each version's
 * root and cells, the orders that were carried out. The rows of the ledger are not read for it.
 */
export async function proveCounty(folder: FolderToProve, county: County): Promise<CountyProof> {
  const read = await readBetweenLooks(folder.notes, county, async () => {
    const acts = {
      submissions: await folder.acts.submissions.read(county),
      retention: await folder.acts.retention.read(county),
    };
    // What is wrong with it is said before anything more is asked of a server.
    folder.ledgers.ledger(county);
    await folder.level(county);
    const ledger = folder.ledgers.ledger(county);
    ledger?.refresh();
    return { acts, ledger };
  });
  return new Proving(folder, county, read).proof();
}

class Proving {
  readonly #folder: FolderToProve;
  readonly #county: County;
  readonly #acts: Readonly<Record<CountyStream, readonly StoredAct[]>>;
  readonly #trees: Readonly<Record<CountyStream, Tree>>;
  readonly #ledger: LedgerReader | null;
  readonly #notes: Pick<CountyAsRead, 'anchors' | 'others'>;
  readonly #faults: Fault[] = [];
  readonly #remarks: string[] = [];
  readonly #isReplica: boolean;
  /** Notes that no known key has signed. */
  #foreign = 0;

  constructor(folder: FolderToProve, county: County, { content, ...notes }: CountyAsRead) {
    const { acts, ledger } = content;
    this.#folder = folder;
    this.#notes = notes;
    this.#isReplica = folder.notary.isReplica;
    this.#county = county;
    this.#acts = acts;
    this.#trees = { submissions: actTree(acts.submissions), retention: actTree(acts.retention) };
    this.#ledger = ledger;
  }

  proof(): CountyProof {
    const { anchors, others } = this.#notes;
    const signed = [...anchors, ...others].flatMap((note) => this.#trustedNote(note));
    const trusted = signed.filter((each) => !this.#isOfNoAct(each, signed));
    this.#compareNotes(trusted);
    if (anchors.length === 0 && others.length > 0 && !this.#isReplica) {
      this.#fault('its anchor, which is made with every note, is gone.');
    }
    for (const stream of COUNTY_STREAMS) this.#lookForNotesOfActs(stream, trusted, others);
    this.#lookForLedger(trusted);
    const submissions = this.#acts.submissions;
    const versions = faultsOfVersions(this.#county, submissions, this.#ledger);
    this.#faults.push(...versions.faults);
    this.#faults.push(...faultsOfOrders(this.#county, this.#acts.retention, this.#ledger));
    this.#remarkOnCover(trusted);
    return {
      faults: this.#faults,
      remarks: this.#remarks,
      proved: {
        records: this.#ledger?.size ?? 0,
        versions: versions.count,
        acts: submissions.length + this.#acts.retention.length,
        notes: trusted.length,
      },
    };
  }

  #trustedNote(note: KeptNote): readonly TrustedNote[] {
    const verdict = this.#folder.notary.verdict(this.#county, note);
    if (verdict.kind === 'refused') {
      // Machines of one server that do not share their keys call each other's notes foreign.
      if (this.#isReplica) this.#foreign += 1;
      else this.#fault(`${this.#nameOf(note)} ${verdict.finding}: it proves nothing.`, note);
      return [];
    }
    const { said } = verdict;
    if (said.acts === null) {
      this.#fault(
        `${this.#nameOf(note)} does not name the county's acts, as each note does.`,
        note,
      );
      return [];
    }
    return [{ note, said }];
  }

  #isOfNoAct(
    { note: { act, isPending }, said }: TrustedNote,
    signed: readonly TrustedNote[],
  ): boolean {
    const head = act === null || !isPending ? undefined : said.acts?.[act.stream];
    if (act === null || head === undefined) return false;
    const heads = signed.flatMap(({ said: { acts } }) => (acts === null ? [] : [acts[act.stream]]));
    return isOfNoAct(head, heads, this.#trees[act.stream]);
  }

  /**
   * The oldest note that a tree contradicts tells where it was changed: behind what the note before it covers, and not
   * behind what it covers itself. Those after it say nothing more.
   */
  #compareNotes(trusted: readonly TrustedNote[]): void {
    const ledger = ledgerTree(this.#ledger);
    if (this.#ledger !== null) {
      this.#compareHeads(trusted, 'records', ledger, ({ ledger: head }) => head);
    }
    for (const stream of COUNTY_STREAMS) {
      const tree = this.#trees[stream];
      this.#compareHeads(trusted, ACTS_ARE[stream], tree, ({ acts }) => acts?.[stream], stream);
    }
    for (const { note, said } of trusted) {
      const { act } = note;
      const size = act === null ? null : said.acts?.[act.stream].size;
      if (act === null || size === act.number) continue;
      const finding = `${this.#nameOf(note)} was made with act ${String(size)}, and stands as that of act ${String(act.number)}.`;
      this.#fault(finding, note);
    }
  }

  #compareHeads(
    trusted: readonly TrustedNote[],
    leaves: string,
    tree: Tree,
    headIn: (said: CountyNote) => TreeHead | undefined,
    stream: CountyStream | null = null,
  ): void {
    const heads = trusted
      .flatMap(({ note, said }) => {
        const head = headIn(said);
        return head === undefined ? [] : [{ note, head }];
      })
      .sort((one, other) => one.head.size - other.head.size);
    let sound = 0;
    for (const { note, head } of heads) {
      const finding = contradiction(this.#nameOf(note), leaves, head, tree);
      if (finding === null) {
        sound = head.size;
        continue;
      }
      const before =
        sound === 0 ? '' : ` The first ${sound.toLocaleString('en-US')} are what was signed.`;
      const isOfOne = stream !== null && head.size === sound + 1 && head.size <= tree.size;
      const act = isOfOne ? { act: { stream, number: head.size } } : {};
      this.#fault(`${finding}${before}`, act);
      return;
    }
  }

  /** Each act is covered by a note, and those that were not taken in have their own. */
  #lookForNotesOfActs(
    stream: CountyStream,
    trusted: readonly TrustedNote[],
    others: readonly KeptNote[],
  ): void {
    const tree = this.#trees[stream];
    const sizes = trusted.map(({ said }) => said.acts?.[stream].size ?? 0);
    const covered = Math.max(0, ...sizes);
    // A folder from before there were notes: the first command that writes signs what is there.
    if (trusted.length === 0 && others.length === 0) {
      if (tree.size > 0) {
        this.#remarks.push(
          `${String(tree.size)} ${ACTS_ARE[stream]} of county ${this.#county} are from before notes were kept: the first command that adds something signs them.`,
        );
      }
      return;
    }
    // On a server an act may come after the last note, and a note after its act may fail: the next covers both.
    if (this.#isReplica) return;
    for (let number = covered + 1; number <= tree.size; number += 1) {
      this.#fault('no note by a trusted key covers it.', { act: { stream, number } });
    }
    const takenIn = trusted
      .filter(({ said }) => said.takenInBy !== null)
      .map(({ said }) => said.acts?.[stream].size ?? 0);
    const own = new Set(
      others.flatMap(({ act }) => (act !== null && act.stream === stream ? [act.number] : [])),
    );
    for (let number = Math.max(0, ...takenIn) + 1; number <= tree.size; number += 1) {
      if (number <= covered && !own.has(number)) {
        this.#fault('the note that was made with it is gone.', { act: { stream, number } });
      }
    }
  }

  #lookForLedger(trusted: readonly TrustedNote[]): void {
    if (this.#ledger !== null) return;
    const naming = trusted.find(({ said }) => said.ledger.size > 0);
    if (naming !== undefined) this.#fault(missingLedger(this.#nameOf(naming.note)));
    else if (this.#trees.submissions.size > 0 || this.#isHeldUnsigned(trusted)) {
      this.#fault(missingLedger('what was submitted or held'));
    }
  }

  /** A hold from a month on could once be placed before there was a ledger; its note says that there was none. */
  #isHeldUnsigned(trusted: readonly TrustedNote[]): boolean {
    return this.#trees.retention.size > 0 && trusted.length === 0;
  }

  #remarkOnCover(trusted: readonly TrustedNote[]): void {
    if (this.#foreign > 0) {
      this.#remarks.push(
        `${this.#foreign.toLocaleString('en-US')} signed notes of county ${this.#county} are by no key that this machine has, and prove nothing here: let all machines of the server use one folder of keys (PLUMBLINE_KEYS).`,
      );
    }
    // What a replica has is on the server, and was signed by who added it.
    if (this.#isReplica) return;
    // By whom they are signed is a fault already, and nothing is added until that is mended.
    if (trusted.length === 0 && this.#notes.anchors.length > 0) return;
    const signed = Math.max(0, ...trusted.map(({ said }) => said.ledger.size));
    const size = this.#ledger?.size ?? 0;
    if (size <= signed) return;
    this.#remarks.push(
      `The last ${(size - signed).toLocaleString('en-US')} records of county ${this.#county} are not signed yet: an input was broken off, or is under way. The next command that adds records signs them.`,
    );
  }

  #fault(finding: string, at: Pick<Fault, 'act'> | KeptNote = {}): void {
    const act = at.act ?? null;
    this.#faults.push({
      county: this.#county,
      position: null,
      ...(act === null ? {} : { act }),
      finding,
    });
  }

  #nameOf(note: KeptNote): string {
    return this.#folder.notary.nameOf(note);
  }
}
