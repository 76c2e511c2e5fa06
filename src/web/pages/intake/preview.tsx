import type { VNode } from 'preact';
import type { RecordType } from '../../../../events/registry.js';
import type { TablePreview } from '../../../exchange/reading/preview.js';
import type { FileLine } from '../../../ledger/append-file.js';
import { Typed } from '../../components/figures.js';
import { FRESH, Form, Kept, SelectField, SubmitButton } from '../../components/form.js';
import { Alert } from '../../components/parts.js';
import { Frame, Table } from '../../components/table.js';
import type { PageRequest } from '../../page.js';
import { numberInWords } from '../../words.js';
import { DATE_CHOICES, choicesOf } from './view.js';

/** Headings that a form asks about; of more the mapping is written as text. */
const HEADINGS_ASKED = 30;

/** What a table becomes: its headings, its first rows as records, and a form for headings that are not known. */
export function PreviewShown({
  request,
  preview,
}: {
  request: PageRequest;
  preview: TablePreview;
}): VNode {
  const { type, headings, rows, fault } = preview;
  const unknown = headings.filter(({ isKnown }) => !isKnown);
  return (
    <section id="preview" aria-labelledby="preview-heading" data-type={type}>
      <h2 id="preview-heading">What the table becomes</h2>
      {fault === null ? null : (
        <Alert kind="warning" heading="As it is, none of it would be taken in">
          <p data-error="UNREAD">
            <Typed text={fault} />
          </p>
        </Alert>
      )}
      {unknown.length === 0 ? null : (
        <HeadingsForm
          request={request}
          type={type}
          headings={unknown.map(({ heading }) => heading)}
        />
      )}
      <Table
        id="headings"
        caption="What each heading becomes"
        rows={headings}
        keyOf={({ heading }) => heading}
        attributesOf={({ heading, isKnown }) => ({
          'data-heading': heading,
          'data-known': String(isKnown),
        })}
        isList
        columns={[
          { heading: 'Heading', cell: ({ heading }) => <Typed text={heading} /> },
          {
            heading: 'Becomes',
            cell: ({ field, isKnown }) =>
              isKnown ? (field ?? 'Nothing: the column is left out') : 'Not known',
          },
        ]}
      />
      {rows.length === 0 ? null : <FirstRows rows={rows} />}
    </section>
  );
}

function HeadingsForm({
  request,
  type,
  headings,
}: {
  request: PageRequest;
  type: RecordType;
  headings: readonly string[];
}): VNode {
  const asked = headings.slice(0, HEADINGS_ASKED);
  const texts = new Map<string, string>([
    ['type', type],
    ...asked.map((heading, number) => [`heading-${String(number)}`, heading] as const),
  ]);
  return (
    <section aria-labelledby="choose">
      <h3 id="choose">Say what the headings mean</h3>
      <Form act="headings" request={request}>
        <Kept texts={texts} names={[...texts.keys()]} />
        {asked.map((heading, number) => (
          <SelectField
            key={heading}
            name={`field-${String(number)}`}
            label={`Heading “${heading}”`}
            state={FRESH}
            options={choicesOf(type)}
          />
        ))}
        <SelectField
          name="dates"
          label="How days are written"
          state={FRESH}
          options={DATE_CHOICES}
        />
        <SubmitButton text="Keep it" />
      </Form>
      <p>Then choose the table again above, and look whether it is read as you mean it.</p>
    </section>
  );
}

function FirstRows({ rows }: { rows: readonly FileLine[] }): VNode {
  return (
    <Frame label="First rows">
      <table id="rows" class="pl-table">
        <caption>First rows, as records</caption>
        <thead>
          <tr>
            <th scope="col" class="pl-stay pl-number">
              Line
            </th>
            <th scope="col">Becomes</th>
            <th scope="col">What to mend</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, result, column }) => (
            <tr
              key={String(line)}
              data-line={String(line)}
              data-error={result.kind === 'rejection' ? result.code : undefined}
            >
              <th scope="row" class="pl-stay pl-number">
                {numberInWords(line)}
              </th>
              <td>{result.kind === 'record' ? <Typed text={result.body} /> : 'No record'}</td>
              <td>
                {result.kind === 'record' ? (
                  ''
                ) : (
                  <Typed
                    text={`${(column ?? null) === null ? '' : `${column ?? ''}: `}${messageOf(result)}`}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}

function messageOf(result: FileLine['result']): string {
  return result.kind === 'record' ? '' : `${result.code}. ${result.message}`;
}
