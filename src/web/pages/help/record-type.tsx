import type { VNode } from 'preact';
import { fieldsAround, fieldsOfData } from '../../../../events/reference/described-fields.js';
import type { DescribedField } from '../../../../events/reference/described-fields.js';
import {
  REFUSALS_OF_ALL,
  REFUSALS_OF_CORRECTIONS,
  TOLD_REFUSALS,
  refusalsOf,
} from '../../../../events/reference/refusals.js';
import { exampleRecord, toldOf } from '../../../../events/reference/told-types.js';
import { ALLOCATIONS_LENGTH_MAX } from '../../../../events/records/case.js';
import type { RecordType } from '../../../../events/registry.js';
import type { RejectionCode } from '../../../../events/rejections.js';
import { aboutOf } from '../../../printing/reference/types-text.js';
import { Table } from '../../components/table.js';
import { capital } from '../../words.js';

/** What `plumbline types TYPE` prints of a record type. */
export function RecordTypeHelp({ type }: { type: RecordType }): VNode {
  const { meaning, corrected } = toldOf(type);
  const fields = fieldsOfData(type);
  return (
    <div>
      <p>
        {`A record of type ${type} is about ${aboutOf(type)}. `}
        <Told text={meaning} />
      </p>
      {fields.length === 0 ? (
        <p>
          It has no fields of its own: <code>data</code> is empty.
        </p>
      ) : (
        <FieldsTold id="fields" caption="Its own fields, within data" fields={fields} />
      )}
      <ListsInTables fields={fields} />
      <FieldsTold id="around" caption="Fields around data" fields={fieldsAround(type)} />
      <h2>Example</h2>
      <p>In a file it stands on one line.</p>
      <pre id="example" class="pl-hash pl-pre">
        {JSON.stringify(exampleRecord(type), null, 2)}
      </pre>
      {corrected === undefined ? null : (
        <p>
          When it is corrected: <Told text={corrected} />
        </p>
      )}
      <RefusalsTold
        caption="Refusals that it can meet, besides those of every record"
        codes={refusalsOf(type)}
      />
      <p>
        As any record it can meet <Codes codes={REFUSALS_OF_ALL} />. As any correction it can meet{' '}
        <Codes codes={REFUSALS_OF_CORRECTIONS} />.
      </p>
    </div>
  );
}

/** The headings that the parts of a list have in a table, where a type has one. */
function ListsInTables({ fields }: { fields: readonly DescribedField[] }): VNode | null {
  const paths = fields.map(({ path }) => path).filter((path) => path.includes('[].'));
  if (paths.length === 0) return null;
  const headings = (place: number): string =>
    paths.map((path) => path.replace('[]', `.${String(place)}`).replace(/^data\./u, '')).join(', ');
  return (
    <p id="headings">
      {`In a table the first part has the headings ${headings(1)}; further ones go up to ${headings(ALLOCATIONS_LENGTH_MAX)}.`}
    </p>
  );
}

function FieldsTold({
  id,
  caption,
  fields,
}: {
  id: string;
  caption: string;
  fields: readonly DescribedField[];
}): VNode {
  return (
    <Table
      id={id}
      caption={caption}
      rows={fields}
      keyOf={({ path }) => path}
      attributesOf={({ path }) => ({ 'data-field': path })}
      isList
      columns={[
        { heading: 'Field', cell: ({ path }) => <code>{path.replace(/^data\./u, '')}</code> },
        { heading: 'Needed', cell: ({ isRequired }) => (isRequired ? 'yes' : 'no') },
        { heading: 'Give', cell: ({ form }) => <Told text={form} /> },
        { heading: 'What it means', cell: ({ meaning }) => <Told text={capital(meaning)} /> },
      ]}
    />
  );
}

/** Refusals with what they mean, and how to mend what was refused. */
export function RefusalsTold({
  caption,
  codes,
}: {
  caption: string;
  codes: readonly RejectionCode[];
}): VNode | null {
  if (codes.length === 0) return null;
  return (
    <Table
      id="refusals"
      caption={caption}
      rows={codes}
      keyOf={(code) => code}
      attributesOf={(code) => ({ id: anchorOf(code), 'data-code': code })}
      isList
      columns={[
        { heading: 'Code', cell: (code) => <code>{code}</code> },
        { heading: 'What it means', cell: (code) => <Told text={TOLD_REFUSALS[code].meaning} /> },
        { heading: 'How to mend it', cell: (code) => <Told text={TOLD_REFUSALS[code].mend} /> },
      ]}
    />
  );
}

function Codes({ codes }: { codes: readonly RejectionCode[] }): VNode {
  return (
    <span>
      {codes.map((code, index) => (
        <span key={code}>
          {index === 0 ? null : ', '}
          <a href={`/help/refusals#${anchorOf(code)}`}>{code}</a>
        </span>
      ))}
    </span>
  );
}

function anchorOf(code: RejectionCode): string {
  return code.toLowerCase();
}

/** A text of the reference: what it writes between backquotes is code. */
function Told({ text }: { text: string }): VNode {
  return (
    <span>
      {text
        .split('`')
        .map((part, index) =>
          index % 2 === 0 ? part : <code key={`${String(index)}-${part}`}>{part}</code>,
        )}
    </span>
  );
}
