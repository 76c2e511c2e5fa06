import type { DataOf, LedgerRecord } from '../../../events/record.js';
import { parseCents } from '../../../events/values/money.js';
import type { Cents } from '../../../events/values/money.js';
import type { Change } from './change.js';

interface Collection {
  readonly id: string;
  readonly root: number;
  /** 0 once its record is voided. */
  amountCents: Cents;
  /** What its standing distributions without a standing reversal add up to. */
  distributedCents: Cents;
}

interface Distribution {
  readonly root: number;
  collection: Collection;
  /** All buckets; 0 once its record is voided. */
  amountCents: Cents;
  isReversed: boolean;
}

/** A collection of which more would be distributed than it brought. */
export interface OverDistribution {
  readonly collection: string;
  readonly amountCents: Cents;
  readonly distributedCents: Cents;
}

/** The collections of one case and what was distributed of them. Changed in place. */
export class Collections {
  readonly #collections = new Map<string, Collection>();
  readonly #distributions = new Map<string, Distribution>();

  /** How many collections and distributions it knows. */
  get size(): number {
    return this.#collections.size + this.#distributions.size;
  }

  /** Position of the record that introduced the collection, 0 if there is none. */
  rootOfCollection(id: string): number {
    return this.#collections.get(id)?.root ?? 0;
  }

  /** Position of the record that introduced the distribution, 0 if there is none. */
  rootOfDistribution(id: string): number {
    return this.#distributions.get(id)?.root ?? 0;
  }

  /** Whether the change would give a distribution a second standing reversal. */
  wouldReverseAgain({ record, target }: Change): boolean {
    if (record.type !== 'DistributionReversed') return false;
    const id = record.data.distribution;
    if (target?.type === 'DistributionReversed' && target.data.distribution === id) return false;
    return this.#distribution(id).isReversed;
  }

  /** The collection that the change would leave over-distributed, null if there is none. */
  wouldOverDistribute({ record, target }: Change): OverDistribution | null {
    if (record.type === 'CollectionReceived') {
      return target === null ? null : this.#withAmount(record.data, amountOf(record.data));
    }
    if (record.type === 'CollectionDistributed') return this.#withDistribution(record.data, target);
    if (target?.type === 'CollectionReceived') return this.#withAmount(target.data, 0);
    if (target?.type === 'DistributionReversed') return this.#withoutReversal(target.data, record);
    return null;
  }

  /** Follows one accepted record; those that move no money change nothing. */
  evolve({ record, root, target }: Change): void {
    if (target !== null) this.#takeOut(target);
    if (record.type === 'CollectionReceived') this.#receive(record.data, root);
    else if (record.type === 'CollectionDistributed') this.#distribute(record.data, root);
    else if (record.type === 'DistributionReversed') {
      this.#setReversed(record.data.distribution, true);
    }
  }

  #withAmount(
    { collection: id }: DataOf<'CollectionReceived'>,
    amountCents: Cents,
  ): OverDistribution | null {
    return overDistribution({ ...this.#collection(id), amountCents });
  }

  #withDistribution(
    data: DataOf<'CollectionDistributed'>,
    target: LedgerRecord | null,
  ): OverDistribution | null {
    const collection = this.#collection(data.collection);
    let { distributedCents } = collection;
    if (target !== null) {
      const replaced = this.#distribution(data.distribution);
      if (replaced.isReversed) return null;
      if (replaced.collection === collection) distributedCents -= replaced.amountCents;
    }
    distributedCents += allocatedCents(data);
    return distributedCents > collection.amountCents
      ? overDistribution({ ...collection, distributedCents })
      : null;
  }

  /** The distribution is no longer reversed; if the change names another one, that one is from now on. */
  #withoutReversal(
    target: DataOf<'DistributionReversed'>,
    record: LedgerRecord,
  ): OverDistribution | null {
    const freed = this.#distribution(target.distribution);
    const { collection } = freed;
    let distributedCents = collection.distributedCents + freed.amountCents;
    if (record.type === 'DistributionReversed') {
      const reversed = this.#distribution(record.data.distribution);
      if (reversed.collection === collection) distributedCents -= reversed.amountCents;
    }
    return overDistribution({ ...collection, distributedCents });
  }

  #takeOut(target: LedgerRecord): void {
    if (target.type === 'CollectionReceived') {
      this.#collection(target.data.collection).amountCents = 0;
    } else if (target.type === 'CollectionDistributed') {
      setAmount(this.#distribution(target.data.distribution), 0);
    } else if (target.type === 'DistributionReversed') {
      this.#setReversed(target.data.distribution, false);
    }
  }

  #receive(data: DataOf<'CollectionReceived'>, root: number): void {
    const { collection: id } = data;
    const amountCents = amountOf(data);
    const known = this.#collections.get(id);
    if (known !== undefined) known.amountCents = amountCents;
    else this.#collections.set(id, { id, root, amountCents, distributedCents: 0 });
  }

  #distribute(data: DataOf<'CollectionDistributed'>, root: number): void {
    const collection = this.#collection(data.collection);
    let distribution = this.#distributions.get(data.distribution);
    if (distribution === undefined) {
      distribution = { root, collection, amountCents: 0, isReversed: false };
      this.#distributions.set(data.distribution, distribution);
    }
    // Its amount is 0 here: taken out above, or new. So it takes nothing along to another collection.
    distribution.collection = collection;
    setAmount(distribution, allocatedCents(data));
  }

  #setReversed(id: string, isReversed: boolean): void {
    const distribution = this.#distribution(id);
    if (distribution.isReversed === isReversed) return;
    distribution.isReversed = isReversed;
    const { collection, amountCents } = distribution;
    collection.distributedCents += isReversed ? -amountCents : amountCents;
  }

  #collection(id: string): Collection {
    return this.#collections.get(id) ?? unknown('collection', id);
  }

  #distribution(id: string): Distribution {
    return this.#distributions.get(id) ?? unknown('distribution', id);
  }
}

function setAmount(distribution: Distribution, amountCents: Cents): void {
  if (!distribution.isReversed) {
    distribution.collection.distributedCents += amountCents - distribution.amountCents;
  }
  distribution.amountCents = amountCents;
}

function overDistribution({
  id,
  amountCents,
  distributedCents,
}: Collection): OverDistribution | null {
  return distributedCents > amountCents ? { collection: id, amountCents, distributedCents } : null;
}

/** The allocations of all buckets together. */
function allocatedCents({ allocations }: DataOf<'CollectionDistributed'>): Cents {
  let sum = 0;
  for (const allocation of allocations) sum += amountOf(allocation);
  return sum;
}

function amountOf({ amount }: { readonly amount: string }): Cents {
  const cents = parseCents(amount);
  if (cents === null) {
    throw new Error(`"${amount}" is no amount of money: only parsed records reach the ledger.`);
  }
  return cents;
}

function unknown(what: 'collection' | 'distribution', id: string): never {
  throw new Error(
    `The ledger has no ${what} "${id}" where a later record needs it: its records do not fit together. Run plumbline check.`,
  );
}
