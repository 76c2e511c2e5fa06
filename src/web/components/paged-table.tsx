import type { VNode } from 'preact';
import { withQuery } from '../addresses.js';
import type { PageRequest } from '../page.js';
import { Pagination } from './parts.js';
import { Table } from './table.js';
import { counted, numberInWords } from '../words.js';
import { rowsBefore } from '../wrong-query.js';

/** Rows of a long table that are on one page: so no page grows beyond 300 KiB, however many there are. */
export const ROWS_OF_PAGE = 100;

/** The page on which a long table stands, and what is asked of it. */
export type Paging = Pick<PageRequest, 'path' | 'query'>;

/**
 * A table of which there may be any number of rows: a page's worth of them, with links to those before and after. Where
 * it stands is in the address, under a name of the table's own, so that two of them can be on one page; what is no number
 * there is refused before (`demandRowsOfTables`), and a row that there is not any more is said.
 */
export function TableInPages<Row>({
  paging: { path, query },
  ...table
}: Parameters<typeof Table<Row>>[0] & { id: string; paging: Paging }): VNode {
  const { id, rows, caption } = table;
  const name = `${id}-after`;
  const asked = rowsBefore(query, name);
  const after = asked < rows.length ? asked : 0;
  const shown = rows.slice(after, after + ROWS_OF_PAGE);
  if (shown.length === rows.length && asked === after) return <Table {...table} />;
  const to = (place: number): string =>
    `${withQuery(path, { ...Object.fromEntries(query), [name]: place === 0 ? '' : place })}#${id}`;
  return (
    <div>
      {asked === after ? null : (
        <p data-error="INVALID_FIELD">
          {`No row comes after row ${numberInWords(asked)}: the table has ${counted(rows.length, 'row')}, and begins here.`}
        </p>
      )}
      <Table {...table} rows={shown} />
      <Pagination
        label={caption}
        first={after + 1}
        last={after + shown.length}
        total={rows.length}
        previous={after === 0 ? null : to(Math.max(0, after - ROWS_OF_PAGE))}
        next={after + shown.length < rows.length ? to(after + ROWS_OF_PAGE) : null}
      />
    </div>
  );
}
