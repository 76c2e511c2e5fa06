import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { USAGE, benchArguments } from './arguments.js';
import type { BenchArguments } from './arguments.js';
import { caseloadIn } from './caseload.js';
import type { Caseload } from './caseload.js';
import { beChild } from './child.js';
import type { Task } from './child.js';
import { CHILD_MARK, askChild } from './measuring/child-process.js';
import { measureRounds } from './measuring/rounds.js';
import { STEPS, STEP_NAMES, isToDo } from './prepare/prepare.js';
import { notesOf, tableOf } from './table/columns.js';
import { WORKS, WORK_NAMES, isWorkName } from './works.js';
import type { WorkEntry, WorkName } from './works.js';

const PROGRAM = fileURLToPath(import.meta.url);

const [first, second] = process.argv.slice(2);
if (first === CHILD_MARK) await beChild(second);
else await main();

async function main(): Promise<void> {
  const given = benchArguments(process.argv.slice(2));
  const unknown = typeof given === 'string' ? undefined : given.only.find((n) => !isWorkName(n));
  if (typeof given === 'string' || unknown !== undefined) {
    const fault = typeof given === 'string' ? given : `--only names no work ${unknown ?? ''}.`;
    console.error(`${fault} The works are ${WORK_NAMES.join(', ')}.\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const folder =
    given.folder === null ? mkdtempSync(join(tmpdir(), 'plumbline-bench-')) : resolve(given.folder);
  mkdirSync(folder, { recursive: true });
  const tidy = (): void => {
    if (given.folder === null) rmSync(folder, { recursive: true, force: true });
  };
  process.once('SIGINT', () => {
    tidy();
    process.exit(130);
  });
  try {
    for (const cases of given.sizes) await benchCaseload(given, folder, cases);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    tidy();
  }
}

async function benchCaseload(given: BenchArguments, folder: string, cases: number): Promise<void> {
  const caseload = caseloadIn(
    folder,
    cases,
    given.seed,
    given.emmett === null ? null : resolve(given.emmett),
  );
  await prepare(caseload);
  const chosen = WORK_NAMES.filter((name) => given.only.length === 0 || given.only.includes(name));
  const works = chosen.filter(
    (name) => entryOf(name).casesMax >= cases && (name !== 'emmett' || given.emmett !== null),
  );
  const measured = await measureRounds(PROGRAM, caseload, works, given.rounds, (work, round) => {
    progress(`${String(cases)} cases, round ${String(round)} of ${String(given.rounds)}: ${work}`);
  });
  console.log(headOf(caseload, given));
  console.log(tableOf(measured));
  for (const note of notesOf(measured)) console.log(note);
  for (const name of chosen) {
    const { casesMax, title, tooLarge } = entryOf(name);
    if (casesMax < cases) console.log(`${title}: left out, ${tooLarge}`);
  }
  console.log('');
}

async function prepare(caseload: Caseload): Promise<void> {
  for (const step of STEP_NAMES) {
    if (!isToDo(step, caseload)) continue;
    progress(`${String(caseload.cases)} cases: ${STEPS[step].title}`);
    const task: Task = { kind: 'prepare', step, caseload };
    await askChild(PROGRAM, task);
  }
}

function headOf(caseload: Caseload, { rounds, seed }: BenchArguments): string {
  const size = (path: string): string => (statSync(path).size / 1e6).toFixed(0);
  const machine = `${String(cpus().length)} cores, load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}, Node ${process.version}`;
  return [
    `${String(caseload.cases)} cases x 24 months, seed "${seed}": ${size(caseload.ndjson)} MB of NDJSON, ${size(caseload.segmentBytes)} MB of segments`,
    `medians of ${String(rounds)} rounds, each work in a process of its own; ${machine}`,
  ].join('\n');
}

function entryOf(name: WorkName): WorkEntry {
  return WORKS[name];
}

function progress(sentence: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${sentence}`);
  else console.error(sentence);
}
