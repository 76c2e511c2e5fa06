import { cpus, loadavg, totalmem } from 'node:os';
import { countyName } from '../../events/values/county-names.js';
import { median } from '../measuring/medians.js';
import type { Journal } from './journal.js';
import { together } from './program.js';
import type { Used } from './program.js';

const MEGABYTE = 2 ** 20;

/** What was seen, as Markdown. */
export function printed(
  { share, seed, taken, asked }: Journal,
  disk: readonly (readonly [string, number])[],
): string {
  const cases = sum(taken.map((county) => county.cases));
  const records = sum(taken.map((county) => county.records));
  const load = loadavg().map((each) => each.toFixed(1));
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return [
    `One of ${String(share)} of the state's caseload, seed ${seed}: ${grouped(cases)} cases, ${grouped(records)} records. Node ${process.version}, ${String(cpus().length)} cores, ${memory} GB, load ${load.join(' ')}.`,
    ...intake(taken),
    '',
    '| question | wall s | processor s | peak MB | times |',
    '| --- | --: | --: | --: | --: |',
    ...asked.map(
      ({ name, rounds }) => `| ${name} | ${figures(rounds)} | ${String(rounds.length)} |`,
    ),
    '',
    `On disk: ${disk.map(([name, bytes]) => `${name} ${megabytes(bytes)} MB`).join(', ')}.`,
    '',
  ].join('\n');
}

function intake(taken: Journal['taken']): readonly string[] {
  const rows = [...taken].map((each) => ({
    title: `${each.county} ${countyName(each.county)}`,
    of: [each],
  }));
  const all = { title: 'all', of: taken };
  return [
    '',
    '| county | cases | records | NDJSON MB | disk MB | bytes a record | wall s | ingest, processor s | peak MB | records a second | µs of processor a record | simulate, processor s |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...[all, ...rows].map(({ title, of }) => {
      const records = sum(of.map((each) => each.records));
      const disk = sum(of.map((each) => each.bytesOnDisk));
      const ingest = together(of.map((each) => each.ingest));
      const simulate = together(of.map((each) => each.simulate));
      const again = of.some(({ duplicates }) => duplicates > 0) ? ' (in two tries)' : '';
      return `| ${[
        `${title}${again}`,
        grouped(sum(of.map((each) => each.cases))),
        grouped(records),
        megabytes(sum(of.map((each) => each.bytes))),
        megabytes(disk),
        String(Math.round(disk / records)),
        ingest.wall.toFixed(1),
        ingest.processor.toFixed(1),
        megabytes(ingest.peakBytes),
        grouped(Math.round(records / ingest.wall)),
        ((ingest.processor / records) * 1e6).toFixed(1),
        simulate.processor.toFixed(1),
      ].join(' | ')} |`;
    }),
  ];
}

function figures(rounds: readonly Used[]): string {
  const wall = median(rounds.map((round) => round.wall)).toFixed(2);
  const processor = median(rounds.map((round) => round.processor)).toFixed(2);
  return `${wall} | ${processor} | ${megabytes(together(rounds).peakBytes)}`;
}

function megabytes(bytes: number): string {
  return grouped(Math.round(bytes / MEGABYTE));
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
