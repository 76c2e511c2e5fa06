import type { ReferenceKind } from '../../../events/rejections.js';
import type { Change } from './change.js';
import { Collections } from './collections.js';
import type { OverDistribution } from './collections.js';
import { Openings, isOpeningOrClosing } from './openings.js';
import { TakenIds } from './taken-ids.js';

/**
 * What the acceptance checks ask of one case: which ids it has taken, what opened and closed it, and
 * the money of its collections. It follows the case's records in order of position, whatever their
 * effective dates. Changed in place, because a fold over millions of records cannot copy it.
 */
export class CaseState {
  readonly subject: number;
  readonly #openings = new Openings();
  readonly #ids = new TakenIds();
  readonly #collections = new Collections(this.#ids);
  /** Position of the correction by position of its target; made for the first one. */
  #superseders: Map<number, number> | null = null;

  /** A case of which nothing is recorded yet, under its subject number. */
  constructor(subject: number) {
    this.subject = subject;
  }

  /** How many ids it has taken and corrections it has had: the measure of the memory it needs. */
  weight(): number {
    return this.#ids.size + (this.#superseders?.size ?? 0);
  }

  /** Position of the record that introduced the id, 0 if the id was never taken. */
  rootOf(kind: ReferenceKind, id: string): number {
    const place = this.#ids.find(kind, id);
    return place === -1 ? 0 : this.#ids.root(place);
  }

  /** Position of the record that replaces or voids the one at `position`, 0 if none does. */
  supersededBy(position: number): number {
    return this.#superseders?.get(position) ?? 0;
  }

  /** Root of what forbids a `CaseOpened` or `CaseTransferredIn` that corrects nothing, 0 if it may come. */
  enteredBy(): number {
    return this.#openings.enteredBy();
  }

  /** Whether the change would give a distribution a second standing reversal (`ALREADY_REVERSED`). */
  wouldReverseAgain(change: Change): boolean {
    return this.#collections.wouldReverseAgain(change);
  }

  /** The collection that the change would leave over-distributed, null if none (`OVER_DISTRIBUTED`). */
  wouldOverDistribute(change: Change): OverDistribution | null {
    return this.#collections.wouldOverDistribute(change);
  }

  /** Follows one accepted record of the case. */
  evolve(change: Change): void {
    const { record, root, target } = change;
    if (target === null) {
      this.#enter(change);
    } else {
      this.#superseders ??= new Map();
      this.#superseders.set(change.corrects, change.position);
      if (record.type === 'RecordVoided' && isOpeningOrClosing(target.type)) {
        this.#openings.void(root);
      }
    }
    this.#collections.evolve(change);
  }

  /** What only the first record of a chain does: a replacement keeps its type, place and introduced id. */
  #enter({ record, root, reference }: Change): void {
    if (isOpeningOrClosing(record.type)) {
      this.#openings.enter(record.type, root);
      return;
    }
    if (reference?.isIntroduced !== true) return;
    const { kind, id } = reference;
    // Collections enter those with their money.
    if (kind === 'collection' || kind === 'distribution') return;
    this.#ids.add(kind, id, root);
  }
}
