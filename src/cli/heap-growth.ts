import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** A smaller heap may grow as V8 chooses, up to four times what is alive. */
const LARGE_BYTES = 256 * 1024 * 1024;

/** By how much of what is alive a larger one may grow before the next collection. */
const GROWTH_PERCENT = 50;

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
