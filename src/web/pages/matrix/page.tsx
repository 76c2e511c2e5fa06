import type { VNode } from 'preact';
import { matrixCsv } from '../../../process/printed-sheets.js';
import type { MatrixAnswer } from '../../../process/sheets.js';
import { Links } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { textOf } from '../../forms/form-texts.js';
import { page } from '../../page.js';
import { dateInWords, numberInWords } from '../../words.js';

/** Open to anyone: nothing else of an application is. */
export const MATRIX_PAGE = page({
  address: '/matrix',
  action: 'matrix.read',
  asks: ['matrix'],
  showsPerson: false,
  show: async ({ query }, ask) => {
    const matrix = await ask('matrix', { on: null });
    if (textOf(query, 'format') === 'csv') {
      const type = 'text/csv; charset=utf-8';
      return { kind: 'download', name: 'matrix.csv', type, pieces: [matrixCsv(matrix)] };
    }
    return { kind: 'shown', title: 'Approved user accounts', body: <Matrix matrix={matrix} /> };
  },
});

function Matrix({ matrix: { on, rows } }: { matrix: MatrixAnswer }): VNode {
  return (
    <div>
      <p>{`Organizations outside of the Child Support Program whose access is approved, as of ${dateInWords(on)}.`}</p>
      <Links
        links={[
          { href: '/matrix?format=csv', text: 'As CSV' },
          { href: '/third-party-access', text: 'How access is granted' },
        ]}
      />
      <Table
        id="matrix"
        caption="Matrix of approved user accounts"
        rows={rows}
        keyOf={({ lcsa, organisation, from }) => `${lcsa} ${organisation ?? ''} ${from ?? ''}`}
        attributesOf={({ lcsa }) => ({ 'data-lcsa': lcsa })}
        columns={[
          { heading: 'County', cell: ({ lcsa }) => lcsa },
          { heading: 'User organization', cell: ({ organisation }) => organisation ?? '' },
          {
            heading: 'Approved user accounts',
            isNumber: true,
            cell: ({ accounts }) => (accounts === null ? '' : numberInWords(accounts)),
          },
          {
            heading: 'Term',
            cell: ({ from, to }) =>
              from === null || to === null ? '' : `${dateInWords(from)} to ${dateInWords(to)}`,
          },
        ]}
      />
    </div>
  );
}
