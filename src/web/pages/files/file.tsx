import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import { visible } from '../../../../events/values/visible-text.js';
import { readLines } from '../../../../events/wire/lines.js';
import type { CountyFile } from '../../../exchange/files-of-county.js';
import { receiptJson } from '../../../exchange/receipt.js';
import type { Receipt } from '../../../exchange/receipt.js';
import { recordHref } from '../../addresses.js';
import { Hash, InstantOf, Typed } from '../../components/figures.js';
import { Alert, Facts, Links, ProgressBar } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { REFRESH_SECONDS, page } from '../../page.js';
import type { Ask, Download, PageRequest } from '../../page.js';
import { numberInWords } from '../../words.js';
import { fileHref, filesHref, fromInWords, stateOf } from './view.js';
import { instantOfMs } from '../../../../events/values/instant.js';

/** Rejected lines that the page lists; the file has all. */
const REJECTED_SHOWN = 100;

/** A line of a rejects file. */
interface Reject {
  readonly line: number;
  readonly column?: string;
  readonly id: string | null;
  readonly code: string;
  readonly message: string;
}

type FileRequest = PageRequest<{ readonly county: County; readonly number: number }>;

const ASKS = ['countyFileOfNumber', 'fileRejects'] as const;

/** One file: how far it is, its receipt, and each rejected line with what to mend. */
export const FILE_PAGE = page({
  address: '/counties/:county/files/:number',
  action: 'intake.read',
  asks: ASKS,
  showsPerson: true,
  show: async (request, ask) => {
    const { county, number } = request.parameters;
    const file = await ask('countyFileOfNumber', { county, number });
    const rejects = await firstRejects(request, ask, file);
    return {
      kind: 'shown',
      title: 'A file of the county',
      heading: `File ${numberInWords(number)}, ${countyInWords(county)}`,
      crumbs: countyCrumbs(county, { href: filesHref(county), text: 'Files' }),
      side: countySide(county, request.may),
      county,
      ...(file.state === 'taking' ? { refreshSeconds: REFRESH_SECONDS } : {}),
      body: <FileShown county={county} file={file} rejects={rejects} />,
    };
  },
});

/** The receipt as it is in the county's folder. */
export const RECEIPT_PAGE = page({
  address: '/counties/:county/files/:number/receipt',
  action: 'intake.read',
  asks: ['countyFileOfNumber'],
  showsPerson: true,
  show: async ({ parameters }, ask): Promise<Download> => {
    const { receipt } = await ask('countyFileOfNumber', parameters);
    return {
      kind: 'download',
      name: `receipt-${parameters.county}-${String(parameters.number)}.json`,
      type: 'application/json; charset=utf-8',
      pieces: receipt === null ? [] : [receiptJson(receipt)],
    };
  },
});

/** Every rejected line as `ingest` writes it. */
export const REJECTS_PAGE = page({
  address: '/counties/:county/files/:number/rejects',
  action: 'intake.read',
  asks: ['fileRejects'],
  showsPerson: true,
  show: async ({ parameters }, ask): Promise<Download> => ({
    kind: 'download',
    name: `rejects-${parameters.county}-${String(parameters.number)}.ndjson`,
    type: 'application/x-ndjson',
    pieces: await ask('fileRejects', parameters),
  }),
});

/** The first rejected lines; null where none is kept any more. */
async function firstRejects(
  { parameters }: FileRequest,
  ask: Ask<(typeof ASKS)[number]>,
  { receipt }: CountyFile,
): Promise<readonly Reject[] | null> {
  if (receipt === null || receipt.rejected === 0) return [];
  const reply = await ask.reply('fileRejects', parameters);
  if (reply.kind !== 'done') return null;
  const rejects: Reject[] = [];
  for await (const lines of readLines(reply.value)) {
    for (const line of lines) {
      if (line.kind !== 'line') continue;
      // We have written it.
      rejects.push(JSON.parse(Buffer.from(line.bytes).toString('utf8')) as Reject);
      if (rejects.length === REJECTED_SHOWN) return rejects;
    }
  }
  return rejects;
}

