import type { VNode } from 'preact';
import { parseCounty } from '../../../../events/values/county.js';
import type { County } from '../../../../events/values/county.js';
import { formatMonth, parseMonth } from '../../../../events/values/month.js';
import type { SampleCheck } from '../../../samples/sample-checks.js';
import { recordHref, subjectHref } from '../../addresses.js';
import { FRESH, SelectField, SubmitButton } from '../../components/form.js';
import { Empty } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import { NotThere } from '../../not-there.js';
import { page } from '../../page.js';
import type { Shown } from '../../page.js';
import { capital, monthInWords, numberInWords } from '../../words.js';
import { CHECK_WORDS } from './view.js';

/** Findings of one check that the page lists. */
const FOUND_SHOWN = 100;

/** What auditors look at before they judge, of one version. */
export const SAMPLE_CHECKS_PAGE = page({
  address: '/audit/checks',
  action: 'sample.read',
  asks: ['versions', 'sampleChecks'],
  showsPerson: true,
  show: async ({ query, may }, ask): Promise<Shown> => {
    const county = parseCounty(textOf(query, 'county'));
    if (county === null) throw new NotThere('Choose a county first, in the list of samples.');
    const [, monthText = '', number = ''] =
      /^(\d{4}-\d{2})\/([1-9]\d{0,5})$/u.exec(textOf(query, 'of')) ?? [];
    const month = parseMonth(monthText);
    const checks =
      month === null ? null : await ask('sampleChecks', { county, month, version: Number(number) });
    const { versions } = await ask('versions', { county, month: null });
    const options = versions.toReversed().map((version) => ({
      value: `${formatMonth(version.month)}/${String(version.version)}`,
      text: `${monthInWords(version.month)}, version ${String(version.version)}`,
    }));
    return {
      kind: 'shown',
      title: 'Before a sample is judged',
      heading: `Before a sample is judged, ${countyInWords(county)}`,
      crumbs: countyCrumbs(county, { href: `/audit?county=${county}`, text: 'Samples' }),
      side: countySide(county, may),
      county,
      body: (
        <div>
          {options.length === 0 ? (
            <Empty why="No month of this county was submitted yet: the checks are of a version." />
          ) : (
            <form class="pl-form" method="get" action="/audit/checks">
              <input type="hidden" name="county" value={county} />
              <SelectField
                name="of"
                label="Version"
                state={FRESH}
                initial={textOf(query, 'of')}
                options={options}
              />
              <SubmitButton text="Look" />
            </form>
          )}
          {checks === null ? null : <Checks county={county} checks={checks} />}
        </div>
      ),
    };
  },
});

function Checks({ county, checks }: { county: County; checks: readonly SampleCheck[] }): VNode {
  return (
    <div>
      <Table
        id="checks"
        caption="What was looked at"
        rows={checks}
        keyOf={({ check }) => check}
        attributesOf={({ check, count }) => ({ 'data-check': check, 'data-count': String(count) })}
        isList
        columns={[
          { heading: 'Looked for', cell: ({ check }) => CHECK_WORDS[check] },
          {
            heading: 'Found',
            cell: ({ count }) =>
              count === 0 ? (
                <StatusTag text="None" tone="good" />
              ) : (
                <StatusTag text={numberInWords(count)} tone="warning" />
              ),
          },
        ]}
      />
      {checks
        .filter(({ count }) => count > 0)
        .map((check) => (
          <Found key={check.check} county={county} check={check} />
        ))}
    </div>
  );
}

function Found({ county, check: { check, rows } }: { county: County; check: SampleCheck }): VNode {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <Table
      id={check}
      caption={CHECK_WORDS[check]}
      rows={rows.slice(0, FOUND_SHOWN).map((row, index) => ({ row, key: String(index) }))}
      keyOf={({ key }) => key}
      isList
      columns={names.map((name) => ({
        heading: capital(name),
        cell: ({ row }: { row: SampleCheck['rows'][number] }) => (
          <Cell county={county} name={name} value={String(row[name] ?? '')} />
        ),
      }))}
    />
  );
}

function Cell({ county, name, value }: { county: County; name: string; value: string }): VNode {
  if (value !== '' && (name === 'case' || name === 'child')) {
    return <a href={subjectHref(county, { kind: name, id: value })}>{value}</a>;
  }
  if (value !== '' && name === 'record') {
    return <a href={recordHref(county, value)}>{value.slice(0, 8)}</a>;
  }
  return <span>{value}</span>;
}
