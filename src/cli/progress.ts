import { grouped } from '../reports/table.js';
import type { Output } from './terminal.js';

/** Work shorter than this shows nothing, in milliseconds. */
const QUIET_MS = 2000;
const INTERVAL_MS = 250;

/** A line on standard error that tells how far long work is and how long it may last; silent unless that is a screen. */
export class Progress {
  readonly #output: Output;
  readonly #label: string;
  readonly #startedMs = performance.now();
  #shownMs = 0;
  /** What is counted, and since when: of another county it is counted anew. */
  #counted = { unit: '', sinceMs: this.#startedMs };
  #isShown = false;

  constructor(output: Output, label: string) {
    this.#output = output;
    this.#label = label;
    output.stands({ label, done: '' });
  }

  /**
   * Cheap enough to be called for every batch.
   *
   * @param total - of what is counted, where it is known
   * @param part - how much of the work that is, as a fraction of 1, where something else than the count tells it
   */
  report(doneCount: number, unit: string, total?: number, part?: number): void {
    const count = counted(doneCount, unit, total);
    this.#output.stands({ label: this.#label, done: count });
    if (!this.#output.isScreen) return;
    const nowMs = performance.now();
    if (this.#counted.unit === '') this.#counted.unit = unit;
    if (this.#counted.unit !== unit) this.#counted = { unit, sinceMs: nowMs };
    if (nowMs - this.#startedMs < QUIET_MS || nowMs - this.#shownMs < INTERVAL_MS) return;
    const lastedMs = Math.max(1, nowMs - this.#counted.sinceMs);
    this.#shownMs = nowMs;
    this.#isShown = true;
    const perSecond = Math.round((doneCount * 1000) / lastedMs);
    const done = part ?? (total === undefined || total === 0 ? undefined : doneCount / total);
    const left = done === undefined || done <= 0 ? '' : leftOf(lastedMs, done, part !== undefined);
    this.#output.raw(`\r\u001b[K${this.#label}: ${count}, ${grouped(perSecond)} a second${left}`);
  }

  /** The same of records, as use cases tell of them. */
  readonly ofRecords = (count: number, total?: number): void => {
    this.report(count, 'records', total);
  };

  /** Clears the line. */
  done(): void {
    this.#output.stands(null);
    if (this.#isShown) this.#output.raw('\r\u001b[K');
  }
}

function counted(count: number, unit: string, total: number | undefined): string {
  const of = total === undefined || total < count ? '' : ` of ${grouped(total)}`;
  return `${grouped(count)}${of} ${unit}`;
}

/** `, 40 %, 8 s left`; the part is told where no total says it. */
function leftOf(lastedMs: number, done: number, isPartTold: boolean): string {
  const part = Math.min(done, 1);
  const seconds = Math.ceil((lastedMs * (1 - part)) / part / 1000);
  const minutes = Math.floor(seconds / 60);
  const time =
    minutes === 0 ? `${String(seconds)} s` : `${String(minutes)} min ${String(seconds % 60)} s`;
  return `${isPartTold ? `, ${String(Math.floor(part * 100))} %` : ''}, ${time} left`;
}
