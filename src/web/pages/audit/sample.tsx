import type { VNode } from 'preact';
import { parseCounty } from '../../../../events/values/county.js';
import type { County } from '../../../../events/values/county.js';
import type { SampleResult } from '../../../../projections/samples/limits.js';
import { isDrawnOnPaper, tooLargeForPaper } from '../../../samples/worksheet-bounds.js';
import { WORKSHEET_FORMATS, worksheetIn } from '../../../samples/worksheet-file.js';
import type { ShownRow, WholeSample } from '../../../samples/shown-sample.js';
import { sampleHref } from '../../addresses.js';
import { Hash, InstantOf, Typed } from '../../components/figures.js';
import { ErrorSummary, FRESH } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Facts, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { faultsOfAct, statusOf } from '../../forms/act-faults.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { textOf } from '../../forms/form-texts.js';
import { NotThere } from '../../not-there.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown } from '../../page.js';
import { actorName } from './actor-name.js';
import { monthForPeople } from '../../../reports/table.js';
import { counted, numberInWords } from '../../words.js';
import { Row } from './row.js';
import { JUDGEMENT_WORDS, VERDICT_WORDS, nextRow } from './view.js';
import { instantOfMs } from '../../../../events/values/instant.js';

const MEDIA_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

const ASKS = ['sample', 'judgeSampleRow'] as const;

/** Rows of a page of a sample. */
const ROWS_SHOWN = 200;

type SampleRequest = PageRequest<{ readonly sample: string }>;
type AskSample = Ask<(typeof ASKS)[number]>;

/** A sample: its rows, each with what was found, and what they come to. With `row` one of them is judged. */
export const SAMPLE_PAGE = page({
  address: '/audit/:sample',
  action: 'sample.read',
  asks: ASKS,
  showsPerson: true,
  show: async (request, ask) => {
    const county = countyOf(request);
    const sample = await ask('sample', { county, sample: request.parameters.sample });
    const asked = textOf(request.query, 'format');
    const format = WORKSHEET_FORMATS.find((each) => each === asked);
    if (format === undefined) return shown(request, county, sample, FRESH);
    if (format === 'pdf' && !isDrawnOnPaper(sample)) throw new NotThere(tooLargeForPaper(sample));
    const name = `sample-${county}-${sample.sample}.${format}`;
    const bytes = await worksheetIn(format, sample);
    return { kind: 'download', name, type: MEDIA_TYPES[format], pieces: [bytes] };
  },
  acts: { judgement: judged },
});

async function judged(
  request: SampleRequest,
  form: FormTexts,
  ask: AskSample,
): Promise<PageAnswer> {
  const county = parseCounty(textOf(form, 'county')) ?? countyOf(request);
  const { sample: name } = request.parameters;
  const row = Number(textOf(form, 'row'));
  const replaces = textOf(form, 'replaces');
  const [reason, text, evidence] = ['reason', 'text', 'evidence'].map((each) => textOf(form, each));
  const reply = await ask.reply('judgeSampleRow', {
    county,
    sample: name,
    row: Number.isSafeInteger(row) && row > 0 ? row : 1,
    judgement: textOf(form, 'judgement'),
    reason: reason === '' || reason === undefined ? null : reason,
    text: text === '' || text === undefined ? null : text,
    evidence: (evidence ?? '').split(/\s*[\n,]\s*/u).filter((each) => each !== ''),
    replaces: /^[1-9]\d{0,5}$/u.test(replaces) ? Number(replaces) : null,
    by: actorName(request),
  });
  const sample = await ask('sample', { county, sample: name });
  const faults = faultsOfAct(reply, ['judgement', 'reason', 'text', 'evidence']);
  if (faults === null) {
    const next = nextRow(sample.rows, row);
    const of = sampleHref(county, name);
    return redirectTo(next === null ? of : `${of}&row=${String(next.n)}`);
  }
  const status = statusOf(faults);
  return shown(request, county, sample, { texts: form, faults }, { status, asked: row });
}

