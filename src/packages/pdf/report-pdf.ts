import { parseInstant } from '../../../events/values/instant.js';
import type { ReportLines } from '../../../projections/form/report.js';
import { monthForPeople } from '../../reports/table.js';
import type { PrintedVersion } from '../../versions/version-json.js';
import { drawCertification } from './certification.js';
import { countyName } from '../../../events/values/county-names.js';
import { drawFormTable } from './form-table.js';
import { drawnOnPaper, PAGE } from './paper.js';
import type { Box, Paper } from './paper.js';
import { editionOfVersion, pagesOf } from './pages-of-edition.js';
import { FORM_NOTE, FORM_TITLE, SEND_TO } from './printed-form.js';

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
  const info = {
    Title: `CS 1257 of ${monthForPeople(month)}, county ${county}, version ${String(version)}`,
    Subject: 'Child Support Services Monthly State Performance Report',
    Author: `Local child support agency of California county ${county}`,
    Creator: 'Plumbline',
    Producer: 'Plumbline',
    CreationDate: new Date(parseInstant(at) ?? 0),
  };
  return drawnOnPaper(info, (paper) => {
    const edition = editionOfVersion(printed);
    const pages = pagesOf(edition);
    for (const [index, sections] of pages.entries()) {
      paper.addPage();
      const top = index === 0 ? drawFirstHead(paper, printed) : drawHead(paper);
      const form = { edition, lines, pep: printed.pep ?? null };
      const end = drawFormTable(paper, sections, form, top);
      if (index === pages.length - 1) {
        paper.bookmark('COMMENTS AND CERTIFICATION');
        drawCertification(paper, printed, end + 14);
      }
      drawFoot(paper, printed, index + 1);
    }
  });
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
    paper.text(block, 'Span', name, place, {
      size: 8,
      isBold: isTicked,
      element: { actual },
    });
  }
  const place = { x: x + 118, y: y + 16.5, width: 42 };
  paper.text(block, 'Span', `No. ${String(version)}`, place, { size: 8 });
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
