import type { VNode } from 'preact';
import { readActValue } from '../../../../events/acts/read-access-act.js';
import { formatInstant } from '../../../../events/values/instant.js';
import { blankCbudForm } from '../../../process/cbud/cbud-requests.js';
import type { CbudRowAnswer } from '../../../process/cbud/cbud-requests.js';
import type { CbudViewer } from '../../../process/cbud/cbud-viewers.js';
import {
  ErrorSummary,
  FRESH,
  Form,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Empty, Links } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown } from '../../page.js';
import { faultsOfReply, statusOf } from '../../process/act-form.js';
import { CBUD_FIELDS, faultsOfRow, pastedTable, requestOfOne } from './view.js';

const ASKS = ['cbudViewers', 'cbudRequests', 'doAccessAct'] as const;

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

type AskCbud = Ask<(typeof ASKS)[number]>;

/** What the page shows beside who has access. */
interface Standing {
  readonly state: FormState;
  /** The form that the state is of. */
  readonly of: 'one' | 'many';
  readonly rows: readonly CbudRowAnswer[] | null;
}

const NOTHING_SENT: Standing = { state: FRESH, of: 'one', rows: null };

export const CBUD_PAGE = page({
  address: '/access/cbud',
  action: 'cbud.request',
  asks: ASKS,
  showsPerson: true,
  show: (request, ask) => {
    const form = textOf(request.query, 'form');
    return form === 'xlsx' || form === 'csv'
      ? {
          kind: 'download',
          name: `cbud-request.${form}`,
          type: TYPES[form],
          pieces: blankCbudForm(form),
        }
      : shown(request, ask, NOTHING_SENT, 200);
  },
  acts: { CbudAccessRequested: requestedOne, 'cbud-rows': requestedMany },
});

async function requestedOne(
  request: PageRequest,
  form: FormTexts,
  ask: AskCbud,
): Promise<PageAnswer> {
  const given = requestOfOne(form);
  const at = formatInstant(Math.floor(request.now / 1000) * 1000);
  const read = readActValue({ ...given, at, by: 'operator' });
  if (read.kind !== 'act')
    return refusedOne(request, ask, form, faultsOfRow(read.code, read.message));
  const reply = await ask.reply('doAccessAct', { given });
  if (reply.kind !== 'done') return refusedOne(request, ask, form, faultsOfReply(reply));
  const [row] = reply.value.made.rows ?? [];
  if (row === undefined || !('error' in row)) return redirectTo(request.path);
  return refusedOne(request, ask, form, faultsOfRow(row.error, row.message));
}

function refusedOne(
  request: PageRequest,
  ask: AskCbud,
  form: FormTexts,
  faults: FieldFaults,
): Promise<PageAnswer> {
  const standing = { state: { texts: form, faults }, of: 'one', rows: null } as const;
  return shown(request, ask, standing, statusOf(faults));
}

async function requestedMany(
  request: PageRequest,
  form: FormTexts,
  ask: AskCbud,
): Promise<PageAnswer> {
  const asked = textOf(form, 'answer');
  const answerAs = asked === 'xlsx' ? 'xlsx' : 'csv';
  const reply = await ask.reply('cbudRequests', {
    file: pastedTable(form),
    format: 'csv',
    answerAs,
  });
  if (reply.kind !== 'done') {
    const faults = faultsOfReply(reply).map((fault) => ({ ...fault, field: 'rows' }));
    return shown(request, ask, { state: { texts: form, faults }, of: 'many', rows: null }, 422);
  }
  const { rows, pieces } = reply.value;
  if (asked === 'csv' || asked === 'xlsx') {
    return { kind: 'download', name: `cbud-results.${answerAs}`, type: TYPES[answerAs], pieces };
  }
  return shown(request, ask, { ...NOTHING_SENT, rows }, 200);
}

async function shown(
  request: PageRequest,
  ask: AskCbud,
  standing: Standing,
  status: Shown['status'],
): Promise<Shown> {
  const viewers = await ask('cbudViewers', {});
  return {
    kind: 'shown',
    ...(status === undefined ? {} : { status }),
    title: 'Access to the backup data (CBUD)',
    body: <Cbud request={request} viewers={viewers} standing={standing} />,
  };
}

