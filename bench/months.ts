import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { addMonths, formatMonth } from '../events/values/month.js';
import type { Month } from '../events/values/month.js';
import { writeSimulation } from '../simulate/write-simulation.js';
import { COUNTY, LAST_MONTH } from './caseload.js';
import { median } from './measuring/medians.js';

/**
 * What a month costs from the shell as its ledger grows old: the program itself, from its start to its end, on a ledger of
 * many months and on its last two years alone, with kept fiscal years and without, and with a last month of records
 * (8 % late, 3 % corrected) that no kept year has seen: all of them, or the late and correcting ones alone
 * and what follows them.
 */

const USAGE = `npm run build && npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/months.js --folder DIR [--large] [--cases N] [--months N] [--rounds N]

  --large     30,000 cases and 120 months, 11.6 million records: half an hour, and some 35 GB of disk
  --cases N   (3,000)
  --months N  of the long ledger (120); the short one has the last 24 of them
  --rounds N  (5)
  --folder    the data is made there and kept; what is there already is used again
`;

/** The program as it is installed. */
const PROGRAM = fileURLToPath(new URL('../../bin/plumbline', import.meta.url));
const NAIVE = [process.execPath, fileURLToPath(new URL('./naive.js', import.meta.url))];
const SHORT_MONTHS = 24;

interface Asked {
  readonly folder: string;
  readonly cases: number;
  readonly months: number;
  readonly rounds: number;
}

interface Row {
  readonly title: string;
  /** The program, and its arguments. */
  readonly argv: readonly string[];
}

/** Wall and processor time of one process, seconds, and what it printed. */
interface Timed {
  readonly wall: number;
  readonly processor: number;
  readonly answer: string;
}

const given = argumentsOf(process.argv.slice(2));
if (typeof given === 'string') {
  process.stderr.write(`${given}\n${USAGE}`);
  process.exitCode = 2;
} else await measure(given);

function argumentsOf(argv: readonly string[]): Asked | string {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      folder: { type: 'string' },
      large: { type: 'boolean', default: false },
      cases: { type: 'string' },
      months: { type: 'string', default: '120' },
      rounds: { type: 'string', default: '5' },
    },
  });
  if (values.folder === undefined) return 'Name a folder.';
  const cases = Number(values.cases ?? (values.large ? '30000' : '3000'));
  const [months, rounds] = [Number(values.months), Number(values.rounds)];
  const areCounts = [cases, months, rounds].every((count) => Number.isInteger(count) && count > 0);
  if (!areCounts || months <= SHORT_MONTHS)
    return 'These are no numbers that can be measured with.';
  return { folder: resolve(values.folder), cases, months, rounds };
}

async function measure(asked: Asked): Promise<void> {
  const { rounds } = asked;
  const data = await prepared(asked);
  const month = ['report', '--county', COUNTY, '--month', formatMonth(LAST_MONTH)];
  const year = `${formatMonth(addMonths(LAST_MONTH, -11))}:${formatMonth(LAST_MONTH)}`;
  const twelve = ['report', '--county', COUNTY, '--month', year];
  const on = (argv: readonly string[], folder: string): readonly string[] => [
    PROGRAM,
    ...argv,
    ...['--format', 'json', '--data', folder],
  ];
  const rows: readonly Row[] = [
    { title: 'one month, last 24 months alone, nothing kept', argv: on(month, data.shortBare) },
    { title: 'one month, last 24 months alone, years kept', argv: on(month, data.short) },
    { title: 'one month, long ledger, nothing kept', argv: on(month, data.longBare) },
    { title: 'one month, long ledger, years kept', argv: on(month, data.long) },
    { title: 'one month, long ledger, its records not kept yet', argv: on(month, data.behind) },
    {
      title: 'one month, long ledger, its late and correcting records not kept yet',
      argv: on(month, data.late),
    },
    {
      title: 'twelve months, 24 months, naive',
      argv: [...NAIVE, data.shortRecords, String(asked.cases)],
    },
    { title: 'twelve months, 24 months, nothing kept', argv: on(twelve, data.shortBare) },
    { title: 'twelve months, 24 months, years kept', argv: on(twelve, data.short) },
    { title: 'twelve months, long ledger, years kept', argv: on(twelve, data.long) },
    { title: 'plumbline --help', argv: [PROGRAM, '--help'] },
  ];
  const seen = rows.map((): Timed[] => []);
  for (let round = 0; round < rounds; round += 1) {
    rows.forEach((_, turn) => {
      const place = (turn + round) % rows.length;
      seen[place]?.push(timed(rows[place]?.argv ?? []));
    });
  }
  refuseOtherAnswers(rows, seen);
  print(asked, rows, seen);
}