function countyOf({ query }: SampleRequest): County {
  const county = parseCounty(textOf(query, 'county'));
  if (county === null) throw new NotThere('A sample is of a county: open it from the list.');
  return county;
}

function shown(
  request: SampleRequest,
  county: County,
  sample: WholeSample,
  state: FormState,
  { status = 200, asked }: { status?: Shown['status']; asked?: number } = {},
): Shown {
  const { may, query } = request;
  const number = asked ?? Number(textOf(query, 'row'));
  const row = [...sample.rows, ...sample.reserve].find(({ n }) => n === number) ?? null;
  const crumbs = countyCrumbs(county, { href: `/audit?county=${county}`, text: 'Samples' });
  return {
    kind: 'shown',
    status,
    title: row === null ? 'A sample' : 'A row of a sample',
    heading:
      row === null
        ? `Sample ${sample.sample}, ${countyInWords(county)}`
        : `Row ${numberInWords(row.n)} of ${sample.sample}`,
    crumbs:
      row === null
        ? crumbs
        : [...crumbs, { href: sampleHref(county, sample.sample), text: sample.sample }],
    side: countySide(county, may),
    county,
    body: (
      <div>
        <ErrorSummary faults={state.faults} />
        {row === null ? (
          <Whole request={request} county={county} sample={sample} />
        ) : (
          <Row request={request} county={county} sample={sample} row={row} state={state} />
        )}
      </div>
    ),
  };
}

function Whole({
  request,
  county,
  sample,
}: {
  request: SampleRequest;
  county: County;
  sample: WholeSample;
}): VNode {
  const href = sampleHref(county, sample.sample);
  const next = nextRow(sample.rows, 0);
  const from = Math.max(0, Number(textOf(request.query, 'from')) || 0);
  const all = [...sample.rows, ...sample.reserve];
  const rows = all.slice(from, from + ROWS_SHOWN);
  return (
    <div id="sample" data-sample={sample.sample}>
      <Results sample={sample} />
      <Links
        links={[
          ...(next !== null && request.may('sample.record', county)
            ? [{ href: `${href}&row=${String(next.n)}`, text: `Judge row ${String(next.n)}` }]
            : []),
          { href: `${href}&format=xlsx`, text: 'Worksheet (XLSX)' },
          ...(isDrawnOnPaper(sample)
            ? [{ href: `${href}&format=pdf`, text: 'Worksheet (PDF)' }]
            : []),
        ]}
      />
      <Rows href={href} sample={sample} rows={rows} />
      {from + ROWS_SHOWN < all.length ? (
        <Links
          links={[{ href: `${href}&from=${String(from + ROWS_SHOWN)}`, text: 'Further rows' }]}
        />
      ) : null}
      <HowDrawn sample={sample} />
    </div>
  );
}

function Results({ sample }: { sample: WholeSample }): VNode {
  const { result, resultWithoutUndetermined: without, judged: count, size } = sample;
  if (result === null) {
    return (
      <Alert kind="info" heading="Nothing is judged yet">
        {`${counted(size, 'row')} to judge. The result stands here as soon as one is.`}
      </Alert>
    );
  }
  return (
    <section aria-labelledby="results">
      <h2 id="results">{`Result of ${numberInWords(count)} of ${numberInWords(size)} rows`}</h2>
      <ResultFacts result={result} />
      {without === null || without.judged === result.judged ? null : (
        <div>
          <h3>With rows that cannot be determined left out</h3>
          <ResultFacts result={without} />
        </div>
      )}
    </section>
  );
}

