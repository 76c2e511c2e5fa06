import { parseInstant } from '../../../events/values/instant.js';
import type { ReportLines } from '../../../projections/cs1257/report.js';
import { grouped, monthForPeople } from '../../reports/table.js';
import { civilDayText } from '../../versions/civil-day.js';
import type { PrintedVersion } from '../../versions/version-json.js';
import { countyName } from './county-names.js';
import { drawFormTable } from './form-table.js';
import { PAGE, Paper } from './paper.js';
import type { Box } from './paper.js';
import { CERTIFICATION, FORM_NOTE, FORM_TITLE, PRINTED_PAGES, SEND_TO } from './printed-form.js';

const LEFT = PAGE.margin;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const HEAD_HEIGHT = 30;

/** What the form shows. */
export interface PrintedReport {
  readonly printed: PrintedVersion;
  readonly lines: ReportLines;
}

/**
 * The report as the four pages of the paper form, tagged for readers aloud. The same version gives
 * the same bytes: its time is that of the version's last act.
 */
export function reportPdf({ printed, lines }: PrintedReport): Promise<Uint8Array> {
  const { county, month, version } = printed;
  const at = printed.approved?.at ?? printed.returned?.at ?? printed.submitted.at;
  const paper = new Paper({
    Title: `CS 1257 of ${monthForPeople(month)}, county ${county}, version ${String(version)}`,
    Subject: 'Child Support Services Monthly State Performance Report',
    Author: `Local child support agency of California county ${county}`,
    Creator: 'Plumbline',
    Producer: 'Plumbline',
    CreationDate: new Date(parseInstant(at) ?? 0),
  });
  for (const [index, sections] of PRINTED_PAGES.entries()) {
    paper.addPage();
    const top = index === 0 ? drawFirstHead(paper, printed) : drawHead(paper);
    const end = drawFormTable(paper, sections, lines, top);
    if (index === PRINTED_PAGES.length - 1) drawCertification(paper, printed, end + 14);
    drawFoot(paper, printed, index + 1);
  }
  return paper.finish();
}

function drawHead(paper: Paper): number {
  const place = { x: LEFT, y: PAGE.margin, width: WIDTH };
  paper.text(paper.root, 'H2', FORM_TITLE, place, { size: 10, isBold: true });
  return PAGE.margin + 20;
}

function drawFirstHead(paper: Paper, printed: PrintedVersion): number {
  const top = PAGE.margin;
  const half = WIDTH / 2;
  const ofLeft = { x: LEFT, y: top, width: half };
  paper.text(paper.root, 'P', 'CHILD SUPPORT SERVICES', ofLeft, { size: 9, isBold: true });
  const sendTo = { x: LEFT + half, y: top, width: half };
  paper.text(paper.root, 'P', SEND_TO.join('\n'), sendTo, { size: 7.5, align: 'right' });
  const title = { x: LEFT, y: top + 48, width: WIDTH };
  paper.text(paper.root, 'H1', FORM_TITLE, title, { size: 13, isBold: true, align: 'center' });
  const note = { x: LEFT, y: top + 65, width: WIDTH };
  paper.text(paper.root, 'P', FORM_NOTE, note, { size: 7.5, align: 'center' });
  drawIdentity(paper, printed, top + 80);
  return top + 80 + HEAD_HEIGHT + 6;
}

/** County, NEW or REVISED, month. */
function drawIdentity(
  paper: Paper,
  { county, month, kind, version }: PrintedVersion,
  y: number,
): void {
  const boxes: readonly (readonly [label: string, value: string, width: number])[] = [
    ['County:', `${county} ${countyName(county)}`, 170],
    ['State:', 'CALIFORNIA', 90],
    ['SUBMISSION:', '', 160],
    ['Report Month:', monthForPeople(month), WIDTH - 420],
  ];
  let x = LEFT;
  for (const [label, value, width] of boxes) {
    const box: Box = { x, y, width, height: HEAD_HEIGHT };
    paper.box(box);
    const block = paper.within(paper.root, 'P');
    paper.text(block, 'Span', label, { x: x + 4, y: y + 4, width }, { size: 7 });
    if (value === '') drawSubmission(paper, block, { kind, version }, { x, y });
    else {
      const place = { x: x + 4, y: y + 14, width: width - 8 };
      paper.text(block, 'Span', value, place, { size: 10, isBold: true });
    }
    block.end();
    x += width;
  }
}

