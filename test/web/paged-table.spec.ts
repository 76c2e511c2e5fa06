import { renderToString } from 'preact-render-to-string';
import { WrongQuery } from '../../src/web/wrong-query.js';
import { TableInPages, ROWS_OF_PAGE } from '../../src/web/components/paged-table.js';

const COUNT = 2 * ROWS_OF_PAGE + 1;

function shown(count: number, query: Readonly<Record<string, string>> = {}): string {
  return renderToString(
    TableInPages({
      paging: { path: '/here', query: new Map(Object.entries(query)) },
      id: 'rows',
      caption: 'Rows',
      rows: Array.from({ length: count }, (_, index) => index + 1),
      keyOf: String,
      attributesOf: (row: number) => ({ 'data-row': String(row) }),
      columns: [{ heading: 'Row', cell: String }],
    }),
  );
}

function rowsOf(html: string): readonly number[] {
  return Array.from(html.matchAll(/data-row="(\d+)"/gu), ([, row]) => Number(row));
}

function linksOf(html: string): readonly string[] {
  return Array.from(html.matchAll(/href="([^"]+)"/gu), ([, href]) => href ?? '');
}

describe('a long table', () => {
  it('of a page’s worth of rows is a table, and no more', () => {
    const html = shown(ROWS_OF_PAGE);
    expect([rowsOf(html).length, linksOf(html)]).toEqual([ROWS_OF_PAGE, []]);
    expect(html).not.toContain('usa-pagination');
  });

  it('of one more row has a next page, and keeps what else is asked', () => {
    const html = shown(ROWS_OF_PAGE + 1, { asOf: '10' });
    expect(rowsOf(html)).toHaveLength(ROWS_OF_PAGE);
    expect(linksOf(html)).toEqual([`/here?asOf=10&amp;rows-after=${String(ROWS_OF_PAGE)}#rows`]);
    expect(html).toContain(`Rows 1 to ${String(ROWS_OF_PAGE)} of ${String(ROWS_OF_PAGE + 1)}`);
  });

  it('shows every row once, from the first page to the last', () => {
    const pages = [0, ROWS_OF_PAGE, 2 * ROWS_OF_PAGE].map((after) =>
      shown(COUNT, { 'rows-after': String(after) }),
    );
    expect(pages.flatMap(rowsOf)).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
    expect(linksOf(pages[1] ?? '')).toEqual([
      '/here#rows',
      `/here?rows-after=${String(2 * ROWS_OF_PAGE)}#rows`,
    ]);
    expect(linksOf(pages[2] ?? '')).toHaveLength(1);
  });

  it('says that no row comes after the one asked for, and begins with the first', () => {
    const html = shown(COUNT, { 'rows-after': String(COUNT) });
    expect(rowsOf(html)[0]).toBe(1);
    expect(html).toContain(
      `data-error="INVALID_FIELD">No row comes after row ${String(COUNT)}: the table has ${String(COUNT)} rows`,
    );
    expect(shown(1, { 'rows-after': '5' })).toContain('the table has 1 row, and begins here.');
    expect(shown(COUNT, { 'rows-after': '0' })).not.toContain('data-error');
  });

  it.each(['-1', '1e2', 'x', '99999999999'])('is not asked for after row "%s"', (after) => {
    expect(() => shown(COUNT, { 'rows-after': after })).toThrow(WrongQuery);
  });
});
