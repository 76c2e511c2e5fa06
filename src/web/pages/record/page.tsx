import type { VNode } from 'preact';
import { DateOf, Id, InstantOf, Typed } from '../../components/figures.js';
import { recordHref, withQuery } from '../../addresses.js';
import { Alert, Empty, Facts, Links } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { caseCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import { page } from '../../page.js';
import { capital, numberInWords } from '../../words.js';
import { correctionHref, effectView, recordView } from './view.js';
import type { EffectRow, RecordView } from './view.js';

export const RECORD_PAGE = page({
  address: '/counties/:county/records/:record',
  action: 'case.read',
  asks: ['record', 'proveRecord', 'supersessionOf', 'whoEntered', 'effectOfRecord'],
  showsPerson: true,
  show: async (request, ask) => {
    const { county, record: id } = request.parameters;
    const bytes = await ask('record', { county, id });
    const of = { county, id };
    const [proof, superseded, entered] = await Promise.all([
      request.may('ledger.read', county)
        ? ask.reply('proveRecord', { county, id, asOf: null })
        : null,
      ask.reply('supersessionOf', of),
      ask.reply('whoEntered', of),
    ]);
    const view = recordView(county, bytes, {
      supersededBy: superseded.kind === 'done' ? superseded.value : null,
      enteredBy: entered.kind === 'done' ? entered.value : null,
    });
    const wasEntered = textOf(request.query, 'entered') === 'yes';
    const isAsked = wasEntered || textOf(request.query, 'effect') === 'yes';
    const maySee = isAsked && request.may('report.read', county);
    const effect = maySee ? await ask.reply('effectOfRecord', of) : null;
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
          wasEntered={wasEntered}
          proof={proof?.kind === 'done' ? JSON.stringify(proof.value, null, 2) : null}
          effect={effect?.kind === 'done' ? effectView(county, effect.value) : null}
          effectHref={
            request.may('report.read', county)
              ? withQuery(recordHref(county, id), { effect: 'yes' })
              : null
          }
          correct={correctionHref(county, view, request.may)}
        />
      ),
    };
  },
});

interface Record {
  view: RecordView;
  county: string;
  wasEntered: boolean;
  proof: string | null;
  effect: readonly EffectRow[] | null;
  effectHref: string | null;
  correct: string | null;
}

function RecordShown({ view, county, wasEntered, proof, correct, ...of }: Record): VNode {
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
  const { subject, position } = view;
  return (
    <div>
      {wasEntered ? (
        <Alert kind="success" heading="The record is in the ledger">
          <p>{`It has position ${numberInWords(position)}. It is never changed; a correction takes its place.`}</p>
        </Alert>
      ) : null}
      {of.effect === null ? null : <Effect rows={of.effect} />}
      <p>
        {county}.{' '}
        {subject === null ? 'The county’s own record.' : <a href={subject.href}>{subject.text}</a>}
      </p>
      <Facts facts={factsOf(view)} />
      <h2>What it says</h2>
      {view.details.length === 0 ? (
        <p>Nothing besides its day and what it is about.</p>
      ) : (
        <Facts
          facts={view.details.map(({ name, value }) => ({ name: capital(name), is: value }))}
        />
      )}
      <Links
        links={[
          // What was corrected or voided stays so: its successor can be corrected.
          ...(correct === null || view.supersededBy !== null
            ? []
            : [{ href: correct, text: 'Correct or void this record' }]),
          ...(of.effectHref === null || of.effect !== null
            ? []
            : [{ href: of.effectHref, text: 'Which approved months it changes' }]),
        ]}
      />
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

/** Which approved months the record changes, and by how much. */
function Effect({ rows }: { rows: readonly EffectRow[] }): VNode {
  return (
    <section id="effect" data-months={String(new Set(rows.map(({ month }) => month)).size)}>
      <h2>What it changes in approved months</h2>
      {rows.length === 0 ? (
        <Empty why="No approved month gives other cells through this record." />
      ) : (
        <div>
          <Table
            caption="Approved months that it makes outdated"
            rows={rows}
            keyOf={({ key }) => key}
            isList
            attributesOf={({ spelt, line, column, by }) => ({
              'data-month': spelt,
              'data-line': line,
              'data-column': column,
              'data-by': by ?? '',
            })}
            columns={[
              { heading: 'Month', cell: ({ month, href }) => <a href={href}>{month}</a> },
              { heading: 'Cell', cell: ({ line, column }) => `Line ${line} (${column})` },
              { heading: 'By', isNumber: true, cell: ({ byWords }) => byWords },
            ]}
          />
          <p>
            Such a month is submitted again as REVISED: open it, compare it with what was approved,
            and submit it.
          </p>
        </div>
      )}
    </section>
  );
}

function factsOf(
  view: Extract<RecordView, { readonly kind: 'kept' }>,
): readonly { name: string; is: VNode | string }[] {
  const { id, effective, recorded, position, corrects, reason, supersededBy, enteredBy } = view;
  return [
    { name: 'Happened', is: <DateOf date={effective} /> },
    { name: 'Recorded', is: recorded === null ? 'not known' : <InstantOf instant={recorded} /> },
    ...(enteredBy === null ? [] : [{ name: 'Entered by', is: enteredBy }]),
    { name: 'Position', is: numberInWords(position) },
    { name: 'Id', is: <Id id={id} /> },
    ...(corrects === null
      ? []
      : [{ name: 'Corrects', is: <a href={corrects.href}>{corrects.text}</a> }]),
    ...(supersededBy === null
      ? []
      : [
          {
            name: 'Corrected or voided by',
            is: (
              <span>
                <a href={supersededBy.href}>{supersededBy.text}</a>:{' '}
                <Typed text={supersededBy.reason} />
              </span>
            ),
          },
        ]),
    ...(reason === null ? [] : [{ name: 'Reason', is: <Typed text={reason} /> }]),
  ];
}
