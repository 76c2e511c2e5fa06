import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { LedgersListed } from '../../../reports/ledger-questions.js';
import { Alert, Empty, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { page } from '../../page.js';
import type { Link, PageRequest } from '../../page.js';
import { StandingPicture } from '../../pictures/standing.js';
import { numberInWords } from '../../words.js';
import { countiesView } from './view.js';
import type { CountiesView } from './view.js';

export const COUNTIES_PAGE = page({
  address: '/',
  action: 'self',
  asks: ['ledgers', 'versions'],
  showsPerson: false,
  show: async ({ now, may }, ask) => {
    // Whoever has no county to look at has other things to do here.
    const listed = may('ledger.read') ? await ask('ledgers', {}) : NO_LEDGERS;
    const versions = new Map<County, readonly Version[]>();
    for (const { county } of listed.ledgers) {
      const reply = await ask.reply('versions', { county, month: null });
      if (reply.kind === 'done') versions.set(county, reply.value.versions);
    }
    const view = countiesView({
      listed,
      versions,
      now,
      mayApprove: (county) => may('version.approve', county),
      maySubmit: (county) => may('version.submit', county),
    });
    const ways = waysFor(may);
    return { kind: 'shown', title: 'Counties', body: <Counties view={view} ways={ways} /> };
  },
});

const NO_LEDGERS: LedgersListed = { ledgers: [], leftOut: [] };

/** What may be done that is of no county's reports. */
function waysFor(may: PageRequest['may']): readonly Link[] {
  const all: readonly (Link & { readonly isThere: boolean })[] = [
    { href: '/state/figures', text: 'Figures of DCSS', isThere: may('figures.append') },
    { href: '/access/accounts', text: 'Accounts', isThere: may('account.read') },
    { href: '/access/cbud', text: 'Access to the backup data', isThere: may('cbud.request') },
    { href: '/access/applications', text: 'Applications', isThere: may('application.read') },
    { href: '/access/tracking', text: 'Tracking sheet', isThere: may('application.read') },
    { href: '/log/unusual', text: 'Unusual use', isThere: may('log.read') },
    { href: '/service', text: 'The service', isThere: may('service.inspect') },
  ];
  return all.filter(({ isThere }) => isThere);
}

function Counties({ view, ways }: { view: CountiesView; ways: readonly Link[] }): VNode {
  return (
    <div>
      <Waiting view={view} />
      {ways.length === 0 ? null : (
        <section>
          <h2>What else you may do</h2>
          <Links links={ways} />
        </section>
      )}
      {view.leftOut.map(({ county, why }) => (
        <Alert key={county} kind="error" heading={`County ${county} cannot be read`}>
          <p>{why}</p>
        </Alert>
      ))}
      {view.counties.length === 0 ? (
        <Empty why="There is no county with records that you may see.">
          <p>Records are taken in by the program, sent to the service, or uploaded here.</p>
        </Empty>
      ) : (
        <div>
          <StandingPicture id="standings" standings={view.standings} />
          <Months view={view} />
        </div>
      )}
    </div>
  );
}

function Waiting({ view: { waiting } }: { view: CountiesView }): VNode {
  return (
    <section id="waiting">
      <h2>What waits for you</h2>
      {waiting.length === 0 ? (
        <p>Nothing waits for you.</p>
      ) : (
        <ul class="usa-list">
          {waiting.map(({ key, href, text }) => (
            <li key={key}>
              <a href={href}>{text}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Months({ view }: { view: CountiesView }): VNode {
  return (
    <Table
      id="counties"
      caption="Counties and the state of their months"
      rows={view.counties}
      keyOf={({ county }) => county}
      attributesOf={({ county }) => ({ 'data-county': county, class: 'pl-grid' })}
      columns={[
        { heading: 'County', cell: ({ href, name }) => <a href={href}>{name}</a> },
        { heading: 'Records', isNumber: true, cell: ({ size }) => numberInWords(size) },
        ...view.months.map(({ text }, index) => ({
          heading: text,
          cell: ({ months }: CountiesView['counties'][number]) => {
            const cell = months[index];
            if (cell === undefined) return null;
            return (
              <span>
                <a href={cell.href}>{cell.text}</a>
                {cell.standing.late === null || cell.standing.version === null ? null : (
                  <span>
                    <br />
                    <StatusTag text={cell.standing.late} tone="warning" />
                  </span>
                )}
              </span>
            );
          },
        })),
      ]}
    />
  );
}
