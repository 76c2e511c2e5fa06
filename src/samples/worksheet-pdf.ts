import { setImmediate } from 'node:timers/promises';
import { countyName } from '../../events/values/county-names.js';
import { latest, parseInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { PagedTable } from '../packages/pdf/paged-table.js';
import type { PagedColumn } from '../packages/pdf/paged-table.js';
import { drawnOnPaper, WIDE_PAGE } from '../packages/pdf/paper.js';
import type { TextStyle } from '../packages/pdf/paper.js';
import { Sheets } from '../packages/pdf/sheets.js';
import { valueForPeople } from '../reports/report-table.js';
import type { ShownJudgement, ShownRow, WholeSample } from './shown-sample.js';
import { factsOfDrawing, factsOfEarlierDraws, factsOfResult } from './worksheet-facts.js';
import type { WorksheetFact } from './worksheet-facts.js';

const TITLE: TextStyle = { size: 13, isBold: true };
const HEADING: TextStyle = { size: 10, isBold: true };
const BODY: TextStyle = { size: 9 };
const GAP = 8;
const FACT_HEIGHT = 14;
/** An unjudged row has room for a word by hand. */
const ROW_HEIGHT = 24;
const ROWS_AT_ONCE = 5;

const FACTS: readonly PagedColumn[] = [
  { head: 'What', width: 220 },
  { head: 'Is', width: 500 },
];

/** As wide as the page together; without amounts, what is said of a row has their room. */
const WIDTHS = { amount: 64, said: 148 } as const;

/**
 * A sample's worksheet on paper: how it was drawn, what it came to, and its rows with room to write into (contract/audit.md,
 * Results). Tagged, with its fonts in it; the same sample with the same judgements gives the same bytes, for its time is
 * that of the last of them.
 *
 * @param sample - one that `isDrawnOnPaper` (worksheet-bounds.ts)
 */
export function worksheetPdf(sample: WholeSample): Promise<Uint8Array> {
  const { sample: name, county, line, month, root } = sample;
  const title = `Worksheet of sample ${name}, county ${county} ${countyName(county)}`;
  const info = {
    Title: title,
    Subject: 'Audit of a line of the CS 1257',
    Author: 'Plumbline',
    Creator: 'Plumbline',
    Producer: 'Plumbline',
    CreationDate: new Date(lastInstant(sample)),
  };
  const foot = `Sample ${name}, county ${county}, Line ${line} of ${month} - ledger root ${root.slice(0, 16)}...`;
  return drawnOnPaper(info, async (paper) => {
    const sheets = new Sheets(paper, WIDE_PAGE, foot);
    sheets.text(paper.root, 'H1', title, TITLE);
    drawFacts(sheets, 'How it was drawn', factsOfDrawing(sample));
    drawFacts(sheets, 'What was found', factsOfResult(sample));
    drawFacts(sheets, 'Draws before it', factsOfEarlierDraws(sample));
    sheets.turn();
    await drawRows(sheets, 'Rows', sample.rows);
    if (sample.reserve.length > 0) await drawRows(sheets, 'Replacements', sample.reserve);
    sheets.down(GAP);
    const end = `End of the worksheet: ${counted(sample.rows.length, 'row')} and ${counted(sample.reserve.length, 'replacement')}.`;
    sheets.text(paper.root, 'P', end, BODY);
  });
}

function drawFacts(sheets: Sheets, heading: string, facts: readonly WorksheetFact[]): void {
  drawHeading(sheets, heading);
  const table = new PagedTable(sheets, FACTS, FACT_HEIGHT);
  for (const fact of facts) table.row(fact);
  table.end();
}

async function drawRows(sheets: Sheets, heading: string, rows: readonly ShownRow[]): Promise<void> {
  drawHeading(sheets, heading);
  const hasAmounts = rows.some(({ amount }) => amount !== null);
  const table = new PagedTable(sheets, columnsOf(hasAmounts), ROW_HEIGHT);
  for (const [index, row] of rows.entries()) {
    table.row(textsOf(row, hasAmounts));
    // Others of the same process are answered meanwhile.
    if (index % ROWS_AT_ONCE === 0) await setImmediate();
  }
  table.end();
}

function drawHeading(sheets: Sheets, heading: string): void {
  const { paper } = sheets;
  // A heading stands on the page of what follows it.
  sheets.need(100);
  sheets.down(GAP);
  paper.bookmark(heading);
  sheets.text(paper.root, 'H2', heading, HEADING);
  sheets.down(GAP / 2);
}

function columnsOf(hasAmounts: boolean): readonly PagedColumn[] {
  return [
    { head: 'Row', width: 32, isRight: true },
    { head: 'Column', width: 40 },
    { head: 'Case or child', width: 92 },
    ...(hasAmounts ? [{ head: 'Amount', width: WIDTHS.amount, isRight: true } as const] : []),
    { head: 'Judgement', width: 76 },
    { head: 'Reason', width: 90 },
    { head: 'Text and evidence', width: WIDTHS.said + (hasAmounts ? 0 : WIDTHS.amount) },
    { head: 'Judged by, at', width: 92 },
    { head: 'Rank (SHA-256)', width: 86, size: 6 },
  ];
}

function textsOf(row: ShownRow, hasAmounts: boolean): readonly string[] {
  const { n, column, amount, judgement, rank } = row;
  return [
    String(n),
    column,
    row.case === undefined ? `child ${row.child ?? ''}` : `case ${row.case}`,
    ...(hasAmounts ? [amount === null ? '' : valueForPeople(amount)] : []),
    judgement?.found ?? '',
    judgement?.reason ?? '',
    judgement === null ? '' : saidOf(judgement),
    judgement === null ? '' : `${judgement.by}\n${judgement.at}`,
    rank,
  ];
}

function saidOf({ text, evidence }: ShownJudgement): string {
  const named = evidence.map((each) => `Evidence: ${each}`);
  return [...(text === null || text === '' ? [] : [text]), ...named].join('\n');
}

/** When the last of what the worksheet shows was done. */
function lastInstant({ at, rows, reserve }: WholeSample): Instant {
  const judged = [...rows, ...reserve].flatMap(({ judgement }) => judgement?.at ?? []);
  const instants = [at, ...judged].flatMap((text) => parseInstant(text) ?? []);
  const [first, ...others] = instants;
  if (first === undefined) throw new Error(`${at} is no instant.`);
  return latest(first, ...others);
}

function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
