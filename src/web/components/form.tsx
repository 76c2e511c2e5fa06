import type { VNode } from 'preact';
import { faultOfField } from '../forms/field-faults.js';
import type { FieldFaults } from '../forms/field-faults.js';
import type { FormTexts } from '../forms/form-texts.js';
import type { Child } from '../jsx/jsx-runtime.js';
import type { PageRequest } from '../page.js';

/** What was sent and what is wrong with it; nothing of both in a form that is shown for the first time. */
export interface FormState {
  readonly texts: FormTexts;
  readonly faults: FieldFaults;
}

export const FRESH: FormState = { texts: new Map(), faults: [] };

/** The id of a field: its name may have dots, which an id may not. */
function idOf(name: string): string {
  return name.replaceAll('.', '-');
}

/** A form of a page. It posts to the address that shows it, and what it asks is done once however often it is sent. */
export function Form({
  act,
  request,
  isUpload = false,
  children,
}: {
  act: string;
  request: Pick<PageRequest, 'token' | 'once'>;
  isUpload?: boolean;
  children: Child;
}): VNode {
  return (
    <form
      class="pl-form"
      method="post"
      data-act={act}
      enctype={isUpload ? 'multipart/form-data' : undefined}
      novalidate
    >
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="token" value={request.token} />
      <input type="hidden" name="once" value={request.once()} />
      {children}
    </form>
  );
}

