import { REPLICA_ACCEPTANCE } from '../../src/ledger/acceptance/replica-acceptance.js';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { parseValue } from '../../events/wire/parse.js';
import { appendTogether } from '../../src/ledger/append-together.js';
import type { PartOutcome } from '../../src/ledger/append-together.js';
import { openEventStore } from '../../src/stores/replicated/event-store.js';
import type { OpenEventStore } from '../../src/stores/replicated/event-store.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { temporaryFolder } from '../cli/in-process.js';
import { caseOpened, participants } from '../http/sent-records.js';
import { StandIn } from '../standin/cluster.js';
import { clockNow } from '../../src/ports/clock.js';

const COUNTY = parseCounty('19') as County;

/** A program on a machine of its own. */
class Machine {
  readonly #files = temporaryFolder();
  readonly #folder = LedgerFolder.openOrCreate(this.#files.path);
  readonly #store: OpenEventStore;

  constructor(connectionString: string) {
    this.#store = openEventStore(
      { connectionString, streamPrefix: '' },
      this.#folder,
      REPLICA_ACCEPTANCE,
    );
  }

  async append(records: readonly object[]): Promise<PartOutcome> {
    const lines = records.map((record, at) => {
      return { file: 'body', line: at + 1, result: parseValue(record) };
    });
    const rights = { clock: clockNow, isRecordedHonoured: false };
    const part = { lines, expectedSize: null };
    const [outcome] = await appendTogether(this.#store.writer, COUNTY, [part], rights);
    if (outcome === undefined) throw new Error('There was no outcome.');
    return outcome;
  }

  async close(): Promise<void> {
    await this.#store.close();
    this.#folder.close();
    this.#files.remove();
  }
}

describe('the questions that an append asks the server', () => {
  let server: StandIn;
  let one: Machine;
  let other: Machine;
  beforeAll(async () => {
    server = await StandIn.start();
    one = new Machine(server.connectionString);
    other = new Machine(server.connectionString);
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await server.stop();
  });

  /** What the server was asked while the work was done. */
  async function askedBy(work: () => Promise<PartOutcome>): Promise<readonly unknown[]> {
    const asked: string[] = [];
    const { faults } = server.node(0);
    faults.source = (operation) => {
      asked.push(operation);
      return null;
    };
    const outcome = await work();
    faults.source = null;
    const size = outcome.kind === 'failed' ? outcome.error : outcome.size;
    return [size, asked.join(' ')];
  }

  it('are two: the append, and whose records stand there; once a second one more, whether it is to pause', async () => {
    await one.append(participants(1, 5));
    await other.append(participants(6, 5));
    await one.append(participants(11, 5));
    const begun = performance.now();
    let looks = 0;
    for (let number = 16; number < 20; number += 1) {
      const [size, asked] = await askedBy(() => one.append(participants(number, 1)));
      expect([size, asked]).toEqual([number, expect.stringMatching(/^(read )?append read$/u)]);
      if (String(asked).startsWith('read')) looks += 1;
    }
    expect(looks).toBeLessThanOrEqual(1 + (performance.now() - begun) / 1_000);
  });

  it('are one where nothing is appended: whether the ledger is as large as the stream', async () => {
    expect(await askedBy(() => one.append(participants(1, 5)))).toEqual([19, 'read']);
  });

  it('find what another has added, before anything is turned away for it', async () => {
    await other.append([caseOpened(20, 'C-1')]);
    // The one has not seen it: the case is unknown to it until it has asked.
    const closed = {
      ...caseOpened(21, 'C-1'),
      type: 'CaseClosed',
      data: { reason: 'X' },
    };
    const [size, asked] = await askedBy(() => one.append([closed]));
    expect(size).toBe(21);
    expect(String(asked)).toMatch(/^read( read)+ append read$/u);
    // And where it appends, its first try is refused.
    await other.append(participants(22, 1));
    const [after, tries] = await askedBy(() => one.append(participants(23, 1)));
    expect(after).toBe(23);
    expect(String(tries)).toMatch(/^(read )?append( read)+ append read$/u);
    expect(String(tries).split(' ').length).toBeLessThanOrEqual(11);
  });
});
