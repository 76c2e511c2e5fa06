import type { AppendReply } from './append-pipe.js';
import { CallFailed } from './call-failure.js';
import type { CallFailure } from './call-failure.js';
import type { Authorship, Batch, LaneCalls } from './county-lane.js';
import { endOf } from './county-lane.js';
import {
  AppendOutcomeUnknown,
  LedgerCutShort,
  LedgerStreamDamaged,
} from '../../ports/server-failures.js';
import type { LedgerStream } from './ledger-stream.js';
import type { EntryInStream } from './entry-event.js';
import type { RecordInStream } from './record-event.js';
import { sizeShown } from './size-shown.js';
import type { StoreCalls } from './store-calls.js';

/** Most batches that are remembered as unsettled; records of one forgotten come out as another's. */
const UNSETTLED_MAX = 1_000;

type Refused = Extract<AppendReply, { kind: 'refused' }>;

/** What a county's lane does over the network. */
export class AppendCalls implements LaneCalls {
  readonly #stream: LedgerStream;
  readonly #calls: StoreCalls;
  /** Sources of the batches of which it was never found out whether they were written. */
  readonly #unsettled = new Set<string>();

  constructor(stream: LedgerStream, calls: StoreCalls) {
    this.#stream = stream;
    this.#calls = calls;
  }

  get patienceMs(): number {
    return this.#calls.patienceMs;
  }

  async send(batch: Batch): Promise<AppendReply> {
    const { stream, expectedSize, messages } = batch;
    const answer = await this.#calls.send({ stream, expectedSize, messages });
    return answer.kind === 'refused' ? this.#afterRefusal(batch, answer) : answer;
  }

  /**
   * What is in the way may be that the ledger has moved. The batch was decided before that and is not sent to
   * the new stream; written before the move and not answered, it is there all the same.
   */
  async #afterRefusal(batch: Batch, answer: Refused): Promise<AppendReply> {
    try {
      const actualSize = await sizeShown(
        () => this.#stream.sizeOnce(),
        // Where the ledger has moved, the event that says so was counted, too.
        (size) => size >= answer.actualSize || this.#stream.name !== batch.stream,
        this.#calls.callTimeoutMs,
      );
      if (this.#stream.name === batch.stream) return answer;
      const authorship = await this.authorship(batch);
      if (authorship.kind === 'failed') return authorship;
      if (authorship.kind === 'ours') return { kind: 'success', revision: endOf(batch) - 1 };
      return { kind: 'refused', actualSize };
    } catch (error) {
      if (error instanceof CallFailed) return { kind: 'failed', failure: error.failure };
      if (error instanceof LedgerStreamDamaged || error instanceof LedgerCutShort) {
        return { kind: 'failed', failure: { kind: 'refused', detail: error.message } };
      }
      throw error;
    }
  }

  async authorship(batch: Batch): Promise<Authorship> {
    try {
      const end = endOf(batch);
      const [last] = await this.#stream.pageOnce(end, end);
      if (last === undefined) return { kind: 'nobodys' };
      const record = batch.records.at(-1);
      if (record !== undefined && isSame(last, record) && last.source === batch.source) {
        return { kind: 'ours' };
      }
      // Another append of the same ids was there first; it may be one of this log, given up as unknown.
      return (await this.#isFromUnsettled(batch))
        ? { kind: 'ours' }
        : { kind: 'theirs', size: await this.#stream.sizeOnce() };
    } catch (error) {
      if (error instanceof CallFailed) return { kind: 'failed', failure: error.failure };
      throw error;
    }
  }

  beforeFirst(): Promise<void> {
    return this.#stream.assertNeverWritten();
  }

  refused(failure: CallFailure): Error {
    const { county, name, fault } = this.#stream;
    if (fault !== null) return fault;
    if (failure.kind === 'streamDeleted') {
      return this.#stream.stop(new LedgerCutShort(county, name, `stream "${name}" was deleted.`));
    }
    return this.#calls.refused(`append to stream "${name}"`, failure);
  }

  unknown(batch: Batch, { detail }: CallFailure): Error {
    const { expectedSize, source } = batch;
    this.#unsettled.add(source);
    if (this.#unsettled.size > UNSETTLED_MAX) {
      for (const oldest of this.#unsettled) {
        this.#unsettled.delete(oldest);
        break;
      }
    }
    return new AppendOutcomeUnknown(this.#stream.county, expectedSize + 1, endOf(batch), detail);
  }

  displaced(batch: Batch, revision: number): Error {
    const { county, name } = this.#stream;
    const finding = `records for positions up to ${String(endOf(batch))} were written up to ${String(revision + 1)}, as happens where stream "${name}" was deleted before.`;
    return this.#stream.stop(new LedgerCutShort(county, name, finding));
  }

  async #isFromUnsettled({ expectedSize, records }: Batch): Promise<boolean> {
    let compared = 0;
    while (compared < records.length) {
      const from = expectedSize + compared + 1;
      const page = await this.#stream.pageOnce(from, expectedSize + records.length);
      if (page.length === 0) return false;
      for (const found of page) {
        const record = records[compared];
        if (record === undefined || !isSame(found, record)) return false;
        if (!this.#unsettled.has(found.source)) return false;
        compared += 1;
      }
    }
    return true;
  }
}

/** The same id, type, bytes and instant. */
const isSame = (entry: EntryInStream, sent: Batch['records'][number]): entry is RecordInStream =>
  entry.kind === 'record' &&
  entry.record.id === sent.id &&
  entry.record.type === sent.type &&
  entry.record.recorded === sent.recorded &&
  entry.record.body === sent.body;
