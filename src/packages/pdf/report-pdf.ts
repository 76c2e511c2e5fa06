import { parseInstant } from '../../../events/values/instant.js';
import type { ReportLines } from '../../../projections/form/report.js';
import { monthForPeople } from '../../reports/table.js';
import type { PrintedVersion } from '../../versions/version-json.js';
import { FORM_TITLES } from '../../reports/form.js';
import { drawCertification } from './certification.js';
import { countyName } from '../../../events/values/county-names.js';
import { drawFormTable } from './form-table.js';
import { drawnOnPaper, PAGE } from './paper.js';
import type { Box, Paper } from './paper.js';
import type { OnPaper } from './on-paper.js';
import { editionPrinted, pagesOf, pagesOfCs157 } from './pages-of-edition.js';
import { DRAFT_MARK, FORM_NOTE, FORM_TITLES_PRINTED, SEND_TO } from './printed-form.js';

const LEFT = PAGE.margin;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const HEAD_HEIGHT = 30;

/** What the form of a version shows. */
export interface PrintedReport {
  readonly printed: PrintedVersion;
  readonly lines: ReportLines;
}

/** What the form of any report shows. */
interface ReportOnPaper {
  readonly printed: OnPaper;
  readonly lines: ReportLines;
}

/**
 * The report as the four pages of the paper form, tagged for readers aloud. The same version gives
 * the same bytes: its time is that of the version's last act. What nobody has submitted says so on each page.
 */
export function reportPdf({ printed, lines }: ReportOnPaper): Promise<Uint8Array> {
  const { form, county, month } = printed;
  const info = {
    Title: `${form} of ${monthForPeople(month)}, county ${county}, ${nameOfVersion(printed)}`,
    Subject: `Child Support Services ${FORM_TITLES[form]}`,
    Author: `Local child support agency of California county ${county}`,
    Creator: 'Plumbline',
    Producer: 'Plumbline',
    CreationDate: new Date(parseInstant(timeOf(printed)) ?? 0),
  };
  return drawnOnPaper(info, (paper) => {
    const edition = editionPrinted(printed);
    const pages = form === 'CS 157' ? pagesOfCs157(edition) : pagesOf(edition);
    const pep = printed.state === 'draft' ? null : (printed.pep ?? null);
    for (const [index, sections] of pages.entries()) {
      paper.addPage();
      const top = index === 0 ? drawFirstHead(paper, printed) : drawHead(paper, printed);
      const filled = { edition, lines, pep };
      const end = sections.length === 0 ? top : drawFormTable(paper, sections, filled, top);
      if (index === pages.length - 1) {
        paper.bookmark('COMMENTS AND CERTIFICATION');
        drawCertification(paper, printed, end + 14);
      }
      drawFoot(paper, printed, index + 1);
    }
  });
}

function nameOfVersion(printed: OnPaper): string {
  return printed.state === 'draft' ? 'draft' : `version ${String(printed.version)}`;
}

/** The version's last act; of a draft, when the last of its records was recorded. */
function timeOf(printed: OnPaper): string {
  if (printed.state === 'draft') return printed.at;
  return printed.approved?.at ?? printed.returned?.at ?? printed.submitted.at;
}

function drawHead(paper: Paper, printed: OnPaper): number {
  const { form } = printed;
  const place = { x: LEFT, y: PAGE.margin, width: WIDTH };
  paper.text(paper.root, 'H2', FORM_TITLES_PRINTED[form], place, { size: 10, isBold: true });
  drawDraftMark(paper, printed, { ...place, align: 'right' });
  return PAGE.margin + 20;
}

/** What has no version's number must not be taken for a submission, whichever page is left of it. */
function drawDraftMark(
  paper: Paper,
  { state }: OnPaper,
  { align, ...place }: Omit<Box, 'height'> & { readonly align: 'left' | 'right' },
): void {
  if (state !== 'draft') return;
  paper.text(paper.root, 'P', DRAFT_MARK, place, { size: 10, isBold: true, align });
}

function drawFirstHead(paper: Paper, printed: OnPaper): number {
  const top = PAGE.margin;
  const half = WIDTH / 2;
  const ofLeft = { x: LEFT, y: top, width: half };
  paper.text(paper.root, 'P', 'CHILD SUPPORT SERVICES', ofLeft, { size: 9, isBold: true });
  drawDraftMark(paper, printed, { ...ofLeft, y: top + 14, align: 'left' });
  const sendTo = { x: LEFT + half, y: top, width: half };
  paper.text(paper.root, 'P', SEND_TO.join('\n'), sendTo, { size: 7.5, align: 'right' });
  const title = { x: LEFT, y: top + 48, width: WIDTH };
  paper.text(paper.root, 'H1', FORM_TITLES_PRINTED[printed.form], title, {
    ...{ size: 13, isBold: true, align: 'center' },
  });
  const note = { x: LEFT, y: top + 65, width: WIDTH };
  paper.text(paper.root, 'P', FORM_NOTE, note, { size: 7.5, align: 'center' });
  drawIdentity(paper, printed, top + 80);
  return top + 80 + HEAD_HEIGHT + 6;
}

/** County, NEW or REVISED, month. */
function drawIdentity(paper: Paper, printed: OnPaper, y: number): void {
  const { county, month } = printed;
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
    if (value === '') drawSubmission(paper, block, printed, { x, y });
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
  printed: OnPaper,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const choices = [
    ['NEW', x + 8],
    ['REVISED', x + 62],
  ] as const;
  for (const [name, left] of choices) {
    const isTicked = printed.state !== 'draft' && name === printed.kind;
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
  const number = printed.state === 'draft' ? 'DRAFT' : `No. ${String(printed.version)}`;
  paper.text(block, 'Span', number, place, { size: 8 });
}

function drawFoot(paper: Paper, printed: OnPaper, page: number): void {
  const { form, county, month, root } = printed;
  const which =
    printed.state === 'draft'
      ? `draft as of position ${String(printed.asOf)}, not submitted`
      : `version ${String(printed.version)} (${printed.kind})`;
  const name = `${form}, county ${county}, ${month}, ${which}`;
  const y = PAGE.height - PAGE.margin + 4;
  paper.artifact('Pagination', () => {
    const text = `${name} - ledger root ${root.slice(0, 16)}...`;
    paper.write(text, { x: LEFT, y, width: WIDTH - 80 }, { size: 6.5 });
    const place = { x: LEFT + WIDTH - 80, y, width: 80 };
    paper.write(`Page ${String(page)} of 4`, place, { size: 6.5, align: 'right' });
  });
}
