import type { VNode } from 'preact';
import type { Child } from '../jsx/jsx-runtime.js';

/** A column of a plain table. */
export interface ColumnShown<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => Child;
  readonly isNumber?: boolean;
}

/** What a row is marked with. */
type RowAttributes = Partial<
  Readonly<Record<`data-${string}` | 'class' | 'id', string | undefined>>
>;

/** A frame in which a wide table scrolls, so that the page does not. */
export function Frame({ label, children }: { label: string; children: Child }): VNode {
  return (
    <div class="pl-frame" role="region" aria-label={label} tabindex={0}>
      {children}
    </div>
  );
}

/**
 * A table of rows alike, with its caption. The first column is each row's heading and stays where the table scrolls.
 *
 * @param isList - on a phone the rows stand below each other, each with the headings in front
 */
export function Table<Row>({
  id,
  caption,
  columns,
  rows,
  keyOf,
  isList = false,
  attributesOf,
}: {
  id?: string;
  caption: string;
  columns: readonly ColumnShown<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  isList?: boolean;
  attributesOf?: (row: Row) => RowAttributes;
}): VNode {
  return (
    <Frame label={caption}>
      <table id={id} class={isList ? 'pl-table pl-table--list' : 'pl-table'}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ heading, isNumber = false }, index) => (
              <th key={heading} scope="col" class={cellClass(index, isNumber)}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} {...attributesOf?.(row)}>
              {columns.map((column, index) => (
                <CellOf key={column.heading} column={column} row={row} index={index} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}

function CellOf<Row>({
  column: { heading, cell, isNumber = false },
  row,
  index,
}: {
  column: ColumnShown<Row>;
  row: Row;
  index: number;
}): VNode {
  const of = { class: cellClass(index, isNumber), 'data-label': heading };
  return index === 0 ? (
    <th scope="row" {...of}>
      {cell(row)}
    </th>
  ) : (
    <td {...of}>{cell(row)}</td>
  );
}

function cellClass(index: number, isNumber: boolean): string | undefined {
  if (index === 0) return isNumber ? 'pl-stay pl-number' : 'pl-stay';
  return isNumber ? 'pl-number' : undefined;
}
