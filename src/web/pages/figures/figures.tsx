import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import { recordHref, withQuery } from '../../addresses.js';
import {
  ChangeAnswers,
  CheckYourAnswers,
  ErrorSummary,
  Form,
  Kept,
  SubmitButton,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Empty } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { textOf } from '../../forms/form-texts.js';
import { FieldOfRecord, HeadFields } from '../../forms/record-form.js';
import type { PageRequest } from '../../page.js';
import { fieldInWords } from '../../record-words.js';
import { capital } from '../../words.js';
import { FIGURE_TYPES, fieldsOfFigure } from './view.js';
import type { FigureKind, FiguresStep, LineChange, OutdatedRow } from './view.js';

interface Entered {
  readonly county: County;
  readonly name: string;
  readonly id: string;
  readonly outdated: readonly OutdatedRow[];
}

/** The page of figures: what can be recorded, or the form of one. */
export function FiguresShown({
  request,
  state,
  step,
  changes,
  entered,
}: {
  request: PageRequest;
  state: FormState;
  step: FiguresStep;
  changes: readonly LineChange[];
  entered: Entered | null;
}): VNode {
  return (
    <div>
      <ErrorSummary faults={state.faults} />
      {step.kind === 'show' ? <Choice path={request.path} entered={entered} /> : null}
      {step.kind === 'enter' ? <Enter request={request} state={state} what={step.what} /> : null}
      {step.kind === 'check' ? (
        <Check request={request} state={state} what={step.what} changes={changes} />
      ) : null}
      {step.kind === 'carry' ? <Carry request={request} state={state} /> : null}
    </div>
  );
}

const TITLES: Readonly<Record<FigureKind, string>> = {
  figure: 'Record a figure',
  reportable: 'Make lines reportable',
};

function Choice({ path, entered }: { path: string; entered: Entered | null }): VNode {
  return (
    <div>
      {entered === null ? null : <EnteredShown entered={entered} />}
      <p>
        DCSS records these in a county’s ledger. What the county has approved is not changed: it
        becomes outdated, and the county submits it again as REVISED.
      </p>
      <dl class="pl-facts">
        <dt>
          <a href={withQuery(path, { do: 'figure' })}>{TITLES.figure}</a>
        </dt>
        <dd>Lines 8, 8a and 10 of a month, or Line 5a of a fiscal year.</dd>
        <dt>
          <a href={withQuery(path, { do: 'reportable' })}>{TITLES.reportable}</a>
        </dt>
        <dd>Shaded lines of the form that are reported from a month on.</dd>
        <dt>
          <a href={withQuery(path, { do: 'carry' })}>Carry Line 5 forward</a>
        </dt>
        <dd>Line 5 of an approved September becomes Line 5a of the next fiscal year.</dd>
      </dl>
      <p>A wrong figure is corrected or voided from its own record.</p>
    </div>
  );
}

function EnteredShown({ entered: { county, name, id, outdated } }: { entered: Entered }): VNode {
  return (
    <section id="entered" data-county={county} data-outdated={String(outdated.length)}>
      <Alert kind="success" heading={`It is in the ledger of ${name}`}>
        <p>
          <a href={recordHref(county, id)}>The record</a>
        </p>
      </Alert>
      {outdated.length === 0 ? (
        <Empty why={`No approved month of ${name} is outdated.`} />
      ) : (
        <Table
          id="outdated"
          caption={`Approved months of ${name} that give other cells now`}
          rows={outdated}
          keyOf={({ key }) => key}
          isList
          attributesOf={({ spelt, line, column }) => ({
            'data-month': spelt,
            'data-line': line,
            'data-column': column,
          })}
          columns={[
            { heading: 'Month', cell: ({ href, month }) => <a href={href}>{month}</a> },
            { heading: 'Cell', cell: ({ line, column }) => `Line ${line} (${column})` },
            { heading: 'As approved', isNumber: true, cell: ({ from }) => from },
            { heading: 'Now', isNumber: true, cell: ({ to }) => to },
          ]}
        />
      )}
    </section>
  );
}

interface OfForm {
  readonly request: PageRequest;
  readonly state: FormState;
}

function CountyField({ state }: { state: FormState }): VNode {
  return (
    <TextField
      name="county"
      label="County"
      hint="Its number, 01 to 58"
      inputmode="numeric"
      state={state}
    />
  );
}

function Enter({ request, state, what }: OfForm & { readonly what: FigureKind }): VNode {
  return (
    <section aria-labelledby="do">
      <h2 id="do">{TITLES[what]}</h2>
      <Form act={`check-${what}`} request={request}>
        <CountyField state={state} />
        {fieldsOfFigure(what).map((field) => (
          <FieldOfRecord key={field.path} field={field} state={state} />
        ))}
        <HeadFields type={FIGURE_TYPES[what]} state={state} />
        <SubmitButton
          text="Check what it changes"
          back={{ href: request.path, text: 'Back to the figures' }}
        />
      </Form>
    </section>
  );
}

function Check({
  request,
  state: { texts },
  what,
  changes,
}: OfForm & { readonly what: FigureKind; readonly changes: readonly LineChange[] }): VNode {
  const names = ['county', ...fieldsOfFigure(what).map(({ name }) => name), 'effective'];
  return (
    <section aria-labelledby="do">
      <h2 id="do">Check before you record</h2>
      <CheckYourAnswers
        answers={names.map((name) => ({
          name: nameInWords(name),
          is: textOf(texts, name),
        }))}
      />
      {changes.length === 0 ? null : (
        <Table
          id="changes"
          caption="What it changes in the county’s month"
          rows={changes}
          keyOf={({ line }) => line}
          attributesOf={({ line }) => ({ 'data-line': line })}
          columns={[
            { heading: 'Line', cell: ({ line, month }) => `Line ${line}, ${month}` },
            { heading: 'Now', isNumber: true, cell: ({ now }) => now },
            { heading: 'Then', isNumber: true, cell: ({ then }) => then },
          ]}
        />
      )}
      <Form act={what} request={request}>
        <Kept texts={texts} names={names} />
        <SubmitButton
          text="Record it"
          back={{ href: request.path, text: 'Back without recording' }}
        />
      </Form>
      <ChangeAnswers act={`change-${what}`} names={names} texts={texts} request={request} />
    </section>
  );
}

function nameInWords(name: string): string {
  if (name === 'effective') return 'Day';
  return capital(fieldInWords(name));
}

function Carry({ request, state }: OfForm): VNode {
  return (
    <section aria-labelledby="do">
      <h2 id="do">Carry Line 5 forward</h2>
      <p>
        Line 5 of the approved September before the fiscal year is recorded as its Line 5a. The same
        year and version enter once.
      </p>
      <Form act="carry-forward" request={request}>
        <CountyField state={state} />
        <TextField
          name="ffy"
          label="Federal fiscal year"
          hint="As 2007: it begins in October 2006"
          inputmode="numeric"
          state={state}
        />
        <SubmitButton
          text="Carry forward"
          back={{ href: request.path, text: 'Back to the figures' }}
        />
      </Form>
    </section>
  );
}
