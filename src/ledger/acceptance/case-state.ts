import type { ReferenceKind } from '../../../events/rejections.js';
import type { Change } from './change.js';
import { Collections } from './collections.js';
import type { NumbersOfId } from './forgotten-ids.js';
import { NumberReader } from './number-stream.js';
import type { NumberWriter } from './number-stream.js';
import type { OverDistribution } from './collections.js';
import { Openings, isOpeningOrClosing } from './openings.js';
import { Superseders } from './superseders.js';
import { TakenIds } from './taken-ids.js';
import type { IdSource } from './taken-ids.js';

/**
 * What the acceptance checks ask of one case: which ids it has taken, what opened and closed it, and
 * the money of its collections. It follows the case's records in order of position, whatever their
 * effective dates. Changed in place, because a fold over millions of records cannot copy it.
 */
export class CaseState {
  readonly subject: number;
  readonly #openings: Openings;
  /** Orders, referrals and coverages. */
  readonly #ids: TakenIds;
  /** Collections and distributions: many, of which mostly the last ones are asked for. */
  readonly #moneyIds: TakenIds;
  readonly #collections: Collections;
  /** Made for the first correction. */
  #superseders: Superseders | null = null;
  #lastPosition = 0;
  #toldWeight = 0;

  /**
   * A case of which nothing is recorded yet, under its subject number.
   *
   * @param source - says what ids were that it has let go of
   * @param saved - where it was something before; see `restored`
   */
  constructor(subject: number, source: IdSource, saved: NumberReader | null = null) {
    this.subject = subject;
    this.#openings = saved === null ? new Openings() : Openings.restored(saved);
    this.#ids = saved === null ? new TakenIds() : TakenIds.restored(null, saved);
    this.#moneyIds = saved === null ? new TakenIds(source) : TakenIds.restored(source, saved);
    this.#collections = new Collections(this.#moneyIds);
  }

  /** A case as it was saved. */
  static restored(numbers: Float64Array, source: IdSource): CaseState {
    const from = new NumberReader(numbers);
    from.next(); // the number of heads
    const subject = from.natural();
    const lastPosition = from.natural();
    const isCorrected = from.natural() === 1;
    const state = new CaseState(subject, source, from);
    state.#lastPosition = lastPosition;
    if (isCorrected) state.#superseders = Superseders.restored(from);
    return state;
  }

  /** How many numbers a saved case has outside of these. */
  static headsOf(numbers: Float64Array): number {
    return numbers[0] ?? 0;
  }

  /** A saved case will not be restored. */
  static letGoOf(numbers: Float64Array, source: IdSource): void {
    CaseState.restored(numbers, source).end();
  }

  /** It will not be asked any more. */
  end(): void {
    this.#moneyIds.end();
  }

  /** Everything of it as numbers, but for what its forgotten ids have in `IdSource.heads`. */
  save(to: NumberWriter): void {
    to.put(this.#moneyIds.headCount);
    to.put(this.subject);
    to.put(this.#lastPosition);
    to.put(this.#superseders === null ? 0 : 1);
    this.#openings.save(to);
    this.#ids.save(to);
    this.#moneyIds.save(to);
    this.#superseders?.save(to);
  }

  /** The memory that its ids and corrections need, in ids. */
  weight(): number {
    this.#toldWeight = this.#ids.weight + this.#moneyIds.weight + (this.#superseders?.size ?? 0);
    return this.#toldWeight;
  }

  /** By how much its weight has changed since it was last told. */
  growth(): number {
    const told = this.#toldWeight;
    return this.weight() - told;
  }

  /** Whether it remembers so much that `letGo` is worth while. */
  get isLong(): boolean {
    return this.#moneyIds.isLong;
  }

  /**
   * Lets go of what is rarely asked for again, where all of the case's records are among the first `committedSize`,
   * which the store has. Answers whether it did.
   */
  letGo(committedSize: number): boolean {
    if (this.#lastPosition > committedSize) return false;
    this.#moneyIds.forgetOld();
    return true;
  }

  /** Position of the record that introduced the id, 0 if the id was never taken. */
  rootOf(kind: ReferenceKind, id: string): number {
    const ids = isOfMoney(kind) ? this.#moneyIds : this.#ids;
    const place = ids.find(kind, id);
    return place === -1 ? 0 : ids.root(place);
  }

  /** What is kept with the id of each collection and distribution, by the position of the record that introduced it. */
  moneyByRoot(): ReadonlyMap<number, NumbersOfId> {
    return this.#moneyIds.numbersByRoot();
  }

  /** Position of the record that replaces or voids the one at `position`, 0 if none does. */
  supersededBy(position: number): number {
    return this.#superseders?.of(position) ?? 0;
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
    const { claims, root, target } = change;
    this.#lastPosition = change.position;
    if (target === null) {
      this.#enter(change);
    } else {
      this.#superseders ??= new Superseders();
      this.#superseders.add(change.corrects, change.position);
      if (claims.type === 'RecordVoided' && isOpeningOrClosing(target.type)) {
        this.#openings.void(root);
      }
    }
    this.#collections.evolve(change);
  }

  /** What only the first record of a chain does: a replacement keeps its type, place and introduced id. */
  #enter({ claims: { type, first }, root }: Change): void {
    if (isOpeningOrClosing(type)) {
      this.#openings.enter(type, root);
      return;
    }
    if (first?.isIntroduced !== true) return;
    const { kind, id } = first;
    // Collections enter those with their money.
    if (!isOfMoney(kind)) this.#ids.add(kind, id, root);
  }
}

function isOfMoney(kind: ReferenceKind): boolean {
  return kind === 'collection' || kind === 'distribution';
}
