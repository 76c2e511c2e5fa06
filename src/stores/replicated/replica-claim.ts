import { setTimeout as pause } from 'node:timers/promises';
import type { County } from '../../../events/values/county.js';
import { UnusableStore } from '../../ports/failures.js';
import { hostsOf } from '../eventstore/connection-string.js';
import type { EventStoreLog } from '../eventstore/event-store-log.js';
import { leafOfEntry, readEntryOf } from '../eventstore/entry-event.js';
import { RETENTION_STREAM, SUBMISSION_STREAM } from '../sqlite/act-file.js';
import { ActFolder } from '../sqlite/act-folder.js';
import type { LedgerFile } from '../sqlite/ledger-file.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import { markReplica, replicaMarkOf, replicaText } from '../sqlite/replica-mark.js';
import type { ReplicaOf } from '../sqlite/replica-mark.js';
import type { EventStoreSetting } from './event-store-setting.js';

/** Between two looks at a stream that shows less than the folder has, milliseconds. */
const BEHIND_PAUSE_MS = 500;

/** How long such a stream is looked at again, milliseconds. */
const BEHIND_MS = 2_000;

/** Where the mend for a folder that took records by itself is written down. */
const RUNBOOK = 'docs/runbook-replica.md';

/** What a setting makes of the data folder. */
export function replicaOfSetting(setting: EventStoreSetting): ReplicaOf {
  const { connectionString, streamPrefix } = setting;
  return { server: hostsOf(connectionString), streamPrefix };
}

/**
 * Whether the folder may be filled from the server's streams. A new or empty one is marked as their replica at once,
 * and one that is marked so is theirs. What has no mark (an older version's replica, or a store of its own), or
 * another server's, has to be proved first, which needs the server: `prove`.
 */
export class ReplicaClaim {
  readonly #folder: LedgerFolder;
  readonly #of: ReplicaOf;
  #isOurs: boolean;

  /** @throws UnusableStore where the folder is the replica of other streams */
  constructor(folder: LedgerFolder, setting: EventStoreSetting) {
    this.#folder = folder;
    this.#of = replicaOfSetting(setting);
    const marked = replicaMarkOf(folder.path);
    if (marked !== null && marked.streamPrefix !== this.#of.streamPrefix) {
      throw new UnusableStore(
        'notOurs',
        folder.path,
        `The data folder ${folder.path} is a replica of ${replicaText(marked)}, and PLUMBLINE_EVENTSTORE_PREFIX names those that begin with "${this.#of.streamPrefix}": set it to what it was, or name another folder with --data.`,
      );
    }
    this.#isOurs = marked?.server === this.#of.server;
    if (marked === null && folder.counties().length === 0 && !this.#hasActs()) {
      markReplica(folder.path, this.#of);
      this.#isOurs = true;
    }
  }

  /** Whether the folder is known to be the streams' replica. */
  get isProved(): boolean {
    return this.#isOurs;
  }

  /**
   * Compares what the folder has of every county with its stream, once, and marks it as their replica.
   * @throws UnusableStore where it has what the streams do not; EventStoreUnavailable, EventStoreRefused
   */
  async prove(log: EventStoreLog): Promise<void> {
    if (this.#isOurs) return;
    const marked = replicaMarkOf(this.#folder.path);
    if (marked === null && this.#hasActs()) {
      throw this.#refusal('it has submissions, holds or orders, which a replica never had.');
    }
    for (const county of this.#folder.counties()) {
      const finding = await this.#difference(log, county);
      if (finding !== null) throw this.#refusal(`of county ${county} ${finding}`);
    }
    markReplica(this.#folder.path, this.#of);
    this.#isOurs = true;
  }

  /** What the folder has and the stream has not, a sentence; null where there is nothing. */
  async #difference(log: EventStoreLog, county: County): Promise<string | null> {
    const file = this.#folder.ledger(county);
    const here = file?.refresh() ?? 0;
    if (file === null || here === 0) return null;
    const stream = log.stream(county);
    const until = Date.now() + Math.min(BEHIND_MS, stream.behindPatienceMs);
    let there = await stream.size();
    // A new leader needs a moment before it shows its end.
    while (there < here && there > 0 && Date.now() < until) {
      await pause(BEHIND_PAUSE_MS);
      there = await stream.size();
    }
    if (there < here) {
      return `it has ${String(here)} records, and stream "${stream.name}" has ${String(there)}: those from position ${String(there + 1)} on never reached it, or it has lost them.`;
    }
    const isSame = await isSameAt(log, county, file, here);
    return isSame
      ? null
      : `its record at position ${String(here)} is another than that of stream "${stream.name}".`;
  }

  #hasActs(): boolean {
    const { path } = this.#folder;
    return [SUBMISSION_STREAM, RETENTION_STREAM].some((kind) => new ActFolder(path, kind).isUsed());
  }

  #refusal(finding: string): UnusableStore {
    const { path } = this.#folder;
    return new UnusableStore(
      'notOurs',
      path,
      `The data folder ${path} cannot be the replica of ${replicaText(this.#of)}: ${finding} It was a store of its own, or took records without its server. Nothing was written. Keep it as it is, name an empty folder with --data, and see ${RUNBOOK} for what to do with its records.`,
    );
  }
}

async function isSameAt(
  log: EventStoreLog,
  county: County,
  file: LedgerFile,
  position: number,
): Promise<boolean> {
  const stream = log.stream(county);
  const [kept = new Uint8Array()] = file.leaves(position, position);
  for (;;) {
    const { name } = stream;
    for await (const [found] of stream.pages(position, position)) {
      if (found === undefined) return false;
      return Buffer.compare(leafOfEntry(readEntryOf(found)), kept) === 0;
    }
    if (stream.name === name) return false;
  }
}
