import type { VNode } from 'preact';
import type { AccessActName } from '../../../events/acts/access-act.js';
import {
  ChangeAnswers,
  CheckYourAnswers,
  Form,
  Kept,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../components/form.js';
import type { FormState } from '../components/form.js';
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
      return { name: label, is };
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
      <ChangeAnswers
        act={`change-${act}`}
        names={fields.map(({ name }) => name)}
        texts={texts}
        request={request}
      />
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

/** The names of an act's fields, for what refusals name. */
export function fieldsOfActForm(act: AccessActName): readonly string[] {
  return (ACT_FORMS[act] ?? []).map(({ name }) => name);
}
