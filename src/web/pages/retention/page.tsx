import type { VNode } from 'preact';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import { formatDay, parseDay } from '../../../../events/values/day.js';
import { parseInstant } from '../../../../events/values/instant.js';
import type { PrintedDeed, PrintedHold } from '../../../retention/holds.js';
import type { RetentionList } from '../../../retention/orders.js';
import type { LedgerPlan } from '../../../retention/plan-of-ledger.js';
import { DateOf, InstantOf, Typed } from '../../components/figures.js';
import { Empty, Facts } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import { page } from '../../page.js';
import { counted, numberInWords } from '../../words.js';

export const RETENTION_PAGE = page({
  address: '/counties/:county/retention',
  action: 'retention.read',
  asks: ['retentionPlan', 'retentionOrders', 'holds'],
  showsPerson: true,
  show: async ({ parameters: { county }, query, now, may, path }, ask) => {
    const on = parseDay(textOf(query, 'on')) ?? civilDayOf(now);
    const planned = await ask.reply('retentionPlan', { county, on });
    const list = await ask('retentionOrders', { county });
    const holds = await ask('holds', { county });
    return {
      kind: 'shown',
      title: `Retention, county ${county}`,
      heading: `Retention, ${countyInWords(county)}`,
      crumbs: countyCrumbs(county),
      side: countySide(county, may),
      county,
      body: (
        <Retention
          plan={planned.kind === 'done' ? planned.value : null}
          list={list}
          holds={holds}
          on={formatDay(on)}
          path={path}
        />
      ),
    };
  },
});

function Retention({
  plan,
  list,
  holds,
  on,
  path,
}: {
  plan: LedgerPlan | null;
  list: RetentionList;
  holds: readonly PrintedHold[];
  on: string;
  path: string;
}): VNode {
  return (
    <div>
      <p>
        Everything is kept four years and four months from the end of the report period, longer
        under a hold. Then it is erased by an order, and its hashes stay.
      </p>
      <h2>Plan</h2>
      <form class="pl-bar" method="get" action={path}>
        <div>
          <label class="usa-label" for="on">
            Planned for the day, as 2026-10-15
          </label>
          <input class="usa-input" id="on" name="on" value={on} autocomplete="off" />
        </div>
        <button class="usa-button usa-button--outline" type="submit">
          Show
        </button>
      </form>
      {plan === null ? (
        <Empty why="The county has no records to plan for." />
      ) : (
        <Plan plan={plan} on={on} />
      )}
      <h2>In force</h2>
      <Facts
        facts={[
          { name: 'First month kept', is: list.firstMonth ?? 'all months are kept' },
          { name: 'Orders', is: counted(list.orders.length, 'order') },
        ]}
      />
      <Orders orders={list.orders} />
      <h2>Holds</h2>
      <Holds holds={holds} />
    </div>
  );
}

function Plan({ plan, on }: { plan: LedgerPlan; on: string }): VNode {
  return (
    <Facts
      facts={[
        { name: 'Planned for', is: <DateOf date={on} /> },
        { name: 'Records that would go', is: numberInWords(plan.rule.records) },
        { name: 'Cases that would go', is: numberInWords(plan.rule.cases) },
        { name: 'Children that would go', is: numberInWords(plan.rule.children) },
        { name: 'Holds that keep something', is: counted(plan.held.length, 'hold') },
      ]}
    />
  );
}

function Orders({ orders }: Pick<RetentionList, 'orders'>): VNode {
  if (orders.length === 0) return <Empty why="Nothing was ordered to be erased." />;
  return (
    <Table
      id="orders"
      caption="Orders"
      rows={orders}
      keyOf={({ order }) => order}
      columns={[
        { heading: 'Order', cell: ({ order }) => order },
        { heading: 'For the day', cell: ({ on }) => <DateOf date={on} /> },
        { heading: 'Records', isNumber: true, cell: ({ records }) => numberInWords(records) },
        { heading: 'State', cell: ({ state }) => state },
        { heading: 'Ordered', cell: ({ ordered }) => <Deed deed={ordered} /> },
      ]}
    />
  );
}

function Holds({ holds }: { holds: readonly PrintedHold[] }): VNode {
  if (holds.length === 0) return <Empty why="Nothing is held." />;
  return (
    <Table
      id="holds"
      caption="Holds"
      rows={holds}
      keyOf={({ hold }) => hold}
      columns={[
        { heading: 'Hold', cell: ({ hold }) => hold },
        {
          heading: 'What',
          cell: ({ case: ofCase, child, from }) =>
            from !== undefined
              ? `all from ${from}`
              : ofCase !== undefined
                ? `case ${ofCase ?? '(erased)'}`
                : `child ${child ?? '(erased)'}`,
        },
        { heading: 'Placed', cell: ({ placed }) => <Deed deed={placed} /> },
        {
          heading: 'Released',
          cell: ({ released }) => (released === null ? 'not yet' : <Deed deed={released} />),
        },
      ]}
    />
  );
}

function Deed({ deed: { by, at, reason } }: { deed: PrintedDeed }): VNode {
  return (
    <span>
      <InstantOf instant={parseInstant(at) ?? 0} /> by <Typed text={by} />: <Typed text={reason} />
    </span>
  );
}
