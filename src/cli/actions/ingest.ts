import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { COUNTIES } from '../../../events/values/county.js';
import type { AppendOutcomeOfInput } from '../../ledger/append.js';
import { grouped } from '../../reports/table.js';
import { withApplication } from '../application.js';
import type { Asking } from '../application.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { ParsedLines } from '../input/parsed-lines.js';
import type { BrokenFile, RefusedFile } from '../input/parsed-lines.js';
import { STANDARD_INPUT, assertReadable } from '../input/record-input.js';
import { boundHeapGrowth, giveBackHeap } from '../heap-growth.js';
import { outPath } from '../out-file.js';
import { Progress } from '../progress.js';
import { openRejects } from '../rejects.js';

export interface IngestOptions {
  readonly rejects?: string;
  readonly json?: true;
}

export async function ingest(
  run: Run,
  files: readonly string[],
  options: IngestOptions,
): Promise<ExitCode> {
  await assertDistinct(run, files, options.rejects);
  await assertReadable(files, run.terminal);
  const lines = new ParsedLines(files, run.terminal);
  await checkFiles(run, lines);
  return withApplication(run, 'write', async (application) => {
    const rejects = await openRejects(run, options.rejects);
    const progress = new Progress(run.output, 'Taking in records');
    let outcome: AppendOutcomeOfInput;
    let settled = 0;
    try {
      try {
        outcome = await application.answer('ingest', {
          lines: lines.batches(),
          onRejected: (rejected) => rejects.add(rejected),
          onSettled: (count) => {
            boundHeapGrowth();
            settled = count;
            progress.report(count, 'records', undefined, lines.part);
          },
        });
      } finally {
        progress.done();
        await rejects.close();
      }
      giveBackHeap();
      await extendSegments(run, application, outcome);
    } catch (error) {
      if (settled > 0) run.output.message(stoppedBehind(settled));
      throw error;
    }
    await run.output.result(options.json === true ? outcomeJson(outcome) : outcomeText(outcome));
    for (const each of lines.refused) run.output.message(refusedWhole(each));
    if (lines.broken !== null) run.output.message(brokenOff(lines.broken, outcome));
    if (lines.refused.length > 0 || lines.broken !== null) return EXIT.failed;
    return outcome.rejected > 0 ? EXIT.doneWithObjections : EXIT.done;
  });
}

/** Before the folder is held, so that nobody waits for it. */
async function checkFiles(run: Run, lines: ParsedLines): Promise<void> {
  const progress = new Progress(run.output, 'Checking packed files');
  await lines.check((count, total) => {
    progress.report(count, 'bytes', total);
  });
  progress.done();
}

/** Everything is durable by now: segments make the next replay fast and change no answer. */
async function extendSegments(
  run: Run,
  application: Asking,
  outcome: AppendOutcomeOfInput,
): Promise<void> {
  const progress = new Progress(run.output, 'Preparing for replay');
  for (const county of COUNTIES) {
    if (outcome.ledgers[county] === undefined) continue;
    await application.answer('extendSegments', { county, how: 'whereWorth' }, (count, total) => {
      progress.report(count, 'records', total);
    });
  }
  progress.done();
}

/** Refuses what would make a file read what is being written, or standard input be read twice. */
async function assertDistinct(
  run: Run,
  files: readonly string[],
  rejects: string | undefined,
): Promise<void> {
  if (files.filter((file) => file === STANDARD_INPUT).length > 1) {
    throw new WrongUsage('Standard input can be read once: give - only one time.');
  }
  if (rejects === undefined) return;
  if (rejects === '') throw new WrongUsage('--rejects is empty: name the file to write.');
  const written = await placeOf(run, outPath(run, rejects));
  for (const file of files) {
    if (file === STANDARD_INPUT || (await placeOf(run, file)) !== written) continue;
    throw new WrongUsage(`--rejects would overwrite the input ${file}: name another file.`);
  }
}

/** What tells a file from another, also through a link; its path where there is none yet. */
async function placeOf(run: Run, file: string): Promise<string> {
  const path = resolve(run.terminal.cwd, file);
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${String(dev)} ${String(ino)}`;
  } catch {
    return path;
  }
}

function refusedWhole({ file, what, mend }: RefusedFile): string {
  return `${nameOf(file)} is ${what}: ${mend}. Nothing of it was taken.`;
}

function brokenOff(
  { file, reason, notBegun }: BrokenFile,
  { accepted, duplicates, rejected }: AppendOutcomeOfInput,
): string {
  const rest = notBegun.length === 0 ? '' : ` (not begun: ${notBegun.join(', ')})`;
  return `${nameOf(file)} could not be read to its end (${reason}): ${grouped(accepted)} records were accepted and stay, ${grouped(duplicates)} were duplicates, ${grouped(rejected)} rejected; mend the file and run the same command again${rest}.`;
}

/** What is told before the reason why the command failed, so that nobody thinks that nothing was taken. */
function stoppedBehind(settled: number): string {
  return `Stopped after ${grouped(settled)} ${settled === 1 ? 'record' : 'records'}: what was accepted of them is on disk. Run the same command again: what was taken is counted as a duplicate, the rest is taken.`;
}

function nameOf(file: string): string {
  return file === STANDARD_INPUT ? 'Standard input' : `The file ${file}`;
}

function outcomeJson(outcome: AppendOutcomeOfInput): string {
  const { accepted, duplicates, rejected, ledgers } = outcome;
  const sizes = Object.entries(ledgers)
    .map(([county, { size }]) => `${JSON.stringify(county)}:{"size":${String(size)}}`)
    .sort();
  return `{"accepted":${String(accepted)},"duplicates":${String(duplicates)},"rejected":${String(rejected)},"ledgers":{${sizes.join(',')}}}\n`;
}

function outcomeText(outcome: AppendOutcomeOfInput): string {
  const { accepted, duplicates, rejected, ledgers } = outcome;
  const counts = `${grouped(accepted)} accepted, ${grouped(duplicates)} duplicates, ${grouped(rejected)} rejected`;
  const sizes = Object.entries(ledgers)
    .map(([county, { size }]) => `The ledger of county ${county} has ${grouped(size)} records.`)
    .sort();
  return `${[`${counts}.`, ...sizes].join('\n')}\n`;
}
