import { CBUD_HEADINGS } from '../../../process/cbud/cbud-columns.js';
import { CBUD_BYTES_MAX } from '../../../process/cbud/cbud-file.js';
import type { CbudFormat } from '../../../process/cbud/cbud-file.js';
import { csvLine } from '../../../reports/csv.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';

/** The fields of the letter's form for one person. */
export const CBUD_FIELDS = ['county', 'first', 'last', 'telephone', 'email', 'level'] as const;

/** What a form for one person asks, as an act takes it. */
export function requestOfOne(form: FormTexts): Readonly<Record<string, unknown>> {
  const [county, first, last, telephone, email, level] = CBUD_FIELDS.map((name) =>
    textOf(form, name),
  );
  const row = { first, last, telephone, email, level: Number(level) };
  return { act: 'CbudAccessRequested', county, rows: [row] };
}

/** A request for many, as it was pasted from a spreadsheet: with the form's heading where it was left out. */
export function pastedTable(form: FormTexts): Uint8Array {
  const text = form.get('rows') ?? '';
  const [first = ''] = text.split(/\r?\n/u);
  const hasHeading = /county\s+number/iu.test(first);
  const separator = first.includes('\t') ? '\t' : ',';
  const heading = separator === '\t' ? `${CBUD_HEADINGS.join('\t')}\r\n` : csvLine(CBUD_HEADINGS);
  return Buffer.from(hasHeading ? text : `${heading}${text}`, 'utf8');
}

/** A workbook begins as a zip does; all else is read as CSV, and refused as what it is. */
export function formatOfFile(file: Uint8Array): CbudFormat {
  return file[0] === 0x50 && file[1] === 0x4b ? 'xlsx' : 'csv';
}

/** What the answer to a file is called, without its ending: as the file, in letters that every system takes. */
export function nameOfAnswer(name: string): string {
  const stem = name.replace(/\.[^.]*$/u, '').replaceAll(/[^A-Za-z0-9_-]+/gu, '-');
  return `${stem.replaceAll(/^-+|-+$/gu, '').slice(0, NAME_LENGTH_MAX) || 'cbud-request'}-results`;
}

const NAME_LENGTH_MAX = 60;

/** The bytes of a file that is sent; null where they are more than a request may have. */
export async function bytesOfUpload(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > CBUD_BYTES_MAX) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