function FileShown({
  county,
  file,
  rejects,
}: {
  county: County;
  file: CountyFile;
  rejects: readonly Reject[] | null;
}): VNode {
  const { number, received, state, receipt, reason } = file;
  return (
    <div id="file" data-file={String(number)} data-state={state}>
      {state === 'taking' ? <Taking county={county} file={file} /> : null}
      {state === 'returned' ? (
        <Alert kind="error" heading="It was returned, and nothing of it was taken in">
          <p data-error="RETURNED">
            <Typed text={reason ?? ''} />
          </p>
          <p>Mend the file, and send it again.</p>
        </Alert>
      ) : null}
      {receipt?.again === true ? (
        <Alert kind="info" heading="The same file came before">
          What follows became of it then. Nothing was taken in again.
        </Alert>
      ) : null}
      <Facts
        facts={[
          { name: 'File', is: <Typed text={file.file} /> },
          { name: 'State', is: <StatusTag {...stateOf(file)} /> },
          { name: 'Received', is: <InstantOf instant={instantOfMs(Date.parse(received))} /> },
          { name: 'How it came', is: fromInWords(file) },
        ]}
      />
      {receipt === null ? null : <ReceiptShown county={county} number={number} receipt={receipt} />}
      {receipt === null || receipt.rejected === 0 ? null : (
        <Rejects county={county} number={number} receipt={receipt} rejects={rejects} />
      )}
    </div>
  );
}

function Taking({ county, file: { number, done } }: { county: County; file: CountyFile }): VNode {
  return (
    <section aria-label="How far it is">
      <ProgressBar label={done === 0 ? 'Being looked through' : 'Being taken in'} done={done} />
      <p>
        You may leave this page: the file is kept, and is taken in whatever happens.{' '}
        <a href={fileHref(county, number)}>Look again</a>
      </p>
    </section>
  );
}

function ReceiptShown({
  county,
  number,
  receipt,
}: {
  county: County;
  number: number;
  receipt: Receipt;
}): VNode {
  const { records, accepted, duplicates, rejected, ledger, sha256, bytes, format, taken } = receipt;
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt">Receipt</h2>
      <Facts
        facts={[
          { name: 'Records in it', is: numberInWords(records) },
          { name: 'Accepted', is: numberInWords(accepted) },
          { name: 'Duplicates (were there already)', is: numberInWords(duplicates) },
          { name: 'Rejected', is: numberInWords(rejected) },
          { name: 'Taken in', is: <InstantOf instant={instantOfMs(Date.parse(taken))} /> },
          { name: 'Format', is: format },
          { name: 'Size in bytes', is: numberInWords(bytes) },
          { name: 'SHA-256 of the file', is: <Hash hash={sha256} /> },
          { name: 'Ledger before', is: `${numberInWords(ledger.before.size)} records` },
          { name: 'Ledger after', is: `${numberInWords(ledger.after.size)} records` },
          { name: 'Root after', is: <Hash hash={ledger.after.root} /> },
        ]}
      />
      <Links
        links={[{ href: `${fileHref(county, number)}/receipt`, text: 'Download the receipt' }]}
      />
    </section>
  );
}

function Rejects({
  county,
  number,
  receipt,
  rejects,
}: {
  county: County;
  number: number;
  receipt: Receipt;
  rejects: readonly Reject[] | null;
}): VNode {
  if (rejects === null) {
    return (
      <Alert kind="info" heading="The rejected lines are not kept any more">
        They go 30 days after the file came. Send the file again to have them named again.
      </Alert>
    );
  }
  return (
    <section aria-labelledby="rejects">
      <h2 id="rejects">Rejected lines</h2>
      <p>
        {`Mend these lines, and send them in a new file: ${numberInWords(rejects.length)} of ${numberInWords(receipt.rejected)} are listed.`}
      </p>
      <Links
        links={[
          { href: `${fileHref(county, number)}/rejects`, text: 'Download all of them' },
          { href: '/help/refusals', text: 'What each code means' },
        ]}
      />
      <Table
        id="rejected"
        caption="What was rejected, and what to mend"
        rows={rejects}
        keyOf={({ line, column = '' }) => `${String(line)} ${column}`}
        attributesOf={({ code, line }) => ({ 'data-error': code, 'data-line': String(line) })}
        isList
        columns={[
          { heading: 'Line', isNumber: true, cell: ({ line }) => numberInWords(line) },
          { heading: 'Column', cell: ({ column = '' }) => <Typed text={column} /> },
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
