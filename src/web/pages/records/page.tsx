import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import { visible } from '../../../../events/values/visible-text.js';
import type { RejectedLine } from '../../../ledger/county-batch.js';
import { recordHref } from '../../addresses.js';
import { Typed } from '../../components/figures.js';
import { ErrorSummary, FRESH, FileField, Form, SubmitButton } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Facts, Links } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { page } from '../../page.js';
import type { Ask, PageRequest, Shown } from '../../page.js';
import { counted, numberInWords } from '../../words.js';
import { CameInShown } from './came-in.js';
import { takeIn } from './taking-in.js';
import type { TakenIn } from './taking-in.js';
import { cameInView, dayBefore, recordsHref } from './view.js';

/** Rejected lines that the page lists; the file has more. */
const REJECTED_SHOWN = 100;
/** Rejected lines in the file that the page carries. */
const REJECTED_IN_FILE = 500;

type RecordsRequest = PageRequest<{ readonly county: County }>;

const ASKS = ['appendToCounty', 'cameIn'] as const;

/** What came in, for whoever may see it; records go in here for whoever may send them. */
export const RECORDS_PAGE = page({
  address: '/counties/:county/records',
  action: 'intake.read',
  asks: ASKS,
  showsPerson: true,
  show: (request, ask) => shown(request, ask, FRESH, null),
  uploads: {
    upload: async (request, { name, bytes }, _form, ask) => {
      const { county } = request.parameters;
      if (name === '') {
        const message = 'Choose a file of records, one JSON object a line.';
        const faults = [{ field: 'file', code: 'INVALID_FIELD', message }];
        return shown(request, ask, { texts: new Map(), faults }, null, 422);
      }
      const taken = await takeIn(ask, county, name, bytes);
      return shown(request, ask, FRESH, taken, taken.rejected.length > 0 ? 422 : 200);
    },
  },
});

async function shown(
  request: RecordsRequest,
  ask: Ask<(typeof ASKS)[number]>,
  state: FormState,
  taken: TakenIn | null,
  status: Shown['status'] = 200,
): Promise<Shown> {
  const { parameters, may, query } = request;
  const { county } = parameters;
  const before = dayBefore(query);
  const view = cameInView(county, await ask('cameIn', { county, before }), before);
  return {
    kind: 'shown',
    status,
    title: `Records of county ${county}`,
    heading: `Records, ${countyInWords(county)}`,
    crumbs: countyCrumbs(county),
    side: countySide(county, may),
    county,
    body: (
      <div>
        <ErrorSummary faults={state.faults} />
        {taken === null ? null : <Outcome taken={taken} county={county} />}
        {may('records.append', county) ? <Entering request={request} state={state} /> : null}
        <CameInShown view={view} county={county} />
      </div>
    ),
  };
}

/** A file or one record, for whoever may send them. */
function Entering({ request, state }: { request: RecordsRequest; state: FormState }): VNode {
  const { county } = request.parameters;
  return (
    <div>
      <h2>Upload a file</h2>
      <p>
        One record a line, as JSON. What is accepted stays; send the same file again when it breaks
        off, and what is there already is a duplicate.
      </p>
      <Form act="upload" request={request} isUpload>
        <FileField
          name="file"
          label="File of records"
          accept=".ndjson,.jsonl,.json,.txt"
          state={state}
        />
        <SubmitButton text="Upload" />
      </Form>
      <h2>Enter one record</h2>
      <Links
        links={[
          { href: `${recordsHref(county)}/new`, text: 'Enter a record' },
          { href: '/help/refusals', text: 'Why a record may be refused' },
        ]}
      />
    </div>
  );
}

function Outcome({ taken, county }: { taken: TakenIn; county: County }): VNode {
  const { outcome, rejected, isCutOff } = taken;
  if (outcome.kind !== 'done' || outcome.value.kind !== 'taken') {
    const message = outcome.kind === 'done' ? 'The ledger has another size.' : said(outcome);
    return (
      <Alert kind="error" heading="Nothing was taken in">
        <p data-error="FAILED">{message}</p>
      </Alert>
    );
  }
  const { accepted, duplicates, size } = outcome.value;
  return (
    <section id="outcome" data-accepted={String(accepted)} data-rejected={String(rejected.length)}>
      <Alert
        kind={rejected.length === 0 ? 'success' : 'warning'}
        heading={`${counted(accepted, 'record')} taken in`}
      >
        <Facts
          facts={[
            { name: 'Duplicates', is: numberInWords(duplicates) },
            { name: 'Rejected', is: numberInWords(rejected.length) },
            { name: 'Records now', is: numberInWords(size) },
          ]}
        />
        {isCutOff ? <p>So many were rejected that the file was not read to its end.</p> : null}
      </Alert>
      {rejected.length === 0 ? null : <Rejected rejected={rejected} county={county} />}
    </section>
  );
}

function said(outcome: Exclude<TakenIn['outcome'], { readonly kind: 'done' }>): string {
  return outcome.kind === 'refusedByRule' ? outcome.refusal.message : outcome.message;
}

function Rejected({
  rejected,
  county,
}: {
  rejected: readonly RejectedLine[];
  county: County;
}): VNode {
  const text = rejected
    .slice(0, REJECTED_IN_FILE)
    .map((each) => `${JSON.stringify(each)}\n`)
    .join('');
  return (
    <section>
      <p>
        <a
          download={`rejects-${county}.ndjson`}
          href={`data:application/x-ndjson;base64,${Buffer.from(text).toString('base64')}`}
        >
          Download the rejected lines with what to mend
        </a>
      </p>
      <Table
        id="rejected"
        caption="Rejected lines"
        rows={rejected.slice(0, REJECTED_SHOWN)}
        keyOf={({ line }) => String(line)}
        attributesOf={({ code, line }) => ({ 'data-error': code, 'data-line': String(line) })}
        isList
        columns={[
          { heading: 'Line', isNumber: true, cell: ({ line }) => numberInWords(line) },
          { heading: 'Code', cell: ({ code }) => code },
          { heading: 'What to mend', cell: ({ message }) => <Typed text={message} /> },
          {
            heading: 'Record',
            cell: ({ id }) =>
              id === null ? '' : <a href={recordHref(county, id)}>{visible(id.slice(0, 8))}</a>,
          },
        ]}
      />
    </section>
  );
}
