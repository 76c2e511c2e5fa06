import { formatMonth } from '../../../../events/values/month.js';
import { monthHref, withQuery } from '../../addresses.js';
import { TableInPages } from '../../components/paged-table.js';
import { Empty } from '../../components/parts.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { page } from '../../page.js';
import { monthInWords, numberInWords } from '../../words.js';

export const OUTDATED_PAGE = page({
  address: '/counties/:county/outdated',
  action: 'report.read',
  asks: ['outdated'],
  showsPerson: false,
  show: async ({ parameters: { county }, may, path, query }, ask) => {
    const outdated = await ask('outdated', { county });
    const rows = outdated.flatMap((version) => version.cells.map((cell) => ({ version, cell })));
    return {
      kind: 'shown',
      title: `Outdated months of county ${county}`,
      heading: `Outdated months, ${countyInWords(county)}`,
      crumbs: countyCrumbs(county),
      side: countySide(county, may),
      county,
      body:
        rows.length === 0 ? (
          <Empty why="No approved month is outdated: a replay of each gives the cells that were approved." />
        ) : (
          <TableInPages
            paging={{ path, query }}
            id="outdated"
            caption="Approved months that give other cells now"
            rows={rows}
            keyOf={({ version, cell }) =>
              `${formatMonth(version.month)} ${cell.line}${cell.column}`
            }
            attributesOf={({ version, cell }) => ({
              'data-month': formatMonth(version.month),
              'data-line': cell.line,
              'data-column': cell.column,
            })}
            columns={[
              {
                heading: 'Month',
                cell: ({ version }) => (
                  <a
                    href={withQuery(monthHref(county, version.month), {
                      compare: `v${String(version.version)}`,
                    })}
                  >
                    {`${monthInWords(version.month)}, version ${String(version.version)}`}
                  </a>
                ),
              },
              { heading: 'Cell', cell: ({ cell }) => `Line ${cell.line} (${cell.column})` },
              {
                heading: 'As approved',
                isNumber: true,
                cell: ({ cell }) => numberInWords(cell.from ?? '-'),
              },
              { heading: 'Now', isNumber: true, cell: ({ cell }) => numberInWords(cell.to ?? '-') },
              { heading: 'By', cell: ({ version }) => version.differsBy },
            ]}
          />
        ),
    };
  },
});
