import type { VNode } from 'preact';
import { parseInstant } from '../../../../events/values/instant.js';
import type { Instant } from '../../../../events/values/instant.js';
import { DateOf, Hash, InstantOf, Typed } from '../../components/figures.js';
import {
  ChangeAnswers,
  CheckYourAnswers,
  CheckboxField,
  ErrorSummary,
  Form,
  Kept,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Facts, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { textOf } from '../../forms/form-texts.js';
import type { PageRequest } from '../../page.js';
import { counted, numberInWords } from '../../words.js';
import type { VersionView } from './view.js';
import { whoActs } from './who-acts.js';

/** What is asked: nothing yet, one of the two decisions, or whether the approval is right as it was typed. */
export type VersionStep = 'show' | 'approve' | 'return' | 'check-approval';

interface Version {
  view: VersionView;
  request: PageRequest;
  state: FormState;
  step: VersionStep;
}

/** A version with its hashes, what changed, and what may be decided on it. */
export function VersionShown({ view, request, state, step }: Version): VNode {
  if (step === 'check-approval')
    return <CheckApproval view={view} request={request} state={state} />;
  return (
    <div>
      <ErrorSummary faults={state.faults} />
      <p>
        <StatusTag {...view.status} /> {view.kind}
        {view.printed.daysLate === 0 ? null : (
          <span>
            {' '}
            <StatusTag text={`${counted(view.printed.daysLate, 'day')} late`} tone="warning" />
          </span>
        )}
      </p>
      {view.isExpired ? (
        <Alert kind="info" heading="No longer kept">
          <p>
            The records that this month rests on, its comment and its reason are erased by
            retention. What is below stays: who decided, and the hashes.
          </p>
        </Alert>
      ) : null}
      <Links links={view.links} />
      <Deeds view={view} />
      <Changed view={view} />
      {step === 'approve' ? <Approval request={request} state={state} /> : null}
      {step === 'return' ? <Return request={request} state={state} /> : null}
      {step === 'show' ? <Decisions view={view} path={request.path} /> : null}
    </div>
  );
}

function Deeds({ view: { printed } }: { view: VersionView }): VNode {
  const { submitted, approved, returned, asOf, root, report, trail, due, comment } = printed;
  return (
    <Facts
      facts={[
        { name: 'Submitted', is: <Deed by={submitted.by} at={submitted.at} /> },
        ...(approved === null
          ? []
          : [
              { name: 'Approved', is: <Deed by={approved.by} at={approved.at} /> },
              { name: 'Telephone', is: <Typed text={approved.telephone} /> },
            ]),
        ...(returned === null
          ? []
          : [
              { name: 'Returned', is: <Deed by={returned.by} at={returned.at} /> },
              { name: 'Reason', is: <Typed text={returned.reason} /> },
            ]),
        ...(comment === '' ? [] : [{ name: 'Comment', is: <Typed text={comment} /> }]),
        { name: 'Due', is: <DateOf date={due} /> },
        { name: 'Position', is: numberInWords(asOf) },
        { name: 'Root of the ledger', is: <Hash hash={root} /> },
        { name: 'Hash of the report', is: <Hash hash={report} /> },
        { name: 'Hash of the trail', is: <Hash hash={trail} /> },
      ]}
    />
  );
}

function Deed({ by, at }: { by: string; at: string }): VNode {
  const instant: Instant | null = parseInstant(at);
  return (
    <span>
      by <Typed text={by} />, {instant === null ? at : <InstantOf instant={instant} />}
    </span>
  );
}

function Changed({ view: { changed } }: { view: VersionView }): VNode | null {
  if (changed === null) return null;
  const { since, cells, href } = changed;
  if (cells.length === 0) {
    return <p>{`No cell differs from version ${String(since)}.`}</p>;
  }
  return (
    <section>
      <Table
        id="changed"
        caption={`${counted(cells.length, 'cell differs', 'cells differ')} from version ${String(since)}`}
        rows={cells}
        keyOf={({ line, column }) => line + column}
        columns={[
          { heading: 'Line', cell: ({ line, column }) => `Line ${line} (${column})` },
          { heading: 'Before', isNumber: true, cell: ({ from }) => numberInWords(from ?? '-') },
          { heading: 'Now', isNumber: true, cell: ({ to }) => numberInWords(to ?? '-') },
        ]}
      />
      {href === null ? null : (
        <p>
          <a href={href}>The cases and records behind the differences</a>
        </p>
      )}
    </section>
  );
}

type FormOf = Pick<Version, 'request' | 'state'>;

function NameField({ request: { signedIn }, state }: FormOf): VNode | null {
  if (signedIn !== null) return null;
  return <TextField name="by" label="Your name" autocomplete="name" state={state} />;
}

function Approval({ request, state }: FormOf): VNode {
  return (
    <section>
      <h2>Approve</h2>
      <Form act="check-approval" request={request}>
        <NameField request={request} state={state} />
        <TextField
          name="telephone"
          label="Telephone"
          hint="Where the state can reach you about the report."
          type="tel"
          autocomplete="tel"
          state={state}
        />
        <CheckboxField
          name="certify"
          label="I certify that the report is complete and right, as the form says"
          state={state}
        />
        <SubmitButton text="Check and approve" />
      </Form>
    </section>
  );
}

function CheckApproval({
  view: { printed },
  request,
  state: { texts },
}: Pick<Version, 'view' | 'request' | 'state'>): VNode {
  return (
    <div>
      <Alert kind="info" heading="Check before you approve">
        <p>An approval is final. What comes in later makes a new version.</p>
      </Alert>
      <CheckYourAnswers
        answers={[
          { name: 'Version', is: `${String(printed.version)}, ${printed.kind}` },
          { name: 'Approved by', is: whoActs(request.signedIn, texts) },
          { name: 'Telephone', is: textOf(texts, 'telephone') },
        ]}
      />
      <Form act="approve" request={request}>
        <Kept texts={texts} names={['by', 'telephone', 'certify']} />
        <SubmitButton
          text="Approve"
          back={{ href: request.path, text: 'Back without approving' }}
        />
      </Form>
      <ChangeAnswers
        act="change-approval"
        names={['by', 'telephone', 'certify']}
        texts={texts}
        request={request}
      />
    </div>
  );
}

function Return({ request, state }: FormOf): VNode {
  return (
    <section>
      <h2>Return</h2>
      <Form act="return" request={request}>
        <NameField request={request} state={state} />
        <TextArea
          name="reason"
          label="Reason"
          hint="What has to be mended. Name no case and no person."
          state={state}
        />
        <SubmitButton
          text="Return this version"
          isDangerous
          back={{ href: request.path, text: 'Back without returning' }}
        />
      </Form>
    </section>
  );
}

function Decisions({ view, path }: { view: VersionView; path: string }): VNode | null {
  if (!view.mayApprove && !view.mayReturn) return null;
  return (
    <section>
      <h2>Decide</h2>
      <div class="pl-buttons">
        {view.mayApprove ? (
          <a class="usa-button" href={`${path}?decide=approve`}>
            Approve this version
          </a>
        ) : null}
        {view.mayReturn ? (
          <a class="usa-button usa-button--outline" href={`${path}?decide=return`}>
            Return this version
          </a>
        ) : null}
      </div>
    </section>
  );
}
