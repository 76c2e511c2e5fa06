import { NoReply } from '../../src/threads/pool-thread.js';
import { ThreadPool } from '../../src/threads/thread-pool.js';
import type { PoolOptions } from '../../src/threads/thread-pool.js';

interface Sleep {
  readonly name: string;
  readonly ms: number;
  readonly dies?: true;
  /** It wishes for a task of this name when it has replied. */
  readonly wishes?: string;
}

interface Slept {
  readonly name: string;
  readonly threadId: number;
  /** How many tasks any thread had begun before. */
  readonly place: number;
}

const pools: ThreadPool<Sleep, Slept>[] = [];

const wished: Sleep[] = [];

function poolOf(
  threads: number,
  waitingMax = 8,
  isLong?: (task: Sleep) => boolean,
  reading: Pick<PoolOptions<Sleep, Slept, never>, 'preparationOf' | 'onPrepared'> = {},
): ThreadPool<Sleep, Slept> {
  const pool = new ThreadPool<Sleep, Slept>({
    name: 'sleeping',
    program: new URL('./sleeping-thread.mjs', import.meta.url),
    workerData: { order: new SharedArrayBuffer(4) },
    threads,
    waitingMax,
    msMax: 20_000,
    kindOf: ({ name }) => name,
    onFault: () => undefined,
    onWish: (task) => wished.push(task),
    ...(isLong === undefined ? {} : { isLong }),
    ...reading,
  });
  pools.push(pool);
  return pool;
}

const sleeps = (...names: readonly string[]): readonly Sleep[] =>
  names.map((name) => ({ name, ms: 20 }));
const untold = (): void => undefined;