/** The same question has the same answer, kept or not. */
function refuseOtherAnswers(rows: readonly Row[], seen: readonly (readonly Timed[])[]): void {
  const answersOf = (...places: readonly number[]): ReadonlySet<string> =>
    new Set(places.flatMap((place) => (seen[place] ?? []).map(({ answer }) => answer)));
  for (const places of [
    [0, 1],
    [2, 3, 4],
    [7, 8],
  ]) {
    if (answersOf(...places).size === 1) continue;
    const titles = places.map((place) => rows[place]?.title).join(' / ');
    throw new Error(`Answers differ: ${titles}.`);
  }
}

function print(asked: Asked, rows: readonly Row[], seen: readonly (readonly Timed[])[]): void {
  const { cases, months, rounds } = asked;
  const lines = [
    `${String(cases)} cases, ${String(months)} and ${String(SHORT_MONTHS)} months, medians of ${String(rounds)} rounds, ${String(cpus().length)} cores, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
    '| | wall s | processor s | x one month of 24, wall (processor) |',
    '| --- | --: | --: | --: |',
  ];
  const ratio = (place: number, of: 'wall' | 'processor'): string =>
    median(
      (seen[place] ?? []).map((one, round) => one[of] / (seen[0]?.[round]?.[of] ?? Number.NaN)),
    ).toFixed(2);
  rows.forEach(({ title }, place) => {
    const wall = median((seen[place] ?? []).map((one) => one.wall)).toFixed(2);
    const processor = median((seen[place] ?? []).map((one) => one.processor)).toFixed(2);
    lines.push(
      `| ${title} | ${wall} | ${processor} | ${ratio(place, 'wall')} (${ratio(place, 'processor')}) |`,
    );
  });
  process.stdout.write(`${lines.join('\n')}\n`);
}

function timed([program = '', ...argv]: readonly string[]): Timed {
  // Its threads begin with the same; what they use is in what the process tells.
  const tell = `import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => { writeSync(3, JSON.stringify(process.resourceUsage())); });`;
  const options = `--import=data:text/javascript,${encodeURIComponent(tell)}`;
  const start = performance.now();
  const child = spawnSync(program, argv, {
    env: { ...process.env, NODE_OPTIONS: options },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    maxBuffer: 2 ** 28,
  });
  const wall = (performance.now() - start) / 1000;
  if (child.status !== 0)
    throw new Error(`It ended with ${String(child.status)}: ${argv.join(' ')}`);
  const usage = JSON.parse(String(child.output[3])) as NodeJS.ResourceUsage;
  const processor = (usage.userCPUTime + usage.systemCPUTime) / 1e6;
  return { wall, processor, answer: child.stdout.toString('utf8') };
}

interface Data {
  readonly short: string;
  readonly shortBare: string;
  readonly shortRecords: string;
  readonly long: string;
  readonly longBare: string;
  /** Its years are kept as of the beginning of the last month. */
  readonly behind: string;
  /** Its years are kept without the late and correcting records of the last month, which came last. */
  readonly late: string;
}

async function prepared({ folder, cases, months }: Asked): Promise<Data> {
  mkdirSync(folder, { recursive: true });
  const path = (name: string): string => join(folder, `${String(cases)}-${String(months)}-${name}`);
  const data = {
    short: path('short'),
    shortBare: path('short-bare'),
    shortRecords: path('short.ndjson'),
    long: path('long'),
    longBare: path('long-bare'),
    behind: path('behind'),
    late: path('late'),
  };
  const done = path('done');
  if (existsSync(done)) return data;
  const longRecords = path('long.ndjson');
  await simulated(longRecords, cases, addMonths(LAST_MONTH, 1 - months));
  await simulated(data.shortRecords, cases, addMonths(LAST_MONTH, 1 - SHORT_MONTHS));
  const records = (name: string): string => path(`${name}.ndjson`);
  const [before, last] = [records('before'), records('last')];
  const [onTime, late] = [records('on-time'), records('late')];
  await split(longRecords, before, last, isOfLastMonth());
  await split(last, onTime, late, isOfLate(), recordedLast);
  rmSync(longRecords);
  for (const each of [
    data.short,
    data.shortBare,
    data.long,
    data.longBare,
    data.behind,
    data.late,
    path('years'),
  ]) {
    rmSync(each, { recursive: true, force: true });
  }
  run('ingest', data.short, data.shortRecords);
  run('checkpoints', data.short, 'rebuild');
  copy(data.short, data.shortBare);
  run('ingest', data.behind, before);
  run('checkpoints', data.behind, 'rebuild');
  copy(data.behind, data.late);
  // As if it had come in parts too short to bring the years level.
  keepingYears(data.behind, path('years'), () => {
    run('ingest', data.behind, last);
  });
  run('ingest', data.late, onTime);
  run('checkpoints', data.late, 'rebuild');
  keepingYears(data.late, path('years'), () => {
    run('ingest', data.late, late);
  });
  // The same records, taken in once: of 11.6 million that is five minutes.
  copy(data.behind, data.long);
  run('checkpoints', data.long, 'rebuild');
  copy(data.long, data.longBare);
  run('checkpoints', data.shortBare, 'drop');
  run('checkpoints', data.longBare, 'drop');
  createWriteStream(done).end();
  return data;
}

/** Puts the kept years back as they were before some work. */
function keepingYears(data: string, aside: string, work: () => void): void {
  // A copy into a folder that is there would be a folder in it.
  rmSync(aside, { recursive: true, force: true });
  copy(join(data, 'years'), aside);
  work();
  rmSync(join(data, 'years'), { recursive: true, force: true });
  copy(aside, join(data, 'years'));
}

function copy(from: string, to: string): void {
  const { status } = spawnSync('cp', ['-r', from, to], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${from} was not copied.`);
}

