import type { VNode } from 'preact';
import { DateOf, Id, InstantOf, Typed } from '../../components/figures.js';
import { Alert, Facts, Links } from '../../components/parts.js';
import { caseCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { page } from '../../page.js';
import { numberInWords } from '../../words.js';
import { recordView } from './view.js';
import type { RecordView } from './view.js';

export const RECORD_PAGE = page({
  address: '/counties/:county/records/:record',
  action: 'case.read',
  asks: ['record', 'proveRecord'],
  showsPerson: true,
  show: async (request, ask) => {
    const { county, record: id } = request.parameters;
    const view = recordView(county, await ask('record', { county, id }));
    const proof = await ask.reply('proveRecord', { county, id, asOf: null });
    return {
      kind: 'shown',
      title: 'Record',
      heading: view.kind === 'kept' ? view.type : 'Erased record',
      crumbs: caseCrumbs(county, request.may),
      side: countySide(county, request.may),
      county,
      body: (
        <RecordShown
          view={view}
          county={countyInWords(county)}
          proof={proof.kind === 'done' ? JSON.stringify(proof.value, null, 2) : null}
          correct={
            request.may('records.append', county)
              ? `/counties/${county}/records/new?corrects=${id}`
              : null
          }
        />
      ),
    };
  },
});

interface Record {
  view: RecordView;
  county: string;
  proof: string | null;
  correct: string | null;
}

function RecordShown({ view, county, proof, correct }: Record): VNode {
  if (view.kind === 'erased') {
    return (
      <div>
        <Alert kind="info" heading="Retention has erased what this record said">
          <p>Its position, its instant and its hash are kept, so that the ledger can be proved.</p>
        </Alert>
        <pre class="pl-hash">{view.text}</pre>
      </div>
    );
  }
  const { subject } = view;
  return (
    <div>
      <p>
        {county}.{' '}
        {subject === null ? 'The county’s own record.' : <a href={subject.href}>{subject.text}</a>}
      </p>
      <Facts facts={factsOf(view)} />
      <h2>What it says</h2>
      {view.details.length === 0 ? (
        <p>Nothing besides its day and what it is about.</p>
      ) : (
        <Facts facts={view.details.map(({ name, value }) => ({ name, is: value }))} />
      )}
      {correct === null ? null : (
        <Links links={[{ href: correct, text: 'Correct or void this record' }]} />
      )}
      <h2>Proof</h2>
      <p>These are the bytes that were hashed when it was recorded.</p>
      <pre class="pl-hash pl-pre">{view.text}</pre>
      {proof === null ? null : (
        <details>
          <summary>Proof that the ledger holds it</summary>
          <pre class="pl-hash pl-pre">{proof}</pre>
        </details>
      )}
    </div>
  );
}

function factsOf(
  view: Extract<RecordView, { readonly kind: 'kept' }>,
): readonly { name: string; is: VNode | string }[] {
  const { id, effective, recorded, position, corrects, reason } = view;
  return [
    { name: 'Happened', is: <DateOf date={effective} /> },
    { name: 'Recorded', is: recorded === null ? 'not known' : <InstantOf instant={recorded} /> },
    { name: 'Position', is: numberInWords(position) },
    { name: 'Id', is: <Id id={id} /> },
    ...(corrects === null
      ? []
      : [{ name: 'Corrects', is: <a href={corrects.href}>{corrects.text}</a> }]),
    ...(reason === null ? [] : [{ name: 'Reason', is: <Typed text={reason} /> }]),
  ];
}
