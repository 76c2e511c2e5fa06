import { setImmediate } from 'node:timers/promises';
import { Gathering } from '../../src/http/appending/gathering.js';

/** Until a round that can begin has begun. */
async function untilBegun(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await setImmediate();
}

/** Work that ends when it is told to; each round is written down. */
function underHand(fitsMax: number) {
  const rounds: string[] = [];
  const ends: PromiseWithResolvers<undefined>[] = [];
  const gathering = new Gathering<string, number, string>({
    fits: (items, next) => [...items, next].reduce((sum, each) => sum + each) <= fitsMax,
    doTogether: async (key, items) => {
      rounds.push(`${key}: ${items.join(' ')}`);
      const end = Promise.withResolvers<undefined>();
      ends.push(end);
      await end.promise;
      return items.map((item) => `${key}${String(item)}`);
    },
  });
  const settle = async (fault?: Error): Promise<void> => {
    const end = ends.shift();
    if (fault === undefined) end?.resolve(undefined);
    else end?.reject(fault);
    await untilBegun();
  };
  return { rounds, gathering, settle };
}

describe('work that waits for the same key', () => {
  it('begins with all that comes in the same turn', async () => {
    const { rounds, gathering, settle } = underHand(10);
    const results = [1, 2, 3].map((item) => gathering.take('a', item));
    expect(rounds).toEqual([]);
    await untilBegun();
    expect(rounds).toEqual(['a: 1 2 3']);
    await settle();
    expect(await Promise.all(results)).toEqual(['a1', 'a2', 'a3']);
  });

  it('is done together, in order, as much of it as fits', async () => {
    const { rounds, gathering, settle } = underHand(10);
    const results = [gathering.take('a', 1)];
    await untilBegun();
    results.push(...[2, 3, 4, 5, 99, 6].map((item) => gathering.take('a', item)));
    const other = gathering.take('b', 7);
    await untilBegun();
    expect(rounds).toEqual(['a: 1', 'b: 7']);
    await settle();
    expect(await results[0]).toBe('a1');
    // What comes later waits behind the others, although it would fit.
    results.push(gathering.take('a', 1));
    while (rounds.length < 5) await settle();
    expect(rounds).toEqual(['a: 1', 'b: 7', 'a: 2 3 4', 'a: 5', 'a: 99']);
    await settle();
    expect(rounds.at(-1)).toBe('a: 6 1');
    await settle();
    expect(await Promise.all(results)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a99', 'a6', 'a1']);
    expect(await other).toBe('b7');
  });

  it('fails with its round, and the next round is done', async () => {
    const { rounds, gathering, settle } = underHand(10);
    const first = gathering.take('a', 1);
    await untilBegun();
    const failing = [gathering.take('a', 2), gathering.take('a', 3)];
    const settled = Promise.allSettled(failing);
    await settle();
    const next = gathering.take('a', 4);
    await settle(new Error('no'));
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await settle();
    expect([await first, await next]).toEqual(['a1', 'a4']);
    expect(rounds).toEqual(['a: 1', 'a: 2 3', 'a: 4']);
  });
});
