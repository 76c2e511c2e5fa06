import type { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { visible } from '../../events/values/visible-text.js';
import { WIDTH_BOUNDS, WIDTH_DEFAULT } from '../reports/people-table.js';
import { wrapped } from '../reports/table.js';
import { Failure } from './exit-codes.js';
import type { Interruptions, StandingOfWork } from './interruption.js';
import { errorCode, systemReason } from './system-reason.js';

/** Everything of the process that a command touches, so that one process can run many commands. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Path arguments are relative to it. */
  readonly cwd: string;
  /** Where a process hears that it should stop; left out where nobody can ask for it. */
  readonly interruptions?: Interruptions;
  /** Told how far work is, where somebody else hears of interruptions. */
  readonly onStanding?: (standing: StandingOfWork | null) => void;
}

/** Whether a text says that all is well, or that something is not. */
type Tone = 'good' | 'bad';

const COLOURS: Readonly<Record<Tone, string>> = { good: '\u001b[32m', bad: '\u001b[31m' };
const UNCOLOURED = '\u001b[0m';

/** A command's two streams out, with back-pressure, which outlive a reader that goes away. */
export class Output {
  readonly #terminal: Terminal;
  #isOpen = true;
  #isHeard = false;
  #fault: Error | null = null;
  #standing: StandingOfWork | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    terminal.stdout.on('error', this.#onResultError);
    terminal.stderr.on('error', ignore);
  }

  /** Whether standard error is a screen, on which progress may be shown. */
  get isScreen(): boolean {
    return isScreen(this.#terminal.stderr);
  }

  /** Whether standard output is a screen, which bytes that are no text would spoil. */
  get isResultScreen(): boolean {
    return isScreen(this.#terminal.stdout);
  }

  /** Width of text for people, in characters: the screen's, within bounds; 80 where there is none. */
  get width(): number {
    const { stdout } = this.#terminal;
    const columns = isScreen(stdout) && 'columns' in stdout ? Number(stdout.columns) : 0;
    if (!Number.isSafeInteger(columns) || columns <= 0) return WIDTH_DEFAULT;
    return Math.min(Math.max(columns, WIDTH_BOUNDS.least), WIDTH_BOUNDS.most);
  }

  /**
   * Writes to standard output and waits until the stream took it; a screen is shown what it would hide
   * (see `visible`), which in JSON is another spelling of the same. False when nobody reads any
   * more (`| head`): the caller then stops, which is no failure. Throws `Failure` on another error.
   *
   * @param tone - where colours are shown, the colour of its lines
   */
  async result(chunk: string | Uint8Array, tone: Tone | null = null): Promise<boolean> {
    if (!this.#isOpen) return false;
    await this.#heard();
    await new Promise<void>((resolve) => {
      const written = this.isResultScreen ? this.#painted(visibleLines(chunk), tone) : chunk;
      this.#terminal.stdout.write(written, (error) => {
        if (error) this.#onResultError(error);
        resolve();
      });
    });
    if (this.#fault !== null) {
      throw new Failure(
        `Standard output could not be written (${systemReason(this.#fault)}): free the disk or send it elsewhere, then run the command again.`,
      );
    }
    return this.#isOpen;
  }

  /**
   * Before the first of a result: lets the process hear that it was asked to stop while the command computed. A turn of
   * the loop that begins where files are waited for ends before signals are; the one after it is whole.
   */
  async #heard(): Promise<void> {
    if (this.#isHeard || this.#terminal.interruptions === undefined) return;
    this.#isHeard = true;
    await nextTurn();
    await nextTurn();
  }

  /** Sentences, one a line: on a screen those that are longer than it go on a little further in. */
  async sentences(text: string, tone: Tone | null = null): Promise<boolean> {
    if (!this.isResultScreen) return this.result(text);
    const lines = text.trimEnd().split('\n');
    const shown = lines.flatMap((line) => {
      const [first = '', ...more] = wrapped(line, this.width - 2);
      return [first, ...more.map((part) => `  ${part}`)];
    });
    return this.result(`${shown.join('\n')}\n`, tone);
  }

  /** In the colour of its tone, line by line; as it is where `NO_COLOR` is set or the screen has none. */
  #painted(text: string, tone: Tone | null): string {
    const { NO_COLOR = '', TERM = 'dumb' } = this.#terminal.env;
    if (tone === null || NO_COLOR !== '' || TERM === 'dumb') return text;
    return text.replaceAll(/^.+$/gmu, (line) => `${COLOURS[tone]}${line}${UNCOLOURED}`);
  }

  /** One line on standard error, whatever the sentence repeats. */
  message(sentence: string): void {
    this.#terminal.stderr.write(`${visible(sentence)}\n`);
  }

  /** Remembers how far work is, for whoever interrupts it; null at its end. */
  stands(standing: StandingOfWork | null): void {
    this.#standing = standing;
    this.#terminal.onStanding?.(standing);
  }

  /** How far the work is that is under way; null where none is. */
  get standing(): StandingOfWork | null {
    return this.#standing;
  }

  /** Text on standard error as it is, for progress that rewrites its line. */
  raw(text: string): void {
    this.#terminal.stderr.write(text);
  }

  /** Takes its listeners off, so that a next command in the process can put on its own. */
  close(): void {
    // A write that failed may be reported by the stream after its callback was.
    setImmediate(() => {
      this.#terminal.stdout.off('error', this.#onResultError);
      this.#terminal.stderr.off('error', ignore);
    });
  }

  readonly #onResultError = (error: Error): void => {
    this.#isOpen = false;
    const code = errorCode(error);
    if (code !== 'EPIPE' && code !== 'ERR_STREAM_DESTROYED') this.#fault = error;
  };
}

/** Text on its lines, with tabs; anything else that would be hidden is shown. */
function visibleLines(chunk: string | Uint8Array): string {
  const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
  return text.replace(/[^\r\n\t]+|\r(?!\n)/gu, visible);
}

function isScreen(stream: Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

function ignore(): void {
  // Nobody is left to be told.
}
