import { COLUMNS } from '../../../projections/form/line.js';
import { cellOf } from '../../../projections/form/report.js';
import { monthForPeople } from '../../reports/table.js';
import type { PrintedVersion } from '../../versions/version-json.js';
import { editionPrinted, pagesOf } from './pages-of-edition.js';
import type { PrintedReport } from './report-pdf.js';

/** One cell of the table, or one line of text, and the letters shown in it. */
interface Marked {
  readonly tag: string;
  readonly text: string;
}

const MARKED =
  /\/(?<tag>[A-Z]\w*) <<\n\/MCID \d+\n(?:\/[^\n]*\n)*?>> BDC\n(?<content>[^]*?)\nEMC/gu;
const SHOWN = /\[(?<parts>[^\]]*)\] TJ/gu;
const LETTERS = /<(?<hex>[0-9a-f]*)>/gu;

/**
 * Compares the figures of a form, cell by cell, with those that it should show, and the position and hashes below it:
 * not the bytes, which only the program that drew it draws. Answers what differs, in sentences.
 *
 * @returns null where the letters do not stand in the file as letters, so that nothing can be said of them
 */
export function differentFigures(
  pdf: Uint8Array,
  expected: PrintedReport,
): readonly string[] | null {
  const text = Buffer.from(pdf).toString('latin1');
  // Embedded fonts name their letters by numbers of their own; a compressed page shows none.
  if (/\/FontFile|\/Type0|\/FlateDecode/u.test(text)) return null;
  const marked = Array.from(text.matchAll(MARKED), ({ groups }): Marked => ({
    tag: groups?.['tag'] ?? '',
    text: shownIn(groups?.['content'] ?? ''),
  }));
  const shown = marked.filter(({ tag }) => tag === 'TD').map((cell) => figureOf(cell.text));
  const failures: string[] = [];
  const pages = pagesOf(editionPrinted(expected.printed));
  const rows = pages.flat().flatMap((section) => section.rows);
  if (shown.length !== rows.length * COLUMNS.length) {
    failures.push('data/report.pdf has another number of cells than the form.');
  }
  rows.forEach(({ line }, row) => {
    COLUMNS.forEach((column, place) => {
      const says = shown[row * COLUMNS.length + place] ?? '';
      const gives =
        line === null ? '' : figureOf(String(cellOf(expected.lines, line, column) ?? ''));
      if (says === gives) return;
      failures.push(
        `data/report.pdf, Line ${line ?? '(reserved)'} (${column}): it shows ${says || 'nothing'}, and the records give ${gives || 'nothing'}.`,
      );
    });
  });
  const words = marked.map((each) => each.text).join('\n');
  return [...failures, ...missingFacts(words, expected.printed)];
}

/** What stands on the form besides its figures, without which it is the form of something else. */
function missingFacts(words: string, printed: PrintedVersion): readonly string[] {
  const { month, version, root, report, trail, approved, submitted, due, comment } = printed;
  const facts: readonly (readonly [what: string, value: string])[] = [
    ['the month', monthForPeople(month)],
    ['the number', `No. ${String(version)}`],
    ['the due date', due],
    ['the root of the ledger', root],
    ['the hash of the report', report],
    ['the hash of the trail', trail],
    ['who submitted it', submitted.by],
    ['who approved it', approved?.by ?? ''],
    ['the telephone number', approved?.telephone ?? ''],
    ['the telephone number of the contact', submitted.contactTelephone ?? ''],
    ['the comment', comment],
  ];
  const shown = withoutBlanks(words);
  return facts
    .filter(([, value]) => PLAIN.test(value) && !shown.includes(withoutBlanks(value)))
    .map(
      ([what, value]) =>
        `data/report.pdf does not show ${what} that data/version.json has, ${value}.`,
    );
}

/** Other letters may have been drawn as the nearest that the fonts of the time had. */
const PLAIN = /^[\x20-\x7e]*$/u;

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s/gu, '');
}

/** Digits, sign and decimal point; how a version groups digits or writes dollars is its own matter. */
function figureOf(text: string): string {
  return text.replaceAll(/[^\d.-]/gu, '');
}

function shownIn(content: string): string {
  const hex = Array.from(content.matchAll(SHOWN), ({ groups }) =>
    Array.from(
      (groups?.['parts'] ?? '').matchAll(LETTERS),
      (part) => part.groups?.['hex'] ?? '',
    ).join(''),
  );
  return Buffer.from(hex.join(''), 'hex').toString('latin1');
}
