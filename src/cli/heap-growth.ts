import { memoryUsage } from 'node:process';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';

const MEGABYTE = 1024 * 1024;

/** A smaller heap may grow as V8 chooses, up to four times what is alive. */
const LARGE_HEAP_BYTES = 256 * MEGABYTE;

/** By how much of what is alive a larger one may grow before the next collection. */
const GROWTH_PERCENT = 50;

/** A process that takes so much memory in all looks more often: only a very long input brings it there. */
const LARGE_PROCESS_BYTES = 768 * MEGABYTE;
const GROWTH_OF_LARGE_PERCENT = 25;

/** What was set last; null before. */
let bound: number | null = null;

/**
 * To be called now and then by what takes a long input in: nearly all that it makes is dead soon, and V8, which sees a
 * machine with memory left, would let a heap of 250 MB grow to a gigabyte before it looks.
 */
export function boundHeapGrowth(): void {
  if (bound === GROWTH_OF_LARGE_PERCENT) return;
  if (memoryUsage.rss() >= LARGE_PROCESS_BYTES) grownBy(GROWTH_OF_LARGE_PERCENT);
  else if (bound === null && getHeapStatistics().total_heap_size >= LARGE_HEAP_BYTES) {
    grownBy(GROWTH_PERCENT);
  }
}

function grownBy(percent: number): void {
  bound = percent;
  // Read at the end of each collection, for all threads of the process.
  setFlagsFromString(`--heap-growing-percent=${String(percent)}`);
}
