import type { VNode } from 'preact';
import { JUDGEMENTS, JUDGEMENT_REASONS } from '../../../../events/acts/sample-acts.js';
import type { County } from '../../../../events/values/county.js';
import type { ShownJudgement, ShownRow, WholeSample } from '../../../samples/shown-sample.js';
import { recordHref, sampleHref, withQuery } from '../../addresses.js';
import { InstantOf, Typed } from '../../components/figures.js';
import { Form, SelectField, SubmitButton, TextArea, TextField } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Facts, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import type { PageRequest } from '../../page.js';
import { monthForPeople } from '../../../reports/table.js';
import { numberInWords } from '../../words.js';
import { JUDGEMENT_WORDS, REASON_WORDS } from './view.js';
import { instantOfMs } from '../../../../events/values/instant.js';

/** Records of a row that are linked to; its case has all. */
const RECORDS_SHOWN = 12;

/** One row of a sample: what stands behind it, what was found, and the form to judge it. */
export function Row({
  request,
  county,
  sample,
  row,
  state,
}: {
  request: PageRequest;
  county: County;
  sample: WholeSample;
  row: ShownRow;
  state: FormState;
}): VNode {
  const { judgement, replaced, records, amount } = row;
  const subject =
    row.case === undefined
      ? `/counties/${county}/children/${row.child ?? ''}`
      : `/counties/${county}/cases/${row.case}`;
  const asOf = String(sample.asOf);
  return (
    <div id="row" data-row={String(row.n)}>
      <Facts
        facts={[
          {
            name: row.case === undefined ? 'Child' : 'Case',
            is: (
              <a href={withQuery(subject, { month: sample.month, asOf })}>
                {`${row.case ?? row.child ?? ''}: why it is on the line, and its whole history`}
              </a>
            ),
          },
          {
            name: 'Line and column',
            is: `Line ${sample.line} (${row.column}), ${monthForPeople(sample.month)}`,
          },
          ...(amount === null ? [] : [{ name: 'Amount', is: numberInWords(amount) }]),
        ]}
      />
      <h2>Records that put it there</h2>
      <Links
        links={records.slice(0, RECORDS_SHOWN).map((id) => ({
          href: recordHref(county, id),
          text: `Record ${id.slice(0, 8)}`,
        }))}
      />
      {records.length > RECORDS_SHOWN ? (
        <p>{`And ${numberInWords(records.length - RECORDS_SHOWN)} more, in its history.`}</p>
      ) : null}
      {judgement === null ? null : <Judgements judgements={[...replaced, judgement]} />}
      {request.may('sample.record', county) ? (
        <JudgeForm request={request} county={county} row={row} state={state} />
      ) : null}
      <Links
        links={[{ href: sampleHref(county, sample.sample), text: 'All rows of the sample' }]}
      />
    </div>
  );
}

function Judgements({ judgements }: { judgements: readonly ShownJudgement[] }): VNode {
  return (
    <Table
      id="judgements"
      caption="What was found; the last of them stands"
      rows={judgements}
      keyOf={(each) => String(each.judgement)}
      isList
      columns={[
        { heading: 'Number', isNumber: true, cell: (each) => String(each.judgement) },
        { heading: 'Found', cell: ({ found }) => <StatusTag {...JUDGEMENT_WORDS[found]} /> },
        {
          heading: 'Reason',
          cell: ({ reason }) => (reason === null ? '' : REASON_WORDS[reason]),
        },
        { heading: 'Text', cell: ({ text }) => <Typed text={text ?? ''} /> },
        { heading: 'Evidence', cell: ({ evidence }) => <Typed text={evidence.join(', ')} /> },
        { heading: 'By', cell: ({ by }) => <Typed text={by} /> },
        { heading: 'When', cell: ({ at }) => <InstantOf instant={instantOfMs(Date.parse(at))} /> },
      ]}
    />
  );
}

function JudgeForm({
  request,
  county,
  row: { n, judgement },
  state,
}: {
  request: PageRequest;
  county: County;
  row: ShownRow;
  state: FormState;
}): VNode {
  return (
    <section aria-labelledby="judge">
      <h2 id="judge">{judgement === null ? 'Judge it' : 'Judge it anew'}</h2>
      {judgement === null ? null : <p>What was found before stays on record, with who found it.</p>}
      <Form act="judgement" request={request}>
        <input type="hidden" name="county" value={county} />
        <input type="hidden" name="row" value={String(n)} />
        <input
          type="hidden"
          name="replaces"
          value={judgement === null ? '' : String(judgement.judgement)}
        />
        <SelectField
          name="judgement"
          label="Found"
          state={state}
          options={[
            { value: '', text: '- Choose -' },
            ...JUDGEMENTS.map((value) => ({ value, text: JUDGEMENT_WORDS[value].text })),
          ]}
        />
        <SelectField
          name="reason"
          label="Reason (where it did not pass)"
          state={state}
          options={[
            { value: '', text: 'None' },
            ...JUDGEMENT_REASONS.map((value) => ({ value, text: REASON_WORDS[value] })),
          ]}
        />
        <TextArea name="text" label="Text (may be left out)" state={state} />
        <TextField
          name="evidence"
          label="Evidence (may be left out)"
          hint="Ids of records and names of documents, with commas between"
          state={state}
        />
        <SubmitButton text="Keep, and go on to the next row" />
      </Form>
    </section>
  );
}
