import { REPLICA_ACCEPTANCE } from '../../src/ledger/acceptance/replica-acceptance.js';
import type { LedgerState } from '../../src/ledger/acceptance/ledger-state.js';
import type { ReplicaAcceptance } from '../../src/ports/acceptance.js';
import type { StoredRecord } from '../../src/ports/event-log.js';
import { ReplicaOverFolder } from '../../src/stores/replicated/replica-over-folder.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { COUNTY, entriesFrom, storedOf, STREAM, until } from './entries.js';
import { MovingMachine, newFolder, removeFolder } from './moving-machine.js';
import { sayMissing, SERVER_SOURCES } from './servers.js';
import type { ServerUnderTest } from './servers.js';

const ROUNDS = rounds(30, 1_000);
const RECORDS = 40;

/** Another process takes some of the records of a stream, the first so many. */
type Take = (upTo: number) => void;

describe('two processes on one replica', () => {
  const folders: string[] = [];
  const opened: LedgerFolder[] = [];
  afterEach(() => {
    for (const folder of opened.splice(0)) folder.close();
    for (const path of folders.splice(0)) removeFolder(path);
  });

  function replicaAt(path: string, acceptance = REPLICA_ACCEPTANCE): ReplicaOverFolder {
    const folder = LedgerFolder.openOrCreate(path);
    opened.push(folder);
    return new ReplicaOverFolder(folder, () => STREAM, acceptance);
  }

  /** One that sees another process take something while it looks at what it takes itself. */
  function twoAt(whileTaking: (take: Take) => void): readonly [ReplicaOverFolder, Take] {
    const path = newFolder();
    folders.push(path);
    const other = replicaAt(path);
    const take: Take = (upTo) => {
      // Of so few records it takes all before it answers.
      void other.take(COUNTY, STORED.slice(0, upTo));
    };
    const acceptance: ReplicaAcceptance<LedgerState> = {
      ...REPLICA_ACCEPTANCE,
      take: (state, record) => {
        whileTaking(take);
        return REPLICA_ACCEPTANCE.take(state, record);
      },
    };
    return [replicaAt(path, acceptance), take];
  }

  it('keeps all of an append of which the other has taken a part', async () => {
    const [one, take] = twoAt(() => undefined);
    expect(one.prepare(COUNTY, 0, STORED)).toBe(true);
    take(7);
    expect(one.size(COUNTY)).toBe(7);
    await one.keep(COUNTY, STORED);
    expect(one.root(COUNTY, RECORDS)).toBe(ROOT());
  });

  it('takes all of what the other takes a part of meanwhile', async () => {
    let looks = 0;
    const [one] = twoAt((take) => {
      looks += 1;
      if (looks === 5) take(12);
      if (looks === RECORDS + 3) take(30);
    });
    await one.take(COUNTY, STORED);
    expect(one.size(COUNTY)).toBe(RECORDS);
    expect(one.root(COUNTY, RECORDS)).toBe(ROOT());
  });

  it(`has the same records whoever takes them, in ${String(ROUNDS)} random rounds`, async () => {
    const random = new Random(20_061_201);
    for (let round = 0; round < ROUNDS; round += 1) {
      let upTo = 0;
      const takeMore = (take: Take): void => {
        upTo = Math.min(RECORDS, upTo + random.integer(1, 5));
        take(upTo);
      };
      const [one, take] = twoAt((others) => {
        if (random.chance(0.1)) takeMore(others);
      });
      for (let size = 0; size < RECORDS;) {
        const end = Math.min(RECORDS, size + random.integer(1, 15));
        const next = STORED.slice(size, end);
        if (random.chance(0.5)) await one.take(COUNTY, STORED.slice(0, end));
        else if (one.prepare(COUNTY, size, next)) {
          if (random.chance(0.5)) takeMore(take);
          await one.keep(COUNTY, next);
        } else {
          // The other was faster: nothing is appended.
          size = one.size(COUNTY);
          continue;
        }
        size = one.size(COUNTY);
        expect(size).toBe(Math.max(end, upTo));
      }
      expect(one.root(COUNTY, RECORDS)).toBe(ROOT());
    }
  });

  const STORED: readonly StoredRecord[] = entriesFrom(1, RECORDS).map(storedOf);

  /** The root that all of the records have, taken at once by one alone. */
  const ROOT = (): string => {
    const path = newFolder();
    folders.push(path);
    const alone = replicaAt(path);
    void alone.take(COUNTY, STORED);
    return alone.root(COUNTY, RECORDS);
  };
});

for (const source of SERVER_SOURCES) {
  const isMissing = source.missing !== null;
  if (isMissing) sayMissing(source);
  (isMissing ? describe.skip : describe)(
    `two processes on one folder, against ${source.name}`,
    () => {
      let server: ServerUnderTest | null = null;
      const path = newFolder();
      beforeAll(async () => {
        server = await source.start();
      }, 200_000);
      afterAll(async () => {
        await server?.stop();
        removeFolder(path);
      });

      it('add records while the other follows, and neither is told that any are missing', async () => {
        if (server === null) throw new Error('The server was not started.');
        const { connectionString, streamPrefix } = server;
        const options = {
          connectionString,
          streamPrefix: `${streamPrefix}${crypto.randomUUID()}-`,
        };
        const [adding, following] = [
          new MovingMachine(path, options),
          new MovingMachine(path, options),
        ];
        const bodies = entriesFrom(1, 600).map(({ body }) => JSON.parse(body) as object);
        await adding.add(bodies.slice(0, 100));
        const stops: string[] = [];
        const follower = following.log.follower(COUNTY, (state) => {
          if (state.kind === 'stopped') stops.push(state.error.message);
        });
        follower.start();
        await until(() => follower.state.kind === 'level');
        for (let from = 100; from < 600; from += 20) {
          const outcome = await adding.add(bodies.slice(from, from + 20));
          expect(outcome).toMatchObject({ accepted: 20, rejected: 0 });
        }
        await until(() => following.file.size === 600);
        expect(stops).toEqual([]);
        await follower.stop();
        for (const machine of [adding, following]) await machine.close();
      });
    },
  );
}