/** What is wrong with a form, at its top: each sentence leads to its field. */
export function ErrorSummary({ faults }: { faults: FieldFaults }): VNode | null {
  if (faults.length === 0) return null;
  return (
    <div
      class="usa-alert usa-alert--error"
      role="alert"
      tabindex={-1}
      data-error-summary="yes"
      id="errors"
    >
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">There is something to mend</h2>
        <ul class="usa-list">
          {faults.map(({ field, code, message }) => (
            <li key={`${field ?? ''}-${message}`}>
              {field === null ? (
                <span data-error={code}>{message}</span>
              ) : (
                <a href={`#${idOf(field)}`}>{message}</a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

interface FieldSaid {
  readonly name: string;
  readonly label: string;
  readonly hint?: Child;
  readonly state: FormState;
  /** What stands in the field before anybody has typed. */
  readonly initial?: string;
}

/** A field with its label, its hint and what is wrong with it. */
function Field({
  name,
  label,
  hint,
  state,
  control,
}: FieldSaid & {
  control: (of: { described: string | undefined; isWrong: boolean }) => VNode;
}): VNode {
  const fault = faultOfField(state.faults, name);
  const isWrong = fault !== null;
  const ids = [
    ...(hint === undefined ? [] : [`${idOf(name)}-hint`]),
    ...(isWrong ? [`${idOf(name)}-error`] : []),
  ];
  return (
    <div class={isWrong ? 'usa-form-group usa-form-group--error' : 'usa-form-group'}>
      <label class={isWrong ? 'usa-label usa-label--error' : 'usa-label'} for={idOf(name)}>
        {label}
      </label>
      {hint === undefined ? null : (
        <div class="usa-hint" id={`${idOf(name)}-hint`}>
          {hint}
        </div>
      )}
      {fault === null ? null : (
        <div class="usa-error-message" id={`${idOf(name)}-error`} data-error={fault.code}>
          {fault.message}
        </div>
      )}
      {control({ described: ids.length === 0 ? undefined : ids.join(' '), isWrong })}
    </div>
  );
}

/** A field of one line. */
export function TextField({
  type = 'text',
  autocomplete = 'off',
  inputmode,
  ...said
}: FieldSaid & {
  type?: 'text' | 'email' | 'tel' | 'password' | 'search';
  autocomplete?: string;
  inputmode?: 'numeric' | 'decimal';
}): VNode {
  const { name, state, initial = '' } = said;
  return (
    <Field
      {...said}
      control={({ described, isWrong }) => (
        <input
          class={isWrong ? 'usa-input usa-input--error' : 'usa-input'}
          id={idOf(name)}
          name={name}
          // In the types of JSX an input is a union by its type and role; this one has no role.
          // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- it does not compile without
          type={type as 'text'}
          inputmode={inputmode}
          autocomplete={autocomplete}
          value={state.texts.get(name) ?? initial}
          aria-describedby={described}
          aria-invalid={isWrong ? 'true' : undefined}
        />
      )}
    />
  );
}

/** A field of several lines. */
export function TextArea({ rows = 4, ...said }: FieldSaid & { rows?: number }): VNode {
  const { name, state, initial = '' } = said;
  return (
    <Field
      {...said}
      control={({ described, isWrong }) => (
        <textarea
          class={isWrong ? 'usa-textarea usa-input--error' : 'usa-textarea'}
          id={idOf(name)}
          name={name}
          rows={rows}
          aria-describedby={described}
          aria-invalid={isWrong ? 'true' : undefined}
        >
          {state.texts.get(name) ?? initial}
        </textarea>
      )}
    />
  );
}

/** One of a few words. */
export function SelectField({
  options,
  ...said
}: FieldSaid & {
  options: readonly { readonly value: string; readonly text: string }[];
}): VNode {
  const { name, state, initial = '' } = said;
  const chosen = state.texts.get(name) ?? initial;
  return (
    <Field
      {...said}
      control={({ described, isWrong }) => (
        <select
          class="usa-select"
          id={idOf(name)}
          name={name}
          aria-describedby={described}
          aria-invalid={isWrong ? 'true' : undefined}
        >
          {options.map(({ value, text }) => (
            <option key={value} value={value} selected={value === chosen}>
              {text}
            </option>
          ))}
        </select>
      )}
    />
  );
}

/** A box to tick. */
export function CheckboxField({ name, label, hint, state }: FieldSaid): VNode {
  const fault = faultOfField(state.faults, name);
  return (
    <div class={fault === null ? 'usa-form-group' : 'usa-form-group usa-form-group--error'}>
      {fault === null ? null : (
        <div class="usa-error-message" id={`${idOf(name)}-error`} data-error={fault.code}>
          {fault.message}
        </div>
      )}
      <div class="usa-checkbox">
        <input
          class="usa-checkbox__input"
          id={idOf(name)}
          type="checkbox"
          name={name}
          value="yes"
          checked={state.texts.get(name) === 'yes'}
          aria-describedby={fault === null ? undefined : `${idOf(name)}-error`}
        />
        <label class="usa-checkbox__label" for={idOf(name)}>
          {label}
          {hint === undefined ? null : <span class="usa-checkbox__label-description">{hint}</span>}
        </label>
      </div>
    </div>
  );
}

/** A file of the reader's. */
export function FileField({ accept, ...said }: FieldSaid & { accept: string }): VNode {
  const { name } = said;
  return (
    <Field
      {...said}
      control={({ described, isWrong }) => (
        <input
          id={idOf(name)}
          name={name}
          type="file"
          accept={accept}
          aria-describedby={described}
          aria-invalid={isWrong ? 'true' : undefined}
        />
      )}
    />
  );
}

/** The button that sends a form, and a link for whoever does not want to. */
export function SubmitButton({
  text,
  isDangerous = false,
  back,
}: {
  text: string;
  isDangerous?: boolean;
  back?: { readonly href: string; readonly text: string };
}): VNode {
  return (
    <div class="pl-buttons">
      <button class={isDangerous ? 'usa-button usa-button--secondary' : 'usa-button'} type="submit">
        {text}
      </button>
      {back === undefined ? null : <a href={back.href}>{back.text}</a>}
    </div>
  );
}

/** What was typed, before it is done. */
export function CheckYourAnswers({
  answers,
}: {
  answers: readonly { readonly name: string; readonly is: Child }[];
}): VNode {
  return (
    <dl class="pl-facts" data-check="answers">
      {answers.flatMap(({ name, is }) => [
        <dt key={`${name}-name`}>{name}</dt>,
        <dd key={name}>{is}</dd>,
      ])}
    </dl>
  );
}

/** The way back from answers that are checked to their fields, which still have what was typed. */
export function ChangeAnswers({
  act,
  names,
  texts,
  request,
}: {
  /** As whose form the fields are shown again. */
  act: string;
  names: readonly string[];
  texts: FormTexts;
  request: PageRequest;
}): VNode {
  return (
    <Form act={act} request={request}>
      <Kept texts={texts} names={names} />
      <SubmitButton text="Change the answers" />
    </Form>
  );
}

/** Answers that are kept while they are checked. */
export function Kept({ texts, names }: { texts: FormTexts; names: readonly string[] }): VNode {
  return (
    <div hidden>
      {names.map((name) => (
        <input key={name} type="hidden" name={name} value={texts.get(name) ?? ''} />
      ))}
    </div>
  );
}
