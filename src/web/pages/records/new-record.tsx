import type { VNode } from 'preact';
import { randomUUID } from 'node:crypto';
import type { LedgerRecord } from '../../../../events/record.js';
import { RECORD_SCHEMAS, RECORD_TYPES } from '../../../../events/records/schemas.js';
import { isRecordType } from '../../../../events/registry.js';
import type { RecordType } from '../../../../events/registry.js';
import { isRecordId } from '../../../../events/values/ids.js';
import type { County } from '../../../../events/values/county.js';
import { countyHref, recordHref } from '../../addresses.js';
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
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import type { FieldFault } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { fieldsOfSchema } from '../../forms/record-fields.js';
import type { RecordField } from '../../forms/record-fields.js';
import { NotThere } from '../../not-there.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown } from '../../page.js';
import { fieldInWords, typeInWords } from '../../record-words.js';
import { fieldOfPath, recordTyped, textsOfRecord } from './typed-record.js';
import { takeIn } from './taking-in.js';

const ASKS = ['appendToCounty', 'record'] as const;

type NewRequest = PageRequest<{ readonly county: County }>;
type AskNew = Ask<(typeof ASKS)[number]>;

/** What a form is about: a type, and the record that it corrects. */
interface Asked {
  readonly type: RecordType;
  readonly corrected: LedgerRecord | null;
}

export const NEW_RECORD_PAGE = page({
  address: '/counties/:county/records/new',
  action: 'records.append',
  asks: ASKS,
  showsPerson: true,
  show: async (request, ask) => {
    const asked = await askedOf(request, ask);
    if (asked === null) return chooseType(request);
    const texts =
      asked.corrected === null ? new Map<string, string>() : textsOfRecord(asked.corrected);
    return shown(request, asked, { ...FRESH, texts });
  },
  acts: { record: entered },
});

async function entered(request: NewRequest, form: FormTexts, ask: AskNew): Promise<PageAnswer> {
  const asked = await askedOf(request, ask);
  if (asked === null) throw new NotThere('Choose a type of record first.');
  const { county } = request.parameters;
  const fields = fieldsOfSchema(RECORD_SCHEMAS[asked.type]);
  const once = textOf(form, 'once');
  // The form's own token is the record's id: sent twice it is a duplicate, wherever it comes in.
  const id = isRecordId(once) ? once : randomUUID();
  const record = recordTyped({ id, county, ...asked }, fields, form);
  const line = Buffer.from(`${JSON.stringify(record)}\n`, 'utf8');
  const { outcome, rejected } = await takeIn(ask, county, 'form', pieces(line));
  const faults: FieldFault[] = rejected.map(({ code, message }) => ({
    field: fieldOfPath(message, fields),
    code,
    message,
  }));
  if (outcome.kind !== 'done') {
    const { code, message } =
      outcome.kind === 'refusedByRule'
        ? outcome.refusal
        : { code: outcome.kind, message: outcome.message };
    faults.push({ field: null, code, message });
  }
  if (faults.length === 0) return redirectTo(recordHref(county, id));
  const isOfField = faults.some(({ field }) => field !== null);
  return shown(request, asked, { texts: form, faults }, isOfField ? 422 : 409);
}

// eslint-disable-next-line @typescript-eslint/require-await -- what takes a file in takes it as it comes
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function askedOf({ query, parameters }: NewRequest, ask: AskNew): Promise<Asked | null> {
  const { county } = parameters;
  const id = textOf(query, 'corrects');
  const named = textOf(query, 'type');
  if (id === '') return isRecordType(named) ? { type: named, corrected: null } : null;
  if (!isRecordId(id)) throw new NotThere('That is no id of a record.');
  const leaf = JSON.parse(Buffer.from(await ask('record', { county, id })).toString('utf8')) as {
    readonly record?: LedgerRecord;
  }; // written by the ledger itself
  if (leaf.record === undefined) {
    throw new NotThere('Retention has erased that record: it cannot be corrected any more.');
  }
  const isVoid = named === 'RecordVoided';
  return { type: isVoid ? 'RecordVoided' : leaf.record.type, corrected: leaf.record };
}

