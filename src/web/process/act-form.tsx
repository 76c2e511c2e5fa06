import type { VNode } from 'preact';
import type { AccessActName } from '../../../events/acts/access-act.js';
import { readActValue } from '../../../events/acts/read-access-act.js';
import { formatInstant } from '../../../events/values/instant.js';
import type { Reply } from '../../application/application.js';
import {
  CheckYourAnswers,
  Form,
  Kept,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../components/form.js';
import type { FormState } from '../components/form.js';
import type { FieldFault, FieldFaults } from '../forms/field-faults.js';
import { textOf } from '../forms/form-texts.js';
import type { FormTexts } from '../forms/form-texts.js';
import type { PageRequest } from '../page.js';
import { ACT_FORMS, givenBy } from './act-forms.js';
import type { ActField } from './act-forms.js';
import { actInWords } from './words.js';

/** A form of an act as it stands on a page: filled in, or its answers shown once more before it is done. */
export interface ActFormShown {
  readonly act: AccessActName;
  readonly state: FormState;
  readonly isChecked: boolean;
}

/** The form of an act; its answers are shown once more before it is done. */
export function ActForm({
  shown: { act, state, isChecked },
  request,
  back,
}: {
  shown: ActFormShown;
  request: PageRequest;
  back: string;
}): VNode {
  const fields = ACT_FORMS[act] ?? [];
  if (isChecked) return <Checked act={act} fields={fields} state={state} request={request} />;
  return (
    <section aria-labelledby="act">
      <h2 id="act">{actInWords(act)}</h2>
      <Form act={act} request={request}>
        {fields.map((field) => (
          <FieldOf key={field.name} field={field} state={state} />
        ))}
        <SubmitButton text="Check your answers" back={{ href: back, text: 'Back' }} />
      </Form>
    </section>
  );
}

function FieldOf({ field, state }: { field: ActField; state: FormState }): VNode {
  const { name, kind, options = [] } = field;
  const label = field.isOptional === true ? `${field.label} (optional)` : field.label;
  const said = { name, label, state, ...(field.hint === undefined ? {} : { hint: field.hint }) };
  switch (kind) {
    case 'area':
      return <TextArea {...said} />;
    case 'choice':
    case 'truth':
      return <SelectField {...said} options={options} />;
    case 'count':
      return <TextField {...said} inputmode="numeric" />;
    case 'email':
      return <TextField {...said} type="email" />;
    case 'tel':
      return <TextField {...said} type="tel" />;
    case 'text':
    case 'day':
      return <TextField {...said} />;
  }
}

function Checked({
  act,
  fields,
  state: { texts },
  request,
}: {
  act: AccessActName;
  fields: readonly ActField[];
  state: FormState;
  request: PageRequest;
}): VNode {
  const answers = fields
    .filter(({ name }) => textOf(texts, name) !== '')
    .map(({ name, label, options = [] }) => {
      const typed = textOf(texts, name);
      const is = options.find(({ value }) => value === typed)?.text ?? typed;
      return { name: label, is, change: null };
    });
  return (
    <section aria-labelledby="act">
      <h2 id="act">{`${actInWords(act)}: check your answers`}</h2>
      {answers.length === 0 ? <p>Nothing has to be filled in.</p> : null}
      <CheckYourAnswers answers={answers} />
      <Form act={act} request={request}>
        <input type="hidden" name="checked" value="yes" />
        <Kept texts={texts} names={fields.map(({ name }) => name)} />
        <SubmitButton text={actInWords(act)} isDangerous={DANGEROUS.has(act)} />
      </Form>
      <Form act={`change-${act}`} request={request}>
        <Kept texts={texts} names={fields.map(({ name }) => name)} />
        <SubmitButton text="Change the answers" />
      </Form>
    </section>
  );
}

const DANGEROUS: ReadonlySet<string> = new Set([
  'ApplicationRejected',
  'AccessEnded',
  'ApplicationWithdrawn',
  'UserAccountClosed',
]);

/** What a form of an act says, as the act takes it. */
export function givenIn(
  act: AccessActName,
  form: FormTexts,
  known: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return { act, ...known, ...givenBy(ACT_FORMS[act] ?? [], (name) => textOf(form, name)) };
}

/** What is wrong with the forms of an act before it is asked for; nothing where nothing is. */
export function faultsOfGiven(given: Readonly<Record<string, unknown>>, now: number): FieldFaults {
  const at = formatInstant(Math.floor(now / 1000) * 1000);
  const read = readActValue({ ...given, at, by: 'operator' });
  return read.kind === 'act' ? [] : [faultOf(read)];
}

/** Why an act was not done, beside its field where the sentence names one. */
export function faultsOfReply(
  reply: Exclude<Reply<unknown>, { readonly kind: 'done' }>,
): FieldFaults {
  if (reply.kind === 'refusedByRule') return [faultOf(reply.refusal)];
  return [{ field: null, code: reply.kind, message: reply.message }];
}

const FIELD = /^`(?<field>[a-z.A-Z]+)`/u;

function faultOf({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): FieldFault {
  const field = code === 'INVALID_FIELD' ? (FIELD.exec(message)?.groups?.['field'] ?? null) : null;
  return { field, code, message };
}

/** 422 where a field breaks its form, 409 where a rule refuses. */
export function statusOf(faults: FieldFaults): 409 | 422 {
  return faults.some(({ code }) => code === 'INVALID_FIELD' || code === 'UNKNOWN_FIELD')
    ? 422
    : 409;
}
