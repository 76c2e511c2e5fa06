import type { VNode } from 'preact';
import { COUNTIES, parseCounty } from '../../../../events/values/county.js';
import type { County } from '../../../../events/values/county.js';
import { SAMPLE_METHODS } from '../../../../events/acts/sample-acts.js';
import type { ShownSample } from '../../../samples/shown-sample.js';
import { sampleHref, withQuery } from '../../addresses.js';
import { InstantOf, Typed } from '../../components/figures.js';
import {
  ErrorSummary,
  FRESH,
  Form,
  SelectField,
  SubmitButton,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { TableInPages } from '../../components/paged-table.js';
import type { Paging } from '../../components/paged-table.js';
import { Empty, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { faultsOfAct, statusOf } from '../../forms/act-faults.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { textOf } from '../../forms/form-texts.js';
import { NotThere } from '../../not-there.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown } from '../../page.js';
import { actorName } from './actor-name.js';
import { monthForPeople } from '../../../reports/table.js';
import { numberInWords } from '../../words.js';
import { VERDICT_WORDS, drawTyped, progressOf } from './view.js';
import { instantOfMs } from '../../../../events/values/instant.js';

const ASKS = ['samples', 'drawSample'] as const;

type AskAudit = Ask<(typeof ASKS)[number]>;

/** The auditor's workbench: the samples of a county, and a form to draw one. */
export const AUDIT_PAGE = page({
  address: '/audit',
  action: 'sample.read',
  asks: ASKS,
  showsPerson: false,
  show: (request, ask) => shown(request, ask, FRESH),
  acts: { sample: drawn },
});

async function drawn(request: PageRequest, form: FormTexts, ask: AskAudit): Promise<PageAnswer> {
  const county = countyOf(request, form);
  const typed = drawTyped(form);
  if (Array.isArray(typed)) return shown(request, ask, { texts: form, faults: typed }, 422, county);
  // What is no list of faults is what was typed.
  const asked = typed as Exclude<typeof typed, readonly unknown[]>;
  const by = actorName(request);
  const reply = await ask.reply('drawSample', { county, ...asked, asOf: null, by });
  if (reply.kind === 'done') return redirectTo(sampleHref(county, reply.value.sample));
  const fields = ['month', 'line', 'size', 'reserve', 'seed', 'version', 'method'];
  const faults = faultsOfAct(reply, fields) ?? [];
  return shown(request, ask, { texts: form, faults }, statusOf(faults), county);
}

/** The county that a form names, or the address. */
function countyOf({ query }: PageRequest, form: FormTexts): County {
  const county = parseCounty(textOf(form, 'county')) ?? parseCounty(textOf(query, 'county'));
  if (county === null) throw new NotThere('Choose a county first.');
  return county;
}

async function shown(
  request: PageRequest,
  ask: AskAudit,
  state: FormState,
  status: Shown['status'] = 200,
  named: County | null = null,
): Promise<Shown> {
  const { may, query } = request;
  const seen = COUNTIES.filter((each) => may('sample.read', each));
  const asked = named ?? parseCounty(textOf(query, 'county'));
  // One county alone needs no choice.
  const county = asked ?? (seen.length === 1 ? (seen[0] ?? null) : null);
  if (county === null) return chooser(seen);
  const samples = await ask('samples', { county });
  return {
    kind: 'shown',
    status,
    title: 'Samples for an audit',
    heading: `Samples, ${countyInWords(county)}`,
    crumbs: countyCrumbs(county),
    side: countySide(county, may),
    county,
    body: (
      <div>
        <ErrorSummary faults={state.faults} />
        <Samples county={county} samples={samples} paging={request} />
        <Links
          links={[
            ...(seen.length > 1 ? [{ href: '/audit', text: 'Another county' }] : []),
            {
              href: withQuery('/audit/checks', { county }),
              text: 'What to look at before a sample is judged',
            },
          ]}
        />
        {may('sample.draw', county) ? (
          <Draw request={request} county={county} state={state} />
        ) : null}
      </div>
    ),
  };
}

function chooser(counties: readonly County[]): Shown {
  return {
    kind: 'shown',
    title: 'Samples for an audit',
    body: (
      <form class="pl-form" method="get" action="/audit">
        <SelectField
          name="county"
          label="County"
          state={FRESH}
          options={counties.map((each) => ({ value: each, text: countyInWords(each) }))}
        />
        <SubmitButton text="Go on" />
      </form>
    ),
  };
}

function Samples({
  county,
  samples,
  paging,
}: {
  county: County;
  samples: readonly ShownSample[];
  paging: Paging;
}): VNode {
  if (samples.length === 0) {
    return (
      <Empty why="No sample was drawn in this county yet. A draw is kept, whatever becomes of it." />
    );
  }
  return (
    <TableInPages
      paging={paging}
      id="samples"
      caption="Samples, the newest first"
      rows={samples}
      keyOf={({ sample }) => sample}
      attributesOf={({ sample }) => ({ 'data-sample': sample })}
      isList
      columns={[
        {
          heading: 'Sample',
          cell: ({ sample }) => <a href={sampleHref(county, sample)}>{sample}</a>,
        },
        { heading: 'State', cell: (sample) => <StatusTag {...progressOf(sample)} /> },
        { heading: 'Month', cell: ({ month }) => monthForPeople(month) },
        {
          heading: 'Line',
          cell: ({ line, column }) => `${line}${column === null ? '' : ` (${column})`}`,
        },
        {
          heading: 'Judged',
          isNumber: true,
          cell: ({ judged, size }) => `${numberInWords(judged)} of ${numberInWords(size)}`,
        },
        {
          heading: 'Comes to',
          cell: ({ result }) =>
            result === null ? 'Nothing yet' : <StatusTag {...VERDICT_WORDS[result.verdict]} />,
        },
        { heading: 'Seed', cell: ({ seed }) => <Typed text={seed} /> },
        {
          heading: 'Drawn',
          cell: ({ at, by }) => (
            <span>
              <InstantOf instant={instantOfMs(Date.parse(at))} /> by <Typed text={by} />
            </span>
          ),
        },
      ]}
    />
  );
}

const METHOD_WORDS = {
  rows: 'Each row alike',
  dollars: 'In proportion to its amount (lines of dollars)',
} as const;

function Draw({
  request,
  county,
  state,
}: {
  request: PageRequest;
  county: County;
  state: FormState;
}): VNode {
  return (
    <section aria-labelledby="draw">
      <h2 id="draw">Draw a sample</h2>
      <p>
        The rows follow from the month, the line, the position and the seed: anyone draws the same.
        Take a seed that you could not choose, as a number that was drawn in public.
      </p>
      <Form act="sample" request={request}>
        <input type="hidden" name="county" value={county} />
        <TextField name="month" label="Month" hint="As 2006-09" state={state} />
        <TextField
          name="version"
          label="Version (all there is, where it is empty)"
          inputmode="numeric"
          state={state}
        />
        <TextField name="line" label="Line" hint="As 1, 2e or 24" state={state} />
        <SelectField
          name="column"
          label="Column"
          state={state}
          options={[
            { value: '', text: 'All' },
            ...['a', 'b', 'c', 'd'].map((value) => ({ value, text: `(${value})` })),
          ]}
        />
        <SelectField
          name="method"
          label="How rows are drawn"
          state={state}
          options={SAMPLE_METHODS.map((value) => ({ value, text: METHOD_WORDS[value] }))}
        />
        <TextField name="size" label="Rows" inputmode="numeric" state={state} initial="50" />
        <TextField
          name="reserve"
          label="Replacements"
          inputmode="numeric"
          state={state}
          initial="0"
        />
        <TextField name="seed" label="Seed" hint="As 2007-DRA-19" state={state} />
        <SubmitButton text="Draw" />
      </Form>
    </section>
  );
}