function Cbud({
  request,
  viewers,
  standing: { state, of, rows },
}: {
  request: PageRequest;
  viewers: readonly CbudViewer[];
  standing: Standing;
}): VNode {
  return (
    <div>
      <ErrorSummary faults={state.faults} />
      {rows === null ? null : <Results rows={rows} />}
      <Viewers viewers={viewers} />
      <One request={request} state={of === 'one' ? state : FRESH} />
      <Many request={request} state={of === 'many' ? state : FRESH} />
    </div>
  );
}

function Results({ rows }: { rows: readonly CbudRowAnswer[] }): VNode {
  return (
    <Alert kind="info" heading="What came of your rows">
      <Table
        id="results"
        caption="Results"
        rows={rows}
        keyOf={({ line }) => String(line)}
        columns={[
          { heading: 'Line', isNumber: true, cell: ({ line }) => String(line) },
          { heading: 'E-mail', cell: ({ email }) => email },
          { heading: 'Result', cell: ({ result }) => result },
        ]}
      />
    </Alert>
  );
}

function Viewers({ viewers }: { viewers: readonly CbudViewer[] }): VNode {
  if (viewers.length === 0)
    return <Empty why="Nobody has access to the backup data of your counties." />;
  return (
    <Table
      id="viewers"
      caption="Who has access"
      rows={viewers}
      keyOf={({ county, account }) => `${county} ${account}`}
      attributesOf={({ account }) => ({ 'data-account': account })}
      isList
      columns={[
        { heading: 'County', cell: ({ county }) => county },
        { heading: 'Name', cell: ({ name }) => `${name.first} ${name.last}` },
        { heading: 'E-mail', cell: ({ email }) => email },
        { heading: 'Account', cell: ({ account }) => account },
      ]}
    />
  );
}

const LABELS = {
  county: 'County number (of the Monthly State Performance Report, not the FIPS code)',
  first: 'First name',
  last: 'Last name',
  telephone: 'Phone',
  email: 'E-mail',
} as const;

function One({ request, state }: { request: PageRequest; state: FormState }): VNode {
  return (
    <section aria-labelledby="one">
      <h2 id="one">Ask for one person</h2>
      <Form act="CbudAccessRequested" request={request}>
        {CBUD_FIELDS.map((name) =>
          name === 'level' ? (
            <SelectField
              key={name}
              name={name}
              label="Access level"
              state={state}
              options={[
                { value: '1', text: '1, access' },
                { value: '0', text: '0, no access' },
              ]}
            />
          ) : (
            <TextField
              key={name}
              name={name}
              label={LABELS[name]}
              state={state}
              type={name === 'email' ? 'email' : name === 'telephone' ? 'tel' : 'text'}
            />
          ),
        )}
        <SubmitButton text="Ask" />
      </Form>
    </section>
  );
}

function Many({ request, state }: { request: PageRequest; state: FormState }): VNode {
  return (
    <section aria-labelledby="many">
      <h2 id="many">Ask for many</h2>
      <p>
        Fill in the form in a spreadsheet, copy its rows and paste them here. Rows may be of several
        counties.
      </p>
      <Links
        links={[
          { href: '/access/cbud?form=xlsx', text: 'Blank form (XLSX)' },
          { href: '/access/cbud?form=csv', text: 'Blank form (CSV)' },
        ]}
      />
      <Form act="cbud-rows" request={request}>
        <TextArea
          name="rows"
          label="Rows"
          hint="County Number, First Name, Last Name, Phone, Email, Access Level"
          rows={8}
          state={state}
        />
        <SelectField
          name="answer"
          label="Answer"
          state={state}
          options={[
            { value: '', text: 'On this page' },
            { value: 'xlsx', text: 'The same rows with their results (XLSX)' },
            { value: 'csv', text: 'The same rows with their results (CSV)' },
          ]}
        />
        <SubmitButton text="Ask for all" />
      </Form>
    </section>
  );
}
