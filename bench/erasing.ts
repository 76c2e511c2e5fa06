import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseMonth } from '../events/values/month.js';
import type { Month } from '../events/values/month.js';
import { simulateCaseload } from '../simulate/caseload.js';
import { COUNTY, FIRST_MONTH, LAST_MONTH } from './caseload.js';

/**
 * Erasing a tenth of a county's records: a tenth of the cases lived and were closed five years before the others.
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/erasing.js [cases] [seed]
 */
const PROGRAM = fileURLToPath(new URL('../src/main.js', import.meta.url));
const CASES = 30_000;
const SHARE_CLOSED = 10;
/** On this day the first retained month is 2005-11: the closed tenth expires, everybody else stays. */
const ON = '2010-03-01';
const RETAINED_MONTH = '2006-09';
const CLOSED_ON = '2001-09-30';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-erasing-'));
try {
  measure(Number(process.argv[2] ?? CASES), process.argv[3] ?? 'erasing');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(cases: number, seed: string): void {
  const records = join(folder, 'records.ndjson');
  const data = join(folder, 'data');
  write(records, cases, seed);
  console.log(
    `${String(cases)} cases, ${String(cpus().length)} cores, load ${loadavg()[0]?.toFixed(1) ?? ''}, Node ${process.version}`,
  );
  timed('ingest', ['ingest', records, '--data', data]);
  const of = ['--county', COUNTY, '--data', data];
  const before = [
    ask(['root', ...of]),
    ask(['report', '--month', RETAINED_MONTH, '--json', ...of]),
  ];
  console.log(`before: ${megabytes(data)}`);
  const plan = JSON.parse(timed('retention plan', ['retention', 'plan', '--on', ON, ...of])) as {
    readonly records: number;
    readonly cases: number;
  };
  console.log(`  ${String(plan.records)} records of ${String(plan.cases)} cases`);
  const by = (person: string): readonly string[] => ['--by', person];
  const order = ['retention', 'order', '--on', ON, '--reason', 'bench', ...by('R. Keeper'), ...of];
  timed('retention order', order);
  timed('retention apply', ['retention', 'apply', '--order', '1', ...by('D. Rector'), ...of]);
  console.log(`after: ${megabytes(data)}`);
  const after = [ask(['root', ...of]), ask(['report', '--month', RETAINED_MONTH, '--json', ...of])];
  if (before.join('') !== after.join(''))
    throw new Error('The erasure changed a root or a report.');
  console.log(`root and the report of ${RETAINED_MONTH}: the same bytes`);
}

/** The records of the closed cases, their closings, and those of everybody else, in order of recording. */
function write(path: string, cases: number, seed: string): void {
  const out = openSync(path, 'w');
  const closed = Math.floor(cases / SHARE_CLOSED);
  const seen = new Set<string>();
  const first = { from: month('1999-10'), to: month('2001-09'), seed: `${seed}-closed` };
  for (const lines of simulateCaseload({ county: COUNTY, cases: closed, ...first })) {
    const renamed = withOtherIds(lines);
    for (const [, id = ''] of renamed.matchAll(/"case":"([^"]+)"/gu)) seen.add(id);
    writeSync(out, renamed);
  }
  for (const id of seen) writeSync(out, closing(id));
  const rest = { from: FIRST_MONTH, to: LAST_MONTH, seed };
  for (const lines of simulateCaseload({ county: COUNTY, cases: cases - closed, ...rest })) {
    writeSync(out, lines);
  }
  closeSync(out);
}

/** Two simulated caseloads number alike; these get numbers of their own. */
function withOtherIds(lines: string): string {
  return lines
    .replaceAll(/"19(\d{7})"/gu, '"99$1"')
    .replaceAll(/"([KNP])(\d+(?:-\d+)?)"/gu, '"$1X$2"')
    .replaceAll(/"([A-Z])-(\d)/gu, '"$1X-$2');
}

function closing(id: string): string {
  const record = {
    id: randomUUID(),
    type: 'CaseClosed',
    county: COUNTY,
    case: id,
    effective: CLOSED_ON,
    recorded: '2001-12-31T17:00:00Z',
    data: { reason: 'B-12' },
  };
  return `${JSON.stringify(record)}\n`;
}

function timed(what: string, argv: readonly string[]): string {
  const startMs = performance.now();
  const answer = ask(argv);
  console.log(`${what}: ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
  return answer;
}

function ask(argv: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...argv], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0)
    throw new Error(`plumbline ${argv.join(' ')} ended with ${String(status)}: ${stderr}`);
  return stdout;
}

function megabytes(data: string): string {
  const bytes = statSync(join(data, 'ledgers', `${COUNTY}.db`)).size;
  return `the ledger's file has ${(bytes / 1e6).toFixed(0)} MB`;
}

function month(text: string): Month {
  const parsed = parseMonth(text);
  if (parsed === null) throw new Error(`${text} is no month.`);
  return parsed;
}
