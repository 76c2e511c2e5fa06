import { civilDayOf } from '../../../../events/values/civil-day.js';
import type { County } from '../../../../events/values/county.js';
import { FRESH } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import { page } from '../../page.js';
import type { Ask, PageRequest, Shown } from '../../page.js';
import { ASKS, actsOfRetention } from './acts.js';
import { RetentionShown } from './retention.js';
import { dayAsked, retentionView, stepAsked, whyAsked } from './view.js';
import type { Step } from './view.js';

type RetentionRequest = PageRequest<{ readonly county: County }>;

/** What is kept and until when, the plan and why, and the acts of two people that erase or hold. */
export const RETENTION_PAGE = page({
  address: '/counties/:county/retention',
  action: 'retention.read',
  asks: ASKS,
  showsPerson: true,
  show: (request, ask) =>
    shownRetention(request, ask, { state: FRESH, step: stepAsked(request.query) }),
  acts: actsOfRetention(shownRetention),
});

async function shownRetention(
  request: RetentionRequest,
  ask: Ask<(typeof ASKS)[number]>,
  of: { readonly state: FormState; readonly step: Step },
  status: Shown['status'] = 200,
): Promise<Shown> {
  const { parameters, query, now, may } = request;
  const { county } = parameters;
  const today = civilDayOf(now);
  const on = dayAsked(of.step.kind === 'checkOrder' ? of.state.texts : query, today);
  const planned = await ask.reply('planShown', { county, on });
  const why = whyAsked(query);
  const reason =
    why === null ? null : await ask.reply('retentionReason', { county, on, subject: why });
  const view = retentionView({
    county,
    on,
    plan: planned.kind === 'done' ? planned.value : null,
    list: await ask('retentionOrders', { county }),
    holds: await ask('holds', { county }),
    reason: reason === null ? null : reason.kind === 'done' ? reason.value : said(reason),
    may,
  });
  return {
    kind: 'shown',
    status,
    title: `Retention, county ${county}`,
    heading: `Retention, ${countyInWords(county)}`,
    crumbs: countyCrumbs(county),
    side: countySide(county, may),
    county,
    body: (
      <RetentionShown
        view={view}
        request={request}
        state={of.state}
        step={of.step}
        texts={{ kind: textOf(query, 'kind'), id: textOf(query, 'id') }}
      />
    ),
  };
}

function said(reply: { readonly kind: string } & (Refusal | Message)): string {
  return 'refusal' in reply ? reply.refusal.message : reply.message;
}

interface Refusal {
  readonly refusal: { readonly message: string };
}

interface Message {
  readonly message: string;
}
