import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import type { Month } from '../../../../events/values/month.js';
import { monthHref, subjectHref, versionHref } from '../../addresses.js';
import { AsOf } from '../../components/as-of.js';
import {
  ChangeAnswers,
  CheckYourAnswers,
  ErrorSummary,
  FRESH,
  Form,
  Kept,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert } from '../../components/parts.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown } from '../../page.js';
import type { MomentOfLedger } from '../../../reports/moment-of-ledger.js';
import { monthInWords, numberInWords } from '../../words.js';
import { WarningsShown } from '../checks/warnings.js';
import { faultsOfWho, whoActs } from '../version/who-acts.js';

const ASKS = ['moment', 'senseWarnings', 'submit'] as const;
const COMMENT_MAX = 500;

type SubmitRequest = PageRequest<{ readonly county: County; readonly month: Month }>;
type AskSubmit = Ask<(typeof ASKS)[number]>;

export const SUBMIT_PAGE = page({
  address: '/counties/:county/months/:month/submit',
  action: 'version.submit',
  asks: ASKS,
  showsPerson: true,
  show: (request, ask) => shown(request, ask, FRESH),
  acts: {
    'check-submission': (request, form, ask) => {
      const faults = faultsOf(request, form);
      const state = { texts: form, faults };
      return faults.length > 0
        ? shown(request, ask, state, 422)
        : shown(request, ask, state, 200, true);
    },
    'change-submission': (request, form, ask) => shown(request, ask, { texts: form, faults: [] }),
    submit: submitted,
  },
});

function faultsOf({ signedIn }: SubmitRequest, form: FormTexts): FormState['faults'] {
  const isLong = Array.from(textOf(form, 'comment')).length > COMMENT_MAX;
  const message = `Shorten the comment to ${String(COMMENT_MAX)} characters.`;
  return [
    ...faultsOfWho(signedIn, form),
    ...(isLong ? [{ field: 'comment', code: 'INVALID_FIELD', message }] : []),
  ];
}

async function submitted(
  request: SubmitRequest,
  form: FormTexts,
  ask: AskSubmit,
): Promise<PageAnswer> {
  const faults = faultsOf(request, form);
  if (faults.length > 0) return shown(request, ask, { texts: form, faults }, 422);
  const { parameters, signedIn, program } = request;
  const { county, month } = parameters;
  const position = textOf(form, 'position');
  const reply = await ask.reply('submit', {
    county,
    month,
    // What was checked is what is frozen, though more may have come in since.
    asOf: /^[1-9]\d{0,14}$/u.test(position) ? Number(position) : null,
    by: whoActs(signedIn, form),
    comment: textOf(form, 'comment'),
    program,
    at: null,
  });
  if (reply.kind === 'done') {
    return redirectTo(versionHref(county, month, reply.value.version.version));
  }
  const { code, message } =
    reply.kind === 'refusedByRule' ? reply.refusal : { code: reply.kind, message: reply.message };
  return shown(request, ask, { texts: form, faults: [{ field: null, code, message }] }, 409);
}

async function shown(
  request: SubmitRequest,
  ask: AskSubmit,
  state: FormState,
  status: Shown['status'] = 200,
  isChecked = false,
): Promise<Shown> {
  const { parameters, may } = request;
  const { county, month } = parameters;
  const moment = await ask('moment', { county, asOf: null });
  const asOf = moment.position === 0 ? null : moment.position;
  const warned = isChecked ? null : await ask.reply('senseWarnings', { county, month, asOf });
  return {
    kind: 'shown',
    status,
    title: `Submit ${monthInWords(month)}`,
    heading: `Submit ${monthInWords(month)}, ${countyInWords(county)}`,
    crumbs: countyCrumbs(county, { href: monthHref(county, month), text: monthInWords(month) }),
    side: countySide(county, may),
    county,
    body: isChecked ? (
      <Check request={request} texts={state.texts} moment={moment} />
    ) : (
      <div>
        <ErrorSummary faults={state.faults} />
        <AsOf asOf={{ ...moment, asked: '' }} />
        {warned?.kind === 'done' ? (
          <WarningsShown
            warnings={warned.value}
            hrefOf={(subject) => subjectHref(county, subject)}
          />
        ) : null}
        <Asked request={request} state={state} moment={moment} />
      </div>
    ),
  };
}

function Asked({
  request,
  state,
  moment,
}: {
  request: SubmitRequest;
  state: FormState;
  moment: MomentOfLedger;
}): VNode {
  return (
    <Form act="check-submission" request={request}>
      <input type="hidden" name="position" value={String(moment.position)} />
      {request.signedIn === null ? (
        <TextField name="by" label="Your name" autocomplete="name" state={state} />
      ) : null}
      <TextArea
        name="comment"
        label="Comment"
        hint="It may be left empty. Name no case and no person."
        state={state}
      />
      <SubmitButton text="Check and submit" />
    </Form>
  );
}

function Check({
  request,
  texts,
  moment,
}: {
  request: SubmitRequest;
  texts: FormTexts;
  moment: MomentOfLedger;
}): VNode {
  const { month } = request.parameters;
  return (
    <div>
      <Alert kind="info" heading="Check before you submit">
        <p>The report is frozen as it is now, and goes to the director for approval.</p>
      </Alert>
      <CheckYourAnswers
        answers={[
          { name: 'Month', is: monthInWords(month) },
          {
            name: 'Position',
            is: numberInWords(textOf(texts, 'position') || moment.position),
          },
          { name: 'Submitted by', is: whoActs(request.signedIn, texts) },
          { name: 'Comment', is: textOf(texts, 'comment') || 'none' },
        ]}
      />
      <Form act="submit" request={request}>
        <Kept texts={texts} names={['by', 'comment', 'position']} />
        <SubmitButton
          text="Submit"
          back={{ href: request.path, text: 'Back without submitting' }}
        />
      </Form>
      <ChangeAnswers
        act="change-submission"
        names={['by', 'comment']}
        texts={texts}
        request={request}
      />
    </div>
  );
}
