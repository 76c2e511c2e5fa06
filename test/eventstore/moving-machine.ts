import { rmSync } from 'node:fs';
import { parseDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { parseValue } from '../../events/wire/parse.js';
import { appendRecords } from '../../src/ledger/append.js';
import type { AppendOutcomeOfInput } from '../../src/ledger/append.js';
import type { ParsedLine } from '../../src/ledger/county-batch.js';
import { applyErasure } from '../../src/retention/apply-erasure.js';
import type { AppliedErasure } from '../../src/retention/apply-erasure.js';
import { orderErasure } from '../../src/retention/orders.js';
import type { Outcome } from '../../src/ports/outcome.js';
import { readRetention } from '../../src/retention/retention-log.js';
import type { RetentionActs } from '../../src/retention/retention-log.js';
import { RETENTION_ACTS } from '../../src/stores/eventstore/act-kinds.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import type { EventStoreLogOptions } from '../../src/stores/eventstore/event-store-log.js';
import { ActStreams } from '../../src/stores/eventstore/act-streams.js';
import { CopiedActs } from '../../src/stores/replicated/copied-acts.js';
import { EventStoreEraser } from '../../src/stores/replicated/event-store-eraser.js';
import { ReplicaOverFolder } from '../../src/stores/replicated/replica-over-folder.js';
import { REPLICA_ACCEPTANCE } from '../../src/ledger/acceptance/replica-acceptance.js';
import { ReplicatedLog, writerOverEventStore } from '../../src/stores/replicated/replicated-log.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import { AnswerFile } from '../../src/stores/sqlite/kept-answers.js';
import { PackageFolder } from '../../src/stores/sqlite/package-folder.js';
import { ActFolder } from '../../src/stores/sqlite/act-folder.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { COUNTY } from './entries.js';
import { instantOfMs } from '../../events/values/instant.js';
import { scratchFolder } from '../support/scratch-folder.js';

/** The clock of every machine: after all that is planned. */
const NOW = instantOfMs(Date.UTC(2011, 1, 1, 20));

export const ON: Day = parseDay('2011-02-01') ?? (0 as Day);

/** A data folder of its own. */
export const newFolder = (): string => scratchFolder('plumbline-moving-');

export const removeFolder = (path: string): void => {
  rmSync(path, { recursive: true, force: true });
};

/** One machine of county 19 with its replica, put together as the program does, with patience of its own. */
export class MovingMachine {
  readonly folder: LedgerFolder;
  readonly store: EventStoreLog;
  readonly replica: ReplicaOverFolder;
  readonly log: ReplicatedLog;
  readonly eraser: EventStoreEraser;
  readonly #retention: ActStreams;
  readonly #submissions: ActStreams;

  constructor(path: string, options: EventStoreLogOptions) {
    this.folder = LedgerFolder.openOrCreate(path);
    this.store = new EventStoreLog(options);
    this.replica = new ReplicaOverFolder(
      this.folder,
      (of) => this.store.stream(of).name,
      REPLICA_ACCEPTANCE,
    );
    this.log = new ReplicatedLog(this.store, this.replica);
    const { streamPrefix = '' } = options;
    this.#submissions = new ActStreams(this.store.calls, streamPrefix);
    this.#retention = new ActStreams(this.store.calls, streamPrefix, RETENTION_ACTS);
    const { store, log, folder } = this;
    const streams = this.#submissions;
    const copies = new CopiedActs(streams, new ActFolder(path), () => false);
    this.eraser = new EventStoreEraser({ store, log, folder, streams, copies });
  }

  get file(): LedgerFile {
    const file = this.folder.ledger(COUNTY);
    if (file === null) throw new Error('The machine has no replica.');
    file.refresh();
    return file;
  }

  get root(): string {
    return Buffer.from(this.file.root()).toString('hex');
  }

  /** Adds records as a sender does; their own `recorded` is taken. */
  async add(records: readonly object[]): Promise<AppendOutcomeOfInput> {
    const writer = writerOverEventStore(this.folder, this.log);
    const lines = records.map((record, index): ParsedLine => ({
      file: '-',
      line: index + 1,
      result: parseValue(record),
    }));
    return appendRecords(writer, only(lines), {
      clock: () => NOW,
      isRecordedHonoured: true,
      onRejected: () => undefined,
    });
  }

  catchUp(): Promise<number> {
    return this.log.catchUp(COUNTY);
  }

  async order(): Promise<void> {
    const actor = { by: 'R. Keeper', reason: 'schedule', clock: () => NOW };
    const outcome = await orderErasure(
      { ledgers: this.folder, retention: this.#retention },
      { county: COUNTY, on: ON },
      actor,
    );
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  }

  apply(order = 1): Promise<Outcome<AppliedErasure>> {
    const { folder, eraser } = this;
    const kept = {
      packages: new PackageFolder(folder.path),
      answers: new AnswerFile(folder.path),
    };
    const parts = { ledgers: folder, retention: this.#retention, ...kept };
    return applyErasure(
      { ...parts, submissions: this.#submissions, eraser },
      { county: COUNTY, order, by: 'D. Rector', clock: () => NOW },
    );
  }

  acts(): Promise<RetentionActs> {
    return readRetention(this.#retention, COUNTY);
  }

  /** The bytes of every place, erased or not: equal on every machine. */
  contents(): readonly string[] {
    const { file } = this;
    const kept = new Map(
      [...file.rows(1, file.size)].flat().map((row) => [row.position, row.body]),
    );
    return Array.from({ length: file.size }, (_, index) => {
      const erased = file.tables.erased.at(index + 1);
      return kept.get(index + 1) ?? `erased by order ${String(erased?.order)}`;
    });
  }

  /** May be closed twice. */
  async close(): Promise<void> {
    await this.log.close();
    this.folder.close();
  }
}

async function* only(lines: readonly ParsedLine[]): AsyncGenerator<readonly ParsedLine[]> {
  yield await Promise.resolve(lines);
}
