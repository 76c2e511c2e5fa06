/** Something to measure, ready to run: everything that is not to be timed has been done. */
export interface Work {
  /** Does it once. Done again it must give the same answer. */
  readonly run: () => Promise<Done>;
  readonly close: () => void;
}

export interface Done {
  /** How many records were gone through. */
  readonly records: number;
  /** What came of it; works that answer the same question are compared by it. */
  readonly answer: string;
}

/** One run: milliseconds on the clock, and of processors (user and system, all threads). */
export interface Run {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** What one process measured. */
export interface Measurement {
  readonly runs: readonly Run[];
  readonly records: number;
  readonly answer: string;
  /** Greatest resident set of the process, bytes. */
  readonly peakBytes: number;
}

const MICROSECONDS_OF_MILLISECOND = 1000;
const BYTES_OF_KILOBYTE = 1024;

/** Does the work so many times in this process. Throws where two runs differ in their answer. */
export async function measure(work: Work, times: number): Promise<Measurement> {
  const runs: Run[] = [];
  let done: Done | null = null;
  for (let time = 0; time < times; time += 1) {
    const cpu = process.cpuUsage();
    const startMs = performance.now();
    const next = await work.run();
    const wallMs = performance.now() - startMs;
    const { user, system } = process.cpuUsage(cpu);
    runs.push({ wallMs, cpuMs: (user + system) / MICROSECONDS_OF_MILLISECOND });
    if (done !== null && done.answer !== next.answer) {
      throw new Error('Two runs of the same work in one process gave different answers.');
    }
    done = next;
  }
  work.close();
  if (done === null) throw new RangeError('Work is measured at least once.');
  const peakBytes = process.resourceUsage().maxRSS * BYTES_OF_KILOBYTE;
  return { runs, ...done, peakBytes };
}
