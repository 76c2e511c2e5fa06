import { parseDay } from '../../../events/values/day.js';
import type { Day } from '../../../events/values/day.js';
import type { ActsLoaded, LineDecided } from '../../access/load-acts.js';
import { accessJson, accessTables, outcomeJson } from '../../access/printed.js';
import { grouped } from '../../reports/table.js';
import { withApplication } from '../application.js';
import type { Run } from '../context.js';
import { EXIT, Failure, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { ActLines } from '../input/act-lines.js';
import { OtherKind } from '../../input/input-faults.js';
import { STANDARD_INPUT, assertReadable } from '../input/record-input.js';
import { Progress } from '../progress.js';
import { systemReason } from '../system-reason.js';

export interface LoadOptions {
  readonly json?: true;
}

export interface ShowOptions {
  readonly on?: string;
  readonly json?: true;
}

/** Refused acts that are told one by one where JSON was not asked for. */
const TOLD_MAX = 20;

export async function loadAccess(run: Run, file: string, options: LoadOptions): Promise<ExitCode> {
  await assertReadable([file], run.terminal);
  const isJson = options.json === true;
  return withApplication(run, 'write', async (application) => {
    const lines = new ActLines(file, run.terminal);
    const progress = new Progress(run.output, 'Loading acts');
    const told = new ToldRefusals(run, file);
    let count = 0;
    const onDecided = async (decided: readonly LineDecided[]): Promise<void> => {
      if (isJson) await run.output.result(decided.map(outcomeJson).join(''));
      else told.add(decided);
      count += decided.length;
      progress.report(count, 'acts');
    };
    let loaded: ActsLoaded;
    try {
      loaded = await application.answer('loadAccess', { lines: lines.batches(), onDecided });
    } finally {
      progress.done();
    }
    if (!isJson) await run.output.sentences(loadedText(loaded));
    if (lines.fault !== null) throw new Failure(faultText(file, lines.fault, loaded));
    return loaded.refused > 0 ? EXIT.doneWithObjections : EXIT.done;
  });
}

export async function showCommand(run: Run, options: ShowOptions): Promise<ExitCode> {
  const on = options.on === undefined ? null : dayArgument(options.on);
  return withApplication(run, 'read', async (application) => {
    const shown = await application.answer('showAccess', { on });
    await run.output.result(
      options.json === true ? accessJson(shown) : accessTables(shown, run.output.width),
    );
    return EXIT.done;
  });
}

/** The first refusals as sentences, for whoever looks on. */
class ToldRefusals {
  readonly #run: Run;
  readonly #file: string;
  #count = 0;

  constructor(run: Run, file: string) {
    this.#run = run;
    this.#file = file;
  }

  add(decided: readonly LineDecided[]): void {
    for (const { line, decision } of decided) {
      if (decision.kind === 'done') continue;
      this.#count += 1;
      if (this.#count > TOLD_MAX) continue;
      const { code, message } = decision;
      this.#run.output.message(`${this.#file}, line ${String(line)}: ${code}: ${message}`);
    }
  }
}

function loadedText({ accepted, refused }: ActsLoaded): string {
  const all =
    refused > TOLD_MAX ? ` (the first ${String(TOLD_MAX)} are told; --json tells all)` : '';
  return `${grouped(accepted)} acts accepted, ${grouped(refused)} refused${all}.\n`;
}

function faultText(file: string, fault: Error, { accepted, refused }: ActsLoaded): string {
  const name = file === STANDARD_INPUT ? 'Standard input' : `The file ${file}`;
  if (fault instanceof OtherKind) {
    return `${name} is ${fault.what}: ${fault.mend}. Nothing of it was taken.`;
  }
  return `${name} could not be read to its end (${systemReason(fault)}): ${grouped(accepted)} acts were accepted and stay, ${grouped(refused)} were refused; mend the file and load what is missing.`;
}

function dayArgument(text: string): Day {
  const day = parseDay(text);
  if (day !== null) return day;
  throw new WrongUsage(
    `--on ${JSON.stringify(text.slice(0, 60))} is no day: give YYYY-MM-DD, for example --on 2010-06-30.`,
  );
}
