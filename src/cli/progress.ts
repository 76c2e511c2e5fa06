import { grouped } from '../reports/table.js';
import type { Output } from './terminal.js';

/** Work shorter than this shows nothing, in milliseconds. */
const QUIET_MS = 2000;
const INTERVAL_MS = 250;

/** A line on standard error that tells how far long work is; silent unless that is a screen. */
export class Progress {
  readonly #output: Output;
  readonly #label: string;
  readonly #startedMs = performance.now();
  #shownMs = 0;
  #isShown = false;

  constructor(output: Output, label: string) {
    this.#output = output;
    this.#label = label;
  }

  /** Cheap enough to be called for every batch. */
  report(doneCount: number, unit: string): void {
    if (!this.#output.isScreen) return;
    const nowMs = performance.now();
    if (nowMs - this.#startedMs < QUIET_MS || nowMs - this.#shownMs < INTERVAL_MS) return;
    this.#shownMs = nowMs;
    this.#isShown = true;
    const perSecond = Math.round((doneCount * 1000) / (nowMs - this.#startedMs));
    this.#output.raw(
      `\r\u001b[K${this.#label}: ${grouped(doneCount)} ${unit}, ${grouped(perSecond)} a second`,
    );
  }

  /** Clears the line. */
  done(): void {
    if (this.#isShown) this.#output.raw('\r\u001b[K');
  }
}