function ResultFacts({ result }: { result: SampleResult }): VNode {
  const { verdict, efficiency, passes, judged: count, limits, finite } = result;
  return (
    <Facts
      facts={[
        {
          name: 'Verdict',
          is: (
            <span data-verdict={verdict}>
              <StatusTag {...VERDICT_WORDS[verdict]} />
            </span>
          ),
        },
        {
          name: 'Efficiency',
          is: `${efficiency} % (${numberInWords(passes)} of ${numberInWords(count)} pass)`,
        },
        { name: '95 % limits (Clopper-Pearson)', is: `${limits.lower} % to ${limits.upper} %` },
        {
          name: '95 % limits of this population',
          is: finite === null ? 'None: drawn by dollars' : `${finite.lower} % to ${finite.upper} %`,
        },
      ]}
    />
  );
}

function Rows({
  href,
  sample,
  rows,
}: {
  href: string;
  sample: WholeSample;
  rows: readonly ShownRow[];
}): VNode {
  return (
    <Table
      id="rows"
      caption="Rows, in order of drawing"
      rows={rows}
      keyOf={({ n }) => String(n)}
      attributesOf={({ n, judgement, case: ofCase, child }) => ({
        'data-row': String(n),
        'data-case': ofCase,
        'data-child': child,
        'data-judgement': judgement?.found ?? '',
      })}
      isList
      columns={[
        {
          heading: 'Row',
          isNumber: true,
          cell: ({ n }) => <a href={`${href}&row=${String(n)}`}>{numberInWords(n)}</a>,
        },
        { heading: 'Case or child', cell: subjectText },
        { heading: 'Column', cell: ({ column }) => `(${column})` },
        {
          heading: 'Amount',
          isNumber: true,
          cell: ({ amount }) => (amount === null ? '' : numberInWords(amount)),
        },
        {
          heading: 'Found',
          cell: ({ n, judgement }) =>
            judgement === null ? (
              n > sample.size ? (
                'Replacement'
              ) : (
                'Not judged'
              )
            ) : (
              <StatusTag {...JUDGEMENT_WORDS[judgement.found]} />
            ),
        },
        { heading: 'By', cell: ({ judgement }) => <Typed text={judgement?.by ?? ''} /> },
      ]}
    />
  );
}

function subjectText({ case: ofCase, child }: ShownRow): string {
  return ofCase === undefined ? `Child ${child ?? ''}` : `Case ${ofCase}`;
}

function HowDrawn({ sample }: { sample: WholeSample }): VNode {
  const { earlier, method } = sample;
  return (
    <section aria-labelledby="how">
      <h2 id="how">How it was drawn</h2>
      <Facts
        facts={[
          { name: 'Month and line', is: `${monthForPeople(sample.month)}, Line ${sample.line}` },
          { name: 'Column', is: sample.column === null ? 'All' : `(${sample.column})` },
          {
            name: 'As of',
            is: `Position ${numberInWords(sample.asOf)}${sample.version === null ? '' : `, version ${String(sample.version)}`}`,
          },
          { name: 'Root of the ledger', is: <Hash hash={sample.root} /> },
          { name: 'Seed', is: <Typed text={sample.seed} /> },
          {
            name: 'Method',
            is: method === 'rows' ? 'Each row alike' : 'In proportion to its amount',
          },
          { name: 'Rows of the line', is: numberInWords(sample.population) },
          { name: 'Figures left out', is: numberInWords(sample.leftOut) },
          { name: 'Drawn by', is: <Typed text={sample.by} /> },
          { name: 'Drawn', is: <InstantOf instant={instantOfMs(Date.parse(sample.at))} /> },
        ]}
      />
      {earlier.length === 0 ? (
        <p>The same line, month and position was not drawn before.</p>
      ) : (
        <Table
          id="earlier"
          caption="Earlier draws of the same line, month and position"
          rows={earlier}
          keyOf={(each) => each.sample}
          isList
          columns={[
            { heading: 'Sample', cell: (each) => each.sample },
            { heading: 'Seed', cell: ({ seed }) => <Typed text={seed} /> },
            { heading: 'Drawn by', cell: ({ by }) => <Typed text={by} /> },
            { heading: 'Not judged', isNumber: true, cell: (each) => numberInWords(each.unjudged) },
          ]}
        />
      )}
    </section>
  );
}
