import type { County } from '../../../events/values/county.js';
import type { Instant } from '../../../events/values/instant.js';
import type { RowOutcome } from '../../../projections/access/made.js';
import { doAccessAct } from '../../access/do-access-act.js';
import type { AccessHouse } from '../../access/do-access-act.js';
import { done, refusedByRule } from '../../ports/outcome.js';
import type { Outcome } from '../../ports/outcome.js';
import { CBUD_HEADINGS, columnsOf, rowOf } from './cbud-columns.js';
import type { CbudColumns, CbudRequestRow, CbudTable } from './cbud-columns.js';
import { answered, tableOf } from './cbud-file.js';
import type { CbudFormat } from './cbud-file.js';

/** A request for access to the CBUD as a file (contract/access.md, CBUD access level). */
export interface CbudAsked {
  readonly file: Uint8Array;
  readonly format: CbudFormat;
  /** How it is answered; as it was sent where nothing is said. */
  readonly answerAs?: CbudFormat | undefined;
}

/** Who asks: his account or `operator`, and the counties for which he may. */
export interface CbudAsker {
  readonly by: string;
  readonly counties: 'all' | readonly County[];
}

export interface CbudAnswer {
  /** The same workbook with a column `Result`. */
  readonly pieces: Iterable<Uint8Array>;
  /** What came of each row, in order. */
  readonly rows: readonly CbudRowAnswer[];
  readonly granted: number;
  readonly withdrawn: number;
  readonly already: number;
  readonly bad: number;
}

/** What came of a row: the line that it stands on, whose e-mail it has, and a sentence. */
export interface CbudRowAnswer {
  readonly line: number;
  readonly email: string;
  readonly kind: 'granted' | 'withdrawn' | 'already' | 'bad';
  readonly result: string;
}

/** Most rows of one act. */
const ROWS_OF_ACT_MAX = 200;

/** A row on its way: what came of it, once that is known. */
interface RowOnItsWay {
  readonly place: number;
  readonly asked: CbudRequestRow;
}

/**
 * Does what a workbook asks: one act a county, in the order in which counties first stand in it. Good rows go on,
 * whatever is wrong with others; the answer says of each what came of it or what to mend. Refused as a whole, with
 * nothing done, where the file cannot be read or lacks a column.
 */
export async function cbudRequests(
  house: AccessHouse,
  { file, format, answerAs = format }: CbudAsked,
  { by, counties }: CbudAsker,
  clock: () => Instant,
): Promise<Outcome<CbudAnswer>> {
  const table = await tableOf(file, format);
  if (typeof table === 'string') return refusedByRule('MALFORMED', table);
  const columns = columnsOf(table.heading);
  if (typeof columns === 'string') return refusedByRule('INVALID_FIELD', columns);
  const results: RowResult[] = table.rows.map(() => ({ kind: 'bad', text: '' }));
  const byCounty = new Map<County, RowOnItsWay[]>();
  for (const [place, { cells }] of table.rows.entries()) {
    const asked = rowOf(columns, cells);
    const wrong = typeof asked === 'string' ? asked : notInScope(asked, counties);
    if (typeof asked === 'string' || wrong !== null) {
      results[place] = { kind: 'bad', text: `Not done: ${wrong ?? ''}` };
      continue;
    }
    const rows = byCounty.get(asked.county) ?? [];
    byCounty.set(asked.county, rows);
    if (rows.length < ROWS_OF_ACT_MAX) rows.push({ place, asked });
    else results[place] = { kind: 'bad', text: TOO_MANY };
  }
  for (const [county, rows] of byCounty) {
    const given = { act: 'CbudAccessRequested', county, rows: rows.map(({ asked }) => asked.row) };
    const outcome = await doAccessAct(house, given, by, clock);
    for (const [index, { place }] of rows.entries()) {
      results[place] = resultOf(outcome, index);
    }
  }
  return done(answerOf(table, columns, results, answerAs));
}

const TOO_MANY = `Not done: one request takes ${String(ROWS_OF_ACT_MAX)} rows of a county, and this one has more: send this row in another.`;

function notInScope({ county }: CbudRequestRow, counties: CbudAsker['counties']): string | null {
  if (counties === 'all' || counties.includes(county)) return null;
  return `you may not ask for county ${county}: send this row to its director or the state's account manager.`;
}

interface RowResult {
  readonly kind: CbudRowAnswer['kind'];
  readonly text: string;
}

function resultOf(outcome: Awaited<ReturnType<typeof doAccessAct>>, index: number): RowResult {
  if (outcome.kind === 'refusedByRule') {
    return { kind: 'bad', text: `Not done: ${outcome.refusal.message}` };
  }
  if (outcome.kind === 'misaddressed') return { kind: 'bad', text: `Not done: ${outcome.message}` };
  const row = outcome.value.made.rows?.[index];
  if (row === undefined) throw new Error('An act of rows was answered without one of them.');
  return 'error' in row ? { kind: 'bad', text: badText(row) } : goodResult(row);
}

function badText({ error, message }: Extract<RowOutcome, { readonly error: string }>): string {
  return `Not done (${error}): ${message}`;
}

function goodResult({
  result,
  account,
}: Extract<RowOutcome, { readonly result: string }>): RowResult {
  const of = account === null ? '' : ` (account ${account})`;
  switch (result) {
    case 'granted':
      return { kind: result, text: `Access given${of}` };
    case 'withdrawn':
      return { kind: result, text: `Access taken away${of}` };
    case 'already':
      return { kind: result, text: `Nothing to change${of}` };
  }
}

function answerOf(
  table: CbudTable,
  columns: CbudColumns,
  results: readonly RowResult[],
  format: CbudFormat,
): CbudAnswer {
  const count = (kind: RowResult['kind']): number =>
    results.filter((each) => each.kind === kind).length;
  return {
    pieces: answered(
      table,
      results.map(({ text }) => text),
      format,
    ),
    rows: table.rows.map(({ line, cells }, place) => ({
      line,
      email: cells[columns.Email] ?? '',
      kind: results[place]?.kind ?? 'bad',
      result: results[place]?.text ?? '',
    })),
    granted: count('granted'),
    withdrawn: count('withdrawn'),
    already: count('already'),
    bad: count('bad'),
  };
}

/** The letter's form without a row, to fill in. */
export function blankCbudForm(format: CbudFormat): Iterable<Uint8Array> {
  return answered({ heading: CBUD_HEADINGS, rows: [] }, [], format);
}
