import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { County } from '../../../events/values/county.js';
import type { ErasurePlan, FinishedErasure, LedgerEraser } from '../../ports/ledger-eraser.js';
import type { EventStoreLog } from '../eventstore/event-store-log.js';
import { LedgerMover } from '../eventstore/moving/ledger-mover.js';
import { askForPause } from '../eventstore/moving/pause-asked.js';
import { startScavenges } from '../eventstore/moving/scavenge.js';
import type { NodeScavenge } from '../eventstore/moving/scavenge.js';
import type { ActStreams } from '../eventstore/act-streams.js';
import { PositionRanges } from '../sqlite/erasing/position-ranges.js';
import { removeTraces } from '../sqlite/erasing/remove-traces.js';
import type { LedgerFile } from '../sqlite/ledger-file.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import type { CopiedActs } from './copied-acts.js';
import { PAUSE_LOOK_EVERY_MS } from './pauses.js';
import type { ReplicatedLog } from './replicated-log.js';

/** So often others may be faster before they are asked to pause. */
const OVERTAKEN_MAX = 3;

/** After so long, besides what they take to look, nobody begins an append any more, milliseconds. */
const PAUSE_MARGIN_MS = 500;

/** What the eraser works on. */
export interface EraserParts {
  readonly store: EventStoreLog;
  readonly log: ReplicatedLog;
  readonly folder: LedgerFolder;
  readonly streams: ActStreams;
  /** The submissions as this machine has copied them. */
  readonly copies: CopiedActs;
}

/**
 * Erases where the ledgers are in EventStoreDB: the ledger moves to a new stream, the replica erases as every
 * replica does that meets the move, and only then, the new stream being proved, is the old one cut and the
 * server told to rewrite its files.
 */
export class EventStoreEraser implements LedgerEraser {
  readonly #parts: EraserParts;
  readonly #movers = new Map<County, LedgerMover>();
  /** How often others were faster, since the last move. */
  readonly #overtaken = new Map<County, number>();
  /** The streams whose writers were asked to pause. */
  readonly #paused = new Map<County, string>();

  constructor(parts: EraserParts) {
    this.#parts = parts;
  }

  async level(county: County): Promise<void> {
    await this.#parts.log.catchUp(county);
  }

  async erase(plan: ErasurePlan, order: number): Promise<'erased' | 'sizeDiffers'> {
    const { county, on, size, hash, rule } = plan;
    const { firstMonth, cut, records } = rule;
    const erased = PositionRanges.ofRanges(rule.erased);
    const root = Buffer.from(this.#file(county).root(size)).toString('hex');
    const isErased = (position: number): boolean => erased.has(position);
    const erasure = { order, on, firstMonth, cut, records, size, plan: hash };
    const outcome = await this.#mover(county).move({ ...erasure, root, isErased });
    // The replica erases now, or takes what others have added.
    await this.level(county);
    if (outcome === 'moved') {
      await this.#endPause(county);
      return 'erased';
    }
    await this.#pauseWhereLoaded(county);
    return 'sizeDiffers';
  }

  /**
   * Others add records faster than a plan is made and decided: they are asked to pause. By now nearly all is copied,
   * so that what is left to do is short.
   */
  async #pauseWhereLoaded(county: County): Promise<void> {
    const times = (this.#overtaken.get(county) ?? 0) + 1;
    this.#overtaken.set(county, times);
    if (times < OVERTAKEN_MAX) return;
    const { store } = this.#parts;
    const { name } = store.stream(county);
    this.#paused.set(county, name);
    await askForPause(store.calls, name, randomUUID());
    await pause(PAUSE_LOOK_EVERY_MS + PAUSE_MARGIN_MS);
    await this.level(county);
  }

  async #endPause(county: County): Promise<void> {
    this.#overtaken.delete(county);
    const name = this.#paused.get(county);
    if (name === undefined) return;
    this.#paused.delete(county);
    await askForPause(this.#parts.store.calls, name, null);
  }

  async giveUp(county: County): Promise<readonly string[]> {
    await this.#mover(county).giveUp();
    await this.#endPause(county);
    const scavenges = await startScavenges(this.#parts.store.calls);
    // What was copied is of records that stay: it may wait for the next scavenge of a node that is away.
    return scavenges.flatMap(({ node, outcome, detail }) =>
      outcome === 'failed'
        ? [`What was copied was cut off, and no scavenge was started on node ${node}: ${detail}`]
        : [],
    );
  }

  async finish(county: County, withoutRemarks: (body: string) => string): Promise<FinishedErasure> {
    const { streams, copies, store } = this.#parts;
    await this.level(county);
    removeTraces(this.#file(county));
    await streams.rewrite(county, withoutRemarks);
    await copies.copy(county);
    await this.#mover(county).cutLeft();
    await streams.cutLeft(county);
    const scavenges = await startScavenges(store.calls);
    return { isToBeConfirmed: true, notes: scavenges.map(noteOf) };
  }

  #mover(county: County): LedgerMover {
    const kept = this.#movers.get(county);
    if (kept !== undefined) return kept;
    const { store } = this.#parts;
    const mover = new LedgerMover(store, store.stream(county));
    this.#movers.set(county, mover);
    return mover;
  }

  #file(county: County): LedgerFile {
    const file = this.#parts.folder.ledger(county);
    if (file !== null) return file;
    throw new Error(`County ${county} has no replica on this machine to plan by.`);
  }
}

function noteOf({ node, outcome, detail }: NodeScavenge): string {
  switch (outcome) {
    case 'started':
      return `Node ${node}: ${detail} was started. Look into its files when it has ended.`;
    case 'inProgress':
      return `Node ${node}: ${detail} was under way already, and may not see what was cut off just now: apply the order again when it has ended.`;
    case 'failed':
      return `Node ${node}: no scavenge was started: ${detail} Apply the order again when it can be.`;
  }
}
