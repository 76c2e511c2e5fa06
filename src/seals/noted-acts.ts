import type { County } from '../../events/values/county.js';
import type { ActLog, ActsAfter, ActsOf, StoredAct } from '../ports/act-log.js';
import type { AppendOutcome } from '../ports/event-log.js';
import { ActsContradicted } from '../ports/failures.js';
import type { KeptNote, OwnStream } from '../ports/notes.js';
import { contradiction } from './contradictions.js';
import { actsAre, comparable } from './own-notary.js';
import type { OwnNotary } from './own-notary.js';
import { OwnTree } from './own-tree.js';

/** A stream as it was last read and found to be what was signed. */
interface Compared {
  readonly tree: OwnTree;
  /** The anchors that it was compared with, as text. */
  readonly anchors: string;
}

/**
 * Acts of a stream that has notes of its own, compared with what was signed whenever they are read; with what is
 * appended a signed note is made. Of acts that were compared before, only what is new is read.
 */
export class NotedActs implements ActLog, ActsAfter {
  readonly #acts: ActLog & ActsAfter;
  readonly #stream: OwnStream;
  readonly #notary: OwnNotary;
  readonly #compared = new Map<ActsOf, Compared>();

  constructor(acts: ActLog & ActsAfter, stream: OwnStream, notary: OwnNotary) {
    this.#acts = acts;
    this.#stream = stream;
    this.#notary = notary;
  }

  /** @throws ActsContradicted */
  async read(of: ActsOf): Promise<readonly StoredAct[]> {
    return this.#whole(of);
  }

  /** @throws ActsContradicted */
  async readAfter(of: ActsOf, number: number): Promise<readonly StoredAct[]> {
    const known = this.#compared.get(of);
    if (known?.tree.size !== number) {
      const acts = await this.#whole(of);
      return number === 0 ? acts : acts.slice(number);
    }
    const anchors = this.#notary.anchors(of);
    const acts = await this.#acts.readAfter(of, number);
    const isAsBefore =
      acts.length === 0 && known.anchors === textOf(anchors) && !this.#notary.isNew(of);
    if (isAsBefore) return acts;
    try {
      await this.#compare(of, known.tree.with(acts.map(bodyOf)), anchors);
      return acts;
    } catch (error) {
      if (!(error instanceof ActsContradicted)) throw error;
      return (await this.#whole(of)).slice(number);
    }
  }

  append(of: ActsOf, expectedSize: number, body: string): Promise<AppendOutcome> {
    return this.appendAll(of, expectedSize, [body]);
  }

  /** @throws ActsContradicted: nothing is added to acts that are not what was signed */
  async appendAll(
    of: ActsOf,
    expectedSize: number,
    bodies: readonly string[],
  ): Promise<AppendOutcome> {
    const before = await this.#level(of);
    if (before.size !== expectedSize) return { kind: 'sizeDiffers', size: before.size };
    await this.#notary.takeInOlder(of, before);
    await this.#notary.settlePending(of, before);
    const after = before.with(bodies);
    const note = await this.#notary.prepare(of, this.#stream, before, after);
    const outcome = await this.#acts.appendAll(of, expectedSize, bodies);
    if (outcome.kind !== 'appended') {
      await note.drop();
      return outcome;
    }
    await note.keep();
    return outcome;
  }

  counties(): Promise<readonly County[]> {
    return this.#acts.counties();
  }

  /** Whether anything of a stream was ever signed. */
  isTakenIn(of: ActsOf): boolean {
    return this.#notary.anchors(of).length > 0;
  }

  /** Signs what is there of a stream that was never signed; nothing to do where it was. */
  async takeInOlder(of: ActsOf): Promise<void> {
    if (this.isTakenIn(of)) return;
    await this.#notary.takeInOlder(of, await this.#level(of));
  }

  async #level(of: ActsOf): Promise<OwnTree> {
    await this.readAfter(of, this.#compared.get(of)?.tree.size ?? 0);
    return this.#compared.get(of)?.tree ?? OwnTree.empty();
  }

  /** Others may act while it is read: what does not fit is looked at once more. */
  async #whole(of: ActsOf): Promise<readonly StoredAct[]> {
    try {
      return await this.#wholeOnce(of);
    } catch (error) {
      if (!(error instanceof ActsContradicted)) throw error;
      return this.#wholeOnce(of);
    }
  }

  async #wholeOnce(of: ActsOf): Promise<readonly StoredAct[]> {
    const anchors = this.#notary.anchors(of);
    const acts = await this.#acts.readAfter(of, 0);
    const tree = this.#notary.treeOf(of, acts, anchors);
    const known = this.#compared.get(of)?.tree;
    const before = known === undefined ? null : contradictionOf(of, known, tree);
    if (before !== null) throw this.#notary.contradicted(of, before);
    await this.#compare(of, tree, anchors);
    return acts;
  }

  async #compare(
    of: ActsOf,
    tree: OwnTree,
    anchors: readonly KeptNote<OwnStream>[],
  ): Promise<void> {
    await this.#notary.compare(of, tree, anchors);
    // Others may have read more meanwhile.
    if ((this.#compared.get(of)?.tree.size ?? 0) <= tree.size) {
      this.#compared.set(of, { tree, anchors: textOf(anchors) });
    }
  }
}

/** What this process has read before is signed by nobody, and must still be there. */
function contradictionOf(of: ActsOf, known: OwnTree, tree: OwnTree): string | null {
  return contradiction('What was read before', actsAre(of), known.head, comparable(tree));
}

function bodyOf({ body }: StoredAct): string {
  return body;
}

function textOf(anchors: readonly KeptNote<OwnStream>[]): string {
  return anchors.map(({ place, text }) => `${place}\n${text}`).join('\n');
}