function run(command: string, data: string, ...argv: readonly string[]): void {
  const { status } = spawnSync(PROGRAM, [command, ...argv, '--data', data], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`plumbline ${command} ended with ${String(status)}.`);
}

async function simulated(path: string, cases: number, from: Month): Promise<void> {
  const out = createWriteStream(path);
  const to = LAST_MONTH;
  await writeSimulation({ county: COUNTY, cases, from, to, seed: 'plumbline' }, out);
  out.end();
  await once(out, 'close');
}

/** Records come in order of recording. */
function isOfLastMonth(): (line: string) => boolean {
  const from = `"recorded":"${formatMonth(LAST_MONTH)}`;
  let isLast = false;
  return (line) => (isLast ||= line.includes(from));
}

/** Late ones, correcting ones, and what comes after them of the same case or child: it may name what they introduce. */
function isOfLate(): (line: string) => boolean {
  const subjects = new Set<string>();
  return (line) => {
    const subject = /"(?:case|child)":"[^"]*"/u.exec(line)?.[0] ?? '';
    const isOnTime = line.includes(`"effective":"${formatMonth(LAST_MONTH)}`);
    const isLate = !isOnTime || /"(?:corrects|voids)":/u.test(line) || subjects.has(subject);
    if (isLate) subjects.add(subject);
    return isLate;
  };
}

/** What is put behind others was recorded no earlier. */
function recordedLast(line: string): string {
  const last = `"recorded":"${formatMonth(LAST_MONTH)}-30T23:59:59Z"`;
  return line.replace(/"recorded":"[^"]*"/u, last);
}

async function split(
  records: string,
  first: string,
  second: string,
  isOfSecond: (line: string) => boolean,
  asSecond: (line: string) => string = (line) => line,
): Promise<void> {
  const outs = [createWriteStream(first), createWriteStream(second)] as const;
  for await (const line of createInterface({ input: createReadStream(records) })) {
    const isSecond = isOfSecond(line);
    const out = outs[isSecond ? 1 : 0];
    if (!out.write(`${isSecond ? asSecond(line) : line}\n`)) await once(out, 'drain');
  }
  for (const out of outs) {
    out.end();
    await once(out, 'close');
  }
}
