import type { VNode } from 'preact';
import { withQuery } from '../../addresses.js';
import { DateOf, Hash, InstantOf, Typed } from '../../components/figures.js';
import { ErrorSummary } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { TableInPages } from '../../components/paged-table.js';
import type { Paging } from '../../components/paged-table.js';
import { Empty, Facts } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import type { PageRequest } from '../../page.js';
import { FormOfStep } from './forms.js';
import type { DeedShown, HoldShown, OrderShown, RetentionView, OrderStep } from './view.js';

/** The page of a county's retention: the form that was asked for first, else all there is. */
export function RetentionShown({
  view,
  request,
  state,
  step,
  texts,
}: {
  view: RetentionView;
  request: PageRequest;
  state: FormState;
  step: OrderStep;
  texts: { readonly kind: string; readonly id: string };
}): VNode {
  return (
    <div>
      <ErrorSummary faults={state.faults} />
      {step.kind === 'show' ? null : (
        <FormOfStep view={view} request={request} state={state} step={step} />
      )}
      {step.kind === 'show' ? <All view={view} texts={texts} paging={request} /> : null}
    </div>
  );
}

function All({
  view,
  texts,
  paging,
}: {
  view: RetentionView;
  texts: { readonly kind: string; readonly id: string };
  paging: Paging;
}): VNode {
  const { path, on, orders, holds, firstMonth, mayOrder, mayHold } = view;
  return (
    <div>
      <p>
        Everything is kept four years and four months from the end of the report period, longer
        under a hold. Then two people erase it, by an order and its application. Its hashes stay.
      </p>
      <Facts facts={[{ name: 'First month kept now', is: firstMonth }]} />
      <h2>Plan</h2>
      <DayForm path={path} on={on} />
      <Plan view={view} />
      <Why view={view} texts={texts} />
      {mayOrder && view.isSomethingPlanned ? (
        <p>
          <a class="usa-button" href={withQuery(path, { do: 'order', on })}>
            Order what the plan says
          </a>
        </p>
      ) : null}
      <h2>Orders</h2>
      <Orders orders={orders} paging={paging} />
      <h2>Holds</h2>
      <Holds holds={holds} paging={paging} />
      {mayHold ? (
        <p>
          <a class="usa-button usa-button--outline" href={withQuery(path, { do: 'hold' })}>
            Place a hold
          </a>
        </p>
      ) : null}
    </div>
  );
}

function DayForm({ path, on }: { path: string; on: string }): VNode {
  return (
    <form class="pl-bar" method="get" action={path}>
      <div>
        <label class="usa-label" for="on">
          Planned for the day
        </label>
        <span class="usa-hint" id="on-hint">
          As 2026-10-15, today at the latest
        </span>
        <input
          class="usa-input"
          id="on"
          type="text"
          name="on"
          value={on}
          autocomplete="off"
          aria-describedby="on-hint"
        />
      </div>
      <button class="usa-button usa-button--outline" type="submit">
        Show
      </button>
    </form>
  );
}

function Plan({ view: { plan, held, hash, on } }: { view: RetentionView }): VNode {
  if (plan === null) return <Empty why="The county has no records to plan for." />;
  return (
    <section id="plan" data-on={on}>
      <Facts
        facts={[
          ...plan.map(({ name, text }) => ({ name, is: text })),
          { name: 'Hash of the plan', is: <Hash hash={hash} /> },
        ]}
      />
      {held.length === 0 ? null : (
        <ul class="usa-list">
          {held.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Asks why one case or child stays or goes. */
function Why({
  view: { path, on, plan, reason },
  texts,
}: {
  view: RetentionView;
  texts: { readonly kind: string; readonly id: string };
}): VNode | null {
  if (plan === null) return null;
  return (
    <section>
      <h3>Why one stays or goes</h3>
      <form class="pl-bar" method="get" action={path} data-act="why">
        <input type="hidden" name="on" value={on} />
        <div>
          <label class="usa-label" for="kind">
            Case or child
          </label>
          <select class="usa-select" id="kind" name="kind">
            <option value="case" selected={texts.kind !== 'child'}>
              Case
            </option>
            <option value="child" selected={texts.kind === 'child'}>
              Child
            </option>
          </select>
        </div>
        <div>
          <label class="usa-label" for="id">
            Its id
          </label>
          <input
            class="usa-input"
            id="id"
            type="text"
            name="id"
            value={texts.id}
            autocomplete="off"
          />
        </div>
        <button class="usa-button usa-button--outline" type="submit">
          Show why
        </button>
      </form>
      {reason === null ? null : <p id="why">{reason}</p>}
    </section>
  );
}

function Orders({ orders, paging }: { orders: readonly OrderShown[]; paging: Paging }): VNode {
  if (orders.length === 0) return <Empty why="Nothing was ordered to be erased." />;
  return (
    <TableInPages
      paging={paging}
      id="orders"
      caption="Orders"
      rows={orders}
      keyOf={({ order }) => order}
      attributesOf={({ order }) => ({ 'data-order': order })}
      isList
      columns={[
        { heading: 'Order', cell: ({ order }) => order },
        { heading: 'For the day', cell: ({ on }) => <DateOf date={on} /> },
        { heading: 'Records', isNumber: true, cell: ({ records }) => records },
        { heading: 'State', cell: ({ state }) => <StatusTag {...state} /> },
        { heading: 'Ordered', cell: ({ ordered }) => <Deed deed={ordered} /> },
        {
          heading: 'Applied',
          cell: ({ order, applied, apply }) =>
            applied !== null ? (
              <Deed deed={applied} />
            ) : apply === null ? (
              'not yet'
            ) : (
              <a href={apply}>{`Apply order ${order}`}</a>
            ),
        },
      ]}
    />
  );
}

function Holds({ holds, paging }: { holds: readonly HoldShown[]; paging: Paging }): VNode {
  if (holds.length === 0) return <Empty why="Nothing is held." />;
  return (
    <TableInPages
      paging={paging}
      id="holds"
      caption="Holds"
      rows={holds}
      keyOf={({ hold }) => hold}
      attributesOf={({ hold }) => ({ 'data-hold': hold })}
      isList
      columns={[
        { heading: 'Hold', cell: ({ hold }) => hold },
        {
          heading: 'What',
          cell: ({ what }) => (what.href === '' ? what.text : <a href={what.href}>{what.text}</a>),
        },
        { heading: 'Placed', cell: ({ placed }) => <Deed deed={placed} /> },
        {
          heading: 'Released',
          cell: ({ hold, released, release }) =>
            released !== null ? (
              <Deed deed={released} />
            ) : release === null ? (
              'not yet'
            ) : (
              <a href={release}>{`Release hold ${hold}`}</a>
            ),
        },
      ]}
    />
  );
}

function Deed({ deed: { by, at, reason } }: { deed: DeedShown }): VNode {
  return (
    <span>
      <InstantOf instant={at} /> by <Typed text={by} />
      {reason === '' ? null : (
        <span>
          : <Typed text={reason} />
        </span>
      )}
    </span>
  );
}
