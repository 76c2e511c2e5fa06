import type { Claims } from '../../../events/claims.js';
import type { Cents } from '../../../events/values/money.js';
import type { Change } from './change.js';
import type { TakenIds } from './taken-ids.js';
import { centsOf } from '../../../events/values/money.js';

interface Collection {
  readonly id: string;
  /** 0 once its record is voided. */
  readonly amountCents: Cents;
  /** What its standing distributions without a standing reversal add up to. */
  readonly distributedCents: Cents;
}

/** A collection of which more would be distributed than it brought. */
export interface OverDistribution {
  readonly collection: string;
  readonly amountCents: Cents;
  readonly distributedCents: Cents;
}

/**
 * The collections of one case and what was distributed of them, kept with the case's ids. Changed in place.
 *
 * With a collection's id are its amount (0 once its record is voided) and what its standing distributions without a
 * standing reversal add up to; with a distribution's, the amount of all its buckets (0 once its record is voided),
 * and the place of its collection, doubled, and one more while it is reversed. Cents are below 2^53 by far.
 */
export class Collections {
  readonly #ids: TakenIds;

  constructor(ids: TakenIds) {
    this.#ids = ids;
  }

  /** Whether the change would give a distribution a second standing reversal. */
  wouldReverseAgain({ claims, target }: Change): boolean {
    if (claims.type !== 'DistributionReversed') return false;
    const id = firstId(claims);
    if (target?.type === 'DistributionReversed' && firstId(target) === id) return false;
    return this.#isReversed(this.#distribution(id));
  }

  /** The collection that the change would leave over-distributed, null if there is none. */
  wouldOverDistribute({ claims, target }: Change): OverDistribution | null {
    if (claims.type === 'CollectionReceived') {
      return target === null ? null : this.#withAmount(firstId(claims), claims.cents);
    }
    if (claims.type === 'CollectionDistributed') return this.#withDistribution(claims, target);
    if (target?.type === 'CollectionReceived') return this.#withAmount(firstId(target), centsOf(0));
    if (target?.type === 'DistributionReversed') return this.#withoutReversal(target, claims);
    return null;
  }

  /** Follows one accepted record; those that move no money change nothing. */
  evolve({ claims, root, target }: Change): void {
    if (target !== null) this.#takeOut(target);
    if (claims.type === 'CollectionReceived') this.#receive(claims, root);
    else if (claims.type === 'CollectionDistributed') this.#distribute(claims, root);
    else if (claims.type === 'DistributionReversed') this.#setReversed(firstId(claims), true);
  }

