import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { grouped, wrapped } from '../../reports/table.js';
import { visible } from '../../../events/values/visible-text.js';
import type { Run } from '../context.js';
import { EXIT, Failure } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';

/** What a command of the tour printed. */
export interface StagePrinted {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A step of the tour: what it is about, the command, and how much of its output is shown. */
export interface StageStep {
  readonly sentence: string;
  readonly argv: readonly string[];
  /** Lines that are shown at most. */
  readonly lines?: number;
  /** The file that the output goes to, by its path within the tour's folder. */
  readonly to?: string;
  /** How the command has to end. */
  readonly code?: ExitCode;
}

const LINES_SHOWN = 16;

/** The data folder within the tour's folder. */
export function stageFolderOf(folder: string): string {
  return join(folder, 'data');
}

/** Shows the commands of the tour at work: each is what a person would type. */
export class Stage {
  readonly #run: Run;
  readonly #folder: string;
  #count = 0;

  /** @param folder - the tour's folder, in which the commands are run */
  constructor(run: Run, folder: string) {
    this.#run = run;
    this.#folder = folder;
  }

  /** Says a step's sentence, shows its command, runs it and shows what it printed. */
  async show(step: StageStep): Promise<StagePrinted> {
    await this.say(step.sentence);
    await this.#command(`plumbline ${step.argv.map(quotedForShell).join(' ')}`, step.to);
    const printed = await this.ask(step.argv, step.code ?? EXIT.done);
    if (step.to === undefined) await this.#output(printed, step.lines ?? LINES_SHOWN);
    return printed;
  }

  /** Runs verify.mjs of a package as somebody does who has nothing but the package and Node. */
  async showOffline(sentence: string, file: string, code: ExitCode): Promise<void> {
    await this.say(sentence);
    await this.#command(`node ${file}`);
    const options = { cwd: this.#folder, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [file], options);
    if (status !== code) throw ended(`node ${file}`, status ?? -1, stderr);
    await this.#output({ code: status, stdout, stderr }, LINES_SHOWN);
  }

  /** The next numbered sentence. */
  async say(sentence: string): Promise<void> {
    this.#count += 1;
    await this.tell(`${String(this.#count)}. ${sentence}`);
  }

  /** A paragraph. */
  async tell(text: string): Promise<void> {
    const { output } = this.#run;
    await output.result(`\n${wrapped(text, output.width).join('\n')}\n\n`);
  }

  /** Runs a command and answers what it printed, without showing it. Throws where it ends otherwise. */
  async ask(argv: readonly string[], code: ExitCode = EXIT.done): Promise<StagePrinted> {
    const { terminal, output, runAnother } = this.#run;
    const [stdout, stderr] = [new KeptScreen(output.width), new Kept()];
    const env = {
      ...terminal.env,
      PLUMBLINE_DATA: stageFolderOf(this.#folder),
      PLUMBLINE_KEYS: '',
    };
    // Made-up records are for the folder alone: on a server they would stay in somebody's ledger for ever.
    const alone = { ...env, PLUMBLINE_EVENTSTORE: '' };
    const found = await runAnother(argv, {
      ...{ stdin: terminal.stdin, stdout, stderr, env: alone },
      cwd: this.#folder,
    });
    if (found !== code) throw ended(`plumbline ${argv.join(' ')}`, found, stderr.text());
    return { code: found, stdout: stdout.text(), stderr: stderr.text() };
  }

  async #command(text: string, to?: string): Promise<void> {
    const target = to === undefined ? '' : ` > ${to}`;
    await this.#run.output.result(`  $ ${text}${target}\n`);
  }

  async #output({ stdout, stderr }: StagePrinted, most: number): Promise<void> {
    const lines = `${stdout}${stderr}`.trimEnd().split('\n');
    const left = lines.length - most;
    const more = left > 0 ? [`... (${grouped(left)} more lines)`] : [];
    const shown = [...lines.slice(0, most), ...more].map((line) => `  ${line}`.trimEnd());
    await this.#run.output.result(`\n${shown.map(visible).join('\n')}\n`);
  }
}

/** A stream that is kept in memory. */
class Kept extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

/** One that is a screen, as wide as that of the tour less the margin. */
class KeptScreen extends Kept {
  readonly isTTY = true;
  readonly columns: number;

  constructor(width: number) {
    super();
    this.columns = width - 2;
  }
}

function quotedForShell(word: string): string {
  return /^[\w./:=@-]+$/u.test(word) ? word : `"${word}"`;
}

function ended(command: string, code: number, stderr: string): Failure {
  return new Failure(
    `The tour stops: "${command}" ended with ${String(code)}. ${stderr.trim()} Run it again in a new folder, or report this.`,
  );
}
