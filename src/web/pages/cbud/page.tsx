import type { VNode } from 'preact';
import { CBUD_BYTES_MAX } from '../../../process/cbud/cbud-file.js';
import type { CbudFormat } from '../../../process/cbud/cbud-file.js';
import { blankCbudForm } from '../../../process/cbud/cbud-requests.js';
import type { CbudRowAnswer } from '../../../process/cbud/cbud-requests.js';
import type { CbudViewer } from '../../../process/cbud/cbud-viewers.js';
import {
  ErrorSummary,
  FRESH,
  FileField,
  Form,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { TableInPages } from '../../components/paged-table.js';
import type { Paging } from '../../components/paged-table.js';
import { Alert, Empty, Links } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown, UploadedFile } from '../../page.js';
import { faultAt, faultsOfAct, faultsOfGiven, statusOf } from '../../forms/act-faults.js';
import {
  CBUD_FIELDS,
  bytesOfUpload,
  formatOfFile,
  nameOfAnswer,
  pastedTable,
  requestOfOne,
} from './view.js';

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
  readonly of: 'one' | 'rows' | 'file';
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
  uploads: { 'cbud-file': requestedByFile },
});

async function requestedOne(
  request: PageRequest,
  form: FormTexts,
  ask: AskCbud,
): Promise<PageAnswer> {
  const given = requestOfOne(form);
  const wrong = faultsOfGiven(given, request.now, CBUD_FIELDS);
  if (wrong.length > 0) return refusedOne(request, ask, form, wrong);
  const reply = await ask.reply('doAccessAct', { given });
  const faults = faultsOfAct(reply, CBUD_FIELDS);
  if (faults !== null) return refusedOne(request, ask, form, faults);
  const [row] = reply.kind === 'done' ? (reply.value.made.rows ?? []) : [];
  if (row === undefined || !('error' in row)) return redirectTo(request.path);
  const { error, message } = row;
  return refusedOne(request, ask, form, [faultAt(error, message, CBUD_FIELDS)]);
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
  const sent = { file: pastedTable(form), format: 'csv', name: 'cbud-request' } as const;
  return requested(request, form, ask, { ...sent, of: 'rows' });
}

/** A workbook as it was filled in: read whole, for a request is small. */
async function requestedByFile(
  request: PageRequest,
  { name, bytes }: UploadedFile,
  form: FormTexts,
  ask: AskCbud,
): Promise<PageAnswer> {
  const file = await bytesOfUpload(bytes);
  const wrong = name === '' ? NO_FILE : file === null ? TOO_LARGE : null;
  if (wrong !== null || file === null) {
    const faults = [{ field: 'file', code: 'INVALID_FIELD', message: wrong ?? TOO_LARGE }];
    return shown(request, ask, { state: { texts: form, faults }, of: 'file', rows: null }, 422);
  }
  const sent = { file, format: formatOfFile(file), name: nameOfAnswer(name), of: 'file' } as const;
  return requested(request, form, ask, sent);
}

const NO_FILE = 'Choose the form that was filled in, as XLSX or CSV.';
const TOO_LARGE = `The file has more than ${String(CBUD_BYTES_MAX)} bytes: send it in parts.`;

/** A request for many: as it came, and the field that it came in. */
interface SentRequest {
  readonly file: Uint8Array;
  readonly format: CbudFormat;
  /** What the answer is called, without its ending. */
  readonly name: string;
  readonly of: 'rows' | 'file';
}

async function requested(
  request: PageRequest,
  form: FormTexts,
  ask: AskCbud,
  { file, format, name, of }: SentRequest,
): Promise<PageAnswer> {
  const asked = textOf(form, of === 'file' ? 'fileAnswer' : 'answer');
  const answerAs = asked === 'xlsx' || asked === 'csv' ? asked : format;
  const reply = await ask.reply('cbudRequests', { file, format, answerAs });
  const faults = faultsOfAct(reply, []);
  if (faults !== null || reply.kind !== 'done') {
    const state = { texts: form, faults: (faults ?? []).map((each) => ({ ...each, field: of })) };
    return shown(request, ask, { state, of, rows: null }, 422);
  }
  const { rows, pieces } = reply.value;
  if (asked !== '') {
    return { kind: 'download', name: `${name}.${answerAs}`, type: TYPES[answerAs], pieces };
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
      <Viewers viewers={viewers} paging={request} />
      <One request={request} state={of === 'one' ? state : FRESH} />
      <ByFile request={request} state={of === 'file' ? state : FRESH} />
      <Many request={request} state={of === 'rows' ? state : FRESH} />
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
        attributesOf={({ line, kind }) => ({ 'data-line': String(line), 'data-result': kind })}
        columns={[
          { heading: 'Line', isNumber: true, cell: ({ line }) => String(line) },
          { heading: 'E-mail', cell: ({ email }) => email },
          { heading: 'Result', cell: ({ result }) => result },
        ]}
      />
    </Alert>
  );
}

function Viewers({ viewers, paging }: { viewers: readonly CbudViewer[]; paging: Paging }): VNode {
  if (viewers.length === 0)
    return <Empty why="Nobody has access to the backup data of your counties." />;
  return (
    <TableInPages
      paging={paging}
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

/** How the answer comes: on the page, or as the table that was sent with a column more. */
function AnswerField({ state, name }: { state: FormState; name: string }): VNode {
  return (
    <SelectField
      name={name}
      label="Answer"
      state={state}
      options={[
        { value: '', text: 'On this page' },
        { value: 'xlsx', text: 'The same rows with their results (XLSX)' },
        { value: 'csv', text: 'The same rows with their results (CSV)' },
      ]}
    />
  );
}

function ByFile({ request, state }: { request: PageRequest; state: FormState }): VNode {
  return (
    <section aria-labelledby="by-file">
      <h2 id="by-file">Ask for many by a workbook</h2>
      <p>
        Fill in the form in a spreadsheet and send it as it is. Rows may be of several counties.
        Good rows are done; each other row says what to mend.
      </p>
      <Links
        links={[
          { href: '/access/cbud?form=xlsx', text: 'Blank form (XLSX)' },
          { href: '/access/cbud?form=csv', text: 'Blank form (CSV)' },
        ]}
      />
      <Form act="cbud-file" request={request} isUpload>
        <AnswerField state={state} name="fileAnswer" />
        <FileField name="file" label="The form, filled in" accept=".xlsx,.csv" state={state} />
        <SubmitButton text="Send" />
      </Form>
    </section>
  );
}

function Many({ request, state }: { request: PageRequest; state: FormState }): VNode {
  return (
    <section aria-labelledby="many">
      <h2 id="many">Ask for many by pasted rows</h2>
      <p>Copy the rows of the form from a spreadsheet and paste them here.</p>
      <Form act="cbud-rows" request={request}>
        <TextArea
          name="rows"
          label="Rows"
          hint="County Number, First Name, Last Name, Phone, Email, Access Level"
          rows={8}
          state={state}
        />
        <AnswerField state={state} name="answer" />
        <SubmitButton text="Ask for all" />
      </Form>
    </section>
  );
}
