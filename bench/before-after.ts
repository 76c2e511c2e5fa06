import { mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { caseloadIn } from './caseload.js';
import type { Task } from './child.js';
import { askChild } from './measuring/child-process.js';
import { median } from './measuring/medians.js';
import { warmRun } from './measuring/rounds.js';
import type { Measurement, Run } from './measuring/work.js';
import { isToDo } from './prepare/prepare.js';
import { build, builtEarlierTree } from './sides/earlier-tree.js';
import {
  COMMANDS,
  COMMAND_NAMES,
  isCommandName,
  measureCommand,
  submitMonth,
  submitMonthsOfCopy,
} from './sides/commands.js';
import type { CommandName, Side } from './sides/commands.js';
import { WORKS, isWorkName } from './works.js';
import type { WorkName } from './works.js';

/**
 * The program before, at a commit, and as it is now, in turns on one machine:
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/before-after.js --commit ff5f373 --folder DIR
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const USAGE = `node .build-bench/bench/before-after.js --commit COMMIT --folder DIR [--cases N] [--rounds N] [--only NAME,NAME]

  --commit COMMIT  what stands before
  --folder DIR     its tree and the data of both are made there and kept; on the file system of this tree
  --cases N        size of the caseload (3000)
  --rounds N       measure everything N times on both sides (5)
  --only NAMES     of: works of npm run bench, and ${COMMAND_NAMES.join(', ')}
`;

type Measurable = WorkName | CommandName;
const USUAL: readonly Measurable[] = [
  'segments',
  'rows',
  'fold',
  'ingest',
  'trail',
  'reportCommand',
  'ingestCommand',
  'trailCommand',
  'packageCommand',
];

/** From here on a work is said to be slower. */
const SLOWER = 1.03;

interface Asked {
  readonly commit: string;
  readonly folder: string;
  readonly cases: number;
  readonly rounds: number;
  readonly works: readonly Measurable[];
}

/** Both sides of one round. */
interface Round {
  readonly before: Measurement;
  readonly after: Measurement;
}

const asked = askedBy(process.argv.slice(2));
if (typeof asked === 'string') {
  console.error(`${asked}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  await compare(asked);
}

function askedBy(argv: readonly string[]): Asked | string {
  const option = { type: 'string' } as const;
  const options = { commit: option, folder: option, cases: option, rounds: option, only: option };
  let values;
  try {
    values = parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { commit, folder, only } = values;
  const [cases, rounds] = [Number(values.cases ?? '3000'), Number(values.rounds ?? '5')];
  if (commit === undefined || folder === undefined) return '--commit and --folder are needed.';
  if (![cases, rounds].every((count) => Number.isInteger(count) && count > 0)) {
    return '--cases and --rounds are whole numbers from 1.';
  }
  const names = only === undefined ? USUAL : only.split(',');
  const works = names.flatMap((name) => (isWorkName(name) || isCommandName(name) ? [name] : []));
  if (works.length < names.length) return '--only names a work that there is not.';
  return { commit, folder: resolve(folder), cases, rounds, works };
}

async function compare({ commit, folder, cases, rounds, works }: Asked): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const earlier = await builtEarlierTree(ROOT, commit, folder);
  await build(ROOT);
  const before = await prepared(earlier, join(folder, 'data-before'), cases, works);
  const after = await prepared(ROOT, join(folder, 'data-after'), cases, works);
  const measured = new Map<Measurable, Round[]>(works.map((work) => [work, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const work of works) {
      console.error(`round ${String(round + 1)} of ${String(rounds)}: ${work}`);
      measured.get(work)?.push(await measureBoth(work, before, after, round));
    }
  }
  console.log(
    `${String(cases)} cases x 24 months, before: ${commit}; medians of ${String(rounds)} rounds; load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
  for (const [work, each] of measured) console.log(lineOf(work, each));
}

/** A tree with data that it has made itself: formats may differ. */
async function prepared(
  root: string,
  folder: string,
  cases: number,
  works: readonly Measurable[],
): Promise<Side> {
  mkdirSync(folder, { recursive: true });
  const caseload = caseloadIn(folder, cases, 'plumbline', null);
  for (const step of ['simulate', 'store'] as const) {
    if (!isToDo(step, caseload)) continue;
    const task: Task = { kind: 'prepare', step, caseload };
    await askChild(programOf(root), task);
  }
  const side = { root, caseload };
  await submitMonth(side);
  if (works.includes('checkCommand')) await submitMonthsOfCopy(side);
  return side;
}

function programOf(root: string): string {
  return join(root, '.build-bench', 'bench', 'run.js');
}

/** Who is first changes from round to round. */
async function measureBoth(
  work: Measurable,
  before: Side,
  after: Side,
  round: number,
): Promise<Round> {
  if (round % 2 === 0) {
    const first = await measureOn(work, before);
    return { before: first, after: await measureOn(work, after) };
  }
  const first = await measureOn(work, after);
  return { after: first, before: await measureOn(work, before) };
}

function measureOn(work: Measurable, side: Side): Promise<Measurement> {
  if (isCommandName(work)) return measureCommand(side, work);
  const task: Task = { kind: 'measure', work, caseload: side.caseload };
  return askChild<Measurement>(programOf(side.root), task);
}

function lineOf(work: Measurable, rounds: readonly Round[]): string {
  const title = isCommandName(work) ? COMMANDS[work].title : WORKS[work].title;
  const middle = (side: keyof Round, of: (run: Run) => number): number =>
    median(rounds.map((round) => of(warmRun(round[side]))));
  const ratio = (of: (run: Run) => number): number =>
    median(rounds.map(({ before, after }) => of(warmRun(after)) / of(warmRun(before))));
  const cpu = ({ cpuMs }: Run): number => cpuMs;
  const wall = ({ wallMs }: Run): number => wallMs;
  const seconds = (ms: number): string => (ms / 1000).toFixed(3).padStart(8);
  const peak = (side: keyof Round): string =>
    median(rounds.map((round) => round[side].peakBytes / 1e6))
      .toFixed(0)
      .padStart(5);
  const isSame = rounds.every(({ before, after }) => before.answer === after.answer);
  return [
    title.padEnd(50),
    `processor${seconds(middle('before', cpu))} ->${seconds(middle('after', cpu))} s x ${ratio(cpu).toFixed(2)}`,
    `clock x ${ratio(wall).toFixed(2)}`,
    `${peak('before')} ->${peak('after')} MB`,
    ...(ratio(cpu) > SLOWER ? ['slower'] : []),
    ...(isSame ? [] : ['other figures']),
  ].join('  ');
}
