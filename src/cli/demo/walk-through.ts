import { parseLine } from '../../../events/wire/parse.js';
import { formatCentsForPeople } from '../../../events/values/money.js';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { parseMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import type { LineNumber } from '../../../events/line-numbers.js';
import type { AppendOutcomeOfInput } from '../../ledger/append.js';
import type { CountyReport } from '../../reports/county-report.js';
import { explanationsText } from '../../reports/explanation.js';
import { countyReportTable, valueForPeople } from '../../reports/report-table.js';
import { alignedTable, grouped, wrapped } from '../../reports/table.js';
import { trailEntryJson } from '../../reports/trail.js';
import type { TrailEntry } from '../../reports/trail.js';
import { simulateCaseload } from '../../../simulate/caseload.js';
import type { Asking } from '../application.js';
import type { Output } from '../terminal.js';
import { changedCells } from './changed-cells.js';
import type { CellDifference } from '../../../projections/versions/differences.js';
import { lateVoid, standingDistributions } from './late-correction.js';
import type { ToldDistribution } from './late-correction.js';

const SEED = 'demo';
const ROWS_SHOWN = 5;
const NARRATION_WIDTH = 88;

/** What the demo is about, fixed so that every run prints the same. */
interface Stage {
  readonly application: Asking;
  readonly output: Output;
  readonly county: County;
  readonly month: Month;
}

/** Simulates a county into an empty folder and shows what the program answers about it. */
export async function walkThrough(
  application: Asking,
  output: Output,
  cases: number,
): Promise<void> {
  const stage: Stage = { application, output, county: fixedCounty(), month: fixedMonth('2006-09') };
  await say(
    stage,
    `1. A county of ${grouped(cases)} made-up cases, October 2005 to September 2006, is simulated and its records are taken into the ledger.`,
  );
  const outcome = await append(stage, [...simulatedLines(stage.county, cases)]);
  const sizeBefore = outcome.ledgers[stage.county]?.size ?? 0;
  await show(
    stage,
    `${grouped(outcome.accepted)} records accepted, ${grouped(outcome.rejected)} rejected: the ledger ends at position ${grouped(sizeBefore)}.\n`,
  );
  const before = await report(stage, null);
  await say(stage, '2. The September report, replayed from the records.');
  await show(stage, countyReportTable(before));
  const paying = await showTrail(stage);
  const mistake = await findMistake(stage, paying);
  await showExplanations(stage, paying, mistake);
  if (mistake !== null) await correctLate(stage, before, mistake);
  await say(stage, 'Go on with "plumbline --help", or read the same folder with --data.');
}

/** A case that is on Line 29 by one payment alone, which turns out to be another case's. */
interface Mistake {
  readonly caseId: string;
  readonly payment: ToldDistribution;
}

/** The first such case, or any payment of one that pays more often. */
async function findMistake(stage: Stage, paying: readonly TrailEntry[]): Promise<Mistake | null> {
  const { application, county } = stage;
  let any: Mistake | null = null;
  for (const caseId of paying.map(caseOf).filter((id) => id !== null)) {
    const subject = { kind: 'case', id: caseId } as const;
    const history = await application.answer('history', { county, subject, asOf: null });
    const payments = standingDistributions(history).filter(({ paysArrears }) => paysArrears);
    const payment = payments.at(-1);
    if (payment === undefined) continue;
    if (payments.length === 1) return { caseId, payment };
    any ??= { caseId, payment };
  }
  return any;
}

/** Line 29 behind its cell: the cases that pay toward arrears. */
async function showTrail(stage: Stage): Promise<readonly TrailEntry[]> {
  const rows = await trail(stage, '29');
  await say(
    stage,
    `3. Behind every cell are cases. Line 29 counts ${grouped(rows.length)} cases paying toward arrears; these are the first, each with the records that put it there.`,
  );
  const shown = rows.slice(0, ROWS_SHOWN).map((row) => `${trailEntryJson(row)}\n`);
  await show(stage, shown.join(''));
  return rows;
}

async function showExplanations(
  stage: Stage,
  paying: readonly TrailEntry[],
  mistake: Mistake | null,
): Promise<void> {
  const counted = mistake?.caseId ?? caseOf(paying[0]);
  const owing = await trail(stage, '28');
  const payers = new Set(paying.map(caseOf));
  const notCounted = caseOf(owing.find((row) => !payers.has(caseOf(row))));
  if (counted !== null) {
    await say(stage, `4. Why is case ${counted} counted on Line 29?`);
    await explain(stage, counted);
  }
  if (notCounted !== null) {
    await say(stage, `5. And why is case ${notCounted}, which owes arrears too, not?`);
    await explain(stage, notCounted);
  }
}

async function correctLate(stage: Stage, before: CountyReport, mistake: Mistake): Promise<void> {
  const { county, month } = stage;
  const { caseId, payment } = mistake;
  await say(
    stage,
    `6. In October a mistake is found: the ${formatCentsForPeople(payment.cents)} dollars distributed to case ${caseId} on ${payment.day} were another case's. Nothing is changed; a record is added that takes them out.`,
  );
  const correction = lateVoid(county, caseId, payment.id);
  await append(stage, [correction]);
  await show(stage, `${correction}\n`);
  const after = await report(stage, null);
  const cells = changedCells(before, after);
  await say(
    stage,
    `7. September again. As of position ${grouped(before.asOf)} it is what it was; as of position ${grouped(after.asOf)} these cells differ (marked * below).`,
  );
  const again = await report(stage, before.asOf);
  const isSame = countyReportTable(again) === countyReportTable(before);
  await show(stage, changesTable(before, after, cells));
  await show(
    stage,
    `The report as of position ${grouped(before.asOf)} is ${isSame ? 'the same, byte for byte' : 'NOT the same'}.\n\n`,
  );
  await show(
    stage,
    countyReportTable(after, new Set(cells.map(({ line, column }) => line + column))),
  );
  if (!isSame) throw new Error(`The report of ${String(month)} changed after the fact.`);
}

function changesTable(
  before: CountyReport,
  after: CountyReport,
  cells: readonly CellDifference[],
): string {
  const heads = ['Line', 'Column', `As of ${grouped(before.asOf)}`, `As of ${grouped(after.asOf)}`];
  const rows = cells.map(({ line, column, from, to }) => [
    line,
    `(${column})`,
    valueForPeople(from),
    valueForPeople(to),
  ]);
  return `${alignedTable(heads, rows, new Set([2, 3])).join('\n')}\n`;
}

async function report(stage: Stage, asOf: number | null): Promise<CountyReport> {
  const { application, county, month } = stage;
  const asked = { county, months: [month], asOf, form: 'CS 1257', source: 'segments' } as const;
  const [only] = await application.answer('report', asked);
  if (only === undefined) throw new Error('A replay left out its month.');
  return only;
}

function trail(stage: Stage, line: LineNumber): Promise<readonly TrailEntry[]> {
  const { application, county, month } = stage;
  const asked = { county, month, line, column: 'a', asOf: null, source: 'segments' } as const;
  return application.answer('trail', asked);
}

async function explain(stage: Stage, caseId: string): Promise<void> {
  const { application, county, month } = stage;
  const subject = { kind: 'case', id: caseId } as const;
  const asked = { county, month, subject, line: '29', asOf: null } as const;
  const explanations = await application.answer('explain', asked);
  await show(stage, explanationsText(explanations));
}

function append(stage: Stage, lines: readonly string[]): Promise<AppendOutcomeOfInput> {
  const parsed = lines.map((text, index) => ({
    file: 'demo',
    line: index + 1,
    result: parseLine(text),
  }));
  return stage.application.answer('ingest', {
    lines: batchesOf(parsed),
    onRejected: ({ code, message }) => {
      throw new Error(`A record of the demo was rejected (${code}): ${message}`);
    },
    onSettled: () => undefined,
  });
}

async function* batchesOf<T>(lines: readonly T[]): AsyncGenerator<readonly T[], void, undefined> {
  await Promise.resolve();
  yield lines;
}

function* simulatedLines(county: County, cases: number): Generator<string, void, undefined> {
  const caseload = simulateCaseload({
    county,
    cases,
    from: fixedMonth('2005-10'),
    to: fixedMonth('2006-09'),
    seed: SEED,
  });
  for (const chunk of caseload) yield* chunk.split('\n').filter((line) => line !== '');
}

function caseOf(row: TrailEntry | undefined): string | null {
  return row?.subject.kind === 'case' ? row.subject.case : null;
}

async function say(stage: Stage, text: string): Promise<void> {
  await stage.output.result(`\n${wrapped(text, NARRATION_WIDTH).join('\n')}\n\n`);
}

async function show(stage: Stage, text: string): Promise<void> {
  await stage.output.result(text);
}

function fixedCounty(): County {
  const county = parseCounty('19');
  if (county === null) throw new Error('County 19 is none.');
  return county;
}

function fixedMonth(text: string): Month {
  const month = parseMonth(text);
  if (month === null) throw new Error(`${text} is no month.`);
  return month;
}
