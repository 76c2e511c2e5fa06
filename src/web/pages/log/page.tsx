import type { VNode } from 'preact';
import { linesCsv } from '../../../access-log/printed-lines.js';
import { LINES_MAX } from '../../../access-log/read-lines.js';
import { Hash, InstantOf, Typed } from '../../components/figures.js';
import { ErrorSummary, TextField } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Empty, Facts, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import type { Column } from '../../components/table.js';
import { textOf } from '../../forms/form-texts.js';
import { NotThere } from '../../not-there.js';
import { page } from '../../page.js';
import type { PageRequest, Shown } from '../../page.js';
import { numberInWords } from '../../words.js';
import { filterOf, filterTextsOf } from './filter.js';
import { LOG_SIDE } from './log-side.js';
import { LINES_SHOWN, firstAfter, logView, proofOf } from './view.js';
import type { LogLine, LogProof, LogView } from './view.js';

/** Who saw and did what, and how far that is proved. */
export const LOG_PAGE = page({
  address: '/log',
  action: 'log.read',
  asks: ['accessLog', 'accessLogCheckpoint'],
  showsPerson: true,
  show: async (request, ask) => {
    const { query, path } = request;
    const format = textOf(query, 'format');
    const head = await ask('accessLogCheckpoint', {});
    if (format === 'note') {
      if (head.note === null) throw new NotThere('The access log has no line yet.');
      const type = 'text/plain; charset=utf-8';
      return { kind: 'download', name: 'access-log.note', type, pieces: [head.note] };
    }
    const filter = filterOf(query);
    if (filter.kind === 'wrong') {
      const state = { texts: query, faults: filter.faults };
      return shown(request, state, <Proof proof={proofOf(head)} />, 422);
    }
    const { asked } = filter;
    const after = firstAfter(asked, head);
    const isFile = format === 'csv';
    const limit = isFile ? LINES_MAX : LINES_SHOWN;
    const read = await ask('accessLog', { ...asked.chosen, after, limit });
    if (isFile) {
      const type = 'text/csv; charset=utf-8';
      const pieces = [linesCsv(read.lines)];
      return { kind: 'download', name: `access-log-after-${String(after)}.csv`, type, pieces };
    }
    const view = logView(path, { texts: filterTextsOf(query), after, read, head });
    const mayOpen = request.may('account.read');
    return shown(request, { texts: query, faults: [] }, <Log view={view} mayOpen={mayOpen} />);
  },
});

function shown(
  { path }: PageRequest,
  state: FormState,
  body: VNode,
  status: 200 | 422 = 200,
): Shown {
  return {
    kind: 'shown',
    status,
    title: 'Access log',
    side: LOG_SIDE,
    body: (
      <div>
        <p>
          Who saw and did what. A case or child is named by a hash alone, of which the first digits
          are shown. Lines are kept for seven years. Your reading of the log is a line of it, too.
        </p>
        <ErrorSummary faults={state.faults} />
        <Filter path={path} state={state} />
        {body}
      </div>
    ),
  };
}

function Filter({ path, state }: { path: string; state: FormState }): VNode {
  return (
    <form class="pl-bar" method="get" action={path} data-act="filter" novalidate>
      <TextField name="county" label="County" hint="01 to 58" state={state} />
      <TextField name="account" label="Account" hint="As A-7, or operator" state={state} />
      <TextField name="case" label="Case" hint="Who saw this case" state={state} />
      <TextField name="child" label="Child" hint="Who saw this child" state={state} />
      <TextField name="action" label="Action" hint="As case.read or sign-in" state={state} />
      <TextField name="from" label="From" hint="Day as 2026-10-12, or instant" state={state} />
      <TextField name="to" label="To" hint="The last day or instant" state={state} />
      <button class="usa-button usa-button--outline" type="submit">
        Show
      </button>
    </form>
  );
}

function Log({ view, mayOpen }: { view: LogView; mayOpen: boolean }): VNode {
  const { lines, actions, proof, ways } = view;
  return (
    <div>
      <Links links={ways} />
      {lines.length === 0 ? (
        <Empty why="There is no such line. Leave a field of the choice empty, or begin at the first line." />
      ) : (
        <div>
          <Table
            id="log"
            caption="Lines in order of number, the oldest first"
            rows={lines}
            keyOf={({ n }) => String(n)}
            isList
            attributesOf={({ n, action, subject, result, times }) => ({
              'data-n': String(n),
              'data-action': action,
              'data-subject': subject ?? undefined,
              'data-result': result.word,
              'data-times': String(times),
            })}
            columns={columnsOf(mayOpen)}
          />
          <h2>What the actions are</h2>
          <Facts facts={actions.map(({ name, what }) => ({ name, is: what }))} />
        </div>
      )}
      <Proof proof={proof} />
    </div>
  );
}

/** Digits of a hash that are shown: the whole of it is in the file. */
const DIGITS_SHOWN = 12;

function columnsOf(mayOpen: boolean): readonly Column<LogLine>[] {
  return [
    { heading: 'Line', isNumber: true, cell: ({ n }) => numberInWords(n) },
    { heading: 'When', cell: ({ at }) => <InstantOf instant={at} /> },
    { heading: 'Who', cell: (line) => <Who line={line} mayOpen={mayOpen} /> },
    { heading: 'Action', cell: ({ action }) => action },
    { heading: 'County', cell: ({ county }) => county ?? 'none' },
    { heading: 'Of', cell: (line) => <Of line={line} /> },
    {
      heading: 'Result',
      cell: ({ result: { text, tone } }) => <StatusTag text={text} tone={tone} />,
    },
    { heading: 'From', cell: ({ from }) => from },
  ];
}

function Who({ line: { who, account, key }, mayOpen }: { line: LogLine; mayOpen: boolean }): VNode {
  return (
    <span>
      {account !== null && mayOpen ? <a href={`/access/accounts/${account}`}>{who}</a> : who}
      {key === null ? null : (
        <span>
          , key <Typed text={key} />
        </span>
      )}
    </span>
  );
}

function Of({ line: { of, subject } }: { line: LogLine }): VNode {
  return (
    <span>
      {of}
      {subject === null ? null : (
        <span>
          {of === '' ? null : <br />}
          case or child <span class="pl-hash">{subject.slice(0, DIGITS_SHOWN)}</span>
        </span>
      )}
    </span>
  );
}

function Proof({ proof: { name, size, root, isSigned } }: { proof: LogProof }): VNode {
  return (
    <section id="proof" data-size={String(size)} data-root={root} data-signed={String(isSigned)}>
      <h2>How it is proved</h2>
      {name === null ? (
        <p>The log has no line yet.</p>
      ) : (
        <div>
          {isSigned ? null : (
            <Alert kind="warning" heading="The newest head is not signed">
              <p>
                Prove the whole log on the machine with <code>plumbline access log check</code>.
              </p>
            </Alert>
          )}
          <Facts
            facts={[
              { name: 'Log', is: name },
              { name: 'Lines under the newest head', is: numberInWords(size) },
              { name: 'Root of these lines', is: <Hash hash={root} /> },
            ]}
          />
          <p>
            Keep the signed head elsewhere: it shows later that no line was changed or taken out.{' '}
            <code>plumbline access log check</code> on the machine proves every line against it.
          </p>
          <Links links={[{ href: '/log?format=note', text: 'The newest signed head (text)' }]} />
        </div>
      )}
    </section>
  );
}