function frame(
  { parameters: { county }, may }: NewRequest,
  body: VNode,
  of: { readonly heading: string; readonly status?: Shown['status'] },
): Shown {
  return {
    kind: 'shown',
    status: of.status ?? 200,
    title: of.heading,
    heading: `${of.heading}, ${countyInWords(county)}`,
    crumbs: countyCrumbs(county, { href: `${countyHref(county)}/records`, text: 'Records' }),
    side: countySide(county, may),
    county,
    body,
  };
}

function chooseType(request: NewRequest): Shown {
  const body = (
    <form class="pl-form" method="get" action={request.path}>
      <SelectField
        name="type"
        label="What happened"
        state={FRESH}
        options={RECORD_TYPES.filter(({ subject }) => subject !== 'target').map(({ name }) => ({
          value: name,
          text: typeInWords(name),
        }))}
      />
      <SubmitButton text="Go on" />
    </form>
  );
  return frame(request, body, { heading: 'Enter a record' });
}

function shown(
  request: NewRequest,
  asked: Asked,
  state: FormState,
  status: Shown['status'] = 200,
): Shown {
  const { type, corrected } = asked;
  const subject = RECORD_TYPES.find(({ name }) => name === type)?.subject ?? 'county';
  const fields = fieldsOfSchema(RECORD_SCHEMAS[type]);
  const isVoid = type === 'RecordVoided';
  const words = typeInWords(type);
  const heading =
    corrected === null ? words : isVoid ? 'Void a record' : `Correct: ${words.toLowerCase()}`;
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      {corrected === null || isVoid ? null : (
        <p>
          <a href={`${request.path}?corrects=${corrected.id}&type=RecordVoided`}>
            Void it instead, without another in its place
          </a>
        </p>
      )}
      <Form act="record" request={request}>
        {subject === 'case' || subject === 'child' ? (
          <TextField name={subject} label={subject === 'case' ? 'Case' : 'Child'} state={state} />
        ) : null}
        <TextField
          name="effective"
          label="Day on which it happened"
          hint="As 2006-10-15"
          state={state}
        />
        {fields.map((field) => (
          <FieldOfRecord key={field.path} field={field} state={state} />
        ))}
        {corrected === null ? null : (
          <TextArea
            name="reason"
            label="Why it is corrected"
            hint="1 to 500 characters"
            state={state}
          />
        )}
        <SubmitButton
          text={isVoid ? 'Void the record' : 'Enter the record'}
          isDangerous={isVoid}
          back={{ href: `${countyHref(request.parameters.county)}/records`, text: 'Back' }}
        />
      </Form>
    </div>
  );
  return frame(request, body, { heading, status });
}

function FieldOfRecord({ field, state }: { field: RecordField; state: FormState }): VNode {
  const { path, is, hint, isNeeded } = field;
  const words = path
    .split('.')
    .map((part) => (/^\d$/u.test(part) ? String(Number(part) + 1) : fieldInWords(part)))
    .join(', ');
  const label = `${words.charAt(0).toUpperCase()}${words.slice(1)}${isNeeded ? '' : ' (may be left out)'}`;
  const said = { name: path, label, state };
  switch (is.kind) {
    case 'choice':
      return (
        <SelectField {...said} options={withNone(is.options.map((value) => [value, value]))} />
      );
    case 'yesOrNo':
      return (
        <SelectField
          {...said}
          options={withNone([
            ['yes', 'Yes'],
            ['no', 'No'],
          ])}
        />
      );
    case 'number':
      return <TextField {...said} hint={hint} inputmode="numeric" />;
    case 'text':
    case 'list':
      return <TextField {...said} hint={hint} />;
  }
}

function withNone(
  options: readonly (readonly [string, string])[],
): readonly { readonly value: string; readonly text: string }[] {
  return [{ value: '', text: '- Choose -' }, ...options.map(([value, text]) => ({ value, text }))];
}
