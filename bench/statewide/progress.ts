/** Milliseconds between two lines: on a screen the line is written over, in a file it is another. */
const SCREEN_MS = 500;
const FILE_MS = 30_000;
const SECONDS_OF_MINUTE = 60;

/** How far work is, on standard error. */
export class Progress {
  readonly #startedMs = performance.now();
  #toldMs = 0;
  #doneBefore = 0;

  /** What was done before this run, so that the time left is reckoned from this run alone. */
  begin(done: number): void {
    this.#doneBefore = done;
  }

  /**
   * Tells it where the last time is long enough ago.
   *
   * @param done - how much of the work, as a fraction of 1; null where that is not known
   */
  tell(text: string, done: number | null = null): void {
    const nowMs = performance.now();
    const { isTTY } = process.stderr;
    if (nowMs - this.#toldMs < (isTTY ? SCREEN_MS : FILE_MS)) return;
    this.#toldMs = nowMs;
    this.#write(text, done, isTTY ? '' : '\n');
  }

  /** Tells it now, on a line that stays. */
  say(text: string, done: number | null = null): void {
    this.#write(text, done, '\n');
  }

  #write(text: string, done: number | null, end: string): void {
    const spentMs = performance.now() - this.#startedMs;
    const newly = (done ?? 0) - this.#doneBefore;
    const left =
      done === null || newly <= 0
        ? ''
        : `, ${String(Math.floor(done * 100))} %, ${duration((spentMs * (1 - done)) / newly / 1000)} left`;
    const cleared = process.stderr.isTTY ? '\r\u001b[K' : '';
    process.stderr.write(`${cleared}${duration(spentMs / 1000)}: ${text}${left}${end}`);
  }
}

/** As in `12 min 5 s`. */
function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / SECONDS_OF_MINUTE);
  const rest = `${String(whole % SECONDS_OF_MINUTE)} s`;
  return minutes === 0 ? rest : `${String(minutes)} min ${rest}`;
}
