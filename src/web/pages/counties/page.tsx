import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import type { Instant } from '../../../../events/values/instant.js';
import { shownActionOf } from '../../../../projections/access/permitted.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { LedgersListed } from '../../../reports/ledger-questions.js';
import type { OutdatedAsReplayed } from '../../../versions/last-replayed.js';
import { InstantOf } from '../../components/figures.js';
import { Alert, Empty, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { page } from '../../page.js';
import type { Ask, Link, PageRequest } from '../../page.js';
import { StandingPicture } from '../../pictures/standing.js';
import { counted, numberInWords } from '../../words.js';
import { changedView } from './changed.js';
import type { ChangedView } from './changed.js';
import { countiesView, waitingShown } from './view.js';
import type { CountiesView } from './view.js';
import { applicationsWaiting } from './waiting.js';
import type { ThingWaiting } from './waiting.js';

const ASKS = ['ledgers', 'versions', 'lastOutdated', 'position', 'waiting'] as const;

export const COUNTIES_PAGE = page({
  address: '/',
  action: 'self',
  asks: ASKS,
  showsPerson: false,
  show: async ({ now, may, signedIn }, ask) => {
    const applications = await applicationsFor(may, ask);
    if (!may('ledger.read')) {
      return { kind: 'shown', title: 'Start', body: <Start may={may} waiting={applications} /> };
    }
    const listed = await ask('ledgers', {});
    const versions = new Map<County, readonly Version[]>();
    const outdated = new Map<County, OutdatedAsReplayed | null>();
    for (const { county } of listed.ledgers) {
      const reply = await ask.reply('versions', { county, month: null });
      if (reply.kind !== 'done') continue;
      versions.set(county, reply.value.versions);
      outdated.set(county, await ask('lastOutdated', { county }));
    }
    const view = countiesView({
      listed,
      versions,
      outdated,
      now,
      applications,
      mayApprove: (county) => may('version.approve', county),
      maySubmit: (county) => may('version.submit', county),
    });
    const ways = waysFor(may);
    const since = signedIn?.lastVisitAt ?? null;
    const changed =
      since === null
        ? null
        : changedView({
            since,
            ledgers: listed.ledgers,
            versions,
            sizesThen: await sizesAt(since, listed.ledgers, ask),
          });
    return {
      kind: 'shown',
      title: 'Counties',
      body: <Counties view={view} changed={changed} ways={ways} />,
    };
  },
});

/** What waits in the access process for whoever asks; nobody else is told of it here. */
async function applicationsFor(
  may: PageRequest['may'],
  ask: Ask<(typeof ASKS)[number]>,
): Promise<readonly ThingWaiting[]> {
  if (!may('application.read')) return [];
  const { waiting } = await ask('waiting', { on: null, of: 'me' });
  return applicationsWaiting(waiting, (act) => {
    const action = shownActionOf(act);
    return action !== null && may(action);
  });
}

/** How many records the ledgers had at an instant, of those that have had more since. */
async function sizesAt(
  instant: Instant,
  ledgers: LedgersListed['ledgers'],
  ask: Ask<(typeof ASKS)[number]>,
): Promise<ReadonlyMap<County, number>> {
  const sizes = new Map<County, number>();
  for (const { county, last } of ledgers) {
    if (last <= instant) continue;
    const asked = { kind: 'instant', instant } as const;
    // Where nothing was recorded by then it has no position.
    const reply = await ask.reply('position', { county, month: null, asked });
    if (reply.kind === 'done') sizes.set(county, reply.value);
  }
  return sizes;
}

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

/** What leads on for whoever sees no reports: people of the access process, and of other organisations. */
function Start({
  may,
  waiting,
}: {
  may: PageRequest['may'];
  waiting: readonly ThingWaiting[];
}): VNode {
  const links = [
    ...waysFor(may),
    { href: '/matrix', text: 'Matrix of approved user accounts' },
    { href: '/account', text: 'Your account' },
  ];
  return (
    <div>
      {may('case.read') ? (
        <p class="usa-intro" id="look">
          Look up one case at a time: type its number into the search above. Each look is recorded.
        </p>
      ) : null}
      {may('application.read') ? <Waiting view={waitingShown(waiting)} /> : null}
      <Links links={links} />
    </div>
  );
}

function Counties({
  view,
  changed,
  ways,
}: {
  view: CountiesView;
  changed: ChangedView | null;
  ways: readonly Link[];
}): VNode {
  return (
    <div>
      <Waiting view={view} />
      {changed === null ? null : <Changed changed={changed} />}
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

function Waiting({
  view: { waiting, waitingMore },
}: {
  view: Pick<CountiesView, 'waiting' | 'waitingMore'>;
}): VNode {
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
      {waitingMore === 0 ? null : (
        <p>{`And ${numberInWords(waitingMore)} more: each is on the page that it belongs to.`}</p>
      )}
    </section>
  );
}

function Changed({ changed: { since, changes, more } }: { changed: ChangedView }): VNode {
  return (
    <section id="changed" data-changes={String(changes.length + more)}>
      <h2>What changed since your last visit</h2>
      <p>
        You were last here on <InstantOf instant={since} />.{' '}
        {changes.length === 0 ? 'Nothing has changed since.' : null}
      </p>
      {changes.length === 0 ? null : (
        <ul class="usa-list">
          {changes.map(({ key, href, text, at }) => (
            <li key={key}>
              <a href={href}>{text}</a> (<InstantOf instant={at} />)
            </li>
          ))}
        </ul>
      )}
      {more === 0 ? null : <p>{`And ${counted(more, 'earlier change')}.`}</p>}
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
        {
          heading: 'Outdated, as last replayed',
          cell: ({ outdated: { text, href } }) =>
            href === null ? text : <a href={href}>{text}</a>,
        },
        ...view.months.map(({ text, due }, index) => ({
          heading: `${text}, due ${due}`,
          cell: ({ months }: CountiesView['counties'][number]) => {
            const cell = months[index];
            if (cell === undefined) return null;
            return (
              <span>
                <a href={cell.href}>{cell.text}</a>
                {cell.standing.late === null ? null : (
                  <span>
                    <br />
                    <StatusTag text={cell.standing.late} tone="warning" />
                  </span>
                )}
                {cell.isOutdated ? (
                  <span>
                    <br />
                    <StatusTag text="outdated" tone="warning" />
                  </span>
                ) : null}
              </span>
            );
          },
        })),
      ]}
    />
  );
}