  #withAmount(id: string, amountCents: Cents): OverDistribution | null {
    const { distributedCents } = this.#standing(this.#collection(id));
    return overDistribution({ id, amountCents, distributedCents });
  }

  #withDistribution(claims: Claims, target: Claims | null): OverDistribution | null {
    const collection = secondId(claims);
    const place = this.#collection(collection);
    const amountCents = this.#amountCents(place);
    let distributedCents = this.#ids.second(place);
    if (target !== null) {
      const replaced = this.#distribution(firstId(claims));
      if (this.#isReversed(replaced)) return null;
      if (this.#collectionOf(replaced) === place) distributedCents -= this.#ids.first(replaced);
    }
    distributedCents += claims.cents;
    return distributedCents > amountCents
      ? overDistribution({
          id: collection,
          amountCents,
          distributedCents: centsOf(distributedCents),
        })
      : null;
  }

  /** The distribution is no longer reversed; if the change names another one, that one is from now on. */
  #withoutReversal(target: Claims, claims: Claims): OverDistribution | null {
    const freed = this.#distribution(firstId(target));
    const place = this.#collectionOf(freed);
    const collection = this.#standing(place);
    let distributedCents = collection.distributedCents + this.#amountCents(freed);
    if (claims.type === 'DistributionReversed') {
      const reversed = this.#distribution(firstId(claims));
      if (this.#collectionOf(reversed) === place) distributedCents -= this.#ids.first(reversed);
    }
    return overDistribution({ ...collection, distributedCents: centsOf(distributedCents) });
  }

  #takeOut(target: Claims): void {
    if (target.type === 'CollectionReceived') {
      this.#ids.setFirst(this.#collection(firstId(target)), 0);
    } else if (target.type === 'CollectionDistributed') {
      this.#setAmount(this.#distribution(firstId(target)), centsOf(0));
    } else if (target.type === 'DistributionReversed') {
      this.#setReversed(firstId(target), false);
    }
  }

  #receive(claims: Claims, root: number): void {
    const id = firstId(claims);
    const known = this.#ids.find('collection', id);
    const place = known === -1 ? this.#ids.add('collection', id, root) : known;
    this.#ids.setFirst(place, claims.cents);
  }

  #distribute(claims: Claims, root: number): void {
    const id = firstId(claims);
    const collection = this.#collection(secondId(claims));
    const known = this.#ids.find('distribution', id);
    const place = known === -1 ? this.#ids.add('distribution', id, root) : known;
    // Its amount is 0 here: taken out above, or new. So it takes nothing along to another collection.
    this.#ids.setSecond(place, 2 * collection + (this.#isReversed(place) ? 1 : 0));
    this.#setAmount(place, claims.cents);
  }

  #setReversed(id: string, isReversed: boolean): void {
    const distribution = this.#distribution(id);
    if (this.#isReversed(distribution) === isReversed) return;
    const collection = this.#collectionOf(distribution);
    this.#ids.setSecond(distribution, 2 * collection + (isReversed ? 1 : 0));
    const amountCents = this.#amountCents(distribution);
    this.#addDistributed(collection, isReversed ? centsOf(0 - amountCents) : amountCents);
  }

  #setAmount(distribution: number, amountCents: Cents): void {
    if (!this.#isReversed(distribution)) {
      const change = centsOf(amountCents - this.#amountCents(distribution));
      this.#addDistributed(this.#collectionOf(distribution), change);
    }
    this.#ids.setFirst(distribution, amountCents);
  }

  #addDistributed(collection: number, cents: Cents): void {
    this.#ids.setSecond(collection, this.#ids.second(collection) + cents);
  }

  #isReversed(distribution: number): boolean {
    return this.#ids.second(distribution) % 2 === 1;
  }

  #collectionOf(distribution: number): number {
    return Math.floor(this.#ids.second(distribution) / 2);
  }

  #standing(collection: number): Collection {
    return {
      id: this.#ids.id(collection),
      amountCents: this.#amountCents(collection),
      distributedCents: centsOf(this.#ids.second(collection)),
    };
  }

  /** The amount of a collection or of a distribution. */
  #amountCents(place: number): Cents {
    return centsOf(this.#ids.first(place));
  }

  #collection(id: string): number {
    const place = this.#ids.find('collection', id);
    return place === -1 ? unknown('collection', id) : place;
  }

  #distribution(id: string): number {
    const place = this.#ids.find('distribution', id);
    return place === -1 ? unknown('distribution', id) : place;
  }
}

function overDistribution({
  id,
  amountCents,
  distributedCents,
}: Collection): OverDistribution | null {
  return distributedCents > amountCents ? { collection: id, amountCents, distributedCents } : null;
}

/** The collection of a receipt, the distribution of a distribution or reversal: such a record always has one. */
function firstId({ first, id }: Claims): string {
  return first?.id ?? without(id);
}

/** The collection that a distribution distributes. */
function secondId({ second, id }: Claims): string {
  return second?.id ?? without(id);
}

function without(id: string): never {
  throw new Error(`Record ${id} moves money without an id: only parsed records reach the ledger.`);
}

function unknown(what: 'collection' | 'distribution', id: string): never {
  throw new Error(
    `The ledger has no ${what} "${id}" where a later record needs it: its records do not fit together. Run plumbline check.`,
  );
}
