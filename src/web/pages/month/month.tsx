import type { VNode } from 'preact';
import { COLUMN_TITLES } from '../../../reports/form.js';
import { COLUMNS } from '../../../../projections/form/line.js';
import { lineHelpHref, monthHref } from '../../addresses.js';
import { AsOf } from '../../components/as-of.js';
import { DayOf, NumberCell } from '../../components/figures.js';
import { Alert, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Frame, Table } from '../../components/table.js';
import { counted, numberInWords } from '../../words.js';
import type { MonthView, SectionShown } from './view.js';

/** A month of a county: the form as on paper, as of a moment. */
export function MonthShown({ view }: { view: MonthView }): VNode {
  const { moment, files, neighbours, otherForm, submit, submitFrom, checks, remarks } = view;
  return (
    <div>
      <Standing view={view} />
      <AsOf asOf={moment} />
      <Control view={view} />
      <Links
        links={[
          ...files,
          { href: checks, text: 'What to look at before approving' },
          ...(remarks === null ? [] : [remarks]),
          ...(otherForm === null ? [] : [otherForm]),
          ...(submit === null ? [] : [{ href: submit, text: 'Submit this month' }]),
        ]}
      />
      {submitFrom === null ? null : (
        <p id="submit-from">
          The month is not over: it can be submitted from <DayOf day={submitFrom} /> on.
        </p>
      )}
      <Compared view={view} />
      <Report view={view} />
      <Notes view={view} />
      <Versions view={view} />
      <Links links={neighbours} />
    </div>
  );
}

function Standing({ view: { standing } }: { view: MonthView }): VNode {
  const { status, version, kind, due, late } = standing;
  return (
    <p>
      <StatusTag {...status} />{' '}
      {version === null ? null : `Version ${String(version)} (${kind ?? ''}). `}
      Due <DayOf day={due} />. {late === null ? null : <StatusTag text={late} tone="warning" />}
    </p>
  );
}

/** One control for the moment, and one for what it is compared with. */
function Control({ view }: { view: MonthView }): VNode {
  const { county, month, moment, form, compared } = view;
  return (
    <form class="pl-bar" method="get" action={monthHref(county, month)} data-act="as-of">
      {form === 'CS 157' ? <input type="hidden" name="form" value="cs157" /> : null}
      <p class="usa-hint width-full margin-0" id="moments">
        A day (2006-10-15), a position (1203) or a version (v1). Empty for all that is recorded.
      </p>
      <div>
        <label class="usa-label" for="asOf">
          As of
        </label>
        <input
          class="usa-input"
          id="asOf"
          type="text"
          name="asOf"
          value={moment.asked}
          autocomplete="off"
          aria-describedby="moments"
        />
      </div>
      <div>
        <label class="usa-label" for="compare">
          Compare with
        </label>
        <input
          class="usa-input"
          id="compare"
          type="text"
          name="compare"
          value={compared?.moment.asked ?? ''}
          autocomplete="off"
          aria-describedby="moments"
        />
      </div>
      <button class="usa-button usa-button--outline" type="submit">
        Show
      </button>
    </form>
  );
}

function Compared({ view: { compared } }: { view: MonthView }): VNode | null {
  if (compared === null) return null;
  const { moment, cells, href } = compared;
  if (cells.length === 0) {
    return (
      <Alert kind="success" heading="No cell differs">
        <p>As of position {numberInWords(moment.position)} the report is the same.</p>
      </Alert>
    );
  }
  return (
    <details open={cells.length <= 12}>
      <summary>{counted(cells.length, 'cell differs', 'cells differ')}</summary>
      <Table
        id="compared"
        caption={`${counted(cells.length, 'cell differs', 'cells differ')} from position ${numberInWords(moment.position)}`}
        rows={cells}
        keyOf={({ line, column }) => line + column}
        attributesOf={({ line, column }) => ({ 'data-line': line, 'data-column': column })}
        columns={[
          {
            heading: 'Line',
            cell: ({ line, column }) => (
              <a href={`#line-${line}-${column}`}>{`Line ${line} (${column})`}</a>
            ),
          },
          { heading: 'There', isNumber: true, cell: ({ to }) => numberInWords(to ?? '-') },
          { heading: 'Here', isNumber: true, cell: ({ from }) => numberInWords(from ?? '-') },
        ]}
      />
      <p>
        <a href={href}>The cases and records behind the differences</a>
      </p>
    </details>
  );
}

function Report({ view }: { view: MonthView }): VNode {
  const caption = `${view.form}, form of ${view.edition}`;
  return (
    <Frame label={caption}>
      <table id="report" class="pl-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col" class="pl-stay">
              Line
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" class="pl-number">
                {`(${column}) ${COLUMN_TITLES[column]}`}
              </th>
            ))}
          </tr>
        </thead>
        {view.sections.map((section) => (
          <SectionRows key={section.letter} section={section} />
        ))}
      </table>
    </Frame>
  );
}

/** Sections with which a page of the paper form begins: so does one of this page, printed. */
const BEGIN_A_PAGE: ReadonlySet<string> = new Set(['B', 'E', 'J']);

function SectionRows({ section: { letter, title, lines } }: { section: SectionShown }): VNode {
  return (
    <tbody class={BEGIN_A_PAGE.has(letter) ? 'pl-break' : undefined}>
      <tr class="pl-section">
        <th scope="rowgroup" colspan={COLUMNS.length + 1}>{`${letter}. ${title}`}</th>
      </tr>
      {lines.map(({ line, title: titleOfLine, cells, remarks }) => (
        <tr key={line} id={`line-${line}`}>
          <th scope="row" class="pl-stay">
            <a href={lineHelpHref(line)}>{`Line ${line}`}</a> {titleOfLine}
            {remarks.map((remark) => (
              <div key={remark} class="usa-error-message" data-remark={line}>
                {remark}
              </div>
            ))}
          </th>
          {cells.map(({ column, cell, there }) => (
            <NumberCell key={column} id={`line-${line}-${column}`} cell={cell} there={there} />
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function Notes({ view }: { view: MonthView }): VNode {
  return (
    <p class="usa-hint">
      A number opens what it counts. An empty gray cell is of a column that the line does not
      report. Dollars and FTE have two decimals.
      {view.hasUnreported ? ' A dash is a line that is phased in and not reported yet.' : null}
      {view.compared === null
        ? null
        : ' A cell that differs says what stands there, at the moment compared with.'}
    </p>
  );
}

function Versions({ view: { versions } }: { view: MonthView }): VNode | null {
  if (versions.length === 0) return null;
  return (
    <Table
      id="versions"
      caption="Versions of this month"
      rows={versions}
      keyOf={({ version }) => String(version)}
      columns={[
        {
          heading: 'Version',
          cell: ({ href, version }) => <a href={href}>{`Version ${String(version)}`}</a>,
        },
        { heading: 'State', cell: ({ status }) => <StatusTag {...status} /> },
        { heading: 'Position', isNumber: true, cell: ({ asOf }) => numberInWords(asOf) },
      ]}
    />
  );
}
