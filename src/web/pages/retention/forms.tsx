import type { VNode } from 'preact';
import { DateOf, Typed } from '../../components/figures.js';
import {
  ChangeAnswers,
  CheckYourAnswers,
  Form,
  Kept,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Empty, Facts } from '../../components/parts.js';
import { textOf } from '../../forms/form-texts.js';
import type { PageRequest } from '../../page.js';
import { whoActs } from '../version/who-acts.js';
import type { RetentionView, OrderStep } from './view.js';

interface OfForm {
  readonly view: RetentionView;
  readonly request: PageRequest;
  readonly state: FormState;
}

/** The form that a step of the page shows. */
export function FormOfStep({ step, ...of }: OfForm & { readonly step: OrderStep }): VNode | null {
  switch (step.kind) {
    case 'show':
      return null;
    case 'order':
      return <Order {...of} />;
    case 'checkOrder':
      return <CheckOrder {...of} />;
    case 'apply':
      return <Apply {...of} number={step.number} />;
    case 'hold':
      return <PlaceHold {...of} />;
    case 'release':
      return <Release {...of} number={step.number} />;
  }
}

function Who({ request: { signedIn }, state }: Pick<OfForm, 'request' | 'state'>): VNode | null {
  if (signedIn !== null) return null;
  return <TextField name="by" label="Your name" autocomplete="name" state={state} />;
}

function Reason({ state, what }: { state: FormState; what: string }): VNode {
  return (
    <TextArea
      name="reason"
      label={`Why ${what}`}
      hint="A docket, a file or a rule. Name no case and no person."
      state={state}
    />
  );
}

function Order({ view, request, state }: OfForm): VNode {
  return (
    <section aria-labelledby="do">
      <h2 id="do">Order an erasure</h2>
      <p>
        You keep the plan of a day as an order. Nothing is erased before another person applies it.
      </p>
      <Form act="check-order" request={request}>
        <TextField
          name="on"
          label="Day that is planned for"
          hint="As 2026-10-15, today at the latest"
          initial={view.on}
          state={state}
        />
        <Reason state={state} what="it is ordered" />
        <Who request={request} state={state} />
        <SubmitButton text="Check the order" back={{ href: view.path, text: 'Back' }} />
      </Form>
    </section>
  );
}

function CheckOrder({ view, request, state: { texts } }: OfForm): VNode {
  return (
    <section aria-labelledby="do">
      <h2 id="do">Check before you order</h2>
      {view.plan === null ? (
        <Empty why="The county has no records to plan for." />
      ) : (
        <Facts facts={view.plan.map(({ name, text }) => ({ name, is: text }))} />
      )}
      <CheckYourAnswers
        answers={[
          { name: 'Day', is: <DateOf date={view.on} /> },
          { name: 'Reason', is: <Typed text={textOf(texts, 'reason')} /> },
          { name: 'Ordered by', is: whoActs(request.signedIn, texts) },
        ]}
      />
      <Form act="order" request={request}>
        <Kept texts={texts} names={['on', 'reason', 'by']} />
        <SubmitButton
          text="Order the erasure"
          isDangerous
          back={{ href: view.path, text: 'Back without ordering' }}
        />
      </Form>
      <ChangeAnswers
        act="change-order"
        names={['on', 'reason', 'by']}
        texts={texts}
        request={request}
      />
    </section>
  );
}

function Apply({ view, request, state, number }: OfForm & { readonly number: number }): VNode {
  const order = view.orders.find((each) => each.order === String(number));
  if (order === undefined || order.apply === null) {
    return <Nothing path={view.path} what="order that can be applied" />;
  }
  return (
    <section aria-labelledby="do">
      <h2 id="do">{`Check before you apply order ${order.order}`}</h2>
      <Alert kind="warning" heading="What is erased cannot be brought back">
        <p>
          The plan is made anew with the holds of now and must be the same. You are another person
          than ordered it.
        </p>
      </Alert>
      <CheckYourAnswers
        answers={[
          { name: 'Planned for', is: <DateOf date={order.on} /> },
          { name: 'Records that go', is: order.records },
          { name: 'Ordered by', is: <Typed text={order.ordered.by} /> },
          { name: 'Reason', is: <Typed text={order.ordered.reason} /> },
        ]}
      />
      <Form act="apply" request={request}>
        <input type="hidden" name="number" value={order.order} />
        <Who request={request} state={state} />
        <SubmitButton
          text="Erase these records"
          isDangerous
          back={{ href: view.path, text: 'Back without erasing' }}
        />
      </Form>
    </section>
  );
}

function PlaceHold({ view, request, state }: OfForm): VNode {
  return (
    <section aria-labelledby="do">
      <h2 id="do">Place a hold</h2>
      <p>
        A hold on a case or child keeps all that is linked to it. A hold from a month keeps every
        month from that one on. Fill in one of the three.
      </p>
      <Form act="hold" request={request}>
        <TextField name="case" label="Case" hint="Its id, as 1900001" state={state} />
        <TextField name="child" label="Or child" hint="Its id, as K-77" state={state} />
        <TextField name="from" label="Or every month from" hint="As 2006-09" state={state} />
        <Reason state={state} what="it is held" />
        <Who request={request} state={state} />
        <SubmitButton text="Place the hold" back={{ href: view.path, text: 'Back' }} />
      </Form>
    </section>
  );
}

function Release({ view, request, state, number }: OfForm & { readonly number: number }): VNode {
  const hold = view.holds.find((each) => each.hold === String(number));
  if (hold === undefined || hold.release === null) {
    return <Nothing path={view.path} what="hold that can be released" />;
  }
  return (
    <section aria-labelledby="do">
      <h2 id="do">{`Release hold ${hold.hold}`}</h2>
      <Facts
        facts={[
          { name: 'What is held', is: hold.what.text },
          { name: 'Placed by', is: <Typed text={hold.placed.by} /> },
          { name: 'Why', is: <Typed text={hold.placed.reason} /> },
        ]}
      />
      <p>Another person than placed it releases it. What it kept can then be erased.</p>
      <Form act="release" request={request}>
        <input type="hidden" name="number" value={hold.hold} />
        <Reason state={state} what="it is released" />
        <Who request={request} state={state} />
        <SubmitButton
          text="Release the hold"
          isDangerous
          back={{ href: view.path, text: 'Back without releasing' }}
        />
      </Form>
    </section>
  );
}

/** What an address names is not there, or not for whoever asks. */
function Nothing({ path, what }: { path: string; what: string }): VNode {
  return (
    <Empty why={`There is no such ${what}.`}>
      <p>
        <a href={path}>Back to what is kept</a>
      </p>
    </Empty>
  );
}
