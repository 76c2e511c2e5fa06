import { FIRST_EDITION } from '../../../events/form-editions.js';
import { editionNamed } from '../../../projections/form/editions.js';
import type { Edition } from '../../../projections/form/editions.js';
import type { LineEntry } from '../../../projections/form/line.js';
import { isOnCs157 } from '../../../projections/form/catalogue.js';
import type { OnPaper } from './on-paper.js';
import { PRINTED_PAGES } from './printed-form.js';
import type { PrintedRow, PrintedSection } from './printed-form.js';

/** The edition of the form that a report was made under. */
export function editionPrinted({ edition }: Pick<OnPaper, 'edition'>): Edition {
  return editionNamed(edition ?? FIRST_EDITION.id);
}

/**
 * The pages of an edition: those of the first, whose paper we have, without the lines that it has not any more, with those
 * that are new behind the line that they follow, and with its own titles where they are other ones.
 */
export function pagesOf(edition: Edition): readonly (readonly PrintedSection[])[] {
  if (edition.id === FIRST_EDITION.id) return PRINTED_PAGES;
  const first = editionNamed(FIRST_EDITION.id);
  return PRINTED_PAGES.map((sections) =>
    sections.map((section) => ({ ...section, rows: rowsOf(section, edition, first) })),
  );
}

/**
 * The pages of the annual report: those of the monthly one without the lines that only the state asks for. The last has
 * comments and certification alone.
 */
export function pagesOfCs157(edition: Edition): readonly (readonly PrintedSection[])[] {
  return pagesOf(edition).map((sections) =>
    sections
      .map((section) => ({
        ...section,
        rows: section.rows.filter(({ line }) => {
          const entry = line === null ? null : edition.entryOf(line);
          return entry === null || isOnCs157(entry);
        }),
      }))
      .filter(({ rows }) => rows.length > 0),
  );
}

function rowsOf({ rows }: PrintedSection, edition: Edition, first: Edition): readonly PrintedRow[] {
  return rows.flatMap((row) => {
    if (row.line === null) return [row];
    const entry = edition.entryOf(row.line);
    const isSame = entry?.title === first.entryOf(row.line)?.title;
    const own = entry === null ? [] : [isSame ? row : rowOf(entry)];
    return [...own, ...newLinesBehind(row.line, edition, first).map(rowOf)];
  });
}

/** Lines that the first edition has not and that stand behind one that it has, or behind where that one stood. */
function newLinesBehind(line: string, edition: Edition, first: Edition): readonly LineEntry[] {
  return edition.lines.filter((entry, place) => {
    if (first.indexOf(entry.line) >= 0) return false;
    const before = edition.lines.slice(0, place).findLast((each) => first.indexOf(each.line) >= 0);
    return before?.line === line;
  });
}

function rowOf({ line, title }: LineEntry): PrintedRow {
  const letter = /[a-z]$/u.exec(line)?.[0] ?? null;
  return { line, title: `${letter ?? line}. ${title}`, isLettered: letter !== null };
}
