import type { VNode } from 'preact';
import type { Month } from '../../../../events/values/month.js';
import { DayOf } from '../../components/figures.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { monthInWords } from '../../words.js';
import type { SupportOrderShown, VersionWithIt } from './orders-view.js';

/** The support orders of a case at a month's end. */
export function OrdersOf({
  orders,
  month,
}: {
  orders: readonly SupportOrderShown[];
  month: Month;
}): VNode | null {
  if (orders.length === 0) return null;
  return (
    <Table
      id="orders"
      caption={`Support orders by the end of ${monthInWords(month)}`}
      rows={orders}
      keyOf={({ order }) => order}
      attributesOf={({ order }) => ({ 'data-order': order })}
      isList
      columns={[
        { heading: 'Order', cell: ({ order }) => order },
        {
          heading: 'What was done',
          cell: ({ deeds }) => (
            <ul class="pl-records">
              {deeds.map(({ type, href, effective }) => (
                <li key={href}>
                  <a href={href}>{type}</a>, <DayOf day={effective} />
                </li>
              ))}
            </ul>
          ),
        },
        {
          heading: 'Terms',
          cell: ({ terms }) => terms.map(({ name, value }) => `${name} ${value}`).join('; '),
        },
      ]}
    />
  );
}

/** The versions of a month that had the case or child, and how it stood in each. */
export function VersionsWith({
  versions,
  month,
}: {
  versions: readonly VersionWithIt[];
  month: Month;
}): VNode | null {
  if (versions.length === 0) return null;
  return (
    <Table
      id="versions"
      caption={`Versions of ${monthInWords(month)} that had records of it`}
      rows={versions}
      keyOf={({ version }) => String(version)}
      attributesOf={({ version }) => ({ 'data-version': String(version) })}
      isList
      columns={[
        {
          heading: 'Version',
          cell: ({ href, version }) => <a href={href}>{`Version ${String(version)}`}</a>,
        },
        { heading: 'State', cell: ({ status }) => <StatusTag {...status} /> },
        {
          heading: 'Its lines',
          cell: ({ standing, version }) => (
            <a href={standing}>
              As it stood<span class="usa-sr-only">{` in version ${String(version)}`}</span>
            </a>
          ),
        },
      ]}
    />
  );
}
