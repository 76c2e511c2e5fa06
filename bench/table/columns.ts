import { median } from '../measuring/medians.js';
import { firstRun, warmRun } from '../measuring/rounds.js';
import type { Measured } from '../measuring/rounds.js';
import type { Measurement, Run } from '../measuring/work.js';
import { WORKS } from '../works.js';
import type { WorkEntry, WorkName } from '../works.js';

const HEAD = [
  'work',
  'first s',
  'warm s',
  'cpu s',
  'k rec/s',
  'x naive (cpu)',
  'x SQL (cpu)',
  '% of fold (cpu)',
  '% of limit (cpu)',
  'peak MB',
] as const;

/** The table of one caseload, for a screen; the works in the order of the catalogue. */
export function tableOf(all: readonly Measured[]): string {
  const bases = new Map(all.map((measured) => [measured.work, measured]));
  const rows = all.map((measured) => rowOf(measured, bases));
  const widths = HEAD.map((head, index) =>
    Math.max(head.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  return [HEAD, ...rows]
    .map((row) =>
      row
        .map((text, index) => {
          const width = widths[index] ?? 0;
          return index === 0 ? text.padEnd(width) : text.padStart(width);
        })
        .join('  '),
    )
    .join('\n');
}

/** What a work is compared with, where it was measured. */
type Bases = ReadonlyMap<WorkName, Measured>;

function rowOf(measured: Measured, bases: Bases): readonly string[] {
  const entry: WorkEntry = WORKS[measured.work];
  const of = (take: (m: Measurement) => number): number => median(measured.measurements.map(take));
  const records = of((m) => m.records);
  const perCase = entry.unit === 'cases' ? records : 1;
  const base = (name: WorkName): Measured | null =>
    isReplay(entry) ? (bases.get(name) ?? null) : null;
  return [
    entry.title,
    seconds(of(firstWall) / perCase),
    seconds(of(warmWall) / perCase),
    seconds(of(warmCpu) / perCase),
    entry.unit === 'cases' ? '' : (records / of(warmWall)).toFixed(0),
    times(base('naive'), measured),
    times(base('sql'), measured),
    percent(base('fold'), measured),
    percent(base('raw'), measured),
    (of((m) => m.peakBytes) / 1e6).toFixed(0),
  ];
}

/** Sentences below the table: what one month costs, and a process that has just begun. */
export function notesOf(all: readonly Measured[]): readonly string[] {
  const found = new Map(all.map((measured) => [measured.work, measured]));
  const notes: string[] = [];
  const [naive, segments, month] = [found.get('naive'), found.get('segments'), found.get('month')];
  const [two, sqlOfTwo] = [found.get('segments2'), found.get('sql2')];
  for (const [slow, what] of [
    [segments, 'one thread'],
    [sqlOfTwo, 'DuckDB with two'],
  ] as const) {
    if (two === undefined || slow === undefined) continue;
    notes.push(`two threads: ${timesFaster(slow, two, warmWall).toFixed(2)} times ${what}`);
  }
  const kept = found.get('kept');
  for (const [work, what] of [
    [month, 'one month'],
    [kept, "one month from the year's checkpoint"],
  ] as const) {
    if (segments === undefined || work === undefined) continue;
    const wall = timesFaster(work, segments, warmWall).toFixed(3);
    const cpu = timesFaster(work, segments, warmCpu).toFixed(3);
    notes.push(`${what} takes ${wall} (cpu ${cpu}) of the time of twelve`);
  }
  if (naive !== undefined && segments !== undefined) {
    const first = timesFaster(naive, segments, firstWall).toFixed(1);
    notes.push(
      `in processes that have just begun, twelve months from segments are ${first} x naive`,
    );
  }
  return notes;
}

const firstWall = (m: Measurement): number => firstRun(m).wallMs;
const warmWall = (m: Measurement): number => warmRun(m).wallMs;
const warmCpu = (m: Measurement): number => warmRun(m).cpuMs;

/** The median, over the rounds, of the base's time by this one's in the same round. */
function timesFaster(
  base: Measured,
  measured: Measured,
  timeOf: (m: Measurement) => number,
): number {
  const ratios = measured.measurements.map((measurement, round) => {
    const other = base.measurements[round];
    if (other === undefined) throw new Error('Two works were measured in different rounds.');
    return timeOf(other) / timeOf(measurement);
  });
  return median(ratios);
}

function times(base: Measured | null, measured: Measured): string {
  if (base === null) return '';
  const wall = timesFaster(base, measured, warmWall).toFixed(1);
  return `${wall} (${timesFaster(base, measured, warmCpu).toFixed(1)})`;
}

function percent(base: Measured | null, measured: Measured): string {
  if (base === null) return '';
  const wall = (timesFaster(base, measured, warmWall) * 100).toFixed(1);
  return `${wall} (${(timesFaster(base, measured, warmCpu) * 100).toFixed(1)})`;
}

function seconds(ms: Run['wallMs']): string {
  const digits = ms < 100 ? 4 : ms < 10_000 ? 3 : 2;
  return (ms / 1000).toFixed(digits);
}

/** Compared with the peers: whatever answers about twelve months. */
function isReplay({ question }: WorkEntry): boolean {
  return question === 'twelve months' || question === 'lines in SQL';
}
