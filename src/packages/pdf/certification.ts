import { civilDayText } from '../../versions/civil-day.js';
import { latenessText } from '../../versions/lateness-text.js';
import type { PrintedVersion } from '../../versions/version-json.js';
import type { DraftOnPaper, OnPaper } from './on-paper.js';
import { PAGE } from './paper.js';
import type { Box, Paper } from './paper.js';
import { CERTIFICATION, DRAFT_MARK } from './printed-form.js';

const LEFT = PAGE.margin;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const WIDE = WIDTH * 0.5;
const NARROW = WIDTH * 0.25;

const FIELD_PADDING = 4;
const LABEL_SIZE = 6.5;
/** From the top of a field to its value, and from the value's end to that of the field. */
const ABOVE_VALUE = 15;
const BELOW_VALUE = 1;
const VALUE_SIZE = 9.5;
/** A value is made no smaller to stay in its field: its field grows. */
const VALUE_SIZE_LEAST = 7;
/** Unless all fields together would leave the page. */
const VALUE_SIZE_MIN = 4;

interface Field {
  readonly label: string;
  readonly value: string;
  readonly x: number;
  readonly width: number;
}

/** Fields beside each other, as high as the form has them or as their values need. */
interface Row {
  readonly fields: readonly Field[];
  readonly heightMin: number;
  /** What is written under it, and how high that is. */
  readonly below: number;
}

/**
 * Comments, the certification with who gave it, and what the figures are bound to: from `top` down,
 * on the one page. The letters of a name are all there: a long one is smaller, and its field higher.
 */
export function drawCertification(paper: Paper, printed: OnPaper, top: number): void {
  const rows = rowsOf(printed);
  const seal = sealText(printed);
  const sealHeight = paper.heightOf(seal, WIDTH, { size: 7 });
  const room = PAGE.height - PAGE.margin - top - sealHeight;
  const least = leastSize(paper, rows, room);
  let y = top;
  for (const [index, row] of rows.entries()) {
    const height = heightOfRow(paper, row, least);
    for (const field of row.fields) drawField(paper, field, { y, height }, least);
    y += height;
    if (index === 0) {
      const place = { x: LEFT, y: y + 14, width: WIDTH };
      paper.text(paper.root, 'P', CERTIFICATION, place, { size: 8.5, isBold: true });
    }
    y += row.below;
  }
  paper.text(paper.root, 'P', seal, { x: LEFT, y, width: WIDTH }, { size: 7 });
}

/** What people have said of a report, and who they are. */
interface Said {
  readonly comment: string;
  readonly signed: string;
  readonly telephone: string;
  readonly date: string;
  readonly contact: string;
  readonly contactTelephone: string;
}

function saidOf(printed: OnPaper): Said {
  if (printed.state === 'draft') {
    const nobody = { telephone: '', date: '', contact: '', contactTelephone: '' };
    return { comment: '', signed: DRAFT_MARK, ...nobody };
  }
  const { comment, approved, submitted } = printed;
  return {
    comment,
    signed: approved === null ? notApproved(printed) : `${approved.by} (approved electronically)`,
    telephone: approved?.telephone ?? '',
    date: approved === null ? '' : civilDayText(approved.at),
    contact: submitted.by,
    contactTelephone: submitted.contactTelephone ?? '',
  };
}

function rowsOf(printed: OnPaper): readonly Row[] {
  const { comment, signed, telephone, date, contact, contactTelephone } = saidOf(printed);
  const director = 'SIGNATURE OF LOCAL CHILD SUPPORT AGENCY DIRECTOR';
  const right = LEFT + WIDE;
  return [
    {
      fields: [{ label: 'COMMENTS:', value: comment, x: LEFT, width: WIDTH }],
      heightMin: 84,
      below: 32,
    },
    {
      fields: [
        { label: director, value: signed, x: LEFT, width: WIDE },
        { label: 'TELEPHONE NUMBER:', value: telephone, x: right, width: NARROW },
        { label: 'DATE:', value: date, x: right + NARROW, width: NARROW },
      ],
      heightMin: 36,
      below: 0,
    },
    {
      fields: [
        { label: 'CONTACT PERSON', value: contact, x: LEFT, width: WIDE },
        { label: 'TELEPHONE NUMBER:', value: contactTelephone, x: right, width: 2 * NARROW },
      ],
      heightMin: 36,
      below: 14,
    },
  ];
}

function notApproved({
  returned,
  submitted,
}: Pick<PrintedVersion, 'returned' | 'submitted'>): string {
  return returned === null
    ? `NOT APPROVED (submitted ${civilDayText(submitted.at)})`
    : `NOT APPROVED (returned ${civilDayText(returned.at)})`;
}

/** The size below which no value goes, so that all rows fit. */
function leastSize(paper: Paper, rows: readonly Row[], room: number): number {
  let least = VALUE_SIZE_LEAST;
  const needed = (): number =>
    rows.reduce((sum, row) => sum + heightOfRow(paper, row, least) + row.below, 0);
  while (least > VALUE_SIZE_MIN && needed() > room) least -= 0.5;
  return least;
}

function heightOfRow(paper: Paper, { fields, heightMin }: Row, least: number): number {
  const heights = fields.map(
    (field) => ABOVE_VALUE + valueHeight(paper, field, least) + BELOW_VALUE,
  );
  return Math.max(heightMin, ...heights);
}

function valueHeight(paper: Paper, { value, width }: Field, size: number): number {
  return value === '' ? 0 : paper.heightOf(value, width - 2 * FIELD_PADDING, { size });
}

function drawField(
  paper: Paper,
  field: Field,
  { y, height }: Pick<Box, 'y' | 'height'>,
  least: number,
): void {
  const { label, value, x, width } = field;
  paper.box({ x, y, width, height });
  const block = paper.within(paper.root, 'P');
  const inside = { x: x + FIELD_PADDING, width: width - 2 * FIELD_PADDING };
  paper.text(block, 'Span', label, { ...inside, y: y + 4 }, { size: LABEL_SIZE });
  if (value !== '') {
    const room = height - ABOVE_VALUE - BELOW_VALUE;
    let size = VALUE_SIZE;
    while (size > least && valueHeight(paper, field, size) > room) size -= 0.5;
    paper.text(block, 'Span', value, { ...inside, y: y + ABOVE_VALUE }, { size });
  }
  block.end();
}

/** What the figures are bound to: by it a printed form can be compared with any package. */
function sealText(printed: OnPaper): string {
  if (printed.state === 'draft') return sealOfDraft(printed);
  const { form, asOf, root, report, trail, due, daysLate } = printed;
  const late = daysLate === 0 ? 'in time' : latenessText(daysLate);
  const hashed = form === 'CS 157' ? 'Report, as CS 1257' : 'Report';
  return [
    `Due ${due}, ${late}. Frozen at position ${String(asOf)} of the county's ledger.`,
    `Root of the ledger (SHA-256): ${root}`,
    `${hashed} (SHA-256): ${report}`,
    `Trail (SHA-256): ${trail}`,
  ].join('\n');
}

function sealOfDraft({ asOf, root, due, daysLate }: DraftOnPaper): string {
  const late = daysLate === 0 ? 'not late' : latenessText(daysLate);
  return [
    `Due ${due}. The month is ${late}. As of position ${String(asOf)} of the county's ledger; nobody has submitted it so.`,
    `Root of the ledger (SHA-256): ${root}`,
  ].join('\n');
}
