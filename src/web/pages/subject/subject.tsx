import type { VNode } from 'preact';
import { AsOf } from '../../components/as-of.js';
import { DayOf, InstantOf, Typed } from '../../components/figures.js';
import { TableInPages } from '../../components/paged-table.js';
import type { Paging } from '../../components/paged-table.js';
import { Empty, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Frame, Table } from '../../components/table.js';
import type { Moment } from '../../moment.js';
import { CoursePicture } from '../../pictures/course.js';
import { TimelinePicture } from '../../pictures/timeline.js';
import { counted, monthInWords, numberInWords } from '../../words.js';
import { OrdersOf, VersionsWith } from './orders.js';
import type { ExplanationShown, FactShown, RecordShown, SubjectView } from './view.js';

/** Records of a fact that are named on the page. */
const RECORDS_SHOWN = 4;

/** A case's or a child's page. */
export function SubjectShown({
  view,
  moment,
  path,
  spelt,
  query,
}: {
  view: SubjectView;
  /** Null: as it stands now. */
  moment: Moment | null;
  path: string;
  spelt: string;
  query: Paging['query'];
}): VNode {
  return (
    <div>
      <AsOf asOf={moment} />
      <Control path={path} month={spelt} asked={moment?.asked ?? null} />
      <Links
        links={[
          ...view.related,
          { href: '#lines', text: `Why it is on lines of ${monthInWords(view.month)}, or not` },
        ]}
      />
      <h2 id="happened">What happened</h2>
      {view.timeline === null ? null : (
        <TimelinePicture
          id="timeline"
          title="What happened, and when it became known"
          timeline={view.timeline}
        />
      )}
      <p>
        {counted(view.history.length, 'record')}, {numberInWords(view.superseded)} of them corrected
        or voided, {numberInWords(view.lateCount)} recorded after the month in which they happened.
      </p>
      <History records={view.history} paging={{ path, query }} />
      {view.course === null ? null : (
        <CoursePicture id="money" title="Due, paid and owed by month" course={view.course} />
      )}
      <OrdersOf orders={view.orders} month={view.month} />
      <h2 id="lines">{`Lines in ${monthInWords(view.month)}`}</h2>
      <Explanations view={view} />
      <VersionsWith versions={view.versions} month={view.month} />
      {view.facts.length === 0 ? null : <FactsOf facts={view.facts} />}
    </div>
  );
}

function Control({
  path,
  month,
  asked,
}: {
  path: string;
  month: string;
  asked: string | null;
}): VNode {
  return (
    <form class="pl-bar" method="get" action={path} data-act="as-of">
      <div>
        <label class="usa-label" for="month">
          Month
        </label>
        <input
          class="usa-input"
          id="month"
          type="text"
          name="month"
          value={month}
          autocomplete="off"
          aria-describedby="month-hint"
        />
        <span class="usa-hint" id="month-hint">
          As 2006-09
        </span>
      </div>
      {asked === null ? null : (
        <div>
          <label class="usa-label" for="asOf">
            As of
          </label>
          <input
            class="usa-input"
            id="asOf"
            type="text"
            name="asOf"
            value={asked}
            autocomplete="off"
            aria-describedby="asOf-hint"
          />
          <span class="usa-hint" id="asOf-hint">
            A day, a position or a version (v1)
          </span>
        </div>
      )}
      <button class="usa-button usa-button--outline" type="submit">
        Show
      </button>
    </form>
  );
}

/** Lines that it is on first; both kinds are rows of one table. */
function Explanations({ view: { countedOn, notOn, month } }: { view: SubjectView }): VNode {
  if (countedOn.length + notOn.length === 0) {
    return <Empty why={`Nothing is known of it in ${monthInWords(month)}.`} />;
  }
  return (
    <Frame label="Why it is counted on a line, or why not">
      <table id="explanation" class="pl-table pl-table--list">
        <caption>Why it is counted on a line, or why not</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Column</th>
            <th scope="col" class="pl-number">
              Amount
            </th>
            <th scope="col" class="pl-why">
              Why
            </th>
          </tr>
        </thead>
        <tbody>
          {[...countedOn, ...notOn].map((explanation) => (
            <ExplanationRow key={explanation.key} explanation={explanation} />
          ))}
        </tbody>
      </table>
    </Frame>
  );
}

