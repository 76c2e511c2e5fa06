import { resolve } from 'node:path';
import { COUNTIES } from '../../../events/values/county.js';
import type { AppendOutcomeOfInput } from '../../ledger/append.js';
import { grouped } from '../../reports/table.js';
import { withApplication } from '../application.js';
import type { Asking } from '../application.js';
import type { Run } from '../context.js';
import { EXIT, Failure, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { ParsedLines } from '../parsed-lines.js';
import { Progress } from '../progress.js';
import { STANDARD_INPUT, assertReadable } from '../record-input.js';
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
  assertDistinct(run, files, options.rejects);
  await assertReadable(files, run.terminal);
  return withApplication(run, 'write', async (application) => {
    const rejects = await openRejects(run, options.rejects);
    const progress = new Progress(run.output, 'Taking in records');
    const lines = new ParsedLines(files, run.terminal);
    let outcome: AppendOutcomeOfInput;
    try {
      outcome = await application.answer('ingest', {
        lines: lines.batches(),
        onRejected: (rejected) => rejects.add(rejected),
        onSettled: (count) => {
          progress.report(count, 'records');
        },
      });
    } finally {
      progress.done();
      await rejects.close();
    }
    if (lines.broken !== null) throw brokenOff(lines.broken, outcome);
    await extendSegments(run, application, outcome);
    await run.output.result(options.json === true ? outcomeJson(outcome) : outcomeText(outcome));
    return outcome.rejected > 0 ? EXIT.doneWithObjections : EXIT.done;
  });
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
    await application.answer('extendSegments', { county, how: 'whereWorth' }, (count) => {
      progress.report(count, 'records');
    });
  }
  progress.done();
}

/** Refuses what would make a file read what is being written, or standard input be read twice. */
function assertDistinct(run: Run, files: readonly string[], rejects: string | undefined): void {
  if (files.filter((file) => file === STANDARD_INPUT).length > 1) {
    throw new WrongUsage('Standard input can be read once: give - only one time.');
  }
  if (rejects === undefined) return;
  if (rejects === '') throw new WrongUsage('--rejects is empty: name the file to write.');
  const path = resolve(run.terminal.cwd, rejects);
  const same = files.find(
    (file) => file !== STANDARD_INPUT && resolve(run.terminal.cwd, file) === path,
  );
  if (same !== undefined) {
    throw new WrongUsage(`--rejects would overwrite the input ${same}: name another file.`);
  }
}

function brokenOff(
  broken: { readonly file: string; readonly reason: string },
  outcome: AppendOutcomeOfInput,
): Failure {
  const { accepted, duplicates, rejected } = outcome;
  const name = broken.file === STANDARD_INPUT ? 'Standard input' : `The file ${broken.file}`;
  return new Failure(
    `${name} could not be read to its end (${broken.reason}): ${grouped(accepted)} records were accepted and stay, ${grouped(duplicates)} were duplicates, ${grouped(rejected)} rejected; mend the file and run the same command again.`,
  );
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
