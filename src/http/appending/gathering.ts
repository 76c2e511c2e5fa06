import { setImmediate } from 'node:timers/promises';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How a `Gathering` does its work. */
export interface GatheredWork<Key, Item, Result> {
  /** Does all items at once; answers as many results, in their order. */
  readonly doTogether: (key: Key, items: readonly Item[]) => Promise<readonly Result[]>;
  /** Whether the next item may be done together with those before it. */
  readonly fits: (items: readonly Item[], next: Item) => boolean;
}

/**
 * Work with the same key is done in the order in which it came, one round after the other: what has come
 * while a round was under way is the next round, as much of it as fits. A round begins when all that has
 * arrived by now was looked at, since a store that works without a pause lets nobody in while it does.
 */
export class Gathering<Key, Item, Result> {
  readonly #work: GatheredWork<Key, Item, Result>;
  readonly #waiting = new Map<Key, Waiting<Item, Result>[]>();

  constructor(work: GatheredWork<Key, Item, Result>) {
    this.#work = work;
  }

  /** What came of the item, or what its whole round threw. */
  take(key: Key, item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) {
      waiting.push({ item, resolve, reject });
      return promise;
    }
    const line = [{ item, resolve, reject }];
    this.#waiting.set(key, line);
    void this.#run(key, line);
    return promise;
  }

  async #run(key: Key, line: Waiting<Item, Result>[]): Promise<void> {
    while (line.length > 0) {
      await setImmediate();
      const round = line.splice(0, this.#countThatFits(line));
      try {
        const results = await this.#work.doTogether(
          key,
          round.map(({ item }) => item),
        );
        for (const [index, { resolve, reject }] of round.entries()) {
          const result = results[index];
          if (result === undefined) reject(new Error('A round gave fewer results than items.'));
          else resolve(result);
        }
      } catch (error) {
        for (const { reject } of round) reject(error);
      }
    }
    this.#waiting.delete(key);
  }

  #countThatFits(line: readonly Waiting<Item, Result>[]): number {
    const items: Item[] = [];
    for (const { item } of line) {
      if (items.length > 0 && !this.#work.fits(items, item)) break;
      items.push(item);
    }
    return items.length;
  }
}
