import type { County } from '../../../../events/values/county.js';
import type { Month } from '../../../../events/values/month.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { Reply } from '../../../application/application.js';
import { countyHref, monthHref } from '../../addresses.js';
import { FRESH } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { NotThere } from '../../not-there.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest, Shown } from '../../page.js';
import { counted, monthInWords } from '../../words.js';
import { VersionShown } from './version.js';
import type { VersionStep } from './version.js';
import { versionView } from './view.js';
import { faultsOfText, faultsOfWho, whoActs } from './who-acts.js';

const ASKS = ['versions', 'approve', 'return'] as const;

const REASON_MAX = 500;

interface Parameters {
  readonly county: County;
  readonly month: Month;
  readonly version: number;
}

type VersionRequest = PageRequest<Parameters>;

export const VERSION_PAGE = page({
  address: '/counties/:county/months/:month/versions/:version',
  action: 'report.read',
  asks: ASKS,
  showsPerson: false,
  show: (request, ask) => shownVersion(request, ask, FRESH, stepOf(request.query)),
  acts: {
    'check-approval': async (request, form, ask) => {
      const faults = faultsOfApproval(request, form);
      const state = { texts: form, faults };
      if (faults.length > 0) return shownVersion(request, ask, state, 'approve', 422);
      return shownVersion(request, ask, state, 'check-approval');
    },
    'change-approval': (request, form, ask) =>
      shownVersion(request, ask, { texts: form, faults: [] }, 'approve'),
    approve: approved,
    return: returned,
  },
});

async function approved(
  request: VersionRequest,
  form: FormTexts,
  ask: Ask<(typeof ASKS)[number]>,
): Promise<PageAnswer> {
  const faults = faultsOfApproval(request, form);
  if (faults.length > 0) {
    return shownVersion(request, ask, { texts: form, faults }, 'approve', 422);
  }
  const by = whoActs(request.signedIn, form);
  const telephone = textOf(form, 'telephone');
  const reply = await ask.reply('approve', { ...request.parameters, by, telephone, at: null });
  return after(request, form, ask, { reply, step: 'approve' });
}

async function returned(
  request: VersionRequest,
  form: FormTexts,
  ask: Ask<(typeof ASKS)[number]>,
): Promise<PageAnswer> {
  const faults = [
    ...faultsOfWho(request.signedIn, form),
    ...faultsOfText(form, 'reason', 'the reason, so that it can be mended', REASON_MAX),
  ];
  if (faults.length > 0) {
    return shownVersion(request, ask, { texts: form, faults }, 'return', 422);
  }
  const by = whoActs(request.signedIn, form);
  const reason = textOf(form, 'reason');
  const reply = await ask.reply('return', { ...request.parameters, by, reason, at: null });
  return after(request, form, ask, { reply, step: 'return' });
}

function stepOf(query: FormTexts): VersionStep {
  const step = textOf(query, 'decide');
  return step === 'approve' || step === 'return' ? step : 'show';
}

function faultsOfApproval({ signedIn }: VersionRequest, form: FormTexts): FieldFaults {
  const certify =
    textOf(form, 'certify') === 'yes'
      ? []
      : [
          {
            field: 'certify',
            code: 'INVALID_FIELD',
            message: 'Certify that the report is right, or return it.',
          },
        ];
  return [
    ...faultsOfWho(signedIn, form),
    ...faultsOfText(form, 'telephone', 'a telephone number', 40),
    ...certify,
  ];
}

/** The page again after an act: anew where it was done, whole with what was typed where a rule refused it. */
async function after(
  request: VersionRequest,
  form: FormTexts,
  ask: Ask<(typeof ASKS)[number]>,
  { reply, step }: { readonly reply: Reply<Version>; readonly step: VersionStep },
): Promise<PageAnswer> {
  if (reply.kind === 'done') return redirectTo(request.path);
  const { code, message } =
    reply.kind === 'refusedByRule' ? reply.refusal : { code: reply.kind, message: reply.message };
  const faults = [{ field: null, code, message }];
  return shownVersion(request, ask, { texts: form, faults }, step, 409);
}

async function shownVersion(
  request: VersionRequest,
  ask: Ask<(typeof ASKS)[number]>,
  state: FormState,
  asked: VersionStep,
  status: Shown['status'] = 200,
): Promise<Shown> {
  const { parameters, now, may } = request;
  const { county, month, version: number } = parameters;
  const { versions, firstMonth } = await ask('versions', { county, month });
  const version = versions.find((each) => each.version === number);
  if (version === undefined) {
    throw new NotThere(
      `${monthInWords(month)} has ${counted(versions.length, 'version')}, and not that one: open the month.`,
    );
  }
  const mayApprove = may('version.approve', county);
  const mayReturn = may('version.return', county);
  const view = versionView({
    ...{ county, version, versions, firstMonth, now },
    ...{ mayApprove, mayReturn },
  });
  // Whoever may not decide, or too late, is shown the version alone.
  const isAllowed = asked === 'return' ? view.mayReturn : view.mayApprove;
  const step = asked === 'show' || isAllowed || status === 409 ? asked : 'show';
  return {
    kind: 'shown',
    status,
    title: `Version ${String(number)} of ${monthInWords(month)}`,
    heading: `Version ${String(number)} of ${monthInWords(month)}, ${countyInWords(county)}`,
    crumbs: countyCrumbs(
      county,
      view.isExpired
        ? { href: `${countyHref(county)}/submissions`, text: 'Submissions' }
        : { href: monthHref(county, month), text: monthInWords(month) },
    ),
    side: countySide(county, may),
    county,
    body: <VersionShown view={view} request={request} state={state} step={step} />,
  };
}
