import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import type { SentFile } from '../../../exchange/outbox.js';
import { InstantOf, Typed } from '../../components/figures.js';
import {
  ErrorSummary,
  FRESH,
  FileField,
  Form,
  SubmitButton,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Empty, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { faultsOfAct } from '../../forms/act-faults.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown, UploadedFile } from '../../page.js';
import { countyHref } from '../../addresses.js';
import { rowsBefore } from '../../wrong-query.js';
import { fileHref, filesHref, filesView, sentRows } from './view.js';
import type { FilesView } from './view.js';

const ASKS = ['countyFiles', 'receiveFile', 'sentFiles', 'sendToCounty'] as const;

/** Files that were sent to the county, as many as are listed. */
const SENT_SHOWN = 100;

type FilesRequest = PageRequest<{ readonly county: County }>;
type AskFiles = Ask<(typeof ASKS)[number]>;

/** What was refused, by the form that it was sent with. */
interface Refused {
  readonly upload: FormState;
  readonly send: FormState;
}

const NOTHING_REFUSED: Refused = { upload: FRESH, send: FRESH };

export const FILES_PAGE = page({
  address: '/counties/:county/files',
  action: 'intake.read',
  asks: ASKS,
  showsPerson: true,
  show: (request, ask) => shown(request, ask, NOTHING_REFUSED),
  uploads: { upload: received, send: sent },
});

async function received(
  request: FilesRequest,
  { name, bytes }: UploadedFile,
  _form: FormTexts,
  ask: AskFiles,
): Promise<PageAnswer> {
  const { county } = request.parameters;
  const refuse = (faults: FieldFaults, status: Shown['status']): Promise<Shown> =>
    shown(request, ask, { ...NOTHING_REFUSED, upload: { texts: new Map(), faults } }, status);
  if (name === '') {
    const message = 'Choose a file: NDJSON, CSV or a workbook, perhaps packed.';
    return refuse([{ field: 'file', code: 'INVALID_FIELD', message }], 422);
  }
  const reply = await ask.reply('receiveFile', { county, file: name, chunks: bytes });
  if (reply.kind === 'done') return redirectTo(fileHref(county, reply.value.number));
  return refuse(at('file', faultsOfAct(reply, []) ?? []), 409);
}

async function sent(
  request: FilesRequest,
  { name, bytes }: UploadedFile,
  form: FormTexts,
  ask: AskFiles,
): Promise<PageAnswer> {
  const { county } = request.parameters;
  const refuse = (faults: FieldFaults, status: Shown['status']): Promise<Shown> =>
    shown(request, ask, { ...NOTHING_REFUSED, send: { texts: form, faults } }, status);
  if (name === '') {
    const message = 'Choose the file that the county is to fetch.';
    return refuse([{ field: 'sent', code: 'INVALID_FIELD', message }], 422);
  }
  const note = textOf(form, 'note');
  const reply = await ask.reply('sendToCounty', {
    county,
    file: name,
    note: note === '' ? null : note,
    chunks: bytes,
  });
  if (reply.kind === 'done') return redirectTo(`${filesHref(county)}#outbox`);
  return refuse(at('sent', faultsOfAct(reply, []) ?? []), 409);
}

/** What is wrong with a file stands beside its field. */
function at(field: string, faults: FieldFaults): FieldFaults {
  return faults.map((fault) => ({ ...fault, field }));
}

async function shown(
  request: FilesRequest,
  ask: AskFiles,
  refused: Refused,
  status: Shown['status'] = 200,
): Promise<Shown> {
  const { parameters, may, query } = request;
  const { county } = parameters;
  const before = rowsBefore(query, 'before') || null;
  const view = filesView(county, await ask('countyFiles', { county, before }));
  const outbox = await ask('sentFiles', { county });
  return {
    kind: 'shown',
    status,
    title: `Files of county ${county}`,
    heading: `Files, ${countyInWords(county)}`,
    crumbs: countyCrumbs(county),
    side: countySide(county, may),
    county,
    body: <Files request={request} view={view} outbox={outbox} refused={refused} />,
  };
}

function Files({
  request,
  view,
  outbox,
  refused,
}: {
  request: FilesRequest;
  view: FilesView;
  outbox: readonly SentFile[];
  refused: Refused;
}): VNode {
  const { parameters, may } = request;
  const { county } = parameters;
  return (
    <div>
      <ErrorSummary faults={[...refused.upload.faults, ...refused.send.faults]} />
      {may('records.append', county) ? <Upload request={request} state={refused.upload} /> : null}
      <section aria-labelledby="came">
        <h2 id="came">What came</h2>
        <Came view={view} />
      </section>
      <Outbox request={request} files={outbox} state={refused.send} />
    </div>
  );
}

function Upload({ request, state }: { request: FilesRequest; state: FormState }): VNode {
  const { county } = request.parameters;
  return (
    <section aria-labelledby="upload">
      <h2 id="upload">Upload a file</h2>
      <p>
        A table is named after its records, as in <code>CollectionReceived-2006-09.csv</code>. The
        file is taken in once: if the upload breaks off, send it again.
      </p>
      <Form act="upload" request={request} isUpload>
        <FileField
          name="file"
          label="File of records"
          hint="NDJSON, CSV or XLSX, alone or packed as .gz or .zip; at most 1 GiB"
          accept=".ndjson,.csv,.xlsx,.gz,.zip,.age"
          state={state}
        />
        <SubmitButton text="Upload" />
      </Form>
      <Links
        links={[
          { href: '/help#records', text: 'What each kind of record holds' },
          ...(request.may('intake.settings', county)
            ? [{ href: `${countyHref(county)}/intake`, text: 'See how a table would be read' }]
            : []),
          { href: `${countyHref(county)}/records/new`, text: 'Enter one record' },
        ]}
      />
    </section>
  );
}

function Came({ view }: { view: FilesView }): VNode {
  if (view.rows.length === 0) {
    return (
      <Empty why="No file has come from this county yet. Upload one here, or send it by SFTP once a key is there." />
    );
  }
  return (
    <div>
      <Table
        id="files"
        caption="Files, the newest first"
        rows={view.rows}
        keyOf={({ number }) => String(number)}
        attributesOf={({ number, state }) => ({
          'data-file': String(number),
          'data-state': state.text,
        })}
        isList
        columns={[
          {
            heading: 'File',
            cell: ({ href, file }) => (
              <a href={href}>
                <Typed text={file} />
              </a>
            ),
          },
          { heading: 'State', cell: ({ state }) => <StatusTag {...state} /> },
          { heading: 'What became of it', cell: ({ outcome }) => <Typed text={outcome} /> },
          { heading: 'Received', cell: ({ received }) => <InstantOf instant={received} /> },
          { heading: 'From', cell: ({ from }) => from },
        ]}
      />
      {view.older === null ? null : <Links links={[{ href: view.older, text: 'Older files' }]} />}
    </div>
  );
}

function Outbox({
  request,
  files,
  state,
}: {
  request: FilesRequest;
  files: readonly SentFile[];
  state: FormState;
}): VNode {
  const rows = sentRows(files, SENT_SHOWN);
  return (
    <section aria-labelledby="outbox">
      <h2 id="outbox">For the county to fetch</h2>
      {rows.length === 0 ? (
        <Empty why="Nothing was put into the county's outbox yet." />
      ) : (
        <Table
          id="sent"
          caption="Files put into the outbox, the newest first"
          rows={rows}
          keyOf={({ key }) => key}
          attributesOf={({ state: { text } }) => ({ 'data-state': text })}
          isList
          columns={[
            { heading: 'File', cell: ({ file }) => <Typed text={file} /> },
            { heading: 'State', cell: ({ state: each }) => <StatusTag {...each} /> },
            { heading: 'Note', cell: ({ note }) => <Typed text={note ?? ''} /> },
            { heading: 'Put there', cell: ({ at }) => <InstantOf instant={at} /> },
            { heading: 'By', cell: ({ by }) => <Typed text={by} /> },
            {
              heading: 'Fetched',
              cell: ({ fetched }) => (fetched === null ? '' : <InstantOf instant={fetched} />),
            },
          ]}
        />
      )}
      {request.may('intake.send', request.parameters.county) ? (
        <Send request={request} state={state} />
      ) : null}
    </section>
  );
}

function Send({ request, state }: { request: FilesRequest; state: FormState }): VNode {
  return (
    <div>
      <h3>Put a file there</h3>
      <Alert kind="info">
        The county fetches it by SFTP. It lies there whole or not at all, with its SHA-256.
      </Alert>
      <Form act="send" request={request} isUpload>
        <TextField
          name="note"
          label="Note (may be left out)"
          hint="It names no person"
          state={state}
        />
        <FileField name="sent" label="File for the county" accept="" state={state} />
        <SubmitButton text="Put into the outbox" />
      </Form>
    </div>
  );
}