describe('a pool of threads', () => {
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.close()));
  });

  it('given tasks that belong together, then its own threads do them all, replies in order', async () => {
    const pool = poolOf(2);
    const told: string[] = [];
    const replies = await pool.askAll(
      () => sleeps('a', 'b', 'c', 'd', 'e', 'f', 'g'),
      ({ name }) => told.push(name),
    );
    expect(replies.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(new Set(replies.map(({ threadId }) => threadId)).size).toBe(2);
    expect(told.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('given one that asks besides, then they take turns', async () => {
    const pool = poolOf(1);
    const state = pool.askAll(() => sleeps('a', 'b', 'c', 'd'), untold);
    const county = await pool.ask({ name: 'county', ms: 0 });
    expect(county.place).toBe(2);
    expect((await state).map(({ place }) => place)).toEqual([0, 1, 3, 4]);
  });

  it('given two sets of tasks, then they take turns', async () => {
    const pool = poolOf(1);
    const [one, other] = await Promise.all([
      pool.askAll(() => sleeps('a', 'b', 'c'), untold),
      pool.askAll(() => sleeps('x', 'y', 'z'), untold),
    ]);
    expect(one.map(({ place }) => place)).toEqual([0, 1, 3]);
    expect(other.map(({ place }) => place)).toEqual([2, 4, 5]);
  });

  it('given no room, then one more is refused; tasks that belong together take one place', async () => {
    const pool = poolOf(1, 2);
    const first = pool.ask({ name: 'first', ms: 50 });
    let hasBegun = false;
    const many = pool.askAll(() => {
      hasBegun = true;
      return sleeps('a', 'b', 'c');
    }, untold);
    const second = pool.ask({ name: 'second', ms: 0 });
    expect(pool.waitingCount).toBe(2);
    await expect(pool.ask({ name: 'third', ms: 0 })).rejects.toMatchObject({ why: 'full' });
    await first;
    expect(hasBegun).toBe(true);
    expect(pool.waitingCount).toBe(1);
    expect(await many).toHaveLength(3);
    expect(await second).toMatchObject({ name: 'second' });
  });

  it('given that there turn out to be none, then there are no replies and the next goes on', async () => {
    const pool = poolOf(1);
    const [none, one] = await Promise.all([
      pool.askAll(() => [], untold),
      pool.ask({ name: 'one', ms: 0 }),
    ]);
    expect([none, one.place]).toEqual([[], 0]);
  });

  it('given that it is started, then one thread is there at once, and the others after a while', async () => {
    // Threads of a process are numbered as they are started.
    const numberOfNext = async (): Promise<number> =>
      (await poolOf(1).ask({ name: 'next', ms: 0 })).threadId;
    const before = await numberOfNext();
    poolOf(3).start(60_000);
    const between = await numberOfNext();
    expect(between - before).toBe(2);
    poolOf(3).start(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await numberOfNext()) - between).toBe(4);
  });

  it('given that they cannot be told, then that is why they have no replies', async () => {
    const pool = poolOf(1);
    const untellable = pool.askAll(() => {
      throw new RangeError('The folder is gone.');
    }, untold);
    await expect(untellable).rejects.toThrow('The folder is gone.');
    expect(await pool.ask({ name: 'one', ms: 0 })).toMatchObject({ place: 0 });
  });

  it('given a thread that dies, then the rest is not begun and another thread goes on', async () => {
    const pool = poolOf(1);
    const tasks: readonly Sleep[] = [{ name: 'a', ms: 0, dies: true }, ...sleeps('b', 'c')];
    await expect(pool.askAll(() => tasks, untold)).rejects.toMatchObject({ why: 'died' });
    expect(await pool.ask({ name: 'after', ms: 0 })).toMatchObject({ place: 1 });
  });

  it('given that it is closed, then what waits has no reply', async () => {
    const pool = poolOf(1);
    const asked = [
      pool.ask({ name: 'worked on', ms: 10_000 }),
      pool.askAll(() => sleeps('a'), untold),
    ];
    const settled = Promise.allSettled(asked);
    await pool.close();
    for (const each of await settled) {
      expect(each).toMatchObject({ status: 'rejected', reason: { why: 'closed' } });
    }
    await expect(pool.ask({ name: 'late', ms: 0 })).rejects.toThrow(NoReply);
  });

  describe('with tasks for which much is to be read', () => {
    /** Tasks that are called 'year 19' need what is read for '19'. */
    function readingPool(
      threads: number,
      readingMs = 0,
    ): {
      readonly pool: ThreadPool<Sleep, Slept>;
      readonly read: Slept[];
      readonly untilRead: (count: number) => Promise<void>;
    } {
      const read: Slept[] = [];
      const pool = poolOf(threads, 8, ({ name }) => name.startsWith('long'), {
        preparationOf: ({ name }) => {
          const [, year] = /year (.*)$/u.exec(name) ?? [];
          if (year === undefined) return null;
          return { of: year, task: { name: `read ${year}`, ms: readingMs } };
        },
        onPrepared: (reply) => read.push(reply),
      });
      const untilRead = async (count: number): Promise<void> => {
        while (read.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
      };
      return { pool, read, untilRead };
    }

    it('given one, then the other thread for quick tasks reads the same, once, and those for long ones do not', async () => {
      const { pool, read, untilRead } = readingPool(4);
      const first = await pool.ask({ name: 'year 19', ms: 0 });
      await untilRead(1);
      const both = await Promise.all(
        ['year 19', 'year 19'].map((name) => pool.ask({ name, ms: 30 })),
      );
      expect(read.map(({ name }) => name)).toEqual(['read 19']);
      expect(read[0]?.threadId).not.toBe(first.threadId);
      expect(new Set(both.map(({ threadId }) => threadId))).toEqual(
        new Set([first.threadId, read[0]?.threadId]),
      );
    });

    it('given one while the other thread reads, then the one that has read it does it', async () => {
      const { pool, read } = readingPool(3, 60_000);
      const first = await pool.ask({ name: 'year 19', ms: 0 });
      for (let round = 0; round < 3; round += 1) {
        expect(await pool.ask({ name: 'year 19', ms: 0 })).toMatchObject({
          threadId: first.threadId,
        });
      }
      expect(read).toEqual([]);
    });

    it('given that nothing is to be read, or what takes long, then nobody reads', async () => {
      const { pool, read } = readingPool(3);
      await Promise.all(['one', 'long year 19'].map((name) => pool.ask({ name, ms: 0 })));
      const others = ['a', 'b'].map((name) => pool.ask({ name, ms: 20 }));
      await Promise.all(others);
      expect(read).toEqual([]);
    });

    it('given a thread that died, then it reads again what the other has read', async () => {
      const { pool, read, untilRead } = readingPool(2);
      await pool.ask({ name: 'year 19', ms: 0 });
      await untilRead(1);
      await expect(pool.ask({ name: 'one', ms: 0, dies: true })).rejects.toMatchObject({
        why: 'died',
      });
      const next = await pool.ask({ name: 'year 19', ms: 0 });
      await untilRead(2);
      expect(read[1]?.threadId).not.toBe(next.threadId);
    });
  });

  describe('with tasks that may take long', () => {
    const isLong = ({ name }: Sleep): boolean => name.startsWith('long');

    it.each([3, 4, 5])(
      'of %i threads two never have one, and the others have no other',
      async (threads) => {
        const pool = poolOf(threads, 64, isLong);
        const longOnes = Array.from({ length: 6 }, (_, at) =>
          pool.ask({ name: `long ${String(at)}`, ms: 30 }),
        );
        const quickOnes = Array.from({ length: 24 }, (_, at) =>
          pool.ask({ name: `quick ${String(at)}`, ms: 5 }),
        );
        const threadsOf = async (asked: readonly Promise<Slept>[]): Promise<Set<number>> =>
          new Set((await Promise.all(asked)).map(({ threadId }) => threadId));
        const ofLong = await threadsOf(longOnes);
        const ofQuick = await threadsOf(quickOnes);
        expect(ofLong.size).toBe(threads - 2);
        expect(ofQuick.size).toBe(2);
        expect([...ofQuick].filter((each) => ofLong.has(each))).toEqual([]);
      },
    );

    it.each([1, 2])(
      'of %i threads, one has them all and what is quick has the other, if there is one',
      async (threads) => {
        const pool = poolOf(threads, 64, isLong);
        const asked = ['a', 'b', 'c'].map((name) => pool.ask({ name: `long ${name}`, ms: 20 }));
        const quick = await pool.ask({ name: 'quick', ms: 0 });
        const ofLong = new Set((await Promise.all(asked)).map(({ threadId }) => threadId));
        expect(ofLong.size).toBe(1);
        expect(ofLong.has(quick.threadId)).toBe(threads === 1);
      },
    );
  });

  it('given a thread that wishes for a task, then it is told, and nothing is done', async () => {
    const pool = poolOf(1);
    await pool.ask({ name: 'one', ms: 0, wishes: 'another' });
    // The wish came behind the reply of the task before, and before that of this one.
    const next = await pool.ask({ name: 'next', ms: 0 });
    expect(wished.splice(0)).toEqual([{ name: 'another', ms: 0 }]);
    expect(next.place).toBe(1);
  });

  it('given the kind that a thread did last, then that thread does it again', async () => {
    const pool = poolOf(2);
    const [one, other] = await Promise.all([
      pool.ask({ name: '19', ms: 20 }),
      pool.ask({ name: '30', ms: 20 }),
    ]);
    for (let round = 0; round < 3; round += 1) {
      expect((await pool.ask({ name: '30', ms: 0 })).threadId).toBe(other.threadId);
      expect((await pool.ask({ name: '19', ms: 0 })).threadId).toBe(one.threadId);
    }
  });
});
