import type { VNode } from 'preact';
import { Empty } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { page } from '../../page.js';
import { numberInWords } from '../../words.js';
import { countiesView } from './view.js';
import type { CountiesView } from './view.js';

export const COUNTIES_PAGE = page({
  address: '/',
  action: 'report.read',
  asks: ['ledgers'],
  showsPerson: false,
  show: async (_request, ask) => {
    const view = countiesView(await ask('ledgers', {}));
    return { kind: 'shown', title: 'Counties', body: <Counties view={view} /> };
  },
});

function Counties({ view }: { view: CountiesView }): VNode {
  if (view.counties.length === 0) {
    return (
      <Empty why="There is no county with records yet.">
        <p>Records are taken in by the program or sent to the service.</p>
      </Empty>
    );
  }
  return (
    <Table
      caption="Counties with records"
      rows={view.counties}
      keyOf={({ county }) => county}
      columns={[
        {
          heading: 'County',
          cell: ({ county, name }) => <a href={`/counties/${county}`}>{`${county} ${name}`}</a>,
        },
        { heading: 'Records', isNumber: true, cell: ({ size }) => numberInWords(size) },
      ]}
    />
  );
}
