import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** A smaller heap may grow as V8 chooses, up to four times what is alive. */
const LARGE_BYTES = 256 * 1024 * 1024;

/** By how much of what is alive a larger one may grow before the next collection: few inputs come so far. */
const GROWTH_PERCENT = 20;

let isBounded = false;

/**
 * To be called now and then by what takes a long input in: nearly all that it makes is dead soon, and V8, which sees a
 * machine with memory left, would let a heap of 250 MB grow to a gigabyte before it looks.
 */
export function boundHeapGrowth(): void {
  if (isBounded || getHeapStatistics().total_heap_size < LARGE_BYTES) return;
  isBounded = true;
  // Read at the end of each collection, for all threads of the process.
  setFlagsFromString(`--heap-growing-percent=${String(GROWTH_PERCENT)}`);
}

/** A smaller one is not worth a full collection. */
const WORTH_BYTES = 64 * 1024 * 1024;

/**
 * Gives back to the system what of a large heap is dead, before something else needs the memory: V8 looks for it when more
 * objects are made, and columns of numbers are none. Without `--expose-gc`, which `bin/plumbline` gives to an ingest, it stays.
 */
export function giveBackHeap(): void {
  if (getHeapStatistics().total_heap_size < WORTH_BYTES) return;
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