function drawSubmission(
  paper: Paper,
  block: ReturnType<Paper['within']>,
  { kind, version }: Pick<PrintedVersion, 'kind' | 'version'>,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const choices = [
    ['NEW', x + 8],
    ['REVISED', x + 62],
  ] as const;
  for (const [name, left] of choices) {
    const isTicked = name === kind;
    paper.tickBox(left, y + 16, isTicked);
    const place = { x: left + 12, y: y + 16.5, width: 44 };
    const actual = `${name}: ${isTicked ? 'yes' : 'no'}.`;
    paper.text(block, 'Span', name, place, { size: 8, isBold: isTicked }, { actual });
  }
  const place = { x: x + 118, y: y + 16.5, width: 42 };
  paper.text(block, 'Span', `No. ${String(version)}`, place, { size: 8 });
}

function drawCertification(paper: Paper, printed: PrintedVersion, top: number): void {
  const { comment, approved, submitted } = printed;
  let y = top;
  drawField(paper, 'COMMENTS:', comment, { x: LEFT, y, width: WIDTH, height: 84 });
  y += 98;
  const place = { x: LEFT, y, width: WIDTH };
  paper.text(paper.root, 'P', CERTIFICATION, place, { size: 8.5, isBold: true });
  y += 18;
  const signed =
    approved === null ? notApproved(printed) : `${approved.by} (approved electronically)`;
  const [wide, narrow] = [WIDTH * 0.5, WIDTH * 0.25];
  const row = { y, height: 36 };
  const director = 'SIGNATURE OF LOCAL CHILD SUPPORT AGENCY DIRECTOR';
  drawField(paper, director, signed, { ...row, x: LEFT, width: wide });
  const telephone = approved?.telephone ?? '';
  drawField(paper, 'TELEPHONE NUMBER:', telephone, { ...row, x: LEFT + wide, width: narrow });
  const date = approved === null ? '' : civilDayText(approved.at);
  drawField(paper, 'DATE:', date, { ...row, x: LEFT + wide + narrow, width: narrow });
  const below = { y: y + row.height, height: 36 };
  drawField(paper, 'CONTACT PERSON', submitted.by, { ...below, x: LEFT, width: wide });
  const rest = { ...below, x: LEFT + wide, width: 2 * narrow };
  drawField(paper, 'TELEPHONE NUMBER:', '', rest);
  drawSeal(paper, printed, y + 2 * row.height + 14);
}

function notApproved({ returned, submitted }: PrintedVersion): string {
  return returned === null
    ? `NOT APPROVED (submitted ${civilDayText(submitted.at)})`
    : `NOT APPROVED (returned ${civilDayText(returned.at)})`;
}

function drawField(paper: Paper, label: string, value: string, box: Box): void {
  paper.box(box);
  const block = paper.within(paper.root, 'P');
  const { x, y, width } = box;
  paper.text(block, 'Span', label, { x: x + 4, y: y + 4, width: width - 8 }, { size: 6.5 });
  if (value !== '') {
    const place = { x: x + 4, y: y + 15, width: width - 8 };
    let size = 9.5;
    while (size > 5 && paper.heightOf(value, place.width, { size }) > box.height - 16) size -= 0.5;
    paper.text(block, 'Span', value, place, { size });
  }
  block.end();
}

/** What the figures are bound to: by it a printed form can be compared with any package. */
function drawSeal(paper: Paper, printed: PrintedVersion, y: number): void {
  const { asOf, root, report, trail, due, daysLate } = printed;
  const late = daysLate === 0 ? 'in time' : `late by ${grouped(daysLate)} days`;
  const text = [
    `Due ${due}, ${late}. Frozen at position ${grouped(asOf)} of the county's ledger.`,
    `Root of the ledger (SHA-256): ${root}`,
    `Report (SHA-256): ${report}`,
    `Trail (SHA-256): ${trail}`,
  ].join('\n');
  paper.text(paper.root, 'P', text, { x: LEFT, y, width: WIDTH }, { size: 7 });
}

function drawFoot(paper: Paper, printed: PrintedVersion, page: number): void {
  const { county, month, version, kind, root } = printed;
  const name = `CS 1257, county ${county}, ${month}, version ${String(version)} (${kind})`;
  const y = PAGE.height - PAGE.margin + 4;
  paper.artifact('Pagination', () => {
    const text = `${name} - ledger root ${root.slice(0, 16)}...`;
    paper.write(text, { x: LEFT, y, width: WIDTH - 80 }, { size: 6.5 });
    const place = { x: LEFT + WIDTH - 80, y, width: 80 };
    paper.write(`Page ${String(page)} of 4`, place, { size: 6.5, align: 'right' });
  });
}
