import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { County } from '../../../events/values/county.js';
import type { LedgerWriter } from '../../ports/ledger-writer.js';
import type { LedgerReader, LedgerReaders } from '../../ports/ledger-reader.js';
import { ActsContradicted } from '../../ports/failures.js';
import { clockBehind } from '../../seals/clock-behind.js';
import type { House } from '../../application/house.js';
import { HOUSE } from '../house-token.js';
import { READY_FREE_BYTES_MIN, REPLICA_LAG_MAX, STORE_ANSWER_MS_MAX } from '../bounds.js';
import type { ReadinessAnswer, ReadinessCheck } from '../contract/answers.js';
import { ledgerLags } from '../reading/ledger-lags.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';
import { Metrics } from './metrics.js';
import { clockNow } from '../../ports/clock.js';

const MEBIBYTE = 1024 * 1024;

/** Finds out whether the service can be sent requests. */
@Injectable()
export class Readiness {
  readonly #writer: LedgerWriter;
  readonly #ledgers: LedgerReaders;
  readonly #accessActs: House['accessActs'];
  readonly #dataFolder: string;
  #lag = 0;
  #standingStillCount = 0;
  #isStopping = false;
  #asked: Promise<ReadinessAnswer> | null = null;

  constructor(
    @Inject(HOUSE) { writer, ledgers, accessActs }: House,
    @Inject(SERVICE_SETTINGS) settings: ServiceSettings,
    metrics: Metrics,
  ) {
    this.#writer = writer;
    this.#ledgers = ledgers;
    this.#accessActs = accessActs;
    this.#dataFolder = settings.dataFolder;
    metrics.watch(
      'plumbline_replica_lag_records',
      'Records by which the furthest county was behind when readiness was last asked for.',
      () => this.#lag,
    );
    metrics.watch(
      'plumbline_ledgers_standing_still',
      'Damaged ledgers, when readiness was last asked for.',
      () => this.#standingStillCount,
    );
  }

  /** From now on the answer is no. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Who asks while it is being found out gets the same answer. */
  answer(): Promise<ReadinessAnswer> {
    this.#asked ??= this.#findOut().finally(() => {
      this.#asked = null;
    });
    return this.#asked;
  }

  async #findOut(): Promise<ReadinessAnswer> {
    const checks = [
      ...(await this.#storeChecks()),
      ...this.#clockChecks(),
      ...(await this.#accessChecks()),
      await this.#diskCheck(),
    ];
    if (this.#isStopping) {
      checks.push({ name: 'stopping', isReady: false, finding: 'The service is stopping.' });
    }
    return { status: checks.every(({ isReady }) => isReady) ? 'ready' : 'notReady', checks };
  }

  async #storeChecks(): Promise<readonly ReadinessCheck[]> {
    const found = await withinTime(ledgerLags(this.#writer, this.#ledgers));
    if (found === null) {
      const finding = 'The store did not answer, or not in time.';
      return [{ name: 'store', isReady: false, finding }];
    }
    const { behind, standingStill } = found;
    const lag = Math.max(0, ...behind.values());
    this.#lag = lag;
    this.#standingStillCount = standingStill.length;
    return [
      { name: 'store', isReady: true, finding: storeFinding(standingStill) },
      {
        name: 'replica',
        isReady: lag <= REPLICA_LAG_MAX,
        finding: `The furthest county is ${String(lag)} records behind.`,
      },
    ];
  }

  /** Named where it is far behind a ledger: then nothing is added to that ledger, and the others go on. */
  #clockChecks(): readonly ReadinessCheck[] {
    return this.#ledgers.counties().flatMap((county): readonly ReadinessCheck[] => {
      const finding = clockBehind(county, this.#ledgerOf(county), clockNow());
      return finding === null ? [] : [{ name: 'clock', isReady: true, finding }];
    });
  }

  /** Named where nobody is let in. What else keeps them from being read is the store's. */
  async #accessChecks(): Promise<readonly ReadinessCheck[]> {
    try {
      await this.#accessActs.compare();
      return [];
    } catch (error) {
      if (!(error instanceof ActsContradicted)) return [];
      const finding = 'Who has access is not what was signed, and nobody is let in.';
      return [{ name: 'access', isReady: false, finding }];
    }
  }

  /** One that stands still has been told of with the store. */
  #ledgerOf(county: County): LedgerReader | null {
    try {
      return this.#ledgers.ledger(county);
    } catch {
      return null;
    }
  }

  async #diskCheck(): Promise<ReadinessCheck> {
    try {
      const { bavail, bsize } = await statfs(this.#dataFolder);
      const free = bavail * bsize;
      const isReady = free >= READY_FREE_BYTES_MIN;
      const finding = `The disk has ${String(Math.floor(free / MEBIBYTE))} MiB free, and ${String(READY_FREE_BYTES_MIN / MEBIBYTE)} are needed.`;
      return { name: 'disk', isReady, finding };
    } catch {
      return { name: 'disk', isReady: false, finding: 'The data folder cannot be looked at.' };
    }
  }
}

function storeFinding(standingStill: readonly County[]): string {
  return standingStill.length === 0
    ? 'The store answers.'
    : `The store answers, but for the damaged ledgers of ${standingStill.join(', ')}, which stand still.`;
}

/** What the work gives, null where it fails or takes longer than a store may. */
async function withinTime<Result>(work: Promise<Result>): Promise<Result | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, STORE_ANSWER_MS_MAX, null);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