function ExplanationRow({ explanation }: { explanation: ExplanationShown }): VNode {
  const { line, title, href, column, amount, because, citation, reading, facts } = explanation;
  return (
    <tr data-line={line} data-counted={String(explanation.counted)} data-column={column}>
      <th scope="row" data-label="Line">
        <span>
          <a href={href}>{`Line ${line}`}</a> {title}
        </span>
      </th>
      <td data-label="Column">
        {explanation.counted ? `(${column})` : <StatusTag text="not counted" tone="plain" />}
      </td>
      <td class="pl-number" data-label="Amount">
        {amount === null ? '' : numberInWords(amount)}
      </td>
      <td data-label="Why">
        <div>
          <p class="margin-0">{because}</p>
          <details>
            <summary>
              Facts and source<span class="usa-sr-only"> of Line {line}</span>
            </summary>
            <p>
              <cite>{`CSS Letter 06-35, ${citation}`}</cite>
            </p>
            {reading === null ? null : <p>{`Our reading: ${reading}`}</p>}
            <ul class="usa-list">
              {facts.map(({ key, title: name, value }) => (
                <li key={key}>
                  <a href={`#${key}`}>{name}</a>: {value}
                </li>
              ))}
            </ul>
          </details>
        </div>
      </td>
    </tr>
  );
}

/** Each fact with what it means, where it is said, and the records that gave it. */
function FactsOf({ facts }: { facts: readonly FactShown[] }): VNode {
  return (
    <Table
      id="facts"
      caption="The facts, and the records that gave them"
      rows={facts}
      keyOf={({ key }) => key}
      attributesOf={({ key, fact }) => ({ id: key, 'data-fact': fact })}
      isList
      columns={[
        { heading: 'Fact', cell: ({ title }) => title },
        { heading: 'Value', cell: ({ value }) => value },
        {
          heading: 'What it means',
          cell: ({ sentence, source }) => (
            <span>
              {sentence} <span class="usa-hint">{`${source}.`}</span>
            </span>
          ),
        },
        { heading: 'By records', cell: ({ records }) => <RecordsOf records={records} /> },
      ]}
    />
  );
}

function RecordsOf({ records }: { records: FactShown['records'] }): VNode {
  const more = records.length - RECORDS_SHOWN;
  return (
    <ul class="pl-records">
      {records.slice(0, RECORDS_SHOWN).map(({ id, href, type, effective }) => (
        <li key={id}>
          <a href={href}>
            {type}
            <span class="usa-sr-only"> {id.slice(0, 8)}</span>
          </a>
          , <DayOf day={effective} />
        </li>
      ))}
      {more > 0 ? <li>{`and ${numberInWords(more)} more`}</li> : null}
    </ul>
  );
}

function History({ records, paging }: { records: readonly RecordShown[]; paging: Paging }): VNode {
  return (
    <TableInPages
      paging={paging}
      id="history"
      caption="Records in the order of what happened"
      isList
      rows={records}
      keyOf={({ id }) => id}
      attributesOf={({ id, position, supersededBy }) => ({
        'data-record': id,
        'data-position': String(position),
        'data-superseded-by': supersededBy?.id,
        class: supersededBy === null ? undefined : 'pl-superseded',
      })}
      columns={[
        { heading: 'Happened', cell: ({ effective }) => <DayOf day={effective} /> },
        {
          heading: 'What',
          cell: (record) => <What record={record} />,
        },
        {
          heading: 'Recorded',
          cell: ({ recorded, late }) => (
            <span>
              <InstantOf instant={recorded} />
              {late === null ? null : (
                <span>
                  {' '}
                  <StatusTag text={late} tone="warning" />
                </span>
              )}
            </span>
          ),
        },
        { heading: 'Position', isNumber: true, cell: ({ position }) => numberInWords(position) },
      ]}
    />
  );
}

/** As `amount 125.00`, and `part 1: 125.00 as current support`: one number does not run into the other. */
function detailInWords({ name, value }: RecordShown['details'][number]): string {
  return /\d$/u.test(name) ? `${name}: ${value}` : `${name} ${value}`;
}

function What({
  record: { href, type, details, supersededBy, correct },
}: {
  record: RecordShown;
}): VNode {
  return (
    <span>
      <a href={href}>{type}</a>
      {details.length === 0 ? null : `: ${details.map(detailInWords).join('; ')}`}
      {correct === null ? null : (
        <span>
          {' '}
          <a href={correct}>
            Correct<span class="usa-sr-only"> or void this record: {type.toLowerCase()}</span>
          </a>
        </span>
      )}
      {supersededBy === null ? null : (
        <span>
          {' '}
          <StatusTag text="corrected or voided" tone="plain" />{' '}
          <a href={supersededBy.href}>by a later record</a>: <Typed text={supersededBy.reason} />
        </span>
      )}
    </span>
  );
}
