import { visible } from '../../events/values/visible-text.js';
import { wrapped } from './table.js';

/** Width of text for people where nothing is known of the screen, in characters. */
export const WIDTH_DEFAULT = 80;

/** Wider lines than these are not followed by an eye, narrower ones hold no table. */
export const WIDTH_BOUNDS = { least: 40, most: 120 } as const;

/** Least width of a column whose texts are wrapped, where a table stays a table. */
const WRAPPED_WIDTH_MIN = 14;

const GAP = 2;

/** A column of a table for people. */
export interface PeopleColumn {
  readonly head: string;
  /** Figures and positions are aligned right. */
  readonly isRight?: true;
  /** Whether its texts may go on in a next line; of other columns every text stays whole. */
  readonly isWrapped?: true;
}

/**
 * Rows under heads, no line longer than `width`: texts of columns that say so are wrapped, nothing is cut off. Where that is
 * not enough, each row is a block of its own, head and text on a line. What would be hidden is shown.
 */
export function peopleTable(
  columns: readonly PeopleColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const shown = rows.map((row) => row.map(visible));
  const widths = widthsWithin(columns, shown, width);
  if (widths === null) return blocks(columns, shown, width);
  const heads = columns.map(({ head }) => head);
  return [heads, ...shown].flatMap((row) => linesOfRow(row, columns, widths));
}

/** What is said of one thing: a label and its text on each line, the texts below each other. */
export function labelled(
  pairs: readonly (readonly [label: string, text: string])[],
  width: number,
): readonly string[] {
  const front = Math.max(0, ...pairs.map(([label]) => label.length)) + GAP;
  return pairs.flatMap(([label, text]) =>
    wrapped(text, Math.max(WRAPPED_WIDTH_MIN, width - front)).map((line, index) =>
      `${(index === 0 ? label : '').padEnd(front)}${line}`.trimEnd(),
    ),
  );
}

/** A text in lines that begin with so many blanks. */
export function indented(text: string, blanks: number, width: number): readonly string[] {
  const front = ' '.repeat(blanks);
  return wrapped(text, Math.max(WRAPPED_WIDTH_MIN, width - blanks)).map((line) => front + line);
}

/** How wide each column is; null where they cannot stand beside each other. */
function widthsWithin(
  columns: readonly PeopleColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly number[] | null {
  const natural = columns.map(({ head }, index) =>
    rows.reduce((most, row) => Math.max(most, row[index]?.length ?? 0), head.length),
  );
  const gaps = GAP * (columns.length - 1);
  const whole = natural.reduce((sum, each) => sum + each, gaps);
  if (whole <= width) return natural;
  const isShrunk = (index: number): boolean =>
    columns[index]?.isWrapped === true && (natural[index] ?? 0) > WRAPPED_WIDTH_MIN;
  const shrunk = natural.map((each, index) => (isShrunk(index) ? each : 0));
  const toShare = shrunk.reduce((sum, each) => sum + each, 0);
  const room = width - (whole - toShare);
  const count = shrunk.filter((each) => each > 0).length;
  if (count === 0 || room < count * WRAPPED_WIDTH_MIN) return null;
  // Each column has its least, and of what is left a share by its texts.
  const left = room - count * WRAPPED_WIDTH_MIN;
  return natural.map((each, index) =>
    isShrunk(index)
      ? Math.min(each, WRAPPED_WIDTH_MIN + Math.floor((left * each) / toShare))
      : each,
  );
}

function linesOfRow(
  row: readonly string[],
  columns: readonly PeopleColumn[],
  widths: readonly number[],
): readonly string[] {
  const cells = widths.map((width, index) => wrapped(row[index] ?? '', width));
  const count = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: count }, (_, line) =>
    cells
      .map((lines, index) => {
        const [text, width] = [lines[line] ?? '', widths[index] ?? 0];
        return columns[index]?.isRight === true ? text.padStart(width) : text.padEnd(width);
      })
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

function blocks(
  columns: readonly PeopleColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  return rows.flatMap((row, index) => {
    const pairs = columns.map(({ head }, place) => [head, row[place] ?? ''] as const);
    const said = labelled(
      pairs.filter(([, text]) => text !== ''),
      width,
    );
    return index === 0 ? said : ['', ...said];
  });
}
